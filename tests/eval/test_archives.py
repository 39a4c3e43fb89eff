"""Sets and the fresh archives they are asked of."""

import json
from pathlib import Path

import pytest

from embeddings.loading import load_encoder
from eval.archives import ALL_SETS, QuestionSet, articles_digest, chosen_sets, opened
from eval.gate import read_floors, shortfalls
from eval.known import set_digest
from eval.report import measure
from tests.toy import ToyEncoder


def test_chosen_sets_are_one_or_all():
    assert chosen_sets(None) == ALL_SETS
    assert [chosen.name for chosen in chosen_sets("demo")] == ["demo"]


def test_chosen_sets_refuse_an_unknown_name_and_say_which_there_are():
    with pytest.raises(ValueError, match="no set 'dema'; there are demo, karabakh"):
        chosen_sets("dema")


def test_every_set_has_its_questions():
    assert all(chosen.questions.is_file() for chosen in ALL_SETS)
    assert chosen_sets("demo")[0].is_here


def test_opened_gives_a_pipeline_over_a_fresh_archive_and_removes_it(write_rows, tmp_path: Path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps({"text": "The dam broke."}) + "\n", encoding="utf-8")
    with opened(folder, ToyEncoder()) as pipeline:
        place = pipeline.holdings.folder
        assert pipeline.ask("Where is the dam?").coverage.n_articles == 1
        digest = articles_digest(pipeline)
    assert not place.exists()
    with opened(folder, ToyEncoder()) as pipeline:
        assert articles_digest(pipeline) == digest


def test_measure_asks_every_question_of_a_set():
    (demo,) = chosen_sets("demo")
    measured, asked = measure(demo, ToyEncoder())
    lines = demo.questions.read_text(encoding="utf-8").splitlines()
    assert [a.known.question_id for a in asked] == [json.loads(line)["id"] for line in lines]
    assert measured.values["n_answerable"] + measured.values["n_unanswerable"] == len(lines)
    assert measured.values["quotes_exact"] == 1.0
    assert measured.digests["questions"] == set_digest(demo.questions)
    assert measured.digests["encoder"] == ToyEncoder.digest


@pytest.mark.model
@pytest.mark.parametrize("chosen", [chosen for chosen in ALL_SETS if chosen.is_here], ids=lambda chosen: chosen.name)
def test_every_set_that_is_here_holds_its_floors(chosen: QuestionSet):
    measured, _ = measure(chosen, load_encoder())
    assert shortfalls(measured, read_floors()) == []
