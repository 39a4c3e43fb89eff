"""Few quotes, each earned: of one article two, near-copies folded, sentences highlighted, headings trimmed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.filters import Filters
from qa.answer import Evidence, Speaker
from qa.evidence import MAX_EVIDENCE, MAX_OF_ONE_ARTICLE, Candidate, candidates, select
from qa.matching import QuestionTerms
from qa.pipeline import Pipeline
from qa.retrieval import rank
from tests.qa.made import MadeHoldings, made_article, made_candidate, made_interpretation

TEXT = "The dam broke. Many people left. Rain fell. It was cold."
SPANS = [(0, 14), (15, 32), (33, 43), (44, 56)]


def chosen(*ordered: Candidate, copies: dict[str, list[Article]] | None = None, **limits: Any) -> tuple[Evidence, ...]:
    """The evidence that is chosen from candidates, with `copies` as the near-copies of each article by its id."""
    limits.setdefault("filters", Filters())
    return select(MadeHoldings(copies=copies or {}), ordered, **limits)


def highlighted(item: Evidence) -> list[str]:
    return [item.article.text[start:end] for start, end in item.highlights]


def test_select_quotes_the_passage_as_it_stands():
    (item,) = chosen(made_candidate(made_article(TEXT), [1, 0], span=(0, 32)))
    assert (item.start, item.end, item.quote) == (0, 32, "The dam broke. Many people left.")


def test_select_gives_at_most_five():
    ordered = [made_candidate(made_article(TEXT, article_id=str(n)), [1, 0, 0, 0]) for n in range(9)]
    assert [item.article.article_id for item in chosen(*ordered)] == ["0", "1", "2", "3", "4"]
    assert MAX_EVIDENCE == 5


def test_select_of_nothing_is_nothing():
    assert chosen() == ()


def test_select_gives_at_most_two_of_one_article():
    article, other = made_article(TEXT), made_article(TEXT, article_id="b")
    of_one = [made_candidate(article, [1], span=span) for span in SPANS]
    found = chosen(*of_one, made_candidate(other, [1], span=SPANS[0]))
    assert [(item.article.article_id, item.quote) for item in found] == [
        ("a", "The dam broke."),
        ("a", "Many people left."),
        ("b", "The dam broke."),
    ]
    assert MAX_OF_ONE_ARTICLE == 2


def test_select_gives_as_many_of_one_article_as_wanted():
    of_one = [made_candidate(made_article(TEXT), [1], span=span) for span in SPANS]
    assert len(chosen(*of_one, per_article=1)) == 1
    assert len(chosen(*of_one, per_article=3)) == 3


# near-copies

ONE = made_article(TEXT, "one", published="2024-03-14")
COPY = made_article("By a reporter. " + TEXT, "copy", published="2024-03-15")
COPIES = {"one": [COPY], "copy": [ONE]}


def test_select_folds_a_near_copy_into_the_evidence_that_shows_its_sentence():
    (item,) = chosen(made_candidate(ONE, [1, 0, 0, 0]), made_candidate(COPY, [0, 1, 0, 0, 0]), copies=COPIES)
    assert (item.article, item.near_copies) == (ONE, (COPY,))


def test_select_shows_a_near_copy_that_says_something_of_its_own():
    longer = made_article(TEXT + " Later 2,350 left.", "copy", published="2024-03-15")
    copies = {"one": [longer], "copy": [ONE]}
    found = chosen(made_candidate(ONE, [1, 0, 0, 0]), made_candidate(longer, [0.1, 0, 0, 0, 1]), copies=copies)
    assert [highlighted(item) for item in found] == [["The dam broke."], ["Later 2,350 left."]]


def test_select_quotes_the_earliest_article_that_has_the_same_words():
    (item,) = chosen(made_candidate(COPY, [1, 0], span=(15, 47)), copies=COPIES)
    assert (item.article, item.near_copies) == (ONE, (COPY,))
    assert (item.start, item.end, item.quote) == (0, 32, "The dam broke. Many people left.")
    assert highlighted(item) == ["The dam broke."]


def test_select_shows_one_quote_where_article_and_near_copy_are_both_found():
    found = chosen(made_candidate(COPY, [1, 0], span=(15, 47)), made_candidate(ONE, [1, 0], span=(0, 32)), copies=COPIES)
    assert [(item.article.article_id, item.quote) for item in found] == [("one", "The dam broke. Many people left.")]


def test_select_quotes_the_found_article_where_no_copy_has_the_same_words():
    (item,) = chosen(made_candidate(COPY, [1, 0.1, 0, 0, 0]), copies=COPIES)
    assert (item.article, item.near_copies) == (COPY, (ONE,))


def test_select_shows_no_near_copy_that_was_published_after_the_as_of_day():
    limits = Filters(as_of=date(2024, 3, 14))
    (item,) = chosen(made_candidate(ONE, [1, 0, 0, 0]), copies=COPIES, filters=limits)
    assert item.near_copies == ()


# what is left out, and what is trimmed


def test_select_leaves_out_what_holds_far_less_than_the_best():
    strong, weak = made_article(TEXT), made_article(TEXT, article_id="b")
    assert len(chosen(made_candidate(strong, [1, 0, 0, 0]), made_candidate(weak, [0.01, 0, 0, 0]))) == 1


def test_select_trims_headings_at_the_edges_only():
    text = "The flood\n\nThe dam broke.\n\nThe town\n\nMany people left.\n\nThe weather"
    article = made_article(text)
    (item,) = chosen(made_candidate(article, [-1, 1, -1, 0.1, -1]))
    assert item.quote == "The dam broke.\n\nThe town\n\nMany people left."


def test_select_keeps_a_passage_that_is_all_heading():
    (item,) = chosen(made_candidate(made_article("The flood"), [1]))
    assert item.quote == "The flood"


# highlights


@pytest.mark.parametrize(
    ("coverages", "expected"),
    [
        ([1, 0, 0, 0], ["The dam broke."]),
        ([0.9, 0, 1, 0], ["The dam broke.", "Rain fell."]),
        ([1, 1, 1, 1], ["The dam broke.", "Many people left."]),
        ([0.9, 0.95, 0, 1], ["Many people left.", "It was cold."]),
        ([0.1, 1, 0.1, 0.1], ["Many people left."]),
        ([0, 0, 0, 0], ["The dam broke."]),
    ],
)
def test_highlights_are_the_best_sentence_and_one_near_it_in_order(coverages: list[float], expected: list[str]):
    (item,) = chosen(made_candidate(made_article(TEXT), coverages))
    assert highlighted(item) == expected


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), st.integers(0, 3))
def test_highlights_lie_in_order_inside_the_quote(coverages: list[float], first: int):
    article = made_article(TEXT)
    span = (SPANS[first][0], SPANS[3][1])
    (item,) = chosen(made_candidate(article, coverages[first:], span=span))
    edges = [edge for highlight in item.highlights for edge in highlight]
    assert edges == sorted(edges)
    assert item.start <= edges[0] < edges[-1] <= item.end
    assert 1 <= len(item.highlights) <= 2
    assert set(item.highlights) <= set(SPANS)


def test_select_names_the_speaker_of_a_highlighted_quotation():
    text = "The dam broke. “We left at night,” Maren Holt said."
    (item,) = chosen(made_candidate(made_article(text), [0, 1]))
    assert item.speaker == Speaker("Maren Holt", 35, 45, 35, 50)
    assert text[35:45] == "Maren Holt"
    (item,) = chosen(made_candidate(made_article(text), [1, 0]))
    assert item.speaker is None


# candidates, over the news archive


def test_candidates_put_fuller_sentences_first(news: Pipeline):
    question = news.understand(
        "Who said the bridge over the Esk would cost nine million crowns?",
        made_interpretation().filters,
        (),
        made_interpretation().as_of,
    )
    terms = QuestionTerms({term: 1.0 for word in question.words for term in news.holdings.terms(word)})
    ordered = candidates(news.holdings, question, terms, rank(news.holdings, question, terms.to_search))
    assert ordered[0].article.title == "Mayor wants a bridge"
    assert [c.score for c in ordered] == sorted((c.score for c in ordered), reverse=True)


def test_candidates_of_equal_score_go_by_article_and_place(news: Pipeline):
    question = made_interpretation("Zzz?", words=("zzz",))
    ranking = rank(news.holdings, question, [])
    ordered = candidates(news.holdings, question, QuestionTerms({"zzz": 1.0}), ranking)
    keys = [(-c.score, c.article.article_id, c.hit.passage.start) for c in ordered]
    assert keys == sorted(keys)
    assert len(ordered) == 6
