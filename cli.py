"""The `dateline` command: one short function a subcommand, each importing only what it needs.

Data goes to standard output, progress and messages to standard error.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from corpus.adding import AddReport, ReadingRules
    from corpus.archive import Archive
    from corpus.intake import Named
    from embeddings.encoder import Encoder
    from qa.pipeline import Pipeline

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ask a news archive a question; get the passages that answer it, word for word, with outlet and date, "
    "or an honest abstention.",
)
ArchiveOption = Annotated[Path, typer.Option("--archive", envvar="DATELINE_ARCHIVE", help="The archive's folder.")]
ModelOption = Annotated[str | None, typer.Option("--model", help="A sentence-transformers model: a name or a folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON lines and nothing else to standard output.")]
DEFAULT_ARCHIVE = Path("archive")
DEMO_ARCHIVE = Path("demo-archive")


def main() -> None:
    """Run the command; what a person can mend is one line on standard error and exit code 2."""
    try:
        app()
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        if type(error).__name__ not in ("ArchiveError", "IndexDamaged", "ModelError", "QuestionError", "ValueError"):
            raise
        typer.echo(f"dateline: {error}", err=True)
        sys.exit(2)


@app.command()
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
    opened = _writable(archive)
    with opened.writing():
        report = _take_in(opened, named, _rules(archive, mapping, outlet), follow)
        if report.n_articles:
            _index(opened, model)
    _print_report(report)
    if not report.n_articles:
        raise typer.Exit(1)


@app.command()
def watch(
    names: Annotated[list[str], typer.Argument(metavar="FOLDER|LIST|URL...", help="Folders, lists of feeds, feeds.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    minutes: Annotated[float, typer.Option("--every", min=0.1, help="Minutes from one round to the next.")] = 15,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the pages that a feed links.")] = False,
) -> None:
    """Add what is new in folders and feeds, again and again, until stopped; one line a round."""
    from corpus.intake import Named
    from corpus.watching import Watch, round_line, rounds, until_stopped

    opened = _writable(archive)
    watched = Watch(names)
    with until_stopped() as stop:
        for number, new in enumerate(rounds(watched.look, minutes * 60, stop.wait), start=1):
            with opened.writing():
                report = _take_in(opened, Named(new.files, (), new.urls, ()), _rules(archive, None, None), follow)
                if report.n_changed:
                    _index(opened, None)
            watched.took(new)
            typer.echo(round_line(number, new, report), err=True)


@app.command()
def correct(
    article_id: Annotated[str, typer.Argument(help="The article's id, or how it begins.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option("--published", help="When: a day, a month or a year.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its headline.")] = None,
) -> None:
    """Say who published an article, when, or under which headline. It is kept as said by you, and survives re-adding."""
    from corpus.archive import Archive
    from corpus.corrections import Correction
    from corpus.corrections import correct as correct_article

    said = {"outlet": outlet, "published": published, "title": title}
    corrections = [Correction(field, value) for field, value in said.items() if value]  # type: ignore[arg-type]
    if not corrections:
        raise typer.BadParameter("say what is right: --outlet, --published or --title")
    opened = Archive.open(archive)
    with opened.writing():
        article = correct_article(opened, article_id, corrections)
        _index(opened, None)
    typer.echo(
        f"{article.article_id}: {article.outlet.name}, {article.published.iso or 'date unknown'}, {article.title}", err=True
    )


@app.command()
def remove(
    article_id: Annotated[str, typer.Argument(help="The article's id, or how it begins.")],
    why: Annotated[str, typer.Option("--why", help="The reason: it is all that stays, with id and day.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Remove an article for good: its text, versions, raw source and vectors are gone from answers and from the disk."""
    from corpus.archive import Archive
    from corpus.removing import remove as remove_article

    opened = Archive.open(archive)
    with opened.writing():
        removal = remove_article(opened, article_id, why)
        _index(opened, None)
    typer.echo(f"{removal.article.article_id} is removed, with all its versions ({removal.n_versions}).", err=True)
    if removal.n_without_source:
        others = f"{removal.n_without_source} other {'article' if removal.n_without_source == 1 else 'articles'}"
        typer.echo(f"The file it came in is gone too; {others} of it stay without it.", err=True)


@app.command()
def reread(archive: ArchiveOption = DEFAULT_ARCHIVE) -> None:
    """Read all stored sources again with today's readers and rules; what changed in a text becomes a new version."""
    from corpus.adding import AddReport, ReadingRules
    from corpus.adding import reread as reread_source
    from corpus.archive import Archive

    opened = Archive.open(archive)
    report = AddReport()
    with opened.writing():
        with _progress("reading") as progress:
            sources = opened.source_ids()
            for done, source_id in enumerate(sources, start=1):
                reread_source(opened, source_id, ReadingRules(opened.registry()), report)
                progress(done, len(sources))
        _index(opened, None)
    _print_report(report)


@app.command()
def show(
    article_id: Annotated[str, typer.Argument(help="The article's id, or how it begins.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    diff: Annotated[bool, typer.Option("--diff", help="What changed against the version before.")] = False,
) -> None:
    """Show one article with what is known of it, or what changed since the version before."""
    from corpus.archive import Archive
    from ui.terminal import print_article, print_diff

    opened = Archive.open(archive)
    article = opened.find_article(article_id)
    print_diff(opened.version_before(article.article_id), article) if diff else print_article(article)


@app.command()
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
        _index(opened, None)
    typer.echo(
        f"The demo archive at {archive} holds {report.n_articles} fictional articles, one of them in two versions.", err=True
    )


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Search only what was published by this day.")] = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", help="Search only this outlet; may be given again.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="The first publication day, month or year.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last publication day, month or year.")] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="A JSONL file of questions; needs --json.")] = None,
    history: Annotated[
        list[str] | None,
        typer.Option("--history", help="An earlier question that this one follows, or a file of them; may be given again."),
    ] = None,
    model: ModelOption = None,
) -> None:
    """Ask a question. An abstention is an answer too: the exit code is 0."""
    from qa.asking import read_filters, read_history
    from qa.export import answer_to_json

    if (question is None) == (batch is None):
        raise typer.BadParameter("give a question, or --batch FILE")
    if batch is not None and not as_json:
        raise typer.BadParameter("--batch writes JSON lines: add --json")
    if batch is not None and any((as_of, outlet, first, last, history)):
        raise typer.BadParameter("in a batch each line says its own outlets, from, to, as_of and history")
    pipeline = _pipeline(archive, model)
    if batch is not None:
        _ask_batch(pipeline, batch)
        return
    filters = read_filters(pipeline.registry, outlet or [], first, last, as_of)
    answer = pipeline.ask(question or "", filters, read_history(history or []))
    if as_json:
        _print_json(answer_to_json(answer))
    else:
        from ui.terminal import print_answer

        print_answer(answer)


@app.command("list")
def list_articles(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    text: Annotated[bool, typer.Option("--text", help="The text of each article too.")] = False,
) -> None:
    """List the articles that are searched."""
    from corpus.archive import Archive
    from qa.export import article_to_json

    opened = Archive.open(archive)
    for article in opened.articles():
        fields = {**article_to_json(article), "language": article.language, "n_passages": opened.n_passages(article.article_id)}
        if as_json:
            _print_json({**fields, "text": article.text} if text else fields)
        elif text:
            typer.echo(f"{article.title or 'headline unknown'}\n\n{article.text}\n")
        else:
            typer.echo(
                f"{article.published.iso or 'date unknown':<22} {article.outlet.name:<28} {article.title or 'headline unknown'}"
            )


@app.command()
def status(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    failures: Annotated[bool, typer.Option("--failures", help="Only what could not be read, and why.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Only the furniture rules that this archive has learned.")] = False,
) -> None:
    """Say what an archive holds, with which model, and what could not be read."""
    from qa.status import status_of
    from ui.terminal import print_failures, print_rules, print_status

    found = status_of(archive)
    if as_json:
        _print_json(found)
    else:
        (print_failures if failures else print_rules if rules else print_status)(found)


@app.command()
def verify(archive: ArchiveOption = DEFAULT_ARCHIVE, model: ModelOption = None) -> None:
    """Check every article, quote slice, count and checksum; exit code 1 where something is wrong."""
    from corpus.archive import Archive
    from embeddings.verify import problems

    opened = Archive.open(archive)
    found = list(problems(opened, _encoder(opened, model)))
    for problem in found:
        typer.echo(problem)
    typer.echo(f"{archive}: {len(found)} problems" if found else f"{archive}: sound")
    if found:
        raise typer.Exit(1)


@app.command()
def rebuild(archive: ArchiveOption = DEFAULT_ARCHIVE, model: ModelOption = None) -> None:
    """Make all indexes again from the archive, with another model where one is named."""
    from corpus.archive import Archive
    from embeddings.indexing import model_of
    from embeddings.indexing import rebuild as rebuild_index
    from embeddings.loading import load_encoder

    opened = Archive.open(archive)
    wanted = model or model_of(opened)
    with opened.writing(), _progress("encoding") as progress:
        manifest = rebuild_index(opened, load_encoder(wanted), wanted, progress)
    typer.echo(f"{archive}: generation {manifest.generation}, {manifest.n_passages} passages", err=True)


@app.command()
def serve(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 7860,
    model: ModelOption = None,
) -> None:
    """Serve the page on this machine."""
    from corpus.archive import Archive

    Archive.open(archive)  # a missing archive or a taken port is said before the slow imports
    _check_port(host, port)
    from app import serve_archive

    if host not in ("127.0.0.1", "localhost", "::1"):
        typer.echo(
            f"dateline: listening on {host}: others can reach this archive. Dateline has no login of its own; put one in front.",
            err=True,
        )
    serve_archive(archive, host, port, model)


@app.command("eval")
def evaluate(
    name: Annotated[
        str | None,
        typer.Argument(help="A set of questions (demo, karabakh, ...), ingest, near-copies or followups; all without one."),
    ] = None,
    as_json: JsonOption = False,
    gate: Annotated[bool, typer.Option("--gate", help="Compare with the floors; exit code 1 below one.")] = False,
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Raise the floors to what was measured.")] = False,
    allow_regression: Annotated[bool, typer.Option("--allow-regression", help="With --update-floors: lower them too.")] = False,
) -> None:
    """Ask the known questions and measure the answers."""
    from eval.report import run_and_report

    if not run_and_report(name, as_json=as_json, gate=gate, update=update_floors, allow_regression=allow_regression):
        raise typer.Exit(1)


def _check_port(host: str, port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise ValueError(
                f"can't listen on {host} port {port} ({error.strerror}); choose another one: --port {port + 1}"
            ) from error


def _demo_folder() -> Path:
    import corpus.demo

    return Path(str(corpus.demo.__file__)).parent


def _encoder(archive: "Archive", model: str | None) -> "Encoder":
    from embeddings.indexing import check_model, model_of
    from embeddings.loading import load_encoder

    encoder = load_encoder(model or model_of(archive))
    check_model(archive, encoder)
    return encoder


def _pipeline(folder: Path, model: str | None) -> "Pipeline":
    from corpus.archive import Archive
    from qa.pipeline import Pipeline

    return Pipeline.open(folder, _encoder(Archive.open(folder), model))


def _index(archive: "Archive", model: str | None) -> None:
    from corpus.lexical import LexicalIndex
    from embeddings.indexing import MODEL_SETTING, bring_up_to_date, model_of

    LexicalIndex.caught_up(archive)  # found by words while the model loads
    encoder = _encoder(archive, model)
    if model and model_of(archive) is None:
        archive.store_setting(MODEL_SETTING, model)
    with _progress("encoding") as progress:
        bring_up_to_date(archive, encoder, progress)


def _writable(folder: Path) -> "Archive":
    """An archive to add to, made if there is none; never the demo: fiction and news don't mix."""
    from corpus.archive import Archive, ArchiveError

    opened = Archive.create(folder)
    if opened.setting("fiction") == "1":
        what = "holds the fictional demo; real articles go to an archive of their own: dateline add PATH --archive DIR"
        raise ArchiveError(f"{folder} {what}")
    return opened


def _take_in(archive: "Archive", named: "Named", rules: "ReadingRules", follow: bool = False) -> "AddReport":
    from corpus.intake import take_in

    with _progress("reading") as progress:
        return take_in(archive, named, rules, datetime.now(UTC), follow, progress)


def _rules(folder: Path, mapping: list[str] | None, outlet: str | None) -> "ReadingRules":
    """What decides how sources are read: the registry with the archive's own outlets, columns, what the user says."""
    from corpus.adding import ReadingRules
    from corpus.outlets import general_registry

    return ReadingRules(general_registry().extended(folder / "outlets.toml"), _read_mapping(mapping or []), outlet)


def _show_readings(named: "Named", rules: "ReadingRules") -> None:
    """Read files without an archive being changed, and print every field with its origin."""
    from corpus.adding import load
    from corpus.article import Source
    from corpus.readers.reader import read
    from ui.terminal import print_reading

    if named.addresses:
        raise ValueError("--dry-run reads files; a page must be fetched to be read")
    for found in named.files:
        loaded = load(found, datetime.now(UTC))
        print_reading(read(loaded, rules.registry, rules.mapping) if isinstance(loaded, Source) else loaded)


def _ask_batch(pipeline: "Pipeline", path: Path) -> None:
    from qa.asking import read_batch
    from qa.export import answer_to_json

    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise ValueError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error
    failed = False
    for asked in read_batch(lines, pipeline.registry):
        problem, answer = asked.problem, None
        try:
            answer = None if problem else pipeline.ask(asked.question, asked.filters, asked.history)
        except ValueError as error:
            problem = str(error)
        failed = failed or bool(problem)
        _print_json({"id": asked.question_id, **(answer_to_json(answer) if answer else {"error": problem})})
    if failed:
        raise typer.Exit(1)


def _read_mapping(pairs: Iterable[str]) -> dict[str, str]:
    from corpus.readers.rows import USUAL_NAMES

    mapping = {}
    for pair in pairs:
        field, _, column = pair.partition("=")
        if field not in USUAL_NAMES or not column:
            raise ValueError(f"--map {pair}: write FIELD=COLUMN, where FIELD is one of {', '.join(USUAL_NAMES)}")
        mapping[field] = column
    return mapping


def _print_report(report: "AddReport") -> None:
    from ui.terminal import print_add_report

    print_add_report(report)


def _print_json(fields: dict[str, Any]) -> None:
    typer.echo(json.dumps(fields, ensure_ascii=False))


@contextmanager
def _progress(what: str) -> Iterator[Any]:
    """A progress bar on standard error: the block gets a function of (done, total)."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


if __name__ == "__main__":
    main()
