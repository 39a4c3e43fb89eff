"""corpus.copies: the same text, told by word 5-shingles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.copies import containment, is_near_copy, shingles, sketch

sets = st.frozensets(st.integers(0, 2**63 - 1), max_size=60)


def numbers(start: int, stop: int) -> frozenset[int]:
    return frozenset(range(start, stop))


@pytest.mark.parametrize(("n_words", "n_shingles"), [(0, 0), (4, 0), (5, 1), (44, 40)])
def test_shingles_are_one_for_each_five_words(n_words, n_shingles):
    assert len(shingles(" ".join(f"word{i}" for i in range(n_words)))) == n_shingles


def test_shingles_fold_case_accents_and_punctuation():
    assert shingles("The dam at Qarabağ held, twice.") == shingles("THE DAM AT QARABAG HELD TWICE")


def test_shingles_leave_out_the_dateline():
    assert shingles("HARL, March 2 (Northern Wire) – The old dam held again.") == shingles("The old dam held again.")


def test_shingles_are_the_same_on_every_machine():
    assert shingles("The old dam held again.") == {6452693704314080103}


@given(sets)
def test_sketch_keeps_the_lowest_eighth(values):
    assert sketch(values) == {v for v in values if v < 2**60}


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (numbers(0, 50), numbers(0, 50), 1.0),
        (numbers(0, 50), numbers(20, 1000), 0.6),
        (numbers(0, 50), numbers(21, 1000), 0.58),
        (numbers(0, 50), numbers(50, 90), 0.0),
        (numbers(0, 50), frozenset(), 0.0),
    ],
)
def test_containment_is_the_share_of_the_smaller_set(one, other, share):
    assert containment(one, other) == containment(other, one) == share


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        (numbers(0, 40), numbers(16, 200), True),
        (numbers(0, 40), numbers(17, 200), False),
        (numbers(0, 39), numbers(0, 39), False),
    ],
)
def test_is_near_copy_needs_three_fifths_of_forty_shingles(one, other, copy):
    assert is_near_copy(one, other) is is_near_copy(other, one) is copy


@given(sets, sets)
def test_containment_is_symmetric_and_a_share(one, other):
    assert 0 <= containment(one, other) == containment(other, one) <= 1
