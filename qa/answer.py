"""Answer, Evidence, Abstention: types only. An answer without evidence or an abstention can't be built, nor one with both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.archive import Coverage
from corpus.article import Article, Original, Passage
from corpus.relative_days import Annotation
from qa.question import Interpretation
from qa.signals import Signals

ReasonCode = Literal[
    "empty_question",
    "nothing_searched",
    "outlet_not_held",
    "period_not_covered",
    "author_not_held",
    "name_unknown",
    "not_said",
    "no_quotation",
    "phrase_not_found",
    "too_weak",
]
SideKind = Literal["outlet", "date"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Hit:
    """A passage of the ranking. `dense` is a cosine, `lexical` a BM25 score, None where that side did not find it.

    `score` is the weighted sum of `signals`: see `qa.signals`.
    """

    passage: Passage
    score: float
    dense: float | None
    lexical: float | None
    signals: Signals = field(default_factory=dict)


@dataclass(frozen=True)
class Speaker:
    """Who says the quoted words: the name as a slice of the article's text, and the slice of the words that say so.

    They may stand apart: of "he said" the name stands before it. Without such a slice the name itself says so.
    """

    name: str
    start: int
    end: int
    evidence_start: int | None = None
    evidence_end: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.name) != self.end - self.start:
            raise ValueError(f"{self.name!r} is no slice [{self.start}:{self.end}]")
        if not 0 <= self.evidence[0] < self.evidence[1]:
            raise ValueError(f"the words that say so are no slice: {self.evidence}")

    @property
    def evidence(self) -> Span:
        """The place of the words that say so."""
        start = self.start if self.evidence_start is None else self.evidence_start
        return start, self.end if self.evidence_end is None else self.evidence_end


@dataclass(frozen=True)
class Evidence:
    """A quoted passage chosen to answer; `quote` is a slice of the stored article and is never retyped.

    `highlights` are the matching sentences as code points into `article.text`, inside `[start, end)`, in order. `signals` are
    what put it where it is: `qa.signals.WEIGHTS` times these make the score. `annotations` say which days words of the quote
    mean that don't say it themselves ("on Sunday"); they are shown beside it.
    """

    article: Article
    start: int
    end: int
    highlights: tuple[Span, ...]
    score: float
    near_copies: tuple[Article, ...] = ()
    speaker: Speaker | None = None
    signals: Signals = field(default_factory=dict)
    credited: tuple[Original, ...] = ()  # whom the quote itself credits
    other_speakers: tuple[Speaker, ...] = ()  # of the other highlighted sentences, where it is somebody else
    annotations: tuple[Annotation, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"[{self.start}:{self.end}] is no slice of article {self.article.article_id}")
        borders = [self.start, *(edge for span in self.highlights for edge in span), self.end]
        if borders != sorted(borders) or any(a == b for a, b in self.highlights):
            raise ValueError(f"highlights {self.highlights} don't lie in order inside [{self.start}:{self.end}]")
        if any(self.article.text[o.start : o.end] != o.evidence for o in self.credited):
            raise ValueError(f"the words that credit an original are no slices of article {self.article.article_id}")
        for speaker in (*filter(None, [self.speaker]), *self.other_speakers):
            if self.article.text[speaker.start : speaker.end] != speaker.name or speaker.evidence[1] > len(self.article.text):
                raise ValueError(f"the speaker {speaker.name!r} is no slice of article {self.article.article_id}")

    @property
    def quote(self) -> str:
        """The words of the article, as stored."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True)
class Figure:
    """One figure that a matching sentence gives for a thing: "2,350" for "people", and which evidence says so.

    `thing` is the noun as the first of the figures writes it; figures of one thing agree in unit and noun. `value` is the slice
    `[start, end)`; `low` and `high` are its number, different for a range. `bound` is "at least", "more than", "at most",
    "less than", "about" or "". `sentence` is the slice that says it.
    """

    thing: str
    value: str
    evidence_index: int
    start: int
    end: int
    unit: str = ""
    low: float | None = None
    high: float | None = None
    bound: str = ""
    sentence: Span = (0, 0)


@dataclass(frozen=True)
class Abstention:
    """That nothing supports an answer, and why: a code for programs, words for people (fixed words, names, dates, counts)."""

    code: ReasonCode
    reason: str


@dataclass(frozen=True)
class AskedSide:
    """One of two or more outlets or periods of a question, how many quotes are shown for it, and why none are."""

    words: str
    kind: SideKind
    n_evidence: int
    reason: str | None = None


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
    is_calibrated: bool = True
    sides: tuple[AskedSide, ...] = ()
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
