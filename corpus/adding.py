"""Adding: sources to stored articles, one transaction a batch.

The life of an article up to here: its source is read, the user's outlet is put on it, it is compared with what the archive
holds (the same id, the same URL, the same text), and it is stored with its passages.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import apsw

from corpus.annotations import bring_annotations_up_to_date
from corpus.archive import Archive, article_digest
from corpus.article import Article, Outlet, Source, article_id_of
from corpus.codec import article_to_record
from corpus.copies import MAX_CANDIDATES, MIN_SHARED, MIN_SHARED_OF_SKETCH, containment, is_near_copy, shingles, sketch
from corpus.corrections import Correction, corrected, corrections_of, rewrite
from corpus.originals import credited_originals
from corpus.outlets import OutletRegistry
from corpus.passages import split_passages
from corpus.readers.reader import READABLE, read
from corpus.readers.reading import Failure, Reading
from corpus.rereading import pairs
from corpus.text import normalise

READERS_VERSION = 2  # raised when the readers give other articles for the same bytes: sources are then read again
MAX_FURNITURE = 120  # characters of a paragraph that may be an outlet's furniture
BATCH_BYTES = 16_000_000  # raw bytes of the sources that one transaction takes

Outcome = Literal["added", "unchanged", "new version", "near-copy", "corrected", "skipped"]


@dataclass(frozen=True)
class ReadingRules:
    """What beside the bytes decides what is read from a source: the registry, named columns, the outlet that the user says."""

    registry: OutletRegistry
    mapping: Mapping[str, str] = field(default_factory=dict)
    outlet_name: str | None = None

    @cached_property
    def digest(self) -> str:
        """The same for the same rules: a source read under it need not be read again."""
        entries = [(e.name, e.aliases, e.domains, e.country, e.kind, e.files, e.lines) for e in self.registry.entries]
        rules = json.dumps([READERS_VERSION, entries, dict(self.mapping), self.outlet_name], sort_keys=True)
        return hashlib.sha256(rules.encode()).hexdigest()

    def read_here(self, sources: Iterable[Source]) -> Iterator[Reading]:
        """The readings of sources, in their order, one after another in this process."""
        return (read(source, self.registry, self.mapping) for source in sources)


@dataclass
class AddReport:
    """What an add did: how many articles came to which end, what could not be read, which files no reader takes."""

    outcomes: dict[Outcome, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    skipped: list["Found"] = field(default_factory=list)

    def count(self, outcome: Outcome, n: int = 1) -> None:
        """Count `n` articles that came to this end."""
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + n

    @property
    def n_changed(self) -> int:
        """How many articles came anew or changed."""
        return sum(n for outcome, n in self.outcomes.items() if outcome not in ("unchanged", "skipped"))

    @property
    def n_articles(self) -> int:
        """All articles that were read or were there already."""
        return sum(self.outcomes.values())


@dataclass(frozen=True)
class Found:
    """A file to read: where it lies, and the name that its source takes."""

    path: Path
    name: str


def find_files(paths: Iterable[Path]) -> tuple[list[Found], list[Found]]:
    """The files to read under `paths`, sorted, and the files in folders that no reader takes.

    A file that is named itself is always to be read; its source's name is the file's name. A file in a folder is named by
    its path inside that folder, so that names are the same on every machine. Hidden files and links to folders are left.
    """
    wanted: list[Found] = []
    skipped: list[Found] = []
    for path in paths:
        if not path.is_dir():
            wanted.append(Found(path, path.name))
            continue
        for inner in sorted(p for p in path.rglob("*") if p.is_file()):
            name = inner.relative_to(path).as_posix()
            if not any(part.startswith(".") for part in name.split("/")):
                (wanted if name.lower().endswith(READABLE) else skipped).append(Found(inner, name))
    return wanted, skipped


def load(found: Found, added: datetime) -> Source | Failure:
    """The source of a file, or why it can't be read."""
    try:
        return Source(normalise(found.name), found.path.read_bytes(), added)
    except OSError as error:
        return Failure(normalise(found.name), f"can't be read: {error.strerror or error}")


def batches(files: Iterable[Found], added: datetime) -> Iterator[list[Source | Failure]]:
    """The files' sources in batches of about `BATCH_BYTES`."""
    batch: list[Source | Failure] = []
    size = 0
    for found in files:
        loaded = load(found, added)
        batch.append(loaded)
        size += len(loaded.content) if isinstance(loaded, Source) else 0
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


ReadAll = Callable[[Iterable[Source]], Iterator[Reading]]  # sources to readings, in order


def add_batch(
    archive: Archive, batch: Iterable[Source | Failure], rules: ReadingRules, report: AddReport, read_all: ReadAll | None = None
) -> None:
    """Read and store a batch of sources in one transaction; the caller holds the writer's lock.

    `read_all` reads the sources, by default in this process.
    """
    with archive.connection:
        writer = _BatchWriter(archive, rules, report)
        loaded = list(batch)
        for failure in (item for item in loaded if isinstance(item, Failure)):
            writer.keep_failures(failure.source_name, (failure,))
        writer.add_sources([item for item in loaded if isinstance(item, Source)], read_all or rules.read_here)
        writer.close()
        bring_annotations_up_to_date(archive)


def reread(archive: Archive, source_id: str, rules: ReadingRules, report: AddReport) -> None:
    """Read a stored source again with today's readers and rules, in one transaction; the caller holds the writer's lock.

    What changed in an article's fields is kept under its id; what changed in its text is a new version.
    """
    source = archive.source(source_id)
    with archive.connection:
        writer = _BatchWriter(archive, rules, report)
        writer.read_again(source)
        writer.close()
        bring_annotations_up_to_date(archive)


class _BatchWriter:
    """One transaction's worth of adding. `change` is the number that the archive takes if anything searched changes."""

    def __init__(self, archive: Archive, rules: ReadingRules, report: AddReport) -> None:
        self.rules = rules
        self.archive = archive
        self.sql = archive.connection
        self.report = report
        self.change = archive.change + 1
        self.changed = False

    def close(self) -> None:
        if self.changed:
            self.archive.store_setting("change", str(self.change))

    def add_sources(self, sources: list[Source], read_all: ReadAll) -> None:
        """Read what is not held under these rules already, and store it, source by source."""
        fresh = []
        for source in sources:
            if self._reading_of(source) == self.rules.digest:
                n_articles = self._value("SELECT count(*) FROM articles WHERE source_id = ?", source.source_id)
                self.report.count("unchanged", n_articles)
            else:
                fresh.append(source)
        for source, reading in zip(fresh, read_all(fresh), strict=True):
            self._add_source(source, reading)

    def _add_source(self, source: Source, reading: Reading) -> None:
        """Store what a source gave; whatever goes wrong with it is its failure, and the rest of the batch goes on."""
        failures = reading.failures
        try:
            with self.sql:  # a savepoint
                outcomes = self._store_reading(source, reading)
        except (apsw.Error, ValueError, TypeError) as error:
            outcomes, failures = [], (Failure(source.name, f"can't be stored: {type(error).__name__}: {error}"),)
        for outcome in outcomes:
            self.report.count(outcome)
        self.keep_failures(source.name, failures, source.added)

    def _store_reading(self, source: Source, reading: Reading) -> list[Outcome]:
        was_held = self._reading_of(source) is not None
        articles = [self._as_the_user_says(self._without_furniture(article)) for article in reading.articles]
        if articles:
            self._store_source(source, whole=not reading.failures)
        return self._store_again(source.source_id, articles) if was_held else [self._store(article) for article in articles]

    def _reading_of(self, source: Source) -> str | None:
        """The digest of the rules that a held source was last read under, None for one that is not held."""
        digest: str | None = self._value("SELECT reading FROM sources WHERE source_id = ?", source.source_id)
        return digest

    def read_again(self, source: Source) -> None:
        """Read a source that is held, though nothing about its bytes or rules need have changed."""
        (reading,) = self.rules.read_here([source])
        self._add_source(source, reading)

    def _without_furniture(self, article: Article) -> Article:
        """The article without the paragraphs that this archive knows as its outlet's furniture, where any text is left."""
        known = self.archive.furniture_of(article.outlet.outlet_id) if article.outlet.is_known else frozenset()
        kept = [p for p in article.text.split("\n\n") if p not in known]
        if not kept or len(kept) == article.text.count("\n\n") + 1:
            return article
        text = "\n\n".join(kept)
        originals = credited_originals(text, self.archive.registry(), article.outlet.outlet_id)
        return replace(article, article_id=article_id_of(article.article_id, "", None, text), text=text, originals=originals)

    def _as_the_user_says(self, article: Article) -> Article:
        said = [Correction("outlet", self.rules.outlet_name)] if self.rules.outlet_name else []
        return corrected(article, [*said, *corrections_of(self.archive, article.article_id)], self.rules.registry)

    def _store_again(self, source_id: str, articles: list[Article]) -> list[Outcome]:
        """Store the articles of a source that was read before: changed fields under the old id, changed text as a version."""
        outcomes: list[Outcome] = []
        for pair in pairs(self.archive.articles_of_source(source_id), articles):
            if pair.held is None and pair.read is not None:
                outcomes.append(self._store(pair.read))
            elif pair.held is not None and pair.read is not None:
                outcomes.append(self._update(pair.held, pair.read))
        return outcomes

    def _update(self, held: Article, read: Article) -> Outcome:
        """Put what is read now in place of what is held. Who the user said published it stays, unless said anew."""
        if held.outlet.origin == "user" and read.outlet.origin != "user":
            read = read.with_outlet(held.outlet)
        if read.text == held.text:
            fresh = replace(read, article_id=held.article_id, added=held.added, source_name=held.source_name)
            if fresh == held:
                return "unchanged"
            self.changed = True
            rewrite(self.archive, fresh, self.change)
            return "corrected"
        self._supersede([self._number_of(held)])
        self._insert(read, version_of=self._number_of(held))
        return "new version"

    def _number_of(self, article: Article) -> int:
        return int(self._value("SELECT article_no FROM articles WHERE article_id = ?", article.article_id))

    def _store_source(self, source: Source, whole: bool) -> None:
        """Keep the raw bytes; a source that was not read whole is kept without its rules' digest, so that it is read again."""
        self.sql.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?) ON CONFLICT (source_id) DO UPDATE SET reading = excluded.reading",
            (
                source.source_id,
                source.name,
                source.added.isoformat(),
                self.rules.digest if whole else "",
                zlib.compress(source.content, 6),
            ),
        )

    def keep_failures(self, source_name: str, failures: tuple[Failure, ...], added: datetime | None = None) -> None:
        self.sql.execute("DELETE FROM failures WHERE source_name = ?", (source_name,))
        moment = added.isoformat() if added else ""
        rows = [(source_name, normalise(failure.record or ""), normalise(failure.reason), moment) for failure in failures]
        self.sql.executemany("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", rows)
        self.report.failures.extend(failures)

    def _store(self, article: Article) -> Outcome:
        if self.archive.is_removed(article.article_id):
            return "skipped"
        if self._value("SELECT 1 FROM articles WHERE article_id = ?", article.article_id):
            return self._take_stated_outlet(self.archive.article(article.article_id), article.outlet)
        query = "SELECT article_no FROM articles WHERE url = ? AND superseded = 0 ORDER BY article_no"
        earlier = [row[0] for row in self.sql.execute(query, (article.url,))]
        self._supersede(earlier)
        article_no = self._insert(article, version_of=earlier[-1] if earlier else None)
        n_copies = self._link_near_copies(article_no, article)
        if not n_copies:
            self._count_short_paragraphs(article)
        return "new version" if earlier else "near-copy" if n_copies else "added"

    def _take_stated_outlet(self, held: Article, outlet: Outlet) -> Outcome:
        """An article that is held already takes a newly stated outlet of the user's; nothing else about it changes."""
        if outlet.origin != "user" or outlet == held.outlet:
            return "unchanged"
        self.changed = True
        rewrite(self.archive, held.with_outlet(outlet), self.change)
        return "corrected"

    def _supersede(self, article_nos: list[int]) -> None:
        self.sql.executemany(
            "UPDATE articles SET superseded = 1, change_no = ? WHERE article_no = ?", [(self.change, no) for no in article_nos]
        )

    def _count_short_paragraphs(self, article: Article) -> None:
        """Count what may turn out to be its outlet's furniture: a near-copy's paragraphs repeat for another reason."""
        if article.outlet.is_known:
            short = {p for p in article.text.split("\n\n") if len(p) <= MAX_FURNITURE}
            self.sql.executemany(
                "INSERT INTO short_paragraphs VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1",
                [(article.outlet.outlet_id, paragraph) for paragraph in sorted(short)],
            )

    def _insert(self, article: Article, version_of: int | None = None) -> int:
        self.changed = True
        record = article_to_record(article)
        self.sql.execute(
            """INSERT INTO articles (article_id, source_id, record, text, digest, change_no, version_of)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (
                article.article_id,
                article.source_id,
                record,
                article.text,
                article_digest(article.article_id, record, article.text),
                self.change,
                version_of,
            ),
        )
        article_no = self.sql.last_insert_rowid()
        for passage in split_passages(article):
            text_sha256 = hashlib.sha256(article.text[passage.start : passage.end].encode()).digest()
            self.sql.execute(
                "INSERT INTO passages (article_no, start, end, text_sha256) VALUES (?, ?, ?, ?)",
                (article_no, passage.start, passage.end, text_sha256),
            )
        return article_no

    def _link_near_copies(self, article_no: int, article: Article) -> int:
        """Link an article with every article that carries the same text; how many those are. Earlier versions don't count."""
        mine = shingles(article.text)
        sketched = sketch(mine)
        linked = 0
        for other_no in sorted(self._copy_candidates(sketched)):
            text = self._value("SELECT text FROM articles WHERE article_no = ? AND superseded = 0", other_no)
            theirs = shingles(text) if text else frozenset()
            if is_near_copy(mine, theirs):
                share = containment(mine, theirs)
                self.sql.executemany(
                    "INSERT OR REPLACE INTO near_copies VALUES (?, ?, ?)",
                    [(article_no, other_no, share), (other_no, article_no, share)],
                )
                linked += 1
        self.sql.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", [(value, article_no) for value in sorted(sketched)])
        return linked

    def _copy_candidates(self, sketched: frozenset[int]) -> set[int]:
        """The articles that share most of a sketch with this one, at most `MAX_CANDIDATES`."""
        rows = self.sql.execute(
            """WITH shared AS (
                   SELECT article_no, count(*) AS n FROM sketches WHERE shingle IN (SELECT value FROM json_each(?1))
                   GROUP BY article_no HAVING n >= ?2 ORDER BY n DESC, article_no LIMIT ?3
               )
               SELECT article_no FROM shared
               WHERE n >= ?4 * min(?5, (SELECT count(*) FROM sketches WHERE sketches.article_no = shared.article_no))""",
            (json.dumps(sorted(sketched)), MIN_SHARED, MAX_CANDIDATES, MIN_SHARED_OF_SKETCH, len(sketched)),
        )
        return {row[0] for row in rows}

    def _value(self, query: str, *values: str | int) -> Any:
        row = next(iter(self.sql.execute(query, values)), None)
        return None if row is None else row[0]
