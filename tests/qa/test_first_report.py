"""The earliest of the passages that support about as well as the best one."""

from corpus.filters import Filters
from qa.first_report import first_report_in_front, first_report_of, first_report_of_all
from qa.options import Options
from qa.pipeline import Pipeline
from tests.qa.made import made_answer, made_article, made_candidate, made_evidence
from tests.qa.news import TODAY

TEXT = "The dam broke."


def candidate(name: str, published: str | None, coverage: float, score: float = 1.0):
    return made_candidate(made_article(TEXT, name, published), [coverage], score)


def order(*candidates) -> list[str]:
    return [c.article.article_id for c in first_report_in_front(candidates)]


def test_the_earliest_of_the_near_best_comes_first_and_the_others_keep_their_order():
    late, early, weak = (
        candidate("late", "2024-03-18", 1.0),
        candidate("early", "2024-03-14", 0.9),
        candidate("weak", "2024-03-01", 0.5),
    )
    assert order(late, early, weak) == ["early", "late", "weak"]


def test_what_has_no_date_is_never_the_first_and_a_month_counts_as_its_last_day():
    undated, month, day = candidate("undated", None, 1.0), candidate("month", "2024-03", 1.0), candidate("day", "2024-03-20", 1.0)
    assert order(undated, month, day) == ["day", "undated", "month"]
    assert order(undated) == ["undated"]
    assert order() == []


def test_first_report_of_names_the_dated_evidence_in_front():
    assert first_report_of([made_evidence()]) == 0
    assert first_report_of([made_evidence(article=made_article(TEXT, published=None))]) is None
    assert first_report_of(()) is None


def test_a_question_for_the_first_report_gets_the_earliest_in_front(news: Pipeline):
    question = "How many people left their homes after the dam leaked?"
    assert news.ask(question, today=TODAY).first_report is None
    answer = news.ask(question, today=TODAY, options=Options(first=True))
    assert answer.first_report == 0
    assert answer.evidence[0].article.published.iso == "2024-03-14"
    later = news.ask(question, Filters(outlet_ids=frozenset(["radio-vale"])), today=TODAY, options=Options(first=True))
    assert later.evidence[0].article.published.iso == "2024-03-18"


def test_the_first_report_of_several_sides_is_the_earliest_of_theirs():
    days = {"a": "2024-03-01", "b": "2024-05-01"}
    march, may = (made_evidence(article=made_article(TEXT, name, day)) for name, day in days.items())
    answers = [made_answer(may, first_report=0), made_answer(march, first_report=0)]
    assert first_report_of_all([may, march], answers) == 1
    assert first_report_of_all([may], [made_answer(may)]) is None
