"""Taking in what a person names: files, folders and addresses become stored articles, batch by batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.archive import Archive
from corpus.article import Source
from corpus.fetch import Fetcher
from corpus.finding import Found, Loaded, batches, find_files
from corpus.readers.reading import Failure
from corpus.web_sources import feed_links, is_address, sources_from_url
from corpus.workers import ReadingPool

PAGES_AT_ONCE = 20  # fetched pages that one transaction takes
Progress = Callable[[int, int | None], None]  # (sources done, sources in all or None where nobody knows)


@dataclass(frozen=True)
class Named:
    """What was named to be added, sorted out."""

    files: tuple[Found, ...]
    skipped: tuple[Found, ...]
    addresses: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that could be read."""
        return not (self.files or self.addresses or self.missing)


def sort_out(names: Iterable[str]) -> Named:
    """Files, folders and addresses by what they are."""
    names = list(names)
    addresses = tuple(name for name in names if is_address(name))
    paths = [Path(name) for name in names if not is_address(name)]
    files, skipped = find_files(path for path in paths if path.exists())
    missing = tuple(str(path) for path in paths if not path.exists())
    return Named(tuple(files), tuple(skipped), addresses, missing)


def take_in(
    archive: Archive, named: Named, rules: ReadingRules, added: datetime, follow: bool = False, progress: Progress | None = None
) -> AddReport:
    """Read and store everything that was named; the caller holds the writer's lock and brings the indexes up to date.

    With `follow`, the pages that a feed links are fetched instead of what the feed itself says of them.
    """
    report = AddReport(skipped=list(named.skipped))
    report.failures.extend(Failure(name, "there is no such file or folder") for name in named.missing)
    n_sources = None if named.addresses else len(named.files)
    done = 0
    with ReadingPool(rules.registry, rules.mapping) as pool:
        for batch in chain(batches(named.files, added), _pages(archive, named.addresses, added, follow)):
            add_batch(archive, batch, rules, report, pool.read_all)
            done += len(batch)
            if progress:
                progress(done, n_sources)
    return report


def _pages(archive: Archive, addresses: Sequence[str], added: datetime, follow: bool) -> Iterator[list[Loaded]]:
    """What stands at the addresses, in batches; pages that a feed links and the archive holds are not fetched again."""
    if not addresses:
        return
    fetcher = Fetcher()
    fetched = chain.from_iterable(_at(url, fetcher, added, follow, archive.holds_source_name) for url in addresses)
    while batch := list[Loaded](islice(fetched, PAGES_AT_ONCE)):
        yield batch


def _at(url: str, fetcher: Fetcher, added: datetime, follow: bool, held: Callable[[str], bool]) -> Iterator[Source | Failure]:
    """The sources at an address: a followed feed gives its pages and not itself, or each article would come twice."""
    for number, loaded in enumerate(sources_from_url(url, fetcher, added, follow=follow, held=held)):
        is_feed = number == 0 and isinstance(loaded, Source) and feed_links(loaded.content, url) is not None
        if not (follow and is_feed):
            yield loaded
