"""Floors hold what was measured, and are never lowered unnoticed."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.gate import Measured, read_floors, shortfalls, updated_floors, write_floors
from eval.measures import GATED

VALUES = {
    "evidence_at_1": 0.75,
    "evidence_at_3": 0.9,
    "attribution": 1.0,
    "abstention_precision": 0.8,
    "abstention_recall": 0.66666,
    "false_answers": 0.33334,
    "quotes_exact": 1.0,
}
DIGESTS = {"questions": "q", "articles": "a", "encoder": "e"}
MEASURED = Measured("demo", VALUES, GATED, DIGESTS)
FLOORS = {
    "demo": {
        "digests": DIGESTS,
        "floors": {
            "evidence_at_1": 0.75,
            "evidence_at_3": 0.9,
            "attribution": 1.0,
            "abstention_precision": 0.8,
            "abstention_recall": 0.6667,
            "quotes_exact": 1.0,
        },
    }
}


def scored(**changed: float) -> Measured:
    return replace(MEASURED, values=VALUES | changed)


def test_updated_floors_pin_scores_and_digests():
    assert updated_floors(MEASURED, {}, allow_regression=False) == FLOORS


def test_updated_floors_keep_other_sets():
    floors = updated_floors(MEASURED, {"karabakh": {"floors": {}}}, allow_regression=False)
    assert floors == {"karabakh": {"floors": {}}, **FLOORS}


def test_updated_floors_rise():
    assert updated_floors(scored(evidence_at_1=0.8), FLOORS, False)["demo"]["floors"]["evidence_at_1"] == 0.8


def test_updated_floors_refuse_to_fall_naming_each_and_the_option():
    with pytest.raises(ValueError, match=r"evidence_at_1 0\.75 -> 0\.7; attribution 1\.0 -> 0\.5; .* --allow-regression"):
        updated_floors(scored(evidence_at_1=0.7, attribution=0.5), FLOORS, allow_regression=False)


def test_updated_floors_fall_where_that_is_meant():
    floors = updated_floors(scored(evidence_at_1=0.7), FLOORS, allow_regression=True)
    assert floors["demo"]["floors"]["evidence_at_1"] == 0.7


def test_shortfalls_are_none_on_the_floor():
    exact = scored(abstention_recall=0.6667)
    assert shortfalls(exact, FLOORS) == []


@pytest.mark.parametrize("key", GATED)
def test_shortfalls_name_every_measure_below_its_floor(key: str):
    fallen = scored(**{"abstention_recall": 0.6667, key: 0.1})
    (line,) = shortfalls(fallen, FLOORS)
    assert line == f"demo: {key} is 0.1000, its floor {FLOORS['demo']['floors'][key]:.4f}"


def test_shortfalls_are_none_right_after_pinning():
    assert shortfalls(MEASURED, updated_floors(MEASURED, {}, allow_regression=False)) == []


def test_shortfalls_of_a_set_without_floors():
    assert shortfalls(MEASURED, {}) == ["demo has no floors; pin them with: dateline eval demo --update-floors"]


@pytest.mark.parametrize("key", DIGESTS)
def test_shortfalls_do_not_compare_different_things(key: str):
    (line,) = shortfalls(replace(MEASURED, digests={**DIGESTS, key: "other"}), FLOORS)
    assert line.startswith(f"demo: {key} changed since the floors were pinned")


def test_floors_are_the_same_after_being_written(tmp_path: Path):
    path = tmp_path / "floors.json"
    assert read_floors(path) == {}
    write_floors(FLOORS, path)
    assert read_floors(path) == FLOORS
    before = path.read_bytes()
    write_floors(dict(reversed(FLOORS.items())), path)
    assert path.read_bytes() == before
