"""Two rankings become one: of a follow-up as it was typed, and of the same question completed.

A wrong completion then costs little: what the bare question finds stays in sight.
"""

from collections.abc import Mapping
from dataclasses import replace

from qa.answer import Hit
from qa.dependence import Dependence
from qa.retrieval import Ranking
from qa.signals import Signals, weighted

# The share of the completed question in the score; the rest is the bare one's. Where it surely leans, 0.65 to 1 lay within one
# turn of 54 on the tuning half of `followups`.
COMPLETED_WEIGHT: Mapping[Dependence, float] = {"alone": 0.0, "perhaps": 0.35, "leans": 0.7}


def fuse_rankings(bare: Ranking, completed: Ranking, weight: float) -> Ranking:
    """The weighted mean of both rankings' signals, and so of their scores; what one of them did not find has 0 there.

    Of a passage that both found, cosine and BM25 score are the completed question's, and so are the strongest ones.
    """
    if not completed.hits or weight <= 0:
        return bare
    ours, theirs = ({hit.passage: hit.signals for hit in ranking.hits} for ranking in (completed, bare))
    hits = {hit.passage: hit for hit in (*bare.hits, *completed.hits)}
    fused = [_with_signals(hit, _mean(ours.get(passage, {}), theirs.get(passage, {}), weight)) for passage, hit in hits.items()]
    return replace(completed, hits=tuple(sorted(fused, key=_order)))


def _mean(one: Signals, other: Signals, weight: float) -> Signals:
    return {name: weight * one.get(name, 0.0) + (1 - weight) * other.get(name, 0.0) for name in {**one, **other}}


def _with_signals(hit: Hit, signals: Signals) -> Hit:
    return replace(hit, score=weighted(signals), signals=signals)


def _order(hit: Hit) -> tuple[float, str, int]:
    """Best first; ties by article and place."""
    return -hit.score, hit.passage.article_id, hit.passage.start
