"""What speaks for a passage: named signals, each between 0 and 1, whose weighted sum is its score.

The first group is known of every hit; the second is known once a passage was matched sentence by sentence. The weights
were fitted on the news quiz (`python -m eval.ranking_weights`) and scaled so that meaning and words add up to 1. Recency, opening
and names are lower than there (0.88, 0.30, 0.56): an archive of background is worse off with them than the news of a week,
and 0.6 for recency costs half a point there.
"""

from collections.abc import Mapping

Signals = Mapping[str, float]

WEIGHTS: Mapping[str, float] = {
    "meaning": 0.67,  # cosine of passage and question, min-max over what was found
    "lexical": 0.33,  # BM25, min-max over what was found
    "recency": 0.6,  # how near to the as-of day it was published, where the question names no time or one that reaches up to it
    "opening": 0.25,  # how near to its article's beginning it stands
    "period": 0.6,  # how near to a period that the question names it was published, or its words mean days in one
    "outlet": 0.3,  # by an outlet whose report the question asks for
    "sentence": 0.05,  # how much of the question its best sentence holds
    "passage": 0.7,  # how much of the question it holds together with its headline
    "headline": 0.66,  # how much of the question its headline holds
    "phrases": 0.26,  # which share of the question's neighbouring words are neighbours in it
    "names": 0.5,  # how many capitalised words it has that the question lacks, where a name may be the answer
    "shape": 0.36,  # whether its best sentence holds the kind of thing asked for
    "reranker": 3.0,  # what a cross-encoder makes of it, where one is asked: more than all others together can turn
}


def weighted(signals: Signals) -> float:
    """The sum of signals times their weights."""
    return sum(WEIGHTS[name] * value for name, value in signals.items())
