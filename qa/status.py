"""What an archive holds and how it is searched, as one JSON form."""

from pathlib import Path
from typing import Any

from corpus.archive import Archive
from corpus.filters import Filters
from corpus.lexical import LexicalIndex
from embeddings.generation import GenerationFolder, IndexDamaged
from embeddings.indexing import model_of
from embeddings.model import languages_of, model_folder
from embeddings.vectors import VectorStore
from qa.export import coverage_to_json


def status_of(folder: Path) -> dict[str, Any]:
    """Articles, outlets, days, model, indexes, failures and bytes of an archive. Loads no model."""
    archive = Archive.open(folder)
    model = model_folder(model_of(archive))
    coverage = coverage_to_json(archive.coverage(Filters()))
    coverage["not_encoded"] = VectorStore(archive, model.digest).n_articles_waiting()
    lexical = LexicalIndex.open(archive)
    return {
        "archive": str(folder),
        "fiction": archive.setting("fiction") == "1",
        "coverage": coverage,
        "outlets": [
            {"outlet": c.outlet.name if c.outlet.is_known else None, "articles": c.n_articles, "country": c.outlet.country}
            for c in archive.outlets()
        ],
        "model": {"name": model.name, "digest": model.digest, "languages": list(languages_of(model)) or None},
        "generation": _generation(archive),
        "lexical": {
            "change": lexical.change if lexical else None,
            "archive_change": archive.change,
            "passages": lexical.n_passages if lexical else None,
        },
        "failures": [{"source_file": f.source_name, "record": f.record, "reason": f.reason} for f in archive.failures()],
        "furniture_rules": [{"outlet_id": o, "line": line, "articles": n} for o, line, n in archive.furniture_rules()],
        "removed": archive.n_removed,
        "bytes": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
    }


def _generation(archive: Archive) -> dict[str, Any]:
    try:
        manifest = GenerationFolder(archive.index_folder).current()
    except IndexDamaged as error:
        return {"number": None, "passages": None, "problem": str(error)}
    return {"number": manifest.generation if manifest else 0, "passages": manifest.n_passages if manifest else 0, "problem": None}
