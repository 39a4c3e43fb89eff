"""Passages that answer by who speaks in them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.filters import Filters
from qa.evidence import Candidate
from qa.matching import QuestionTerms
from qa.pipeline import Pipeline
from qa.shapes import AnswerShape
from qa.spoken import asks_a_speaker, nothing_spoken, quoted_words, spoken
from tests.conftest import add_paths, index
from tests.qa.made import MadeHoldings, made_article, made_candidate, made_interpretation
from tests.qa.news import TODAY, open_news

TERMS = QuestionTerms({"dam": 1.0, "leaked": 1.0})
QUOTES = Filters(quotes_only=True)


def kept(candidate: Candidate, **question: object) -> list[str]:
    """The sentences that are kept of a candidate."""
    text = candidate.article.text
    found = spoken([candidate], made_interpretation(**question), TERMS, MadeHoldings())  # type: ignore[arg-type]
    return [text[slice(*s.span)] for c in found for s in c.match.sentences]


def test_all_candidates_stay_where_nobodys_words_are_asked_for():
    candidate = made_candidate(made_article("The dam leaked. Rain fell."), [1, 0])
    assert spoken([candidate], made_interpretation(), TERMS, MadeHoldings()) == (candidate,)  # type: ignore[arg-type]


def test_a_statement_keeps_the_sentences_of_who_is_asked_for():
    candidate = made_candidate(made_article("“It leaked,” Tom Pike said. Rain fell."), [1, 0])
    shape = AnswerShape.of("What did Tom Pike say?")
    assert kept(candidate, shape=shape) == []
    first, second = candidate.match.sentences
    said = replace(candidate, match=replace(candidate.match, sentences=(replace(first, fit=1.0), second)))
    assert kept(said, shape=shape) == ["“It leaked,” Tom Pike said."]


def test_quotes_only_keeps_the_sentences_that_quote():
    candidate = made_candidate(made_article("The dam leaked. “The dam leaked at night,” Tom Pike said."), [1, 1])
    assert kept(candidate, filters=QUOTES) == ["“The dam leaked at night,” Tom Pike said."]


@pytest.mark.parametrize(
    "text",
    [
        "The dam leaked, Tom Pike said.",  # no quotation
        "The dam “leaked”.",  # a word held at arm's length
        "The dam leaked. “We are going home at last,” Tom Pike said.",  # of something else
    ],
)
def test_quotes_only_leaves_out_passages_that_quote_nothing_of_it(text: str):
    n = text.count(". ") + 1
    assert kept(made_candidate(made_article(text), [1] * n), filters=QUOTES) == []


def test_quoted_words_of_a_sentence_inside_a_quotation():
    text = "Rain fell.\n\n“It leaked. We left,” she said."
    assert quoted_words(text, (12, 23)) == "“It leaked."
    assert quoted_words(text, (0, 10)) == ""


def test_nothing_spoken_says_what_is_missing():
    statement = made_interpretation(shape=AnswerShape.of("What did Tom Pike say?"))
    assert asks_a_speaker(statement)
    assert nothing_spoken(statement).code == "not_said"
    assert nothing_spoken(made_interpretation(filters=QUOTES)).code == "no_quotation"


@pytest.fixture
def news(archive: Archive, write_rows: Callable[..., Path]) -> Pipeline:
    text = (
        "The dam leaked before dawn, Tom Pike said. Maren Holt came to the dam. “The dam leaked because nobody looked at it,”"
        " Maren Holt told Reuters."
    )
    add_paths(archive, write_rows({"title": "Dam", "outlet": "Marsh Gazette", "text": text}))
    return open_news(archive.folder, index(archive))


def highlighted(news: Pipeline, question: str, filters: Filters | None = None) -> list[str]:
    answer = news.ask(question, filters, today=TODAY)
    return [item.article.text[slice(*span)] for item in answer.evidence for span in item.highlights]


def test_a_question_of_what_somebody_said_shows_that_persons_words(news: Pipeline):
    assert highlighted(news, "What did Tom Pike say about the dam?") == ["The dam leaked before dawn, Tom Pike said."]
    assert highlighted(news, "What did Maren Holt say about the dam?") == [
        "“The dam leaked because nobody looked at it,” Maren Holt told Reuters."
    ]


def test_quotes_only_in_an_answer(news: Pipeline):
    (shown,) = highlighted(news, "Why has the dam leaked?", QUOTES)
    assert shown.startswith("“The dam leaked because")
    answer = news.ask("What did Tom Pike say about the dam?", QUOTES, today=TODAY)
    assert answer.abstention is not None
    assert (answer.abstention.code, answer.abstention.reason) == (
        "no_quotation",
        "No passage near the question quotes Pike on it.",
    )
    assert answer.near_misses


def test_the_passage_names_whom_it_credits(news: Pipeline):
    (item,) = news.ask("What did Maren Holt say about the dam?", today=TODAY).evidence
    assert [(o.name, o.evidence) for o in item.credited] == [("Reuters", "told Reuters")]
