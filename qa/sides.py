"""A question with two sides ("the BBC and Reuters", "in May and in July") is asked once for each, and the evidence interleaved.

Outlets are sides where two or more are asked for; periods where the question names them in one breath. Each side is the
question with one of them, kept to that outlet's articles or to those published in that period.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from corpus.filters import Filters
from qa.answer import Abstention, Answer, AskedSide, Evidence, SideKind
from qa.outlet_mentions import ReadOutlet
from qa.periods import ReadDate
from qa.question import Interpretation

DAYS_AFTER = 3  # a period's side reaches so many days further: news is published after what it tells
_IN_ONE_BREATH = re.compile(
    r"^[\s,;]*(?:and|or|&|vs\.?|versus|against|than|then|as well as|compared (?:with|to))?[\s,;]*"
    r"(?:(?:and|also|then|again|what|that|those|how|in|on|of|during|for|from|the)\s+)*(?:in|on|of|the)?\s*$",
    re.I,
)


@dataclass(frozen=True)
class Side:
    """One side: its words in the question, and the question with it alone. `anywhen` is that without the limit to a period."""

    words: str
    kind: SideKind
    question: Interpretation
    anywhen: Interpretation | None = None


def sides_of(question: Interpretation) -> tuple[Side, ...]:
    """The sides of a question, two at least, or none where it has one only."""
    outlets = [outlet for outlet in question.outlets if outlet.attributed]
    if len(outlets) > 1:
        return tuple(_of_outlet(question, outlet) for outlet in outlets)
    return tuple(_of_period(question, period) for period in question.dates) if _are_sides(question) else ()


def _of_outlet(question: Interpretation, outlet: ReadOutlet) -> Side:
    filters = kept_to(question.filters, [outlet.outlet_id] if outlet.held else [])
    others = [o for o in question.outlets if o.attributed and o is not outlet]
    names = tuple(name for name in question.names if not any(name in o.words or o.words in name for o in others))
    outlets = tuple(o for o in question.outlets if o not in others)
    return Side(outlet.name, "outlet", replace(question, outlets=outlets, names=names, filters=filters))


def kept_to(filters: Filters, outlet_ids: Sequence[str]) -> Filters:
    """Filters that keep to some outlets also; the same without any. Where the person chose others nothing is left."""
    if not outlet_ids:
        return filters
    left = frozenset(outlet_ids) & filters.outlet_ids if filters.outlet_ids else frozenset(outlet_ids)
    return replace(filters, outlet_ids=left) if left else replace(filters, within=frozenset())


def _are_sides(question: Interpretation) -> bool:
    """Whether a question names several periods in one breath, none of which lies in another."""
    if len(question.dates) < 2:
        return False
    gaps: list[str] = []
    end = 0
    for period in question.dates:
        place = question.completed.lower().find(period.words.lower(), end)
        if place < 0:
            return False
        gaps.append(question.completed[end:place])
        end = place + len(period.words)
    return _are_apart(question.dates) and all(gap and _IN_ONE_BREATH.match(gap) for gap in gaps[1:])


def _are_apart(periods: Sequence[ReadDate]) -> bool:
    """Whether no day lies in two of the periods; an open end reaches to the end of all days."""
    spans = sorted((period.first or date.min, period.last or date.max) for period in periods)
    return all(a[1] < b[0] for a, b in pairwise(spans))


def _of_period(question: Interpretation, period: ReadDate) -> Side:
    own = set(re.findall(r"\w+", period.words))
    others = {word for other in question.dates if other is not period for word in re.findall(r"\w+", other.words)} - own
    alone = replace(
        question,
        dates=(period,),
        words=tuple(word for word in question.words if word not in others),
        names=tuple(name for name in question.names if name not in others),
    )
    anywhen = alone if period.kind == "about" else None
    return Side(period.words, "date", replace(alone, filters=_within(question.filters, period)), anywhen)


def _within(filters: Filters, period: ReadDate) -> Filters:
    """Filters that keep to what was published in a period, or told of it just after; what is asked for by its day of
    publication, to that.
    """
    after = timedelta(days=DAYS_AFTER if period.kind == "about" else 0)
    try:
        return filters.narrowed(period.first, period.last + after if period.last else None)
    except (ValueError, OverflowError):
        return replace(filters, within=frozenset())


def interleaved(answers: Sequence[Answer], at_most: int) -> tuple[tuple[Evidence, ...], tuple[int, ...]]:
    """The evidence of all sides, the best of each first, and how much of it is each side's; no passage twice."""
    shown: list[Evidence] = []
    counts = [0] * len(answers)
    for place in range(at_most):
        for number, answer in enumerate(answers):
            item = answer.evidence[place] if place < len(answer.evidence) else None
            if item and len(shown) < at_most and all((item.article, item.start) != (e.article, e.start) for e in shown):
                shown.append(item)
                counts[number] += 1
    return tuple(shown), tuple(counts)


def asked_sides(sides: Sequence[Side], answers: Sequence[Answer], counts: Sequence[int]) -> tuple[AskedSide, ...]:
    """What was found on each side, or why nothing."""
    return tuple(
        AskedSide(side.words, side.kind, count, answer.abstention.reason if answer.abstention else None)
        for side, answer, count in zip(sides, answers, counts, strict=True)
    )


def abstention_of_all(sides: Sequence[Side], answers: Sequence[Answer]) -> Abstention | None:
    """The abstention of a question none of whose sides is answered: the first side's code, the reasons of all."""
    abstentions = [answer.abstention for answer in answers]
    if not all(abstentions):
        return None
    reasons = " ".join(f"{side.words}: {a.reason}" for side, a in zip(sides, abstentions, strict=True) if a)
    return replace(abstentions[0], reason=reasons) if abstentions[0] else None
