"""A toy encoder that a person can compute: one axis a keyword, and one for texts that hold none of them."""

import hashlib
from collections.abc import Sequence

import numpy as np

from embeddings.encoder import Vectors

KEYWORDS = ("dam", "ferry", "museum", "children", "mayor")


class ToyEncoder:
    """The vector of a text counts its keywords, one axis each; the last axis is 1 for a text without any. Then unit length."""

    name = "toy"
    runtime = "toy"
    digest = hashlib.sha256(" ".join(KEYWORDS).encode()).hexdigest()
    dimension = len(KEYWORDS) + 1

    def __init__(self) -> None:
        self.n_encoded = 0

    def encode_query(self, text: str) -> Vectors:
        return self._vector(text)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.n_encoded += len(texts)
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimension), dtype=np.float32)

    def _vector(self, text: str) -> Vectors:
        counts = [float(text.lower().count(word)) for word in KEYWORDS]
        vector = np.array([*counts, 0.0 if any(counts) else 1.0], dtype=np.float32)
        return vector / np.linalg.norm(vector)
