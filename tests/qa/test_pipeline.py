"""The life of a question, over six invented articles and an encoder that a person can compute."""

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.archive import Archive, Coverage
from corpus.filters import Filters
from embeddings.encoder import Vectors
from embeddings.indexing import rebuild
from qa.answer import Answer
from qa.export import answer_to_json
from qa.holdings import Holdings
from qa.pipeline import Pipeline, QuestionError
from qa.turns import Turn
from tests.conftest import add_paths, index
from tests.qa.news import LEFT_HOMES, TODAY, bars, decisive_model, open_news
from tests.toy import ToyEncoder

QUESTIONS = (
    LEFT_HOMES,
    "Why is the ferry in port?",
    "Did children paint a whale?",
    "Who wants a bridge over the Esk?",
    "Where is Ottoline Vane?",
    "What did Reuters report about the dam?",
    "What happened in 1999?",
    "",
)


def asked(news: Pipeline, question: str, filters: Filters | None = None, history: tuple[str, ...] = ()) -> Answer:
    return news.ask(question, filters, history, TODAY)


def titles(answer: Answer) -> list[str | None]:
    return [item.article.title for item in answer.evidence]


def without_time(answer: Answer) -> Answer:
    return replace(answer, timings={})


# evidence


def test_ask_gives_the_passages_that_answer(news: Pipeline):
    answer = asked(news, LEFT_HOMES)
    assert titles(answer) == ["Second count after the leak", "Dam leak empties Lower Marsh"]
    first, second = answer.evidence
    assert first.quote == (
        "After the dam leaked, 2,350 people left their homes, a second count says. The first one had left Weir Lane out."
    )
    assert [first.article.text[slice(*span)] for span in first.highlights] == [
        "After the dam leaked, 2,350 people left their homes, a second count says."
    ]
    assert [second.article.text[slice(*span)] for span in second.highlights] == [
        "About 1,900 people left their homes, the county said."
    ]
    assert (answer.abstention, answer.near_misses) == (None, ())
    assert answer.support == 0.9933  # all words in one sentence: 1 / (1 + exp(5 - 10))


def test_ask_says_what_was_searched_and_with_what(news: Pipeline):
    answer = asked(news, LEFT_HOMES)
    names = ("Harbour Post", "Marsh Gazette", "Radio Vale")
    assert answer.coverage == Coverage(6, 3, date(2023, 11, 20), date(2024, 3, 18), 2, 0, names, 0)
    assert (answer.question, answer.interpretation.completed) == (LEFT_HOMES, LEFT_HOMES)
    assert (answer.generation, answer.settings_digest) == (1, news.settings_digest)
    assert answer.timings["ask"] > 0


def test_ask_puts_different_figures_side_by_side(news: Pipeline):
    answer = asked(news, LEFT_HOMES)
    assert [(figure.value, figure.evidence_index) for figure in answer.figures] == [("1,900", 1), ("2,350", 0)]


def test_ask_answers_from_an_article_without_outlet_date_and_headline(news: Pipeline):
    (item,) = asked(news, "Were apples picked early in the orchards?").evidence
    article = item.article
    assert (article.title, article.outlet.is_known, article.published.iso) == (None, False, None)


def test_ask_quotes_slices_of_stored_articles(news: Pipeline):
    for question in QUESTIONS:
        answer = asked(news, question)
        for item in (*answer.evidence, *answer.near_misses):
            stored = news.article(item.article.article_id)
            assert item.article == stored
            assert item.quote == stored.text[item.start : item.end] != ""


def test_ask_gives_the_same_answer_again(news: Pipeline, news_folder: Path):
    for question in QUESTIONS:
        assert without_time(asked(news, question)) == without_time(asked(open_news(news_folder), question))


def test_ask_takes_the_question_before_along(news: Pipeline):
    answer = asked(news, "And why?", history=("Where was the ferry in port for a day?",))
    assert answer.question == "And why?"
    assert answer.interpretation.carried_over == ("ferry", "port", "day")
    assert titles(answer)[0] == "Ferry stays in port"


def test_ask_takes_turns_as_well_as_questions(news: Pipeline):
    first = asked(news, "Where was the ferry in port for a day?")
    by_turn = news.ask("And why?", None, [Turn.of(first)], TODAY)
    assert without_time(by_turn) == without_time(asked(news, "And why?", history=("Where was the ferry in port for a day?",)))
    assert by_turn.interpretation.completed == "Why was the ferry in port for a day?"


def test_ask_takes_from_the_passage_on_top_of_the_last_answer(news: Pipeline):
    answer = asked(news, "When was it broken?", history=("What stayed in port?",))
    assert answer.interpretation.completed == "When was it broken? (port, stayed, ferry)"
    assert answer.interpretation.from_passage == ("ferry",)


def test_ask_leaves_a_new_topic_alone(news: Pipeline):
    question = "How many people left their homes because of the dam above Lower Marsh?"
    answer = asked(news, question, history=("Why did the ferry stay in port?",))
    assert without_time(answer) == without_time(asked(news, question))


def test_ask_reads_only_the_last_turns_of_a_long_conversation(news: Pipeline):
    answer = asked(news, "And why?", history=("How many people left their homes?",) * 2_000)
    assert answer.interpretation.completed == "Why did people leave their homes?" or answer.interpretation.carried_over


def test_ask_gives_more_than_two_quotes_of_one_article_where_one_outlet_is_asked_for(archive: Archive, write_rows: Callable):
    paragraphs = [f"The dam {verb}. " + f"{verb} word here. " * 30 for verb in ("rose", "fell", "broke", "held")]
    add_paths(archive, write_rows({"text": "\n".join(paragraphs), "title": "T", "outlet": "Marsh Gazette"}))
    index(archive)
    pipeline = open_news(archive.folder)
    assert len(asked(pipeline, "Where is the dam?").evidence) == 2
    assert len(asked(pipeline, "Where is the dam?", Filters(outlet_ids=frozenset(["marsh-gazette"]))).evidence) == 4


def test_article_gives_what_a_reader_shows(news: Pipeline):
    item = asked(news, LEFT_HOMES).evidence[0]
    assert news.article(item.article.article_id) == item.article
    with pytest.raises(KeyError):
        news.article("none")


# abstention


def test_ask_abstains_where_nothing_is_near(news: Pipeline):
    answer = asked(news, "Did the volcano erupt?")
    assert (answer.abstention.code, answer.evidence, answer.figures) == ("too_weak", (), ())
    assert answer.support == 0.0067  # no word stands there: 1 / (1 + exp(5))


def test_ask_shows_at_most_three_near_misses_apart(news: Pipeline):
    answer = asked(news, "Did a volcano leave the mayor, the museum, the ferry or the dam?")
    assert answer.abstention.code == "too_weak"
    assert 1 <= len(answer.near_misses) <= 3


def test_ask_abstains_below_the_bar_and_answers_on_it(news_folder: Path):
    holdings = Holdings.open(news_folder, ToyEncoder())
    model = decisive_model()
    support = model.support(Pipeline(holdings, model).features(LEFT_HOMES, Filters(), (), TODAY))
    on_the_bar = Pipeline(holdings, replace(model, thresholds=bars(support)))
    above_it = Pipeline(holdings, replace(model, thresholds=bars(support + 1e-9)))
    assert asked(on_the_bar, LEFT_HOMES).abstention is None
    assert asked(above_it, LEFT_HOMES).abstention.code == "too_weak"


def test_settings_digest_changes_with_the_support_model(news_folder: Path):
    holdings = Holdings.open(news_folder, ToyEncoder())
    model = decisive_model()
    digests = {
        Pipeline(holdings, changed).settings_digest
        for changed in (
            model,
            replace(model, bias=-4.0),
            replace(model, thresholds=bars(0.6)),
            replace(model, thresholds=bars(0.6)),
        )
    }
    assert len(digests) == 3
    assert all(len(digest) == 12 and int(digest, 16) >= 0 for digest in digests)


# filters


def kept(news: Pipeline, **limits: date) -> set[str]:
    """The first words of the articles that are searched under these limits."""
    filters = Filters(**limits)
    found = news.holdings.search_meaning(ToyEncoder().encode_query("dam"), 10, filters)
    stored = news.holdings.passages([hit.passage_no for hit in found]).values()
    words = {news.article(s.passage.article_id).text.split()[1] for s in stored}
    assert len(words) == asked(news, "Where is the dam?", filters).coverage.n_articles
    return words


def test_filters_open_search_everything(news: Pipeline):
    assert kept(news) == {"dam", "the", "ferry", "museum", "mayor", "were"}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 3, 14), date(2024, 3, 14), {"dam"}),
        (date(2024, 3, 15), date(2024, 3, 17), set()),
        (date(2024, 3, 14), date(2024, 3, 18), {"dam", "the"}),
        (date(2024, 3, 15), date(2024, 3, 18), {"the"}),
        (date(2023, 11, 20), date(2023, 11, 20), {"museum"}),
        (date(2023, 11, 21), date(2024, 3, 13), set()),
    ],
)
def test_filters_from_and_to_are_inclusive(news: Pipeline, first: date, last: date, expected: set[str]):
    assert kept(news, first=first, last=last) == expected


@pytest.mark.parametrize(
    ("limits", "is_kept"),
    [
        ({"first": date(2024, 5, 31)}, True),
        ({"first": date(2024, 6, 1)}, False),
        ({"last": date(2024, 5, 1)}, True),
        ({"last": date(2024, 4, 30)}, False),
        ({"first": date(2024, 5, 10), "last": date(2024, 5, 12)}, True),
        ({"as_of": date(2024, 5, 1)}, True),
        ({"as_of": date(2024, 4, 30)}, False),
    ],
)
def test_an_article_known_to_a_month_is_kept_where_its_span_overlaps(news: Pipeline, limits: dict[str, date], is_kept: bool):
    assert ("ferry" in kept(news, **limits)) is is_kept


def test_as_of_leaves_undated_articles_out_and_counts_them(news: Pipeline):
    answer = asked(news, "Who wants a bridge over the Esk?", Filters(as_of=date(2024, 3, 14)))
    names = ("Harbour Post", "Marsh Gazette")
    assert answer.coverage == Coverage(2, 2, date(2023, 11, 20), date(2024, 3, 14), 0, 2, names, 0)
    assert answer.abstention is not None
    assert titles(asked(news, "Who wants a bridge over the Esk?")) == ["Mayor wants a bridge"]


def test_as_of_answers_from_what_was_published_by_that_day(news: Pipeline):
    question = "How many people left their homes?"
    assert titles(asked(news, question, Filters(as_of=date(2024, 3, 17)))) == ["Dam leak empties Lower Marsh"]
    assert len(asked(news, question, Filters(as_of=date(2024, 3, 18))).evidence) == 2
    assert asked(news, question, Filters(as_of=date(2024, 3, 13))).abstention is not None


def test_outlets_chosen_are_searched_alone(news: Pipeline):
    answer = asked(news, "How many people left their homes?", Filters(outlet_ids=frozenset(["marsh-gazette"])))
    assert titles(answer) == ["Dam leak empties Lower Marsh"]
    assert (answer.coverage.n_articles, answer.coverage.outlet_names) == (2, ("Marsh Gazette",))


def test_as_of_shows_no_near_copy_that_was_published_later(archive: Archive, write_rows: Callable[..., Path]):
    text = "The dam above Lower Marsh leaked before dawn. " + " ".join(f"Detail {n} was told by a neighbour." for n in range(12))
    rows = [
        {"text": text, "title": "Leak", "url": f"https://{n}.example/", "published": f"2024-03-1{n}", "outlet": f"Outlet {n}"}
        for n in (4, 8)
    ]
    add_paths(archive, write_rows(*rows))
    index(archive)
    pipeline = open_news(archive.folder)
    assert [copy.outlet.name for copy in asked(pipeline, "Where was the dam?").evidence[0].near_copies] != []
    (item,) = asked(pipeline, "Where was the dam?", Filters(as_of=date(2024, 3, 15))).evidence
    assert item.near_copies == ()


# questions that can't be asked


def test_a_question_that_is_too_long_is_refused_with_both_numbers(news: Pipeline):
    with pytest.raises(QuestionError, match="a question of 2,001 characters; at most 2,000 are read"):
        asked(news, "x" * 2_001)


def test_a_question_of_the_greatest_length_is_answered(news: Pipeline):
    assert titles(asked(news, LEFT_HOMES + " " * (2_000 - len(LEFT_HOMES)))) == titles(asked(news, LEFT_HOMES))


@pytest.mark.parametrize("question", ["dam\x00ferry", "\u202edam", "\U0001f30a", "dam " * 400, "'\"); DROP TABLE articles; --"])
def test_odd_questions_are_answered_or_abstained_from(news: Pipeline, question: str):
    answer = asked(news, question)
    assert json.dumps(answer_to_json(answer), ensure_ascii=False).encode()


def test_a_lone_surrogate_is_refused_or_replaced(news: Pipeline):
    try:
        answer = asked(news, "Where is the \ud800 dam?")
    except QuestionError:
        return
    assert json.dumps(answer_to_json(answer), ensure_ascii=False).encode()


# an archive that changes while it is open


def test_new_articles_are_noticed_by_an_open_pipeline(own_folder: Path, write_rows: Callable[..., Path]):
    pipeline = open_news(own_folder)
    before = asked(pipeline, "Did the mayor cut a red ribbon?")
    archive = Archive.open(own_folder)
    add_paths(archive, write_rows({"text": "The mayor cut a red ribbon.", "title": "Ribbon", "published": "2024-03-19"}))
    index(archive)
    after = asked(pipeline, "Did the mayor cut a red ribbon?")
    assert (before.generation, before.coverage.n_articles, before.abstention.code) == (1, 6, "too_weak")
    assert (after.generation, after.coverage.n_articles, after.coverage.last) == (2, 7, date(2024, 3, 19))
    assert titles(after)[0] == "Ribbon"


def test_a_new_version_of_an_article_is_quoted_and_the_old_one_no_more(own_folder: Path, write_rows: Callable[..., Path]):
    pipeline = open_news(own_folder)
    archive = Archive.open(own_folder)
    address = "https://radio-vale.example/count"
    text = "After the dam leaked, 2,400 people left their homes, a third count says."
    add_paths(archive, write_rows({"text": text, "url": address, "published": "2024-03-19", "outlet": "Radio Vale"}))
    index(archive)
    answer = asked(pipeline, LEFT_HOMES)
    assert answer.evidence[0].quote == text
    assert all("2,350" not in item.quote for item in (*answer.evidence, *answer.near_misses))


def test_a_rebuild_is_noticed_and_changes_no_answer(own_folder: Path):
    pipeline = open_news(own_folder)
    before = asked(pipeline, LEFT_HOMES)
    archive = Archive.open(own_folder)
    with archive.writing():
        rebuild(archive, ToyEncoder(), None)
    after = asked(pipeline, LEFT_HOMES)
    assert after.evidence == before.evidence


# many threads


def test_eight_threads_get_the_answers_that_one_gets(news: Pipeline):
    alone = {question: without_time(asked(news, question)) for question in QUESTIONS}
    start = threading.Barrier(8)

    def ask_twenty(thread: int) -> list[bool]:
        start.wait()
        chosen = [QUESTIONS[(thread + n) % len(QUESTIONS)] for n in range(20)]
        return [without_time(asked(news, question)) == alone[question] for question in chosen]

    with ThreadPoolExecutor(8) as pool:
        same = [result for results in pool.map(ask_twenty, range(8)) for result in results]
    assert same == [True] * 160


class CrowdedEncoder(ToyEncoder):
    """Knows how many threads were ever inside it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.most_inside = 0, 0

    def encode_query(self, text: str) -> Vectors:
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        time.sleep(0.002)
        self.inside -= 1
        return super().encode_query(text)


def test_one_question_is_answered_at_a_time(news_folder: Path):
    encoder = CrowdedEncoder()
    pipeline = open_news(news_folder, encoder)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda question: asked(pipeline, question), QUESTIONS * 2))
    assert encoder.most_inside == 1


def test_threads_go_on_answering_while_articles_are_added(own_folder: Path, write_rows: Callable[..., Path]):
    pipeline = open_news(own_folder)
    done = threading.Event()

    def ask_until_done() -> set[int]:
        generations = set()
        while not done.is_set():
            answer = asked(pipeline, LEFT_HOMES)
            assert titles(answer)[:1] == ["Second count after the leak"]
            generations.add(answer.generation)
        return generations

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask_until_done) for _ in range(2)]
        archive = Archive.open(own_folder)
        try:
            for n in range(4):
                add_paths(archive, write_rows({"text": f"Volcano {n} erupted."}, name=f"{n}.jsonl"))
                index(archive)
        finally:
            done.set()
        assert all(future.result() <= {1, 2, 3, 4, 5} for future in asking)
    assert asked(pipeline, LEFT_HOMES).generation == 5
