"""Figures side by side: what two articles give as the number of the same thing."""

import pytest

from qa.answer import Evidence, Figure
from qa.figures import figures_side_by_side
from tests.qa.made import MadeHoldings, made_article, made_evidence

PEOPLE = frozenset(["people"])


def figures(*evidence: Evidence, asked: frozenset[str] = PEOPLE) -> tuple[Figure, ...]:
    return figures_side_by_side(evidence, asked, MadeHoldings().terms)


def test_figures_of_two_articles_stand_side_by_side():
    one, other = made_evidence("About 1,900 people left.", "a"), made_evidence("In all 2,350 people left.", "b")
    assert figures(one, other) == (
        Figure("people", "1,900", 0, 6, 11, "people", 1900, 1900, "about", (0, 24)),
        Figure("people", "2,350", 1, 7, 12, "people", 2350, 2350, "", (0, 25)),
    )
    assert one.article.text[6:11] == "1,900"


def test_figures_count_residents_as_people():
    one, other = made_evidence("About 1,900 residents left.", "a"), made_evidence("In all 2,350 people left.", "b")
    assert [(f.thing, f.value) for f in figures(one, other)] == [("residents", "1,900"), ("residents", "2,350")]


def test_figures_of_different_units_are_none():
    one, other = made_evidence("Some 40% of people left.", "a"), made_evidence("In all 2,350 people left.", "b")
    assert figures(one, other) == ()


def test_figures_of_near_copies_count_once():
    one, other = made_evidence("About 1,900 people left.", "a"), made_evidence("In all 2,350 people left.", "b")
    copied = made_evidence("Only 1,800 people left.", "c", near_copies=(one.article,))
    assert figures(one, copied) == ()
    assert [f.value for f in figures(one, copied, other)] == ["1,900", "1,800", "2,350"]


def test_figures_stand_by_day_then_outlet():
    late = made_evidence(article=made_article("About 1,900 people left.", "a", "2024-03-20"))
    early = made_evidence(article=made_article("In all 2,350 people left.", "b", "2024-03-01"))
    undated = made_evidence(article=made_article("Only 12 people left.", "c", None))
    assert [f.value for f in figures(undated, late, early)] == ["2,350", "1,900", "12"]


def test_figures_of_a_measure_need_the_question_to_name_it():
    one, other = made_evidence("It cost 3 million crowns.", "a"), made_evidence("It cost 4 million crowns.", "b")
    assert [f.value for f in figures(one, other, asked=frozenset(["crowns"]))] == ["3 million", "4 million"]
    assert figures(one, other) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Some 3 people left.", "3"),
        ("Some 3.5 million people left.", "3.5 million"),
        ("Some 12 thousand more people left.", "12 thousand"),
        ("Some 1.900 people left.", "1.900"),
        ("Some 40 old people left.", "40"),
        ("Some 1,234,567 people left.", "1,234,567"),
    ],
)
def test_figures_are_read_with_their_scale(text: str, value: str):
    (found, _) = figures(made_evidence(text, "a"), made_evidence("Only 8 people left.", "b"))
    assert found.value == value
    assert text[found.start : found.end] == value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 1,900 people left.", "About 1,900 people went."),  # the same figure
        ("About 1,900 people left.", "Some 12 sheep left."),  # of another thing
        ("About 1,900 people left.", "The people left in 2024."),  # no figure of people
        ("About 1,900 people left.", "Nobody left."),
    ],
)
def test_figures_are_none_where_nothing_differs(one: str, other: str):
    assert figures(made_evidence(one, "a"), made_evidence(other, "b")) == ()


def test_figures_of_one_article_alone_are_none():
    one, other = made_evidence("About 1,900 people left.", "a"), made_evidence("In all 2,350 people left.", "a")
    assert figures(one, other) == ()


def test_figures_are_read_in_highlighted_sentences_only():
    text = "Rain fell. About 1,900 people left."
    one = made_evidence(text, "a", highlights=((0, 10),))
    assert figures(one, made_evidence("In all 2,350 people left.", "b")) == ()


def test_figures_need_a_thing_that_the_question_names():
    one, other = made_evidence("About 1,900 people left.", "a"), made_evidence("In all 2,350 people left.", "b")
    assert figures(one, other, asked=frozenset(["dam"])) == ()
    assert figures(one, other, asked=frozenset()) == ()


def test_figures_are_grouped_by_thing_in_order():
    one = made_evidence("Some 10 boats and 20 people left.", "a")
    other = made_evidence("Some 11 boats and 21 people left.", "b")
    found = figures(one, other, asked=frozenset(["people", "boats"]))
    assert [(f.thing, f.value, f.evidence_index) for f in found] == [
        ("boats", "10", 0),
        ("boats", "11", 1),
        ("people", "20", 0),
        ("people", "21", 1),
    ]


def test_figures_of_no_evidence_are_none():
    assert figures() == ()
