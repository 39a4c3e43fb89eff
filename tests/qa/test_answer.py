"""An uncited answer can't be built, nor a quote that is no slice."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Original
from qa.answer import Abstention, Evidence, Speaker
from tests.qa.made import made_answer, made_article, made_evidence

TOO_WEAK = Abstention("too_weak", "No passage supports an answer; the nearest ones are too weak.")
TEXT = "The dam broke. Nobody was hurt."


def evidence(start: int, end: int, *highlights: tuple[int, int]) -> Evidence:
    return Evidence(made_article(TEXT), start, end, highlights, 1.0)


def test_answer_holds_evidence_or_an_abstention():
    assert made_answer(made_evidence()).abstention is None
    assert made_answer(abstention=TOO_WEAK, support=0.1).evidence == ()


def test_answer_refuses_both():
    with pytest.raises(ValueError, match="evidence or an abstention, never both and never neither"):
        made_answer(made_evidence(), abstention=TOO_WEAK)


def test_answer_refuses_neither():
    with pytest.raises(ValueError, match="evidence or an abstention, never both and never neither"):
        made_answer()


def test_answer_refuses_near_misses_beside_evidence():
    with pytest.raises(ValueError, match="near misses stand only beside an abstention"):
        made_answer(made_evidence(), near_misses=(made_evidence(),))


def test_answer_takes_near_misses_beside_an_abstention():
    assert len(made_answer(abstention=TOO_WEAK, near_misses=(made_evidence(),)).near_misses) == 1


@pytest.mark.parametrize("support", [-0.01, 1.01, float("nan")])
def test_answer_refuses_support_beyond_0_and_1(support: float):
    with pytest.raises(ValueError, match=f"support lies between 0 and 1, not {support}"):
        made_answer(made_evidence(), support=support)


def test_answer_is_frozen():
    with pytest.raises(FrozenInstanceError):
        made_answer(made_evidence()).support = 1.0
    with pytest.raises(FrozenInstanceError):
        made_evidence().start = 3


def test_quote_is_the_slice():
    assert evidence(15, 31, (15, 31)).quote == "Nobody was hurt."


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (6, 5), (0, 32), (40, 50)])
def test_evidence_refuses_what_is_no_slice(start: int, end: int):
    with pytest.raises(ValueError, match=rf"\[{start}:{end}\] is no slice of article a"):
        evidence(start, end)


@pytest.mark.parametrize("highlights", [[(0, 20)], [(-1, 5)], [(5, 3)], [(10, 14), (0, 9)], [(0, 9), (5, 14)]])
def test_evidence_refuses_highlights_out_of_order_or_outside(highlights: list[tuple[int, int]]):
    with pytest.raises(ValueError, match=r"don't lie in order inside \[0:14\]"):
        evidence(0, 14, *highlights)


def test_evidence_refuses_an_empty_highlight():
    with pytest.raises(ValueError, match="highlights"):
        evidence(0, 14, (5, 5))


@given(st.integers(-5, 40), st.integers(-5, 40), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=3))
def test_evidence_that_can_be_built_is_a_slice_that_holds_its_highlights(start: int, end: int, highlights: list):
    try:
        item = evidence(start, end, *highlights)
    except ValueError:
        return
    assert item.quote == TEXT[start:end] != ""
    for a, b in item.highlights:
        assert TEXT[a:b] in item.quote
        assert start <= a <= b <= end


@pytest.mark.parametrize(
    ("name", "start", "end", "evidence"),
    [("Holt", 3, 3, ()), ("Holt", 0, 5, ()), ("Holt", -1, 3, ()), ("Holt", 0, 4, (5, 5)), ("Holt", 0, 4, (9, 5))],
)
def test_a_speaker_is_a_slice(name: str, start: int, end: int, evidence: tuple[int, ...]):
    with pytest.raises(ValueError, match="no slice"):
        Speaker(name, start, end, *evidence)


def test_evidence_of_a_speaker_is_the_name_where_nothing_else_says_so():
    assert Speaker("Holt", 2, 6).evidence == (2, 6)
    assert Speaker("Holt", 2, 6, 10, 17).evidence == (10, 17)


@pytest.mark.parametrize("speaker", [Speaker("Holt", 0, 4), Speaker("The", 0, 3, 0, 99)])
def test_evidence_refuses_a_speaker_that_is_no_slice_of_its_article(speaker: Speaker):
    with pytest.raises(ValueError, match="is no slice of article"):
        made_evidence(speaker=speaker)


def test_evidence_refuses_a_credit_that_is_no_slice_of_its_article():
    with pytest.raises(ValueError, match="no slices of article"):
        made_evidence(credited=(Original("AFP", "agency", "told AFP", 0, 8),))
