"""Reranker: how well each passage answers a question, read together; optional, slower and better than comparing vectors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from embeddings.encoder import Vectors
from embeddings.model import ModelError, ModelFolder, model_folder

MAX_TOKENS = 512  # of question and passage together; what is longer is cut, as cross-encoders of this kind were trained


class Reranker(Protocol):
    """One cross-encoder."""

    @property
    def digest(self) -> str:
        """SHA-256 of what decides its scores."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """A score of each text, (n,) float32, higher is better; comparable for one question only."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers CrossEncoder on the disk. Code that comes with a model is never run."""

    def __init__(self, folder: ModelFolder) -> None:
        from sentence_transformers import CrossEncoder

        self.name = folder.name
        self.digest = folder.digest
        try:
            self._model = CrossEncoder(
                str(folder.path), device="cpu", max_length=MAX_TOKENS, trust_remote_code=False, local_files_only=True
            )
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder.path} is no sentence-transformers CrossEncoder: {error}") from error
        if self._model.num_labels != 1:
            raise ModelError(f"{folder.path} gives {self._model.num_labels} scores a pair; a reranker gives 1")

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """See `Reranker`."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        found = self._model.predict([(question, text) for text in texts], show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(found, dtype=np.float32).reshape(len(texts))


def load_reranker(name_or_path: str) -> Reranker:
    """A cross-encoder by name or folder.

    Raises:
        ModelError: where there is none, or it is something else.
    """
    if Path(name_or_path).is_file():
        raise ModelError(f"{name_or_path} is a file; a reranker is the folder of a sentence-transformers CrossEncoder")
    return CrossEncoderReranker(model_folder(name_or_path))
