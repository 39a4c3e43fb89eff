"""A news quiz of five articles and four questions, in the form of the real one."""

import gzip
import json
from pathlib import Path

import pytest

ARTICLES = [
    (
        "a1",
        "Dam breaks above Harl",
        "2022-06-10",
        "The dam above Harl broke at dawn. Ines Tarn told the children to climb.",
    ),
    ("a2", "Ferry crews walk out", "2022-06-11", "Crews of the Skarvey ferry walked out. The ferry stays in port until Monday."),
    ("a3", "Museum finds a lost globe", "2022-06-12", "The museum of Odd found the Bellweather globe in its attic."),
    ("a4", "A dam is not a wall", "2019-01-05", "Every dam leaks a little. Ines Tarn said so years ago."),
    ("a5", "Weather", "2022-06-13", "Rain is expected in the valley, and more rain after it."),
]
QUESTIONS = [
    ("w1", "2022-06-15", "Who told the children to climb when the dam broke?", "Ines Tarn", "a1", True),
    ("w2", "2022-06-16", "Which ferry stays in port?", "The “Skarvey”", None, True),
    ("w3", "2022-06-17", "What did the museum find in its attic?", "the Bellweather globe", "a3", True),
    ("w4", "2022-06-18", "Will it rain?", "Yes", "a5", False),
]


@pytest.fixture
def quiz_folder(tmp_path: Path) -> Path:
    """The quiz's two files."""
    folder = tmp_path / "newsquiz"
    folder.mkdir()
    rows = [
        {"id": i, "url": f"https://harl.example/{i}", "outlet": "CNN", "title": t, "authors": "[]", "published": d, "text": text}
        for i, t, d, text in ARTICLES
    ]
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write("\n".join(map(json.dumps, rows)) + "\n")
    asked = [
        {
            "id": i,
            "date": day,
            "question": question,
            "source": "CNN",
            "answers": [answer],
            "gold_url": f"https://harl.example/{linked}" if linked else None,
            "gold_ids": [linked] if linked else [],
            "answer_in_corpus": scored,
            "scoreable": scored,
        }
        for i, day, question, answer, linked, scored in QUESTIONS
    ]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, asked)) + "\n", encoding="utf-8")
    return folder
