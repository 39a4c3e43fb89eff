"""Any sentence-transformers model, run by sentence-transformers itself. Code that comes with a model is never run."""

from collections.abc import Sequence

import numpy as np

from embeddings.encoder import Vectors
from embeddings.model import ModelFolder


class SentenceTransformerEncoder:
    """Any sentence-transformers model, run by sentence-transformers itself."""

    def __init__(self, folder: ModelFolder) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = folder.name
        self.digest = folder.digest
        self._model = SentenceTransformer(str(folder.path), device="cpu", trust_remote_code=False)
        self._model.default_prompt_name = None  # prompts are put before the text here, once
        self._query_prompt, self._passage_prompt = folder.prompts
        self.dimension = int(self._model.get_embedding_dimension())

    @property
    def runtime(self) -> str:
        """What computes the vectors."""
        return "sentence-transformers"

    def encode_query(self, text: str) -> Vectors:
        """See `Encoder`."""
        vector: Vectors = self._encode([self._query_prompt + text])[0]
        return vector

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._encode([self._passage_prompt + text for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(vectors, dtype=np.float32)
