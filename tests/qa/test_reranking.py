"""A reranker's order goes before all else, for the candidates that it reads."""

from collections.abc import Sequence

import numpy as np

from embeddings.encoder import Vectors
from qa.reranking import RERANKED, rerank
from tests.qa.made import made_article, made_candidate


class LongestFirst:
    """A reranker that a person can compute: the longer the text, the better."""

    digest = "longest"

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        self.read.extend(texts)
        return np.array([len(text) for text in texts], dtype=np.float32)


def test_rerank_goes_by_the_reranker():
    ordered = [made_candidate(made_article(text, text), [1.0], score=2.0 - len(text) / 10) for text in ("A.", "Abc.", "Abcdef.")]
    assert [c.article.text for c in rerank(LongestFirst(), "?", ordered)] == ["Abcdef.", "Abc.", "A."]
    assert [round(c.reranked, 2) for c in rerank(LongestFirst(), "?", ordered)] == [1.0, 0.4, 0.0]


def test_rerank_reads_the_first_only():
    reranker = LongestFirst()
    ordered = [made_candidate(made_article("A.", f"{n:03}"), [1.0], score=1 - n / 100) for n in range(RERANKED + 5)]
    found = rerank(reranker, "?", ordered)
    assert len(reranker.read) == RERANKED == 30
    assert [c.article.article_id for c in found[-5:]] == ["030", "031", "032", "033", "034"]


def test_rerank_of_nothing_is_nothing():
    assert rerank(LongestFirst(), "?", []) == []
