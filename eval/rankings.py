"""Rankings of passages to measure: the product's own, and beside it what it must beat: words, meaning, and two plain fusions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Passage
from corpus.filters import Filters
from qa.evidence import Candidate
from qa.holdings import Holdings

DEPTH = 200  # passages taken from each side
RRF_K = 60  # the constant of reciprocal rank fusion as published
OF_ONE_ARTICLE = 2  # passages that one article may have in a ranking
BASELINES = ("bm25", "dense", "rrf", "min_max")


@dataclass(frozen=True)
class Ranked:
    """A ranking of passages, best first, with a name for its measures."""

    name: str
    passages: tuple[Passage, ...]

    def limited(self, n: int) -> tuple[Passage, ...]:
        """The first `n` with at most `OF_ONE_ARTICLE` of an article."""
        kept: list[Passage] = []
        for passage in self.passages:
            if len(kept) < n and sum(k.article_id == passage.article_id for k in kept) < OF_ONE_ARTICLE:
                kept.append(passage)
        return tuple(kept)

    def articles(self, n: int) -> tuple[str, ...]:
        """The ids of the first `n` different articles."""
        return tuple(dict.fromkeys(passage.article_id for passage in self.passages))[:n]


def ranked_candidates(name: str, ordered: Sequence[Candidate]) -> Ranked:
    """The product's own order."""
    return Ranked(name, tuple(candidate.hit.passage for candidate in ordered))


def baselines(holdings: Holdings, question: str) -> list[Ranked]:
    """The question as it stands, without reading anything into it, ranked in the four ways of `BASELINES`."""
    words = {h.passage_no: h.score for h in holdings.search_words(holdings.terms(question), DEPTH, Filters())}
    meaning = {h.passage_no: h.cosine for h in holdings.search_meaning(holdings.encode_question(question), DEPTH, Filters())}
    orders = (ordered(words), ordered(meaning), ordered(rrf(words, meaning)), ordered(min_max_sum(words, meaning)))
    stored = holdings.passages([*(words.keys() | meaning.keys())])
    return [
        Ranked(name, tuple(stored[no].passage for no in order if no in stored))
        for name, order in zip(BASELINES, orders, strict=True)
    ]


def ordered(scores: Mapping[int, float]) -> list[int]:
    """Best first, ties by number."""
    return sorted(scores, key=lambda no: (-scores[no], no))


def rrf(*sides: Mapping[int, float]) -> dict[int, float]:
    """The sum of 1 / (60 + rank) over the sides, ranks from 1.

    Source: Cormack, Clarke & Büttcher, SIGIR 2009.
    """
    total: dict[int, float] = {}
    for side in sides:
        for rank, no in enumerate(ordered(side), start=1):
            total[no] = total.get(no, 0.0) + 1 / (RRF_K + rank)
    return total


def min_max_sum(*sides: Mapping[int, float]) -> dict[int, float]:
    """The sum of the sides, each moved to 0..1 over its own list; what a side did not find has 0 there.

    Source: Bruch, Gai & Ingber, TOIS 2023.
    """
    total: dict[int, float] = {}
    for side in sides:
        low, high = min(side.values(), default=0.0), max(side.values(), default=0.0)
        for no, score in side.items():
            total[no] = total.get(no, 0.0) + ((score - low) / (high - low) if high > low else 1.0)
    return total
