"""Records made by hand, and holdings whose words and weights a person can see."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.archive import Coverage
from corpus.article import Article, Outlet, Passage, PublicationDate
from corpus.filters import Filters
from corpus.passages import split_sentences
from corpus.relative_days import Annotation
from qa.answer import Answer, Evidence, Hit, Span
from qa.evidence import Candidate
from qa.matching import PassageMatch, SentenceMatch
from qa.question import Interpretation
from qa.shapes import AnswerShape
from tests.conftest import ADDED


def made_date(text: str | None) -> PublicationDate:
    """ "2023", "2023-10" or "2023-10-02" to as much precision; None is unknown."""
    if text is None:
        return PublicationDate.unknown()
    precision = {4: "year", 7: "month", 10: "day"}[len(text)]
    value = date.fromisoformat(f"{text}-01-01"[:10])
    return PublicationDate(value, precision, evidence=f"published: {text}", origin="metadata")


def made_article(text: str, article_id: str = "a", published: str | None = "2024-03-14", **more: Any) -> Article:
    fields: dict[str, Any] = {
        "title": "A headline",
        "outlet": Outlet.named("Marsh Gazette", "metadata"),
        "updated": PublicationDate.unknown(),
        "added": ADDED,
        "authors": (),
        "originals": (),
        "url": None,
        "source_id": "0" * 64,
        "source_name": "news.jsonl",
        "language": "en",
        **more,
    }
    return Article(article_id=article_id, text=text, published=made_date(published), **fields)


def made_evidence(text: str = "The dam broke. Nobody was hurt.", article_id: str = "a", **more: Any) -> Evidence:
    """The whole text as evidence, with its first sentence highlighted."""
    article = more.pop("article", None) or made_article(text, article_id)
    highlights = more.pop("highlights", (split_sentences(article.text)[0],))
    return Evidence(article, 0, len(article.text), highlights, score=1.0, **more)


def made_interpretation(completed: str = "Where is the dam?", **more: Any) -> Interpretation:
    fields: dict[str, Any] = {
        "words": ("dam",),
        "names": (),
        "phrases": (),
        "dates": (),
        "outlets": (),
        "shape": AnswerShape.of(completed),
        "as_of": date(2024, 3, 20),
        "filters": Filters(),
        **more,
    }
    return Interpretation(completed=completed, **fields)


def made_coverage(**more: Any) -> Coverage:
    fields: dict[str, Any] = {
        "n_articles": 6,
        "n_outlets": 3,
        "first": date(2023, 11, 20),
        "last": date(2024, 3, 18),
        "n_undated": 2,
        "n_undated_left_out": 0,
        **more,
    }
    return Coverage(**fields)


def made_answer(*evidence: Evidence, **more: Any) -> Answer:
    fields: dict[str, Any] = {
        "question": "Where is the dam?",
        "interpretation": made_interpretation(),
        "near_misses": (),
        "coverage": made_coverage(),
        "figures": (),
        "abstention": None,
        "support": 0.75,
        "generation": 3,
        "settings_digest": "0123456789ab",
        "timings": {"ask": 12.5},
        **more,
    }
    return Answer(evidence=evidence, **fields)


def made_candidate(
    article: Article, coverages: Sequence[float], score: float = 1.0, span: Span | None = None, coverage: float | None = None
) -> Candidate:
    """A candidate whose sentences (headings aside) cover so much of the question; its passage covers as the best of them."""
    start, end = span or (0, len(article.text))
    sentences = tuple(
        SentenceMatch(place, share, 0.0)
        for place, share in zip(split_sentences(article.text, start, end), coverages, strict=True)
        if share >= 0
    )
    whole = max(coverages) if coverage is None else coverage
    return Candidate(Hit(Passage(article.article_id, start, end), score, None, None), article, PassageMatch(sentences, whole))


@dataclass
class MadeHoldings:
    """What `qa` asks of an archive, as plain tables: terms are lower-case words, and each weighs what `rarities` says."""

    rarities: Mapping[str, float] = field(default_factory=dict)
    copies: Mapping[str, Sequence[Article]] = field(default_factory=dict)

    def terms(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())

    def rarity(self, term: str) -> float:
        return self.rarities.get(term, 1.0)

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        return ()

    def near_copies(self, article_id: str) -> list[Article]:
        return list(self.copies.get(article_id, ()))
