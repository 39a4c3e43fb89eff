"""Encoder: text to unit vectors. One protocol, two ways to run a sentence-transformers model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """One model. Queries and passages have methods of their own, since many models want them prompted differently."""

    @property
    def name(self) -> str:
        """The model as a person would name it."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of weights, tokenizer, pooling and length: vectors of different digests are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """The unit vector of a question, (dim,) float32."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The unit vectors of passages, (n, dim) float32, in their order; (0, dim) for none."""
        ...
