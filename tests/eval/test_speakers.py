"""Speakers and figures held against labels."""

import json

import pytest

from eval import figures, labelled, speakers
from eval.figures import judge_figures, read_figures
from eval.speakers import Judged, agree, judge_speakers, shares


@pytest.mark.parametrize(
    ("found", "name", "same"),
    [
        ("Hajiyev", "Hikmet Hajiyev", True),
        ("President Ilham Aliyev", "Ilham Aliyev", True),
        ("the Queen", "Queen", True),
        ("Ivanka Trump", "Donald Trump", False),
        ("Azerbaijan", "Defence Ministry of Azerbaijan", True),  # so such names are labelled with the office last
        ("CNN", "Interfax", False),
    ],
)
def test_names_agree(found: str, name: str, same: bool):
    assert agree(found, name) is same


def test_shares_count_names_for_recall_and_all_for_precision():
    judged = [
        Judged("a", "test", ("Maren Holt",), "Holt"),
        Judged("b", "test", ("Maren Holt",), None),
        Judged("c", "test", ("police",), None),
        Judged("d", "test", (), "Holt"),
        Judged("e", "test", (), None),
    ]
    assert shares(judged) == {"precision": 0.5, "recall": 0.5, "found": 2, "named": 2, "sentences": 5}


def test_shares_of_nothing():
    assert shares([]) == {"precision": 1.0, "recall": 0.0, "found": 0, "named": 0, "sentences": 0}


@pytest.mark.parametrize("path", [speakers.LABELS, figures.LABELS], ids=lambda path: path.stem)
def test_labels_are_places_and_hashes_without_text(path):
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    ids = [label["id"] for label in labels]
    assert len(set(ids)) == len(ids)
    for label in labels:
        assert label["articles"] in labelled.FOLDERS
        assert 0 <= label["start"] < label["end"]
        assert len(label["article"]) == len(label["sentence"]) == 16


def test_labelled_sentences_of_the_demo_are_found(tmp_path):
    demo = [line for line in speakers.LABELS.read_text(encoding="utf-8").splitlines() if '"articles": "demo"' in line]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(demo), encoding="utf-8")
    judged = judge_speakers(path)
    assert len(judged) == len(demo)
    assert shares(judged)["precision"] >= 0.95


def test_labelled_figures_of_the_demo_are_found(tmp_path):
    demo = [line for line in figures.LABELS.read_text(encoding="utf-8").splitlines() if '"articles": "demo"' in line]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(demo), encoding="utf-8")
    judged = judge_figures(path)
    assert len(judged) == len(demo)
    assert sum(len(j.wanted & j.found) for j in judged) >= 8


def test_figures_without_unit_and_noun_are_not_counted():
    text = "They counted 12. In all 1,900 residents left."
    assert read_figures(text, 0, len(text)) == {(1900.0, 1900.0, "people", "residents")}
