"""How fast articles are read: pages against bare trafilatura, sentences, and a large file of rows with the memory it takes.

Pages: `shared/newspages` beside the checkout, against `trafilatura.bare_extraction` in one process of the same run. Rows:
`shared/newsquiz`, read, split, deduplicated and stored without encoding, in a process of its own.
"""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import trafilatura

from corpus.adding import ReadingRules
from corpus.archive import Archive
from corpus.article import Source
from corpus.intake import sort_out, take_in
from corpus.outlets import general_registry
from corpus.passages import split_sentences
from corpus.readers.reader import read
from corpus.workers import ReadingPool
from eval.timing import Figure, cost_of, cpu_seconds_of, seconds_of

SHARED = Path(__file__).parents[2] / "shared"
ADDED = datetime(2026, 12, 31, tzinfo=UTC)
SENTENCE_BYTES = 20_000_000  # of text that the splitter is timed on: a second and more


def reading_figures(shared: Path = SHARED) -> Iterator[Figure]:
    """HTML by the pool and text dumps in one process against bare trafilatura, the sentence splitter, rows of the news quiz."""
    pages, rows = shared / "newspages", shared / "newsquiz" / "articles.jsonl.gz"
    yield from _page_figures(pages)
    yield _sentence_figure(pages)
    yield from _row_figures(rows)


def _page_figures(pages: Path) -> Iterator[Figure]:
    html = [Source(path.name, path.read_bytes(), ADDED) for path in sorted((pages / "html").glob("*.html*"))]
    text = [Source(path.name, path.read_bytes(), ADDED) for path in sorted((pages / "text").glob("*.txt"))]
    what = ("HTML pages by the pool, against bare trafilatura", "text dumps in one process, against bare trafilatura")
    goals = ("≥ 1.2", "≥ 10")
    if not html or not text:
        yield from (
            Figure(w, None, "times as fast", goal, skipped=f"no pages at {pages}") for w, goal in zip(what, goals, strict=True)
        )
        return
    registry = general_registry()
    with ReadingPool(registry, {}) as pool:
        list(pool.read_all(html[:4]))  # the workers start and import before the clock does
        by_pool = seconds_of(lambda: list(pool.read_all(html)))
    markups = [_unzipped(source.content) for source in html]
    bare = seconds_of(lambda: [trafilatura.bare_extraction(markup) for markup in markups])
    dumps = seconds_of(lambda: [read(source, registry) for source in text])
    for w, goal, n, seconds in zip(what, goals, (len(html), len(text)), (by_pool, dumps), strict=True):
        each, bare_each = seconds / n, bare / len(html)
        how = f"{n} pages, {each * 1000:.1f} ms each; trafilatura {bare_each * 1000:.1f} ms"
        yield Figure(w, bare_each / each, "times as fast", goal, how)


def _unzipped(content: bytes) -> bytes:
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def _sentence_figure(pages: Path) -> Figure:
    what, unit = "sentence splitter", "MB per CPU second"
    dumps = [path.read_text(encoding="utf-8", errors="replace") for path in sorted((pages / "text").glob("*.txt"))]
    size = sum(len(dump.encode()) for dump in dumps)
    if not size:
        return Figure(what, None, unit, skipped=f"no text dumps at {pages}")
    rounds = max(1, min(20, SENTENCE_BYTES // size))
    seconds = cpu_seconds_of(lambda: [split_sentences(dump) for _ in range(rounds) for dump in dumps])
    return Figure(what, size * rounds / 1e6 / seconds, unit, how=f"{len(dumps)} text dumps, {rounds} times")


def _row_figures(rows: Path) -> Iterator[Figure]:
    what = "rows read, split, deduplicated and stored, without encoding"
    if not rows.exists():
        yield Figure(what, None, "s", "≤ 60 s", skipped=f"no file at {rows}")
        return
    cost = cost_of(add_rows, rows)
    how = f"{rows.name}, {rows.stat().st_size / 1e6:.1f} MB, in a process of its own"
    yield Figure(what, cost.seconds, "s", "≤ 60 s", f"{how}; {cost.cpu_seconds:.1f} CPU seconds")
    yield Figure("the most memory that takes", cost.peak_bytes / 1e6, "MB", "≤ 300 MB", how)


def add_rows(path: Path) -> None:
    """Add a file to an archive that is thrown away."""
    with TemporaryDirectory(prefix="dateline-bench-") as temporary:
        archive = Archive.create(Path(temporary))
        with archive.writing():
            take_in(archive, sort_out([str(path)]), ReadingRules(archive.registry()), ADDED)
