"""What several commands take in the same way."""

from pathlib import Path
from typing import Annotated

import typer

ArchiveOption = Annotated[Path, typer.Option("--archive", envvar="DATELINE_ARCHIVE", help="The archive's folder.")]
ModelOption = Annotated[str | None, typer.Option("--model", help="A sentence-transformers model: a name or a folder.")]
RerankerOption = Annotated[
    str | None, typer.Option("--reranker", help="A CrossEncoder that orders the first 30: a name or a folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON lines and nothing else to standard output.")]
DEFAULT_ARCHIVE = Path("archive")
DEMO_ARCHIVE = Path("demo-archive")
