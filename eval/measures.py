"""Measures over answers to known questions; each a small pure function, a share between 0 and 1."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.known import Expected, KnownQuestion
from eval.outcomes import Outcome
from qa.answer import Answer, Evidence


@dataclass(frozen=True)
class Asked:
    """A known question with the answer it got, and whether all its quotes are slices of the stored text."""

    known: KnownQuestion
    answer: Answer
    quotes_exact: bool


# What may not fall; false answers and false abstentions are the same errors seen from the other side.
GATED = ("evidence_at_1", "evidence_at_3", "attribution", "abstention_precision", "abstention_recall", "quotes_exact")


@dataclass(frozen=True)
class Scores:
    """All measures of one set, and the numbers of questions behind them."""

    n_answerable: int
    n_unanswerable: int
    evidence_at_1: float
    evidence_at_3: float
    attribution: float
    abstention_precision: float
    abstention_recall: float
    false_answers: float
    false_abstentions: float
    quotes_exact: float


def share(items: Sequence[bool]) -> float:
    """The share that is true; 1 for none, so that an empty slice lowers nothing."""
    return sum(items) / len(items) if items else 1.0


def matching(known: KnownQuestion, evidence: Sequence[Evidence]) -> tuple[Evidence, Expected] | None:
    """The first evidence whose quote holds expected words, with the expectation that its outlet and date fit best."""
    for item in evidence:
        fitting = [expected for expected in known.expects if expected.text in item.quote]
        if fitting:
            return item, next((expected for expected in fitting if is_attributed(item, expected)), fitting[0])
    return None


def is_attributed(item: Evidence, expected: Expected) -> bool:
    """Whether outlet and date are shown as they must be; unknown is right only where unknown is expected."""
    outlet = item.article.outlet.name if item.article.outlet.is_known else None
    return (outlet, item.article.published.iso) == (expected.outlet, expected.published)


def evidence_at(asked: Asked, k: int) -> bool:
    """Whether one of the first `k` quotes holds words that answer."""
    return matching(asked.known, asked.answer.evidence[:k]) is not None


def quotes_are_slices(answer: Answer, text_of: Callable[[str], str]) -> bool:
    """Whether every quote, near misses too, is its slice of the stored text, and every highlight lies inside it.

    `text_of` gives the text that the archive holds for an article id.
    """
    return all(
        item.quote == text_of(item.article.article_id)[item.start : item.end]
        and item.quote.strip()
        and all(item.start <= start < end <= item.end for start, end in item.highlights)
        for item in (*answer.evidence, *answer.near_misses)
    )


def score(asked: Sequence[Asked]) -> Scores:
    """All measures over a set's answers. Abstaining on an answerable question counts against evidence@k."""
    answerable = [a for a in asked if a.known.is_answerable]
    unanswerable = [a for a in asked if not a.known.is_answerable]
    abstained = [a for a in asked if a.answer.abstention]
    found = [pair for a in answerable if (pair := matching(a.known, a.answer.evidence[:3]))]
    return Scores(
        n_answerable=len(answerable),
        n_unanswerable=len(unanswerable),
        evidence_at_1=share([evidence_at(a, 1) for a in answerable]),
        evidence_at_3=share([evidence_at(a, 3) for a in answerable]),
        attribution=share([is_attributed(*pair) for pair in found]),
        abstention_precision=share([not a.known.is_answerable for a in abstained]),
        abstention_recall=share([a.answer.abstention is not None for a in unanswerable]),
        false_answers=1 - share([a.answer.abstention is not None for a in unanswerable]),
        false_abstentions=1 - share([a.answer.abstention is None for a in answerable]),
        quotes_exact=share([a.quotes_exact for a in asked]),
    )


def outcome_of(asked: Asked) -> Outcome:
    """What one question came to, under the names of `Scores`; the precision of abstentions counts what was abstained from."""
    known, abstained = asked.known, asked.answer.abstention is not None
    values = {"quotes_exact": asked.quotes_exact}
    if known.is_answerable:
        values |= {f"evidence_at_{k}": evidence_at(asked, k) for k in (1, 3)} | {"false_abstentions": abstained}
    else:
        values |= {"abstention_recall": abstained, "false_answers": not abstained}
    if abstained:
        values |= {"abstention_precision": not known.is_answerable}
    if found := matching(known, asked.answer.evidence[:3]):
        values |= {"attribution": is_attributed(*found)}
    return Outcome(
        question_id=known.question_id,
        values={name: float(value) for name, value in values.items()},
        slices=(known.kind,),
        support=asked.answer.support,
        supported=known.is_answerable,
        answered=not abstained,
    )


def by_kind(asked: Sequence[Asked], measure: Callable[[Asked], bool]) -> dict[str, tuple[float, int]]:
    """A measure per kind of question: (share, how many questions)."""
    kinds = sorted({a.known.kind for a in asked})
    return {
        kind: (share([measure(a) for a in asked if a.known.kind == kind]), sum(a.known.kind == kind for a in asked))
        for kind in kinds
    }
