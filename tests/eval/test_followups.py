"""eval.followups: the set is as its measure needs it, and the measures are worked out by hand."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.filters import Filters
from eval.followups import DialogueTurn, Found, TurnResult, gap_closed, read_dialogues, values_of
from eval.known import Expected, KnownQuestion
from tests.conftest import add_paths

DEMO = Path(__file__).parents[2] / "corpus" / "demo"
TURNS = read_dialogues()
YES, NO = Found(True, True), Found(False, False)


def test_the_set_has_sixty_dialogues_of_two_to_four_turns_over_three_archives():
    lengths = Counter(turn.dialogue for turn in TURNS)
    assert len(lengths) == 60
    assert set(lengths.values()) <= {2, 3, 4}
    assert Counter(turn.archive for turn in TURNS if turn.is_first) == {"demo": 20, "seeds": 20, "newsquiz": 20}


def test_every_turn_has_the_turns_before_it_as_history():
    said: dict[str, list[str]] = {}
    for turn in TURNS:
        before = said.setdefault(turn.dialogue, [])
        assert list(turn.known.history) == before, turn.known.question_id
        before.append(turn.known.question)


def test_a_turn_that_stands_alone_needs_no_completion():
    for turn in TURNS:
        assert (turn.completed != turn.known.question) == turn.depends, turn.known.question_id
        assert not (turn.is_first and turn.depends), turn.known.question_id
        assert turn.known.is_answerable, turn.known.question_id


def test_fifteen_dialogues_change_topic_or_limits_only():
    changing = {turn.dialogue for turn in TURNS if turn.known.kind in ("new topic", "outlet", "period")}
    assert len(changing) >= 15


def _placed(archive: Archive, name: str) -> None:
    held = [(a.outlet.name if a.outlet.is_known else None, a.published.iso, a.text) for a in archive.articles()]
    for turn in TURNS:
        for expected in turn.known.expects if turn.archive == name else ():
            assert any(
                (outlet, day) == (expected.outlet, expected.published) and expected.text in text for outlet, day, text in held
            ), (turn.known.question_id, expected)


def test_every_expectation_stands_in_the_demo(archive: Archive):
    add_paths(archive, DEMO)
    _placed(archive, "demo")


def test_every_expectation_stands_in_the_seeds(archive: Archive, seeds: Path):
    add_paths(archive, seeds)
    _placed(archive, "seeds")


def result(question_id: str, depends: bool, bare: Found, gold: Found, ours: Found, took: bool) -> TurnResult:
    history = () if question_id.endswith(".1") else ("Who left?",)
    known = KnownQuestion(question_id, "Why?", "why", (Expected("x", None, None),), history, Filters())
    return TurnResult(DialogueTurn(known, "demo", "Why did they leave?", depends), bare, gold, ours, took)


def test_values_by_hand():
    values = values_of(
        [
            result("fd01.1", False, YES, YES, YES, False),
            result("fd01.2", True, NO, YES, YES, True),
            result("fd01.3", True, NO, Found(False, True), Found(False, True), True),
            result("fd01.4", True, NO, YES, NO, False),
            result("fd02.1", False, YES, YES, NO, True),
            result("fd02.2", False, NO, NO, NO, True),
        ]
    )
    assert values == {
        "n_dependent": 3,
        "n_standalone": 3,
        "bare_evidence_at_3": 0.0,
        "gold_evidence_at_3": pytest.approx(2 / 3),
        "evidence_at_3": pytest.approx(1 / 3),
        "gap_closed": pytest.approx(0.5),
        "bare_passages_at_3": 0.0,
        "gold_passages_at_3": 1.0,
        "passages_at_3": pytest.approx(2 / 3),
        "gap_closed_in_passages": pytest.approx(2 / 3),
        "standalone_without_history": pytest.approx(2 / 3),
        "standalone_with_history": pytest.approx(1 / 3),
        "standalone_kept": pytest.approx(2 / 3),
        "detector_precision": pytest.approx(2 / 3),
        "detector_recall": pytest.approx(2 / 3),
        "topic_changes_untouched": 0.0,
        "foreign_history_untouched": 0.5,
    }


def test_gap_closed_is_whole_without_a_gap():
    assert gap_closed(0.5, 0.5, 0.4) == 1.0
    assert gap_closed(0.2, 0.7, 0.55) == pytest.approx(0.7)


def test_odd_dialogues_were_tuned_on():
    assert result("fd01.2", True, NO, YES, YES, True).turn.is_tuned_on
    assert not result("fd02.2", True, NO, YES, YES, True).turn.is_tuned_on
