"""Limits, sides and spellings that a question sets itself, through `Pipeline.ask` over the six invented articles."""

from pathlib import Path

import pytest

from corpus.archive import Archive
from qa.answer import Answer, AskedSide
from qa.options import Options
from qa.pipeline import Pipeline
from qa.question import Expansion
from tests.conftest import add_paths, index
from tests.qa.news import TODAY, open_news


def asked(news: Pipeline, question: str, expand: bool = True) -> Answer:
    return news.ask(question, today=TODAY, options=Options(expand))


def outlets(answer: Answer) -> list[str]:
    return [item.article.outlet.name for item in answer.evidence]


LEFT = "How many people left their homes because of the dam"


def test_a_word_left_out_is_in_no_quote(news: Pipeline):
    assert outlets(asked(news, f"{LEFT}?")) == ["Radio Vale", "Marsh Gazette"]
    answer = asked(news, f"{LEFT} -county?")
    assert (outlets(answer), answer.interpretation.excluded) == (["Radio Vale"], ("county",))
    assert answer.interpretation.completed == f"{LEFT}?"
    assert answer.question == f"{LEFT} -county?"


def test_only_an_outlet_leaves_out_the_others(news: Pipeline):
    answer = asked(news, f"{LEFT}, only from the Marsh Gazette?")
    assert outlets(answer) == ["Marsh Gazette"]
    assert answer.interpretation.filters.outlet_ids == {"marsh-gazette"}
    assert answer.coverage.n_articles == 2


def test_only_an_outlet_that_is_not_held_is_said_at_once(news: Pipeline):
    abstention = asked(news, f"{LEFT}, only from Reuters?").abstention
    assert abstention is not None
    assert (abstention.code, abstention.reason) == ("outlet_not_held", "The archive holds nothing by Reuters.")


def test_two_outlets_are_asked_separately_and_interleaved(news: Pipeline):
    answer = asked(news, "What did the Marsh Gazette and Radio Vale report about people who left their homes by the dam?")
    assert outlets(answer)[:2] == ["Marsh Gazette", "Radio Vale"]
    assert [(side.words, side.reason) for side in answer.sides] == [("Marsh Gazette", None), ("Radio Vale", None)]


def test_the_side_that_has_nothing_is_named(news: Pipeline):
    answer = asked(news, "What did Radio Vale and Reuters report about people who left their homes by the dam?")
    assert outlets(answer)[0] == "Radio Vale"
    assert answer.sides[1] == AskedSide("Reuters", "outlet", 0, "The archive holds nothing by Reuters, and no article names it.")


def test_two_outlets_that_are_not_held_are_both_named(news: Pipeline):
    abstention = asked(news, "What did Reuters and the BBC report about the dam?").abstention
    assert abstention is not None
    assert abstention.code == "outlet_not_held"
    assert "Reuters: The archive holds nothing by Reuters" in abstention.reason
    assert "BBC News: The archive holds nothing by BBC News" in abstention.reason


def test_an_outlet_that_other_articles_name_must_be_named_near_the_question(own_folder: Path, write_rows):
    archive = Archive.open(own_folder)
    add_paths(archive, write_rows({"text": "A bookseller told Reuters that the atlas sold well.", "published": "2024-01-05"}))
    index(archive)
    news = open_news(own_folder)
    assert asked(news, "What did Reuters say about the atlas that sold well?").evidence
    abstention = asked(news, "What did Reuters say about children who painted a whale?").abstention
    assert abstention is not None
    expected = "The archive holds nothing by Reuters, and no passage near the question names it."
    assert (abstention.code, abstention.reason) == ("outlet_not_held", expected)


def test_of_an_outlet_that_is_not_held_only_what_names_it_is_shown(own_folder: Path, write_rows):
    archive = Archive.open(own_folder)
    rows = ({"text": "The atlas sold well, a bookseller told Reuters."}, {"text": "The atlas sold well in the spring."})
    add_paths(archive, write_rows(*rows))
    index(archive)
    answer = asked(open_news(own_folder), "What did Reuters say about the atlas that sold well?")
    assert [item.quote for item in answer.evidence] == ["The atlas sold well, a bookseller told Reuters."]


def test_two_periods_are_asked_separately(news: Pipeline):
    answer = asked(news, "Did children paint in 2023 or in 2024?")
    assert [item.article.title for item in answer.evidence] == ["Museum opens a room for children"]
    assert answer.sides[0] == AskedSide("2023", "date", 1)
    assert (answer.sides[1].words, answer.sides[1].n_evidence, bool(answer.sides[1].reason)) == ("2024", 0, True)


def test_an_author_is_kept_to(own_folder: Path, write_rows):
    archive = Archive.open(own_folder)
    rows = (
        {"text": "The volcano sent people from their homes.", "author": "Zoë Lind"},
        {"text": "The volcano sent goats from their homes.", "author": "Tom Vane"},
    )
    add_paths(archive, write_rows(*rows))
    index(archive)
    news = open_news(own_folder)
    answer = asked(news, 'Who left their homes by the volcano? author:"zoe lind"')
    assert [item.article.authors for item in answer.evidence] == [("Zoë Lind",)]
    assert answer.coverage.n_articles == 1
    abstention = asked(news, "Who left by the volcano? author:Marlowe").abstention
    assert abstention is not None
    assert (abstention.code, abstention.reason) == ("author_not_held", "No article names Marlowe as its author.")


def test_other_spellings_are_shown_and_can_be_switched_off(news: Pipeline):
    question = "Did Ida Marlove want a bridge?"
    answer = asked(news, question)
    assert answer.interpretation.expansions == (Expansion("Marlove", ("Marlowe",), "spelling", stands=False),)
    assert answer.abstention is None
    exact = asked(news, question, expand=False)
    assert exact.interpretation.expansions == ()
    assert exact.abstention is not None
    assert exact.abstention.code == "name_unknown"


@pytest.mark.parametrize("name", ["Marlin", "Morland", "Marlinspike"])
def test_a_name_that_only_looks_like_a_held_one_is_unknown(news: Pipeline, name: str):
    abstention = asked(news, f"Did Ida {name} want a bridge?").abstention
    assert abstention is not None
    assert abstention.code == "name_unknown"


def test_operators_of_earlier_questions_are_not_carried_over(news: Pipeline):
    answer = news.ask("And the ferry?", history=["Why is the ferry -storm in port?"], today=TODAY)
    assert answer.interpretation.excluded == ()
    assert "storm" not in answer.interpretation.completed
