"""The first candidates in the order of a cross-encoder, which reads question and passage together."""

from collections.abc import Sequence
from dataclasses import replace

from embeddings.reranker import Reranker
from qa.evidence import Candidate, in_order
from qa.retrieval import min_max

RERANKED = 30  # candidates that are read; a pair takes some 15 to 50 ms of one core with a model of six layers


def rerank(reranker: Reranker, question: str, ordered: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with the signal "reranker" on the first `RERANKED`, in order again; ties by article and place."""
    first, rest = ordered[:RERANKED], ordered[RERANKED:]
    scores = reranker.scores(question, [c.article.text[c.hit.passage.start : c.hit.passage.end] for c in first])
    moved = min_max({place: float(score) for place, score in enumerate(scores)})
    return in_order([*(replace(candidate, reranked=moved[place]) for place, candidate in enumerate(first)), *rest])
