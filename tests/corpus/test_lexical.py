"""corpus.lexical: BM25 over passages, derived from the archive."""

import shutil
from datetime import date
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.adding import ReadingRules
from corpus.archive import Archive
from corpus.filters import Filters
from corpus.lexical import TITLE_WEIGHT, LexicalIndex
from tests.corpus.builders import REGISTRY, add_rows, any_text, filters
from tests.corpus.conftest import copy_of

OPEN = Filters()
ROWS = (
    {"title": "Dam", "text": "The dam at Qarabağ held 1,049 tonnes.", "outlet": "Vale Courier", "published": "2024-03-02"},
    {"title": "Ferry", "text": "Ferries wait at the dam. The dam is shut.", "outlet": "Northern Wire", "published": "2024-03"},
    {"title": "Dam opening", "text": "Children visited the museum.", "url": "https://vale-courier.example/3"},
)


@pytest.fixture(scope="session")
def held_folder(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("held") / "archive")
    add_rows(archive, *ROWS)
    LexicalIndex.caught_up(archive)
    archive.connection.close()
    return archive.folder


@pytest.fixture
def held(held_folder, tmp_path):
    """An archive of `ROWS`, indexed."""
    return copy_of(held_folder, tmp_path / "held")


@pytest.fixture(scope="session")
def world_index(world):
    return LexicalIndex.caught_up(world)


def found(archive: Archive, question: str, limits: Filters = OPEN, n: int = 9) -> list[int]:
    index = LexicalIndex.open(archive)
    return [hit.passage_no for hit in index.search(index.terms(question), n, limits)]


def files_of(archive: Archive, ending: str):
    return [p for p in (archive.index_folder / "lexical").iterdir() if p.name.endswith(ending)]


# words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The ferries waited", ["the", "ferri", "wait"]),
        ("1,049 tonnes at 3.5", ["1,049", "tonn", "at", "3.5"]),
        ("QARABAĞ’s Øre", ["qarabag", "s", "ore"]),
        ("U.S.-led", ["u", "s", "led"]),
        (" …!", []),
    ],
)
def test_terms_are_folded_and_stemmed(world_index, text, terms):
    assert world_index.terms(text) == terms


@given(text=any_text | st.text(max_size=60))
def test_search_never_raises_for_the_terms_of_any_text(world_index, text):
    for hit in world_index.search(world_index.terms(text), 3, OPEN):
        assert hit.score > 0


# searching


def test_search_finds_any_of_the_words_best_first(held):
    assert found(held, "dam") == [1, 2, 3], "in text and headline, twice in the text, in the headline alone"
    assert found(held, "QARABAG's museums") == [3, 1], "the shorter passage first"
    assert found(held, "ferry 1,049") == [2, 1]
    assert found(held, "dam", n=1) == [1]


def test_search_scores_are_bm25(archive):
    add_rows(archive, {"text": "The dam held."}, {"text": "The ferry sank."})
    index = LexicalIndex.caught_up(archive)
    (hit,) = index.search(["dam"], 9, OPEN)
    n, df, k1, b = 3, 1, 1.2, 0.75  # the document that holds the state counts, with no words
    length = 1 - b + b * 3 / (6 / n)
    assert hit.score == pytest.approx(log(1 + (n - df + 0.5) / (df + 0.5)) * (k1 + 1) / (1 + k1 * length), rel=1e-6)


def test_search_weighs_a_headline_below_the_text(archive):
    add_rows(archive, {"title": "Old dam", "text": "Sheep graze."}, {"title": "Old inn", "text": "Dam broke."})
    index = LexicalIndex.caught_up(archive)
    in_text, in_title = index.search(["dam"], 9, OPEN)
    assert (in_text.passage_no, in_title.passage_no) == (2, 1)
    assert in_title.score == pytest.approx(TITLE_WEIGHT * in_text.score, rel=1e-6)


def test_search_breaks_ties_by_passage_number(world_index):
    hits = world_index.search(["dam"], 99, OPEN)
    assert [h.passage_no for h in hits] == [h.passage_no for h in sorted(hits, key=lambda h: (-h.score, h.passage_no))]
    assert len(hits) == 31


def test_search_cuts_ties_by_passage_number(archive):
    rows = [{"text": f"The dam held on day {letter}."} for letter in "abcd"]
    add_rows(archive, *rows)
    LexicalIndex.caught_up(archive)
    add_rows(archive, rows[0], rules=ReadingRules(REGISTRY, outlet_name="Radio Halden"))
    LexicalIndex.caught_up(archive)
    assert found(archive, "dam", n=2) == [1, 2]


def test_search_for_nothing_finds_nothing(world_index):
    assert world_index.search([], 9, OPEN) == []
    assert world_index.search(["zebra"], 9, OPEN) == []


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Filters(outlet_ids=frozenset({"northern-wire"})), [2]),
        (Filters(first=date(2024, 3, 3)), [2]),
        (Filters(last=date(2024, 3, 1)), [2]),
        (Filters(as_of=date(2024, 3, 2)), [1, 2]),
        (Filters(as_of=date(2024, 2, 29)), []),
    ],
)
def test_search_filters_inside(held, limits, expected):
    assert found(held, "dam", limits) == expected


def test_search_filters_change_no_score(world_index, world):
    limits = Filters(frozenset({"vale-courier"}), first=date(2024, 1, 1), without=frozenset(world.all_article_ids()[:5]))
    scores = {h.passage_no: h.score for h in world_index.search(["dam", "day"], 99, OPEN)}
    hits = world_index.search(["dam", "day"], 99, limits)
    assert hits
    assert all(h.score == pytest.approx(scores[h.passage_no]) for h in hits)


@given(data=st.data())
def test_search_lets_the_same_passages_through_as_the_archive(world, world_index, data):
    limits = data.draw(filters(["northern-wire", "vale-courier", "unknown", "not-held"], world.all_article_ids()))
    hits = world_index.search(["dam"], 99, limits)
    assert sorted(h.passage_no for h in hits) == world.passage_nos(limits).tolist()


# words of the archive


def test_document_frequency_counts_passages(world_index):
    assert [world_index.document_frequency(term) for term in ("dam", "fell", "zebra")] == [31, 1, 0]


@pytest.mark.parametrize(
    ("word", "distance", "known", "expected"),
    [
        ("qarabax", 1, (), [1]),
        ("musem", 1, (), [3]),
        ("opennig", 1, (), [3]),  # two letters swapped are one slip
        ("oepnnig", 1, (), []),
        ("oepnnig", 2, (), [3]),
        ("dxm", 1, (), [1, 2, 3]),
        ("dxm", 1, ("dam",), []),
    ],
)
def test_passages_near_hold_a_word_some_letters_away(held, word, distance, known, expected):
    assert sorted(LexicalIndex.open(held).passages_near(word, distance, known, 9)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("shut",), [2]),
        (("SHUT", "qarabag"), [1, 2]),
        (("opening",), [3]),  # in a headline
        (("open",), []),  # not its forms
        (("dam at",), [1]),
        (("at dam",), []),
        ((), []),
        (("",), []),
    ],
)
def test_words_left_out_leave_out_passages_and_headlines_that_hold_them(held, words, expected):
    index = LexicalIndex.open(held)
    assert index.passages_with(words) == expected
    left = [hit.passage_no for hit in index.search(["dam"], 9, Filters(without_words=words))]
    assert sorted(left) == [no for no in (1, 2, 3) if no not in expected]


def test_search_keeps_to_articles_by_id(held):
    ids = held.all_article_ids()
    assert found(held, "dam", Filters(within=frozenset(ids[1:]))) == [2, 3]
    assert found(held, "dam", Filters(within=frozenset())) == []
    assert list(held.passage_nos(Filters(within=frozenset(ids[1:])))) == [2, 3]
    assert list(held.passage_nos(Filters(within=frozenset()))) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dam at", True),
        ("Dam Qarabağ", False),
        ("dam held", False),
        ("dam 1,049", False),
        ("ferries museum", False),
        ("at dam", False),
    ],
)
def test_stand_together_wants_one_right_after_another(held, words, expected):
    index = LexicalIndex.open(held)
    assert index.stand_together(index.terms(words)) is expected


# catching up


def test_open_is_none_without_an_index(archive):
    assert LexicalIndex.open(archive) is None


def test_caught_up_takes_in_what_is_new(held):
    index = LexicalIndex.open(held)
    assert (index.change, index.n_passages) == (1, 3)
    add_rows(held, {"text": "A zebra swam."})
    assert (found(held, "zebra"), LexicalIndex.open(held).change) == ([], 1), "readers serve what is there"
    LexicalIndex.caught_up(held)
    assert found(held, "zebra") == [4]
    index.reload()
    assert (index.change, index.n_passages) == (2, 4)


def test_caught_up_of_an_empty_archive_is_empty(archive):
    index = LexicalIndex.caught_up(archive)
    assert (index.change, index.n_passages, index.search(["dam"], 9, OPEN)) == (0, 0, [])


def test_caught_up_drops_a_superseded_version(held):
    add_rows(held, ROWS[2] | {"text": "Elephants visited the museum."})
    index = LexicalIndex.caught_up(held)
    assert (found(held, "museum"), found(held, "children"), index.n_passages) == ([4], [], 3)


def test_caught_up_follows_a_corrected_outlet(held):
    add_rows(held, *ROWS, rules=ReadingRules(REGISTRY, outlet_name="Radio Halden"))
    LexicalIndex.caught_up(held)
    assert sorted(found(held, "dam", Filters(frozenset({"radio-halden"})))) == [1, 2, 3]
    assert found(held, "dam", Filters(frozenset({"vale-courier"}))) == []


def cut_to(n_bytes: int):
    return lambda path: path.write_bytes(path.read_bytes()[:n_bytes])


DAMAGES = [
    ("meta.json", Path.unlink),
    ("meta.json", cut_to(40)),
    ("format", Path.unlink),
    (".idx", Path.unlink),
    (".term", cut_to(40)),
    (".store", lambda path: path.write_bytes(path.read_bytes()[::-1])),
    (".fast", cut_to(5)),
]


@pytest.mark.parametrize(("ending", "damage"), DAMAGES)
def test_caught_up_rebuilds_a_damaged_index(held, ending, damage):
    for path in files_of(held, ending):
        damage(path)
    assert LexicalIndex.open(held) is None
    assert LexicalIndex.caught_up(held).n_passages == 3
    assert found(held, "museum") == [3]


def test_caught_up_rebuilds_an_index_without_its_positions(held):
    for path in files_of(held, ".pos"):
        path.unlink()
    assert LexicalIndex.caught_up(held).n_passages == 3


def test_caught_up_rebuilds_an_index_ahead_of_its_archive(held, archive):
    add_rows(archive, ROWS[0])
    add_rows(held, {"text": "A zebra swam."})
    LexicalIndex.caught_up(held)
    shutil.copytree(held.index_folder, archive.index_folder)
    assert LexicalIndex.caught_up(archive).n_passages == 1
    assert found(archive, "zebra") == []


def test_caught_up_rebuilds_the_index_of_another_archive(held, archive):
    add_rows(archive, {"text": "A zebra swam."})
    shutil.copytree(held.index_folder, archive.index_folder)
    assert LexicalIndex.caught_up(archive).n_passages == 1
