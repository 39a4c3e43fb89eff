"""Commands about an archive as a whole: status, verify, rebuild."""

from typing import Annotated

import typer

from commands.opening import encoder_of, print_json, progress_bar
from commands.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, ModelOption


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
        print_json(found)
    else:
        (print_failures if failures else print_rules if rules else print_status)(found)


def verify(archive: ArchiveOption = DEFAULT_ARCHIVE, model: ModelOption = None) -> None:
    """Check every article, quote slice, count and checksum; exit code 1 where something is wrong."""
    from corpus.archive import Archive
    from embeddings.verify import problems

    opened = Archive.open(archive)
    found = list(problems(opened, encoder_of(opened, model)))
    for problem in found:
        typer.echo(problem)
    typer.echo(f"{archive}: {len(found)} problems" if found else f"{archive}: sound")
    if found:
        raise typer.Exit(1)


def rebuild(archive: ArchiveOption = DEFAULT_ARCHIVE, model: ModelOption = None) -> None:
    """Make all indexes again from the archive, with another model where one is named."""
    from corpus.archive import Archive
    from embeddings.indexing import model_of
    from embeddings.indexing import rebuild as rebuild_index
    from embeddings.loading import load_encoder

    opened = Archive.open(archive)
    wanted = model or model_of(opened)
    with opened.writing(), progress_bar("encoding") as progress:
        manifest = rebuild_index(opened, load_encoder(wanted), wanted, progress)
    typer.echo(f"{archive}: generation {manifest.generation}, {manifest.n_passages} passages", err=True)
