"""Near-copies: the same text in several articles, told by word 5-shingles of the body.

Candidates come from a scaled MinHash sketch (every shingle whose hash falls into the lowest 1/8 of the hash space), which
estimates containment without bias whatever the two lengths are; each candidate is verified on all shingles. Headlines
never count: agencies' texts get new ones, and two articles of one topic share theirs.

Source: Irber et al. 2022, "Lightweight compositional analysis of metagenomes with FracMinHash" (the sketch); containment
as in Broder 1997.
"""

import hashlib
import re

from corpus.text import fold

SHINGLE_WORDS = 5
SKETCH_SCALE = 8  # one shingle in so many is kept in the sketch
MIN_SHINGLES = 40  # a shorter text (44 words) is never called a copy
CONTAINMENT = 0.6  # share of the shorter text's shingles that must stand in the longer one
MIN_SHARED = 3  # sketched shingles that two articles must share to be verified; a copy of 60 words shares about 4
MAX_CANDIDATES = 50  # the articles with most shared shingles that are verified

_WORD = re.compile(r"\w+")
_DATELINE = re.compile(r"^[^\n]{0,60}?\([^)\n]{2,30}\)\s*[-–—]\s*")
_HASH_SPACE = 1 << 63


def shingles(text: str) -> frozenset[int]:
    """The hashes (63 bits) of a body's word 5-shingles, folded, without an agency's dateline."""
    words = _WORD.findall(fold(_DATELINE.sub("", text, count=1)))
    return frozenset(_hash(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def _hash(words: list[str]) -> int:
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


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
