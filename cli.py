"""The `dateline` command: one short function a subcommand, each importing only what it needs.

What is asked, served and measured stands here; the other commands are in `commands/`, and put in their order below. Data
goes to standard output, progress and messages to standard error.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.adding import add, demo, reread, watch
from commands.articles import correct, list_articles, remove, show
from commands.keeping import rebuild, status, verify
from commands.opening import pipeline_of as _pipeline
from commands.opening import print_json as _print_json
from commands.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, ModelOption, RerankerOption

if TYPE_CHECKING:
    from qa.pipeline import Pipeline

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ask a news archive a question; get the passages that answer it, word for word, with outlet and date, "
    "or an honest abstention.",
)
for command in (add, watch, correct, remove, reread, show, demo):
    app.command()(command)


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
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Search only what was published by this day.")] = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", help="Search only this outlet; may be given again.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="The first publication day, month or year.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last publication day, month or year.")] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Only passages that quote somebody on the question.")] = False,
    first_report: Annotated[bool, typer.Option("--first", help="Put the first report in front: the earliest support.")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="A JSONL file of questions; needs --json.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each passage is where it is.")] = False,
    exact_words: Annotated[bool, typer.Option("--exact-words", help="Search no other spellings of names and words.")] = False,
    strictness: Annotated[
        str, typer.Option("--strictness", help="How much support an answer needs: strict, balanced or open.")
    ] = "balanced",
    history: Annotated[
        list[str] | None,
        typer.Option("--history", help="An earlier question that this one follows, or a file of them; may be given again."),
    ] = None,
    model: ModelOption = None,
    reranker: RerankerOption = None,
) -> None:
    """Ask a question. An abstention is an answer too: the exit code is 0."""
    from qa.asking import read_filters, read_history, read_strictness
    from qa.export import answer_to_json
    from qa.options import Options

    if (question is None) == (batch is None):
        raise typer.BadParameter("give a question, or --batch FILE")
    asked_alone = (as_of, outlet, first, last, quotes, first_report, exact_words, history, strictness != "balanced")
    if batch is not None:
        _check_batch(as_json, any(asked_alone))
    pipeline = _pipeline(archive, model, reranker)
    if batch is not None:
        _ask_batch(pipeline, batch)
        return
    filters = read_filters(pipeline.registry, outlet or [], first, last, as_of, quotes)
    options = Options(not exact_words, first_report, read_strictness(strictness))
    answer = pipeline.ask(question or "", filters, read_history(history or []), options=options)
    if as_json:
        _print_json(answer_to_json(answer))
    else:
        from ui.terminal import print_answer

        print_answer(answer, explain)


app.command("list")(list_articles)
for command in (status, verify, rebuild):
    app.command()(command)


@app.command()
def serve(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 7860,
    model: ModelOption = None,
    reranker: RerankerOption = None,
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
    serve_archive(archive, host, port, model, reranker)


@app.command("eval")
def evaluate(
    name: Annotated[
        str | None,
        typer.Argument(help="A set (demo, karabakh, newsquiz, ...), ingest, near-copies, spellings, followups, ...; else all."),
    ] = None,
    as_json: JsonOption = False,
    gate: Annotated[bool, typer.Option("--gate", help="Compare with the floors; exit code 1 below one.")] = False,
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Raise the floors to what was measured.")] = False,
    allow_regression: Annotated[bool, typer.Option("--allow-regression", help="With --update-floors: lower them too.")] = False,
    archive: Annotated[
        Path | None, typer.Option("--archive", help="A made archive of the news quiz; a sample is encoded without one.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write one HTML page with intervals, curves and slices.")
    ] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", help="Hold it against another run: what eval --json printed, in a file.")
    ] = None,
) -> None:
    """Ask the known questions and measure the answers."""
    from eval.report import EvalOptions, run_and_report

    if not run_and_report(EvalOptions(name, as_json, gate, update_floors, allow_regression, archive, report, compare)):
        raise typer.Exit(1)


@app.command("bench")
def run_bench(
    kind: Annotated[str, typer.Argument(help="What is timed: reading.")],
    as_json: JsonOption = False,
) -> None:
    """Measure how fast and how large it is on this machine."""
    from eval.bench import run_and_print

    run_and_print(kind, as_json)


@app.command()
def calibrate(
    archive: Annotated[Path, typer.Option("--archive", help="A made archive of the news quiz.")],
) -> None:
    """Fit the support model anew and write it beside the code: for those who work on Dateline."""
    from eval.calibrate import main as fit_and_write

    fit_and_write(archive)


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


def _check_batch(as_json: bool, asked_alone: bool) -> None:
    """What a batch can't be asked with."""
    if not as_json:
        raise typer.BadParameter("--batch writes JSON lines: add --json")
    if asked_alone:
        raise typer.BadParameter(
            "in a batch each line says its own outlets, from, to, as_of, quotes, exact_words, strictness and history, "
            "and asks for the first report in words"
        )


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
            answer = None if problem else pipeline.ask(asked.question, asked.filters, asked.history, options=asked.options)
        except ValueError as error:
            problem = str(error)
        failed = failed or bool(problem)
        _print_json({"id": asked.question_id, **(answer_to_json(answer) if answer else {"error": problem})})
    if failed:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
