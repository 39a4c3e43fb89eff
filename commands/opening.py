"""Opening what a command works on, and telling how far it is."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from corpus.archive import Archive
    from embeddings.encoder import Encoder
    from qa.pipeline import Pipeline


def encoder_of(archive: "Archive", model: str | None) -> "Encoder":
    """The archive's model, or another one that is named and agrees with it."""
    from embeddings.indexing import check_model, model_of
    from embeddings.loading import load_encoder

    encoder = load_encoder(model or model_of(archive))
    check_model(archive, encoder)
    return encoder


def pipeline_of(folder: Path, model: str | None, reranker: str | None = None) -> "Pipeline":
    """What questions of the archive in a folder are asked of."""
    from corpus.archive import Archive
    from embeddings.reranker import load_reranker
    from qa.pipeline import Pipeline

    encoder = encoder_of(Archive.open(folder), model)
    return Pipeline.open(folder, encoder, load_reranker(reranker) if reranker else None)


def index(archive: "Archive", model: str | None) -> None:
    """Bring all indexes up to date; an archive without a model takes the one that is named, or the packaged one."""
    from corpus.lexical import LexicalIndex
    from embeddings.indexing import MODEL_SETTING, bring_up_to_date, model_of

    LexicalIndex.caught_up(archive)  # found by words while the model loads
    encoder = encoder_of(archive, model)
    if model and model_of(archive) is None:
        archive.store_setting(MODEL_SETTING, model)
    with progress_bar("encoding") as progress:
        bring_up_to_date(archive, encoder, progress)


def writable(folder: Path) -> "Archive":
    """An archive to add to, made if there is none; never the demo: fiction and news don't mix."""
    from corpus.archive import Archive, ArchiveError

    opened = Archive.create(folder)
    if opened.setting("fiction") == "1":
        what = "holds the fictional demo; real articles go to an archive of their own: dateline add PATH --archive DIR"
        raise ArchiveError(f"{folder} {what}")
    return opened


@contextmanager
def progress_bar(what: str) -> Iterator[Any]:
    """A progress bar on standard error: the block gets a function of (done, total)."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_json(fields: dict[str, Any]) -> None:
    """One line of JSON on standard output."""
    typer.echo(json.dumps(fields, ensure_ascii=False))
