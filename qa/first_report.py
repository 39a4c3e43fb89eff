""" "When was it first reported?": the earliest of the passages that support about as well as the best one."""

from collections.abc import Sequence

from corpus.article import Article
from qa.answer import Answer, Evidence
from qa.evidence import Candidate

CONSIDERED_FOR_FIRST = (
    60  # hits looked at sentence by sentence: the earliest report is rarely the one with the most words in common
)
NEAR_BEST = 0.8  # share of the best candidate's coverage of the question from which on a passage supports as well; provisional


def first_report_in_front(ordered: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with the earliest of the near-best ones in front, the others in their order.

    A month or a year counts as its last day, and what has no date is never the first.
    """
    best = max((_strength(candidate) for candidate in ordered), default=0.0)
    near = [c for c in ordered if c.article.published.value and _strength(c) >= NEAR_BEST * best]
    if not near:
        return list(ordered)
    first = min(near, key=lambda c: (_latest(c.article), -c.score, c.article.article_id))
    return [first, *(c for c in ordered if c is not first)]


def first_report_of(evidence: Sequence[Evidence]) -> int | None:
    """Which evidence is the first report: the one put in front, where it is dated."""
    return 0 if evidence and evidence[0].article.published.value else None


def first_report_of_all(evidence: Sequence[Evidence], answers: Sequence[Answer]) -> int | None:
    """Which evidence put together from several answers is the first report: the earliest of theirs."""
    firsts = [answer.evidence[answer.first_report] for answer in answers if answer.first_report is not None]
    places = [place for place, item in enumerate(evidence) if item in firsts]
    return min(places, key=lambda place: (_latest(evidence[place].article), place), default=None)


def _strength(candidate: Candidate) -> float:
    """How much of the question stands in the best sentence and in the passage."""
    return (candidate.match.best.coverage + candidate.match.coverage) / 2


def _latest(article: Article) -> tuple[int, str]:
    """For ordering: the last day on which it may have been published, then its clock where it has one."""
    published = article.published
    day = published.last_day.toordinal() if published.last_day else 0
    return day, published.time.replace(tzinfo=None).isoformat() if published.time else "24"
