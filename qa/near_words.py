"""The words of an archive that are spelt nearly like one that it lacks: what a slip of the hand may have meant."""

import re
from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

from corpus.lexical import LexicalIndex
from corpus.spelling import MAX_DISTANCE

AT_A_TIME = 16  # passages that are looked at
ROUNDS = 6  # times that they are, each without the words found before


def words_near(word: str, index: LexicalIndex, texts_of: Callable[[list[int]], Iterable[str]]) -> dict[str, str]:
    """The words at most `MAX_DISTANCE` letters from `word`: folded, as they are compared, to how some passage writes them.

    `texts_of` gives the texts of passages by number, each with its headline.
    """
    near: dict[str, str] = {}
    for _ in range(ROUNDS):
        texts = texts_of(index.passages_near(word, MAX_DISTANCE, sorted(near), AT_A_TIME))
        words = {written for text in texts for written in re.findall(r"\w+", text)}
        new = {
            folded: written
            for written in sorted(words, key=lambda word: (word.isascii(), word))  # shown as in Latin letters, if it ever is
            for folded in index.words(written)
            if folded not in near and OSA.distance(folded, word, score_cutoff=MAX_DISTANCE) <= MAX_DISTANCE
        }
        if not new:
            break
        near |= new
    return near
