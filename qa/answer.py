"""Answer, Evidence, Abstention: types only. An answer without evidence or an abstention can't be built, nor one with both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.archive import Coverage
from corpus.article import Article, Passage
from corpus.relative_days import Annotation
from qa.question import Interpretation

ReasonCode = Literal[
    "empty_question",
    "nothing_searched",
    "outlet_not_held",
    "period_not_covered",
    "name_unknown",
    "not_said",
    "phrase_not_found",
    "too_weak",
]
Span = tuple[int, int]


@dataclass(frozen=True)
class Hit:
    """A passage of the ranking. `score` is the fused one; `dense` a cosine, `lexical` a BM25 score, None where not found."""

    passage: Passage
    score: float
    dense: float | None
    lexical: float | None


@dataclass(frozen=True)
class Speaker:
    """Who says the quoted words, and the slice of the article's text that says so."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Evidence:
    """A quoted passage chosen to answer; `quote` is a slice of the stored article and is never retyped.

    `highlights` are the matching sentences as code points into `article.text`, inside `[start, end)`, in order. `annotations`
    say which days words of the quote mean that don't say it themselves ("on Sunday"); they are shown beside it.
    """

    article: Article
    start: int
    end: int
    highlights: tuple[Span, ...]
    score: float
    near_copies: tuple[Article, ...] = ()
    speaker: Speaker | None = None
    annotations: tuple[Annotation, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"[{self.start}:{self.end}] is no slice of article {self.article.article_id}")
        borders = [self.start, *(edge for span in self.highlights for edge in span), self.end]
        if borders != sorted(borders) or any(a == b for a, b in self.highlights):
            raise ValueError(f"highlights {self.highlights} don't lie in order inside [{self.start}:{self.end}]")

    @property
    def quote(self) -> str:
        """The words of the article, as stored."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True)
class Figure:
    """One figure that a matching sentence gives for a thing: "2,350" for "people", and which evidence says so.

    `thing` is the noun as the first of the figures writes it; figures of one thing agree in the noun's stem.
    """

    thing: str
    value: str
    evidence_index: int
    start: int
    end: int


@dataclass(frozen=True)
class Abstention:
    """That nothing supports an answer, and why: a code for programs, words for people (fixed words, names, dates, counts)."""

    code: ReasonCode
    reason: str


@dataclass(frozen=True)
class Answer:
    """What `Pipeline.ask` gives: evidence, or an abstention with near misses that can't be cited as an answer.

    `first_report` is the place in `evidence` of the earliest passage that supports, where that was asked for.
    """

    question: str
    interpretation: Interpretation
    evidence: tuple[Evidence, ...]
    near_misses: tuple[Evidence, ...]
    coverage: Coverage
    figures: tuple[Figure, ...]
    abstention: Abstention | None
    support: float
    generation: int
    settings_digest: str
    timings: Mapping[str, float] = field(default_factory=dict)
    first_report: int | None = None

    def __post_init__(self) -> None:
        if bool(self.evidence) == (self.abstention is not None):
            raise ValueError("an answer has evidence or an abstention, never both and never neither")
        if self.near_misses and self.abstention is None:
            raise ValueError("near misses stand only beside an abstention")
        if self.first_report is not None and not 0 <= self.first_report < len(self.evidence):
            raise ValueError(f"the first report is evidence, not number {self.first_report} of {len(self.evidence)}")
        if not 0.0 <= self.support <= 1.0:
            raise ValueError(f"support lies between 0 and 1, not {self.support}")
