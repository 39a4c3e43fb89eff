"""Commands that read sources into an archive: add, watch, reread, demo."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.opening import index, progress_bar, writable
from commands.options import DEFAULT_ARCHIVE, DEMO_ARCHIVE, ArchiveOption, ModelOption

if TYPE_CHECKING:
    from corpus.adding import AddReport, ReadingRules
    from corpus.archive import Archive
    from corpus.intake import Named


def add(
    names: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders and web addresses.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published these articles: shown as said by you.")] = None,
    mapping: Annotated[list[str] | None, typer.Option("--map", help="A column by its field, as title=headline.")] = None,
    model: ModelOption = None,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the pages that a feed links.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, with the origin of every field.")] = False,
) -> None:
    """Add articles: text, saved HTML, JSONL, JSON, CSV, Parquet, feeds, WARC, press exports, web addresses.

    Adding the same files again changes and encodes nothing.
    """
    from corpus.intake import sort_out
    from corpus.readers.reader import READABLE

    named = sort_out(names)
    if named.is_empty:
        raise ValueError(f"nothing to read under {', '.join(names)}; read are files that end in {', '.join(READABLE)}")
    if dry_run:
        _show_readings(named, _rules(archive, mapping, outlet))
        return
    opened = writable(archive)
    with opened.writing():
        report = _take_in(opened, named, _rules(archive, mapping, outlet), follow)
        if report.n_articles:
            index(opened, model)
    _print_report(report)
    if not report.n_articles:
        raise typer.Exit(1)


def watch(
    names: Annotated[list[str], typer.Argument(metavar="FOLDER|LIST|URL...", help="Folders, lists of feeds, feeds.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    minutes: Annotated[float, typer.Option("--every", min=0.1, help="Minutes from one round to the next.")] = 15,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the pages that a feed links.")] = False,
) -> None:
    """Add what is new in folders and feeds, again and again, until stopped; one line a round."""
    from corpus.intake import Named
    from corpus.watching import Watch, round_line, rounds, until_stopped

    opened = writable(archive)
    watched = Watch(names)
    with until_stopped() as stop:
        for number, new in enumerate(rounds(watched.look, minutes * 60, stop.wait), start=1):
            with opened.writing():
                report = _take_in(opened, Named(new.files, (), new.urls, ()), _rules(archive, None, None), follow)
                if report.n_changed:
                    index(opened, None)
            watched.took(new)
            typer.echo(round_line(number, new, report), err=True)


def reread(archive: ArchiveOption = DEFAULT_ARCHIVE) -> None:
    """Read all stored sources again with today's readers and rules; what changed in a text becomes a new version."""
    from corpus.adding import AddReport, ReadingRules
    from corpus.adding import reread as reread_source
    from corpus.archive import Archive

    opened = Archive.open(archive)
    report = AddReport()
    with opened.writing():
        with progress_bar("reading") as progress:
            sources = opened.sources.ids()
            for done, source_id in enumerate(sources, start=1):
                reread_source(opened, source_id, ReadingRules(opened.registry()), report)
                progress(done, len(sources))
        index(opened, None)
    _print_report(report)


def demo(archive: ArchiveOption = DEMO_ARCHIVE) -> None:
    """Make the demo archive of fictional news, where there is none."""
    from corpus.adding import ReadingRules
    from corpus.archive import Archive, ArchiveError
    from corpus.intake import sort_out

    opened = Archive.create(archive)
    if opened.all_article_ids() and opened.setting("fiction") != "1":
        raise ArchiveError(f"{archive} holds real articles; the demo goes to a folder of its own: dateline demo --archive DIR")
    with opened.writing():
        report = _take_in(opened, sort_out([str(_demo_folder())]), ReadingRules(opened.registry()))
        opened.store_setting("fiction", "1")
        index(opened, None)
    typer.echo(
        f"The demo archive at {archive} holds {report.n_articles} fictional articles, one of them in two versions.", err=True
    )


def _demo_folder() -> Path:
    import corpus.demo

    return Path(str(corpus.demo.__file__)).parent


def _take_in(archive: "Archive", named: "Named", rules: "ReadingRules", follow: bool = False) -> "AddReport":
    from corpus.intake import take_in

    with progress_bar("reading") as progress:
        return take_in(archive, named, rules, datetime.now(UTC), follow, progress)


def _rules(folder: Path, mapping: list[str] | None, outlet: str | None) -> "ReadingRules":
    """What decides how sources are read: the registry with the archive's own outlets, columns, what the user says."""
    from corpus.adding import ReadingRules
    from corpus.outlets import general_registry

    return ReadingRules(general_registry().extended(folder / "outlets.toml"), _read_mapping(mapping or []), outlet)


def _read_mapping(pairs: Iterable[str]) -> dict[str, str]:
    from corpus.readers.rows import USUAL_NAMES

    mapping = {}
    for pair in pairs:
        field, _, column = pair.partition("=")
        if field not in USUAL_NAMES or not column:
            raise ValueError(f"--map {pair}: write FIELD=COLUMN, where FIELD is one of {', '.join(USUAL_NAMES)}")
        mapping[field] = column
    return mapping


def _show_readings(named: "Named", rules: "ReadingRules") -> None:
    """Read files without an archive being changed, and print every field with its origin."""
    from corpus.finding import load
    from corpus.readers.reader import read_parts
    from corpus.readers.reading import Failure
    from ui.terminal import print_reading

    if named.addresses:
        raise ValueError("--dry-run reads files; a page must be fetched to be read")
    for found in named.files:
        loaded = load(found, datetime.now(UTC))
        parts = [loaded] if isinstance(loaded, Failure) else read_parts(loaded, rules.registry, rules.mapping)
        for part in parts:
            print_reading(part)


def _print_report(report: "AddReport") -> None:
    from ui.terminal import print_add_report

    print_add_report(report)
