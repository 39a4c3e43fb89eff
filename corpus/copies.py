"""Near-copies: the same text in several articles, told by word 5-shingles of the body.

Candidates come from a scaled MinHash sketch (every shingle whose hash falls into the lowest 1/8 of the hash space), which
estimates containment without bias whatever the two lengths are; each candidate is verified on all shingles. Headlines
never count: agencies' texts get new ones, and two articles of one topic share theirs.

Source: Irber et al. 2022, "Lightweight compositional analysis of metagenomes with FracMinHash" (the sketch); containment
as in Broder 1997.
"""

import hashlib
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.text import fold

SHINGLE_WORDS = 5
SKETCH_SCALE = 8  # one shingle in so many is kept in the sketch
MIN_SHINGLES = 40  # a shorter text (44 words) is never called a copy
CONTAINMENT = 0.6  # share of the shorter text's shingles that must stand in the longer one
MIN_SHARED = 3  # sketched shingles that two articles must share to be verified; a copy of 60 words shares about 4
# The same as a share of the shorter sketch: a third of what is asked of all shingles, so that standing paragraphs cost no
# verification and a copy whose sketch misses much is still verified.
MIN_SHARED_OF_SKETCH = 0.2
MAX_CANDIDATES = 50  # the articles with most shared shingles that are verified

_WORD = re.compile(r"\w+")
_DATELINE = re.compile(r"^[^\n]{0,60}?\([^)\n]{2,30}\)\s*[-–—]\s*")
_HASH_SPACE = 1 << 63
_FACTORS = tuple(np.uint64(0x9E3779B97F4A7C15 * (2 * place + 1) % (1 << 64)) for place in range(SHINGLE_WORDS))


def shingles(text: str) -> frozenset[int]:
    """The hashes (63 bits) of a body's word 5-shingles, folded, without an agency's dateline.

    A shingle's hash is the sum of its words' 64-bit hashes, each times an odd constant of its place, mixed once more.
    """
    words = _WORD.findall(fold(_DATELINE.sub("", text, count=1)))
    n = len(words) - SHINGLE_WORDS + 1
    if n < 1:
        return frozenset()
    known = {word: _word_hash(word) for word in set(words)}
    hashes = np.fromiter((known[word] for word in words), dtype=np.uint64, count=len(words))
    total = np.zeros(n, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        total += hashes[place : place + n] * factor
    return frozenset(_mixed(total).tolist())


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser, then 63 bits. Source: Steele, Lea, Flood 2014."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = (values ^ (values >> np.uint64(31))) >> np.uint64(1)
    return mixed


def sketch(all_shingles: frozenset[int]) -> frozenset[int]:
    """The shingles below 1/`SKETCH_SCALE` of the hash space."""
    limit = _HASH_SPACE // SKETCH_SCALE
    return frozenset(value for value in all_shingles if value < limit)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that lies in the larger, 0 to 1; 0 where one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def is_near_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two bodies are the same text: enough of the shorter one stands in the longer one."""
    return min(len(one), len(other)) >= MIN_SHINGLES and containment(one, other) >= CONTAINMENT
