"""Abstaining for a sure reason: the code for programs, the words for people."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.filters import Filters
from qa.answer import Abstention, Answer
from qa.pipeline import Pipeline
from qa.reasons import too_weak
from tests.conftest import add_paths, index
from tests.qa.news import LEFT_HOMES, TODAY, open_news


def asked(news: Pipeline, question: str, filters: Filters | None = None) -> Answer:
    return news.ask(question, filters, today=TODAY)


def reason(news: Pipeline, question: str, filters: Filters | None = None) -> tuple[str, str]:
    abstention = asked(news, question, filters).abstention
    assert abstention is not None
    return abstention.code, abstention.reason


def code(news: Pipeline, question: str, filters: Filters | None = None) -> str | None:
    abstention = asked(news, question, filters).abstention
    return abstention.code if abstention else None


def test_too_weak_says_so():
    assert too_weak() == Abstention("too_weak", "No passage supports an answer; the nearest ones are too weak.")


@pytest.mark.parametrize("question", ["", "  \n", "?!", "What is it?", "Who said so?"])
def test_reason_of_an_empty_question(news: Pipeline, question: str):
    assert reason(news, question) == ("empty_question", "The question has no word that can be looked for.")
    assert asked(news, question).near_misses == ()


def test_a_question_about_the_us_is_not_empty(news: Pipeline):
    assert code(news, "What did the US say?") != "empty_question"


def test_a_phrase_alone_is_no_empty_question(news: Pipeline):
    assert code(news, "Who said “it is so”?") != "empty_question"


def test_reason_of_an_outlet_that_is_asked_for_and_not_held(news: Pipeline):
    expected = ("outlet_not_held", "The archive holds nothing by Reuters, and no article names it.")
    assert reason(news, "What did Reuters report about the dam?") == expected


def test_reason_of_chosen_outlets_that_are_not_held(news: Pipeline):
    chosen = Filters(outlet_ids=frozenset(["reuters"]))
    assert reason(news, LEFT_HOMES, chosen) == (
        "outlet_not_held",
        "The archive holds nothing by the chosen outlets; it holds: Harbour Post, Marsh Gazette, Radio Vale.",
    )


def test_an_outlet_that_is_held_is_no_reason(news: Pipeline):
    assert code(news, "What did the Harbour Post report about the ferry in port?") is None


def test_reason_of_a_period_that_is_not_covered(news: Pipeline):
    span = "its dated articles run from 2023-11-20 to 2024-03-18."
    assert reason(news, "What happened to the ferry in 1999?") == (
        "period_not_covered",
        f"The archive holds nothing of 1999: {span}",
    )
    assert reason(news, "Did the ferry sail yesterday?") == (
        "period_not_covered",
        f"The archive holds nothing of yesterday: {span}",
    )


@pytest.mark.parametrize("words", ["in 2023", "in 2024", "last year", "this month", "on 18 March 2024", "in November 2023"])
def test_a_period_that_overlaps_the_archive_is_no_reason(news: Pipeline, words: str):
    assert code(news, f"Did the ferry stay in port {words}?") != "period_not_covered"


def test_a_month_from_which_an_article_is_held_is_no_reason(news: Pipeline):
    assert code(news, "Did the ferry stay in port in May 2024?") != "period_not_covered"


@pytest.mark.parametrize("words", ["on 3 May", "before 1999"])
def test_a_year_that_nobody_said_and_all_time_before_a_day_are_no_reason(news: Pipeline, words: str):
    assert code(news, f"Did the ferry stay in port {words}?") != "period_not_covered"


def test_reason_does_not_deny_what_the_persons_own_filters_leave_out(news: Pipeline):
    _, words = reason(news, "Did the ferry stay in port in 2024?", Filters(last=date(2023, 12, 31)))
    assert "The archive holds nothing of 2024" not in words


def test_reason_of_a_name_that_stands_nowhere(news: Pipeline):
    assert reason(news, "Where is Ottoline Vane?") == ("name_unknown", "“Ottoline Vane” stands nowhere in the archive.")
    assert reason(news, "Did Ida Vane want a bridge?") == ("name_unknown", "“Ida Vane” stands nowhere in the archive.")


def test_a_name_that_stands_in_a_text_or_a_headline_is_no_reason(news: Pipeline):
    assert code(news, "What did Maren Holt tell reporters?") != "name_unknown"
    assert code(news, "Is Lower Marsh empty?") != "name_unknown"


def test_a_name_that_is_one_letter_off_is_no_reason(news: Pipeline):
    assert code(news, "What did Marren Holt tell reporters?") != "name_unknown"
    assert code(news, "Does Marlove want a bridge?") != "name_unknown"


def test_a_full_name_whose_last_word_is_one_letter_off_is_no_reason(news: Pipeline):
    assert code(news, "Does Ida Marlove want a bridge?") != "name_unknown"


def test_reason_of_filters_that_leave_nothing(news: Pipeline):
    expected = ("nothing_searched", "No article lies within the chosen outlets and dates.")
    assert reason(news, LEFT_HOMES, Filters(first=date(2024, 6, 1))) == expected
    assert reason(news, LEFT_HOMES, Filters(outlet_ids=frozenset(["radio-vale"]), last=date(2024, 3, 17))) == expected
    assert asked(news, LEFT_HOMES, Filters(first=date(2024, 6, 1))).near_misses == ()


def test_reason_of_an_empty_archive(archive: Archive):
    assert code(open_news(archive.folder), LEFT_HOMES) == "nothing_searched"


def test_a_hard_reason_has_support_0_and_shows_near_misses_apart(news: Pipeline):
    answer = asked(news, "How many people did Ottoline Vane lead from their homes by the dam?")
    assert (answer.support, answer.evidence) == (0.0, ())
    assert 1 <= len(answer.near_misses) <= 3


# over the news archive with one more article


@pytest.fixture
def with_more(own_folder: Path, write_rows: Callable[..., Path]) -> Pipeline:
    archive = Archive.open(own_folder)
    text = (
        "The siege of 1683 was retold in Kiev, and a film is planned for 2031. The book sold well, a bookseller told Reuters. "
        "Later Volodymyr Zelenskyy read it."
    )
    add_paths(archive, write_rows({"text": text, "published": "2024-01-05"}))
    index(archive)
    return open_news(own_folder)


def test_an_outlet_that_an_article_credits_is_no_reason(with_more: Pipeline):
    assert code(with_more, "What did Reuters report about the book?") != "outlet_not_held"


def test_a_year_that_articles_speak_of_is_no_reason(with_more: Pipeline):
    assert code(with_more, "What was retold of 1683?") is None
    assert code(with_more, "What was retold in 1933?") == "period_not_covered"


def test_a_year_to_come_that_is_spoken_of_is_a_reason_only_for_a_question_that_takes_it_for_past(with_more: Pipeline):
    assert code(with_more, "What was filmed in 2031?") == "period_not_covered"
    assert code(with_more, "Which film won in May 2031?") == "period_not_covered"
    assert code(with_more, "What is planned for 2031?") != "period_not_covered"
    assert code(with_more, "What will be filmed in 2031?") != "period_not_covered"


def test_a_week_that_is_not_covered_but_whose_year_is_spoken_of_is_no_reason(with_more: Pipeline):
    answer = with_more.ask("What was retold this week?", today=date(2031, 5, 8))
    assert answer.abstention is None or answer.abstention.code != "period_not_covered"


def test_a_name_in_another_spelling_is_no_reason(with_more: Pipeline, news: Pipeline):
    assert code(with_more, "What was retold in Kyiv?") is None
    assert reason(news, "What was retold in Kyiv?") == ("name_unknown", "“Kyiv” stands nowhere in the archive.")


def test_a_full_name_in_another_spelling_is_no_reason(with_more: Pipeline):
    assert code(with_more, "What did Volodymyr Zelensky read?") != "name_unknown"


def test_an_archives_own_aliases_count(own_folder: Path):
    assert code(open_news(own_folder), "Why is Untermarsch in the news?") == "name_unknown"
    (own_folder / "aliases.toml").write_text('same = [["Untermarsch", "Marsh"]]\n', encoding="utf-8")
    assert code(open_news(own_folder), "Why is Untermarsch in the news?") != "name_unknown"


def test_reason_of_somebody_who_is_not_quoted(news: Pipeline):
    assert reason(news, "What did Weir Lane say?") == ("not_said", "No passage near the question gives words of Lane.")
    assert code(news, "What did Ida Marlowe say about the bridge?") is None
