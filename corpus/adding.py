"""Adding: sources to stored articles, one transaction a batch; a large file is stored in parts, a transaction each.

What a source gave is prepared and stored by `corpus.storing`; of a source that was held, each article is paired with what
was held of it (`corpus.rereading`). A source that is stored in parts has no digest until its last part, so that an add which
was killed is finished by the next.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import apsw

from corpus.annotations import bring_annotations_up_to_date
from corpus.archive import Archive
from corpus.article import Article, LargeSource, Source
from corpus.finding import Found, Loaded
from corpus.outlets import OutletRegistry
from corpus.readers.reader import is_rows, read, read_parts
from corpus.readers.reading import Failure, Reading
from corpus.rereading import Pairing
from corpus.stored_sources import UNFINISHED
from corpus.storing import ArticleWriter, Outcome
from corpus.text import normalise

READERS_VERSION = 2  # raised when the readers give other articles for the same bytes: sources are then read again


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
    skipped: list[Found] = field(default_factory=list)

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


ReadAll = Callable[[Iterable[Source]], Iterator[Reading]]  # sources to readings, in order


def add_batch(
    archive: Archive, batch: Iterable[Loaded], rules: ReadingRules, report: AddReport, read_all: ReadAll | None = None
) -> None:
    """Read and store a batch of sources in one transaction, large ones after it in several; the caller holds the writer's lock.

    `read_all` reads the sources that are held, by default in this process.
    """
    loaded = list(batch)
    with archive.connection:
        writer = _SourceWriter(archive, rules, report)
        for failure in (item for item in loaded if isinstance(item, Failure)):
            writer.keep_failures(failure.source_name, (failure,))
        writer.add_sources([item for item in loaded if isinstance(item, Source)], read_all or rules.read_here)
        writer.close()
        bring_annotations_up_to_date(archive)
    for large in (item for item in loaded if isinstance(item, LargeSource)):
        held = archive.sources.reading_of(large.source_id)
        if held and held[0] == rules.digest:
            report.count("unchanged", held[1])
        else:
            _LargeAdd(archive, large, rules, report).run()


def reread(archive: Archive, source_id: str, rules: ReadingRules, report: AddReport) -> None:
    """Read a stored source again with today's readers and rules; the caller holds the writer's lock.

    What changed in an article's fields is kept under its id; what changed in its text is a new version. A file of rows is
    stored in parts, any other in one transaction.

    Raises:
        ArchiveError: where its bytes are damaged; nothing is changed then.
    """
    stored = archive.checked_source(source_id)
    if is_rows(stored.name):
        _LargeAdd(archive, stored, rules, report).run()
        return
    source = Source(stored.name, b"".join(stored.blocks()), stored.added)
    with archive.connection:
        writer = _SourceWriter(archive, rules, report)
        writer.add_source(source, read(source, rules.registry, rules.mapping))
        writer.close()
        bring_annotations_up_to_date(archive)


class _SourceWriter:
    """One transaction's worth of adding."""

    def __init__(self, archive: Archive, rules: ReadingRules, report: AddReport) -> None:
        self.rules = rules
        self.archive = archive
        self.sql = archive.connection
        self.report = report
        self.articles = ArticleWriter(archive, rules.registry, rules.outlet_name)

    def close(self) -> None:
        self.articles.close()

    def add_sources(self, sources: list[Source], read_all: ReadAll) -> None:
        """Read what is not held under these rules already, and store it, source by source."""
        fresh = []
        for source in sources:
            held = self.archive.sources.reading_of(source.source_id)
            if held and held[0] == self.rules.digest:
                self.report.count("unchanged", held[1])
            else:
                fresh.append(source)
        for source, reading in zip(fresh, read_all(fresh), strict=True):
            self.add_source(source, reading)

    def add_source(self, source: Source, reading: Reading) -> None:
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
        was_held = self.archive.sources.reading_of(source.source_id) is not None
        articles = [self.articles.prepared(article) for article in reading.articles]
        if not articles:
            return []
        pairing = Pairing(self.archive, source.source_id) if was_held else None
        self.archive.sources.keep(source, "", len(articles))
        outcomes = [self.store(article, pairing) for article in articles]
        self.finish_source(source.source_id, not reading.failures, outcomes, len(articles))
        return outcomes

    def finish_source(self, source_id: str, whole: bool, outcomes: Iterable[Outcome], n_articles: int) -> None:
        """Say under which rules a source was read: under none where something of it failed, so that it is read again.

        Of one that holds an article which was removed for good no byte is kept.
        """
        self.archive.sources.finish(source_id, self.rules.digest if whole else "", n_articles)
        if "skipped" in outcomes:
            self.archive.sources.drop_bytes(source_id)

    def store(self, article: Article, pairing: Pairing | None, learns: bool = True) -> Outcome:
        """Store a prepared article, with `pairing` in place of what was held of it."""
        held = pairing.take(article) if pairing else None
        return self.articles.update(held, article) if held else self.articles.store(article, learns)

    def store_part(self, source_name: str, articles: Iterable[Article], pairing: Pairing | None) -> list[Outcome | Failure]:
        """Store articles one by one, so that one that can't be stored is a failure by itself."""
        ends: list[Outcome | Failure] = []
        for article in articles:
            try:
                with self.sql:  # a savepoint
                    ends.append(self.store(self.articles.prepared(article), pairing, learns=False))
            except (apsw.Error, ValueError, TypeError) as error:
                reason = f"can't be stored: {type(error).__name__}: {error}"
                ends.append(Failure(source_name, reason, f"article {article.article_id}"))
        return ends

    def keep_failures(self, source_name: str, failures: Iterable[Failure], added: datetime | None = None) -> None:
        """Keep what could not be read of a source, in place of what could not when it was read before."""
        self.sql.execute("DELETE FROM failures WHERE source_name = ?", (source_name,))
        self.keep_more_failures(failures, added)

    def keep_more_failures(self, failures: Iterable[Failure], added: datetime | None = None) -> None:
        """Keep more of what could not be read."""
        moment = added.isoformat() if added else ""
        kept = list(failures)
        rows = [(f.source_name, normalise(f.record or ""), normalise(f.reason), moment) for f in kept]
        self.sql.executemany("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", rows)
        self.report.failures.extend(kept)


class _LargeAdd:
    """The adding of one large file: its bytes are kept first and read from there, so that both are the same."""

    def __init__(self, archive: Archive, source: LargeSource, rules: ReadingRules, report: AddReport) -> None:
        self.archive = archive
        self.source = source
        self.rules = rules
        self.report = report
        self.n_articles = 0
        self.whole = True
        self.outcomes = set[Outcome]()

    def run(self) -> None:
        """Read and store the file, part by part."""
        sources, source_id = self.archive.sources, self.source.source_id
        held = sources.reading_of(source_id)
        is_first = held is None or held[0] == UNFINISHED
        last_before = self.archive.last_article_no
        if not self._begin(UNFINISHED if is_first else ""):
            return
        pairing = Pairing(self.archive, source_id) if held else None
        stored = sources.stored(source_id) if sources.holds_bytes(source_id) else self.source
        for part in read_parts(stored, self.rules.registry, self.rules.mapping):
            self._store_part(part, pairing)
        self._finish(learn_after=0 if is_first else last_before)

    def _begin(self, reading: str) -> bool:
        """Keep the bytes, and forget what could not be read before; whether the file could be read."""
        try:
            with self.archive.connection:
                self.archive.sources.keep(self.source, reading, 0)
                self._writer().keep_failures(self.source.name, ())
        except (OSError, ValueError) as error:
            with self.archive.connection:
                self._writer().keep_failures(self.source.name, (Failure(self.source.name, f"can't be read: {error}"),))
            return False
        return True

    def _writer(self) -> _SourceWriter:
        return _SourceWriter(self.archive, self.rules, self.report)

    def _store_part(self, part: Reading, pairing: Pairing | None) -> None:
        with self.archive.connection:
            writer = self._writer()
            ends = writer.store_part(self.source.name, part.articles, pairing)
            failures = [*part.failures, *(end for end in ends if isinstance(end, Failure))]
            writer.keep_more_failures(failures, self.source.added)
            writer.close()
        outcomes: list[Outcome] = [end for end in ends if not isinstance(end, Failure)]
        for outcome in outcomes:
            self.report.count(outcome)
        self.outcomes.update(outcomes)
        self.whole = self.whole and not failures
        self.n_articles += len(outcomes)

    def _finish(self, learn_after: int) -> None:
        """Learn the outlets' furniture, and say under which rules the file was read; one without articles is not kept."""
        source_id = self.source.source_id
        with self.archive.connection:
            writer = self._writer()
            writer.articles.learn_furniture(source_id, learn_after)
            writer.finish_source(source_id, self.whole, self.outcomes, self.n_articles)
            if not self.n_articles:
                self.archive.sources.forget_empty(source_id)
        bring_annotations_up_to_date(self.archive)
