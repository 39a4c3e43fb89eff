"""What a person names is sorted out and taken in, batch by batch; a followed feed gives its pages and not itself."""

from datetime import UTC, datetime
from pathlib import Path

from corpus.adding import ReadingRules
from corpus.intake import Named, _at, sort_out, take_in
from corpus.readers.reading import Failure

ADDED = datetime(2026, 1, 1, tzinfo=UTC)


def test_sort_out_tells_files_folders_addresses_and_what_is_missing(tmp_path: Path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.xyz").write_text("x")
    named = sort_out([str(tmp_path), "https://vale.example/feed", str(tmp_path / "gone.txt")])
    assert [found.name for found in named.files] == ["a.txt"]
    assert [found.name for found in named.skipped] == ["b.xyz"]
    assert named.addresses == ("https://vale.example/feed",)
    assert named.missing == (str(tmp_path / "gone.txt"),)


def test_named_is_empty_where_nothing_could_be_read(tmp_path: Path):
    assert sort_out([str(tmp_path)]).is_empty
    assert not sort_out(["http://x.example"]).is_empty


def test_take_in_counts_missing_paths_as_failures_and_tells_progress(archive, write_rows):
    path = write_rows({"text": "The dam holds."})
    told = []
    named = Named(sort_out([str(path)]).files, (), (), ("nothere",))
    report = take_in(
        archive, named, ReadingRules(archive.registry()), ADDED, progress=lambda done, total: told.append((done, total))
    )
    assert report.outcomes == {"added": 1}
    assert report.failures == [Failure("nothere", "there is no such file or folder")]
    assert told == [(1, 1)]


def test_take_in_refuses_an_address_inside_this_machine_with_its_reason(archive):
    named = Named((), (), ("http://127.0.0.1:80/",), ())
    report = take_in(archive, named, ReadingRules(archive.registry()), ADDED)
    assert report.n_articles == 0
    assert [failure.source_name for failure in report.failures] == ["http://127.0.0.1:80/"]
    assert "not allowed" in report.failures[0].reason


class _Site:
    """A fetcher over a few pages, by address."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages

    def fetch(self, url: str):
        from corpus.fetch import Fetched

        return Fetched(url, self.pages[url], "text/html", 200)


FEED = (
    b"<rss version='2.0'><channel><title>Vale</title>"
    b"<item><title>One</title><link>https://vale.example/1</link><description>Short.</description></item></channel></rss>"
)


def test_followed_feed_gives_its_pages_and_not_itself():
    site = _Site({"https://vale.example/feed": FEED, "https://vale.example/1": b"<p>One is told here at length.</p>"})
    followed = list(_at("https://vale.example/feed", site, ADDED, True, lambda name: False))
    assert [source.name for source in followed] == ["https://vale.example/1"]
    assert [s.name for s in _at("https://vale.example/feed", site, ADDED, False, lambda name: False)] == [
        "https://vale.example/feed"
    ]


def test_page_that_is_no_feed_is_taken_also_when_links_are_followed():
    site = _Site({"https://vale.example/1": b"<p>One is told here at length.</p>"})
    assert [s.name for s in _at("https://vale.example/1", site, ADDED, True, lambda name: False)] == ["https://vale.example/1"]
