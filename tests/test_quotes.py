"""Every quote in the answers to all known questions is the slice of what `list --text` prints in a fresh process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpus.demo
from eval.archives import ALL_SETS, QuestionSet

pytestmark = pytest.mark.model
DATELINE = [sys.executable, "-m", "cli"]


def dateline(*arguments: str, archive: Path) -> str:
    environment = {**os.environ, "DATELINE_ARCHIVE": str(archive)}
    return subprocess.run([*DATELINE, *arguments], capture_output=True, text=True, check=True, env=environment).stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """An archive for each folder of articles that a set asks of, made by the command line."""
    made = {}
    for folder in {s.articles for s in ALL_SETS if s.is_here}:
        made[folder] = tmp_path_factory.mktemp("archive") / "archive"
        dateline("add", str(folder), archive=made[folder])
    return made


@pytest.mark.parametrize("question_set", ALL_SETS, ids=lambda s: s.name)
def test_every_quote_is_a_slice_of_the_listed_text(question_set: QuestionSet, archives: dict[Path, Path]) -> None:
    if not question_set.is_here:
        pytest.skip(f"the articles of {question_set.name} are not at {question_set.articles}")
    archive = archives[question_set.articles]
    answers = [
        json.loads(line)
        for line in dateline("ask", "--batch", str(question_set.questions), "--json", archive=archive).splitlines()
    ]
    texts = {
        row["article_id"]: row["text"]
        for row in map(json.loads, dateline("list", "--json", "--text", archive=archive).splitlines())
    }
    shown = [item for answer in answers for item in (*answer["evidence"], *answer["near_misses"])]
    assert len(answers) == len(question_set.questions.read_text().splitlines())
    assert len(shown) > len(answers) / 2
    for item in shown:
        assert item["quote"] == texts[item["article_id"]][item["start"] : item["end"]]
        assert all(item["start"] <= a < b <= item["end"] for a, b in item["highlights"])


def test_children_evacuated_gives_the_sentence_with_outlet_and_day(archives: dict[Path, Path], seeds: Path) -> None:
    folder = next(s.articles for s in ALL_SETS if s.name == "karabakh")
    answer = json.loads(dateline("ask", "How many children were evacuated?", "--json", archive=archives[folder]))
    first = answer["evidence"][0]
    start, end = first["highlights"][-1]
    sentence = first["quote"][start - first["start"] : end - first["start"]]
    assert "1,049 children" in sentence
    assert (first["outlet"], first["published"][:10]) == ("Caliber.Az", "2023-09-20")


def test_demo_folder_is_the_one_the_demo_set_asks_of() -> None:
    assert Path(str(corpus.demo.__file__)).parent in {s.articles for s in ALL_SETS}
