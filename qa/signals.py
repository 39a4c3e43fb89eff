"""What speaks for a passage: named signals, each between 0 and 1, whose weighted sum is its score.

The first group is known of every hit; the second is known once a passage was matched sentence by sentence.
"""

from collections.abc import Mapping

Signals = Mapping[str, float]

WEIGHTS: Mapping[str, float] = {
    "meaning": 0.6,  # cosine of passage and question, min-max over what was found
    "lexical": 0.4,  # BM25, min-max over what was found
    "recency": 0.3,  # how near to the as-of day it was published, where the question names no time
    "opening": 0.1,  # how near to its article's beginning it stands
    "period": 0.8,  # how near to a period that the question names it was published, or its words mean days in one
    "outlet": 0.3,  # by an outlet whose report the question asks for
    "sentence": 0.3,  # how much of the question its best sentence holds
    "passage": 0.3,  # how much of the question it holds together with its headline
    "headline": 0.1,  # how much of the question its headline holds
    "phrases": 0.1,  # which share of the question's neighbouring words are neighbours in it
    "names": 0.1,  # how many names and other capitalised words it has that the question lacks
    "shape": 0.2,  # whether its best sentence holds the kind of thing asked for
    "reranker": 3.0,  # what a cross-encoder makes of it, where one is asked: more than all others together can turn
}


def weighted(signals: Signals) -> float:
    """The sum of signals times their weights."""
    return sum(WEIGHTS[name] * value for name, value in signals.items())
