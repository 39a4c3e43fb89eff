"""The five raw pages beside this checkout: what each says, and what must never be quoted from them."""

import pytest

from corpus.archive import Archive
from corpus.text import collapse, decode
from tests.conftest import add_paths

TRUTH = [  # source, outlet, published, evidence of the date, authors, start of the title, credits
    ("000", "Azerbaijan in Focus", "2023-10-02", "Day: October 2, 2023", (),
     "Restoration of Azerbaijan’s territorial integrity", ["AZERTAC"]),
    ("000", "Azerbaijan in Focus", "2023-10-02", "Day: October 2, 2023", (),
     "Baku: UN mission arrives in Karabakh", ["Daily Sabah", "AFP"]),
    ("001", "Caliber.Az", "2023-09-20T16:13", "20 September 2023 16:13", (), "Garabagh anti-terror measures", None),
    ("002", "unknown outlet", "2023-10-02", "October 2, 2023", ("Ilham Karimli",), "UN Mission Arrives in Karabakh Region", None),
    ("003", "unknown outlet", "2023", ", 2023", (), "Statement of the world Azerbaijanis", None),
    ("004", "unknown outlet", "2023-10-03", "October 3, 2023", ("Gunay Hajiyeva",), "President Aliyev Calls for Peace", None),
]  # fmt: skip
NEVER = [
    "appeared first on", "Views:", "Follow us", "Newsroom logo", "Last update", "°C", "Adıyaman", "Be the first to recommend",
    "Liked the story", "hyperlink to", "©", "Trend News Agency", "WHAT ARE YOU LOOKING FOR",
]  # fmt: skip


@pytest.fixture(scope="module")
def read(seeds, tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("seeds") / "archive")
    report = add_paths(archive, seeds)
    assert (report.outcomes, report.failures) == ({"added": 6}, [])
    return archive


def passages(archive: Archive) -> list[str]:
    return [
        article.text[stored.passage.start : stored.passage.end]
        for no, _ in archive.changed_articles(0)
        for article, found in [archive.article_with_passages(no)]
        for stored in found
    ]


@pytest.mark.parametrize("n", range(len(TRUTH)), ids=[f"{row[0]} {row[5][:20]}" for row in TRUTH])
def test_seed_is_read_as_a_reader_would(read, n):
    source_name, outlet, iso, evidence, authors, title, credits = TRUTH[n]
    article = list(read.articles())[n]
    assert article.source_name.startswith(source_name)
    assert (article.outlet.name, article.published.iso, article.published.evidence) == (outlet, iso, evidence)
    assert article.outlet.is_known is (outlet != "unknown outlet")
    assert article.authors == authors
    assert article.title.startswith(title)
    assert (article.language, article.updated.value, article.url) == ("en", None, None)
    if credits is not None:
        assert [o.name for o in article.originals] == credits


@pytest.mark.parametrize("words", NEVER)
def test_seed_passages_hold_no_furniture(read, words):
    assert [p for p in passages(read) if words in p] == []


def test_seed_passages_hold_no_template_words(read):
    lines = {line for passage in passages(read) for line in passage.split("\n")}
    assert lines.isdisjoint({"None", "ads", "loading"})


def test_seed_passages_stand_in_their_sources_word_for_word(read):
    for article in read.articles():
        raw = collapse(decode(read.source_content(article.source_id)))
        assert [p for p in article.text.split("\n\n") if p not in raw] == []
