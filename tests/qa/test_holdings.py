"""The archive as `qa` sees it: rarity by hand, and what happens when an index is missing or damaged."""

import shutil
from collections.abc import Callable
from math import log
from pathlib import Path

import pytest

from corpus.archive import Archive, ArchiveError
from corpus.corrections import Correction, correct
from corpus.filters import Filters
from corpus.lexical import LexicalIndex
from corpus.removing import remove
from embeddings.generation import IndexDamaged
from qa.holdings import Holdings
from qa.pipeline import Pipeline
from tests.conftest import add_paths, index
from tests.qa.news import LEFT_HOMES, TODAY, open_news
from tests.toy import ToyEncoder


@pytest.fixture
def holdings(news: Pipeline) -> Holdings:
    return news.holdings


def test_rarity_is_the_inverse_document_frequency(holdings: Holdings):
    assert holdings.rarity("dam") == pytest.approx(log(1 + (6 - 2 + 0.5) / (2 + 0.5)))  # in two of six passages
    assert holdings.rarity("whale") == pytest.approx(log(1 + (6 - 1 + 0.5) / (1 + 0.5)))
    assert holdings.rarity("zebra") == pytest.approx(log(1 + (6 + 0.5) / 0.5))


def test_terms_are_the_words_as_the_index_holds_them(holdings: Holdings):
    assert holdings.terms("The Dams, 1,900 CAFÉS") == ["the", "dam", "1,900", "cafe"]


def test_holds_word_takes_a_word_in_any_form_but_letter_by_letter(holdings: Holdings):
    assert holdings.holds_word("Marlowe")
    assert holdings.holds_word("BRIDGES")
    assert not holdings.holds_word("Marlove")


def test_holds_words_takes_several_one_right_after_another(holdings: Holdings):
    assert holdings.holds_words("Ida Marlowe")
    assert not holdings.holds_words("Marlowe Ida")
    assert not holdings.holds_words("")


def test_words_near_are_those_two_letters_away_as_written(holdings: Holdings):
    assert holdings.words_near("morlove") == {"marlowe": "Marlowe"}
    assert holdings.words_near("zebrazebra") == {}


def test_articles_by_an_author_are_those_that_name_all_of_the_name(own_folder: Path, write_rows: Callable[..., Path]):
    rows = ({"text": "A volcano.", "author": "Zoë Marsh"}, {"text": "An island.", "author": "Tom Marsh"})
    add_paths(Archive.open(own_folder), write_rows(*rows))
    opened = Holdings.open(own_folder, ToyEncoder())
    texts = {opened.article(article_id).text for article_id in opened.articles_by("marsh zoe")}
    assert (texts, len(opened.articles_by("Marsh")), opened.articles_by("Zoe Vane")) == ({"A volcano."}, 2, frozenset())


def test_words_left_out_are_left_out_of_both_searches(own_folder: Path):
    archive = Archive.open(own_folder)
    index(archive)
    opened, without = Holdings.open(own_folder, ToyEncoder()), Filters(without_words=("Weir Lane", "ferry"))
    dam = ToyEncoder().encode_query("dam")
    assert {hit.passage_no for hit in opened.search_words(["dam", "port"], 9, Filters())} == {1, 2, 3}
    assert [hit.passage_no for hit in opened.search_words(["dam", "port"], 9, without)] == [1]
    assert not {2, 3} & {hit.passage_no for hit in opened.search_meaning(dam, 9, without)}
    assert {1, 4, 5, 6} == {hit.passage_no for hit in opened.search_meaning(dam, 9, without)}


def test_search_words_and_search_meaning_keep_to_the_filters(holdings: Holdings):
    vale = Filters(outlet_ids=frozenset(["radio-vale"]))
    assert [hit.passage_no for hit in holdings.search_words(["dam"], 5, vale)] == [2]
    assert [hit.passage_no for hit in holdings.search_meaning(ToyEncoder().encode_query("dam"), 5, vale)] == [2]


def test_newest_headlines_are_of_articles_known_to_the_day(holdings: Holdings):
    assert holdings.newest_headlines(2) == ["Second count after the leak", "Dam leak empties Lower Marsh"]


def test_coverage_counts_what_is_not_encoded_yet(own_folder: Path, write_rows: Callable[..., Path]):
    add_paths(Archive.open(own_folder), write_rows({"text": "The volcano erupted."}))
    opened = Holdings.open(own_folder, ToyEncoder())
    assert (opened.coverage(Filters()).n_articles, opened.coverage(Filters()).n_not_encoded) == (7, 1)


def test_open_refuses_a_folder_without_an_archive(tmp_path: Path):
    with pytest.raises(ArchiveError, match=r"no archive at .*dateline add PATH --archive"):
        Holdings.open(tmp_path, ToyEncoder())


def test_open_refuses_an_index_of_another_encoder(own_folder: Path):
    encoder = ToyEncoder()
    encoder.digest = "f" * 64
    with pytest.raises(IndexDamaged, match="this one is ffffffffffff"):
        Holdings.open(own_folder, encoder)


def test_refresh_takes_up_a_new_generation(own_folder: Path, write_rows: Callable[..., Path]):
    opened = Holdings.open(own_folder, ToyEncoder())
    archive = Archive.open(own_folder)
    add_paths(archive, write_rows({"text": "The volcano erupted."}))
    index(archive)
    assert (opened.generation, opened.search_words(["volcano"], 5, Filters())) == (1, [])
    opened.refresh()
    assert opened.generation == 2
    assert [hit.passage_no for hit in opened.search_words(["volcano"], 5, Filters())] == [7]


def test_new_articles_are_found_by_words_before_they_are_encoded(own_folder: Path, write_rows: Callable[..., Path]):
    opened = Holdings.open(own_folder, ToyEncoder())
    archive = Archive.open(own_folder)
    add_paths(archive, write_rows({"text": "The volcano erupted."}))
    LexicalIndex.caught_up(archive)
    opened.refresh()
    assert opened.generation == 1
    assert [hit.passage_no for hit in opened.search_words(["volcano"], 5, Filters())] == [7]


def test_a_missing_vector_index_leaves_the_words(own_folder: Path):
    (own_folder / "index" / "CURRENT").unlink()
    answer = open_news(own_folder).ask(LEFT_HOMES, today=TODAY)
    assert answer.generation == 0
    assert answer.evidence[0].article.title == "Second count after the leak"


def test_a_missing_lexical_index_does_not_make_names_unknown(own_folder: Path):
    shutil.rmtree(own_folder / "index" / "lexical")
    abstention = open_news(own_folder).ask("What did Maren Holt tell reporters?", today=TODAY).abstention
    assert abstention is None or abstention.code != "name_unknown"


def test_a_vector_index_damaged_while_open_leaves_the_words(own_folder: Path):
    pipeline = open_news(own_folder)
    (own_folder / "index" / "CURRENT").write_text("000001 damaged\n")
    assert pipeline.ask(LEFT_HOMES, today=TODAY).evidence[0].article.title == "Second count after the leak"


def test_a_lexical_index_deleted_while_open_stops_no_question(own_folder: Path):
    pipeline = open_news(own_folder)
    shutil.rmtree(own_folder / "index" / "lexical")
    assert pipeline.ask(LEFT_HOMES, today=TODAY).question == LEFT_HOMES


def test_an_article_is_read_once_and_again_when_the_archive_has_changed(own_folder: Path):
    news = open_news(own_folder)
    held = news.ask(LEFT_HOMES, today=TODAY).evidence[0].article
    assert news.holdings.article(held.article_id) is held
    archive = Archive.open(own_folder)
    with archive.writing():
        correct(archive, held.article_id, [Correction("title", "Homes left")])
    assert news.article(held.article_id).title == "Homes left"
    with archive.writing():
        remove(archive, held.article_id, "retracted")
    with pytest.raises(KeyError):
        news.article(held.article_id)
