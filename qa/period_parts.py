"""A part of the days that words name, or days beside them: "early October", "the first week of June", "the day after 6 May"."""

import re
from collections.abc import Callable, Sequence

from corpus.days import NUMBER_NAMES, ORDINALS, Days, count_of, numbered_part, part_of, unit_span
from qa.period_words import Expression

Change = Callable[[Days], Days | None]

_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<!\w){pattern}$", re.I), part)
    for pattern, part in (
        (r"(?:the\s+)?(?:very\s+)?(?:beginning|start|first\s+days|opening\s+days)\s+of\s+(?:the\s+)?", "early"),
        (r"early(?:\s+in|\s+on)?[\s-]+(?:the\s+)?", "early"),
        (r"(?:the\s+)?(?:middle\s+of\s+(?:the\s+)?|mid[\s-]+(?:the\s+)?)", "mid"),
        (r"(?:the\s+)?(?:very\s+)?(?:end|close|last\s+days|final\s+days)\s+of\s+(?:the\s+)?", "late"),
        (r"late(?:\s+in)?[\s-]+(?:the\s+)?", "late"),
        (rf"(?:the\s+)?(?:{'|'.join(ORDINALS)})\s+(?:week|half|quarter)\s+of\s+(?:the\s+)?", "numbered"),
        (r"(?:the\s+)?(?:week|weekend)\s+(?:of|beginning|starting)\s+(?:the\s+)?", "around"),
        (rf"(?:the\s+day|(?:{NUMBER_NAMES})\s+days)\s+(?:after|before)\s+", "away"),
    )
)


def with_parts(question: str, expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions with the words before them that take a part of their days, or days beside them."""
    found = []
    for expression in expressions:
        changed: Expression | None = expression
        while changed and (step := _step_before(question, changed)):
            changed = changed.mapped(*step)
        if changed:
            found.append(changed)
    return found


def _step_before(question: str, expression: Expression) -> tuple[int, Change] | None:
    """Where the words before an expression that change it begin, and how they do; None where there are none."""
    for pattern, part in _PARTS:
        match = pattern.search(question, 0, expression.start)
        change = _change(part, match.group().lower(), expression) if match else None
        if match and change:
            return match.start(), change
    return None


def _change(part: str, words: str, expression: Expression) -> Change | None:
    is_day = expression.days[0] == expression.days[1]
    match part:
        case "numbered":
            number = next(ORDINALS[word] for word in words.split() if word in ORDINALS)
            unit = next(unit for unit in ("week", "half", "quarter") if unit in words.split())
            return lambda days: numbered_part(days, number, unit)
        case "around":
            around = "weekend" if "weekend" in words else "week"
            return (lambda days: unit_span(days[0], around)) if is_day else None
        case "away":
            n = 1 if words.startswith("the") else count_of(words.split()[0])
            return (lambda days: unit_span(days[0], "day", n if "after" in words else -n)) if is_day else None
        case _:
            return lambda days: part_of(days, part)
