"""Quantities in a text: "1.2 million", "$3bn", "4.5 per cent", "10–12", "at least 25,000", "two hundred", with their places.

Left out is what looks like a number and counts nothing: dates and years, times of day, ages, scores, ordinals, telephone and
other numbers that only name something ("Flight 93", "COVID-19"). A range keeps both ends; "from 10 to 12" is a change, not one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Bound = Literal["", "at least", "more than", "at most", "less than", "about"]

_SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split()
    )
}
_TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
_SIGNS = {"$": "$", "US$": "$", "€": "€", "£": "£", "¥": "¥", "₼": "₼", "₽": "₽", "USD": "$", "EUR": "€", "GBP": "£", "AZN": "₼"}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec)\b\.?"
)
_DIGITS = (
    r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009’']\d{3}){1,4}"
    r"|\d{1,3}(?: \d{3}){1,4}(?! ?\d)|\d{1,15}(?!\d)(?:\.\d+)?"
)
SPELLED = (*_SMALL, *_TENS)
_ONE = "|".join(SPELLED)
_SPELLED = (
    rf"(?:(?:{_ONE}|an?)(?:[ -](?:{_ONE}))?"
    rf"(?: (?:hundred|thousand|million|billion)(?: and)?(?: (?:{_ONE})(?:-(?:{_ONE}))?)?){{0,4}})"
)
_SIGN = r"(?:US\$|[$€£¥₼₽]|\b(?:USD|EUR|GBP|AZN) ?)"
_SCALE = (
    r"(?:[ -](?:hundred thousand|hundred|thousand|million|billion|trillion)\b"
    r"|(?:(?<=\d) ?(?:bn|tn|trn|mn)|(?<=\d)[kmbKMB])(?![\w’'-]))"
)
_PERCENT = r"(?: ?%| per ?cent\b(?! points?| age)| percentage points?\b| per ?cent points?\b)"
_NUMBER = rf"(?P<sign>{_SIGN})?(?P<digits>{_DIGITS})(?P<scale>{_SCALE})?(?P<percent>{_PERCENT})?"
_QUANTITY = re.compile(
    rf"(?<![\w.,:/+#’'–—-]){_NUMBER}(?![\w]|[.,:]\d|/\d|-\d+-)|(?<![\w$€£-])(?P<words>{_SPELLED})(?P<wpercent>{_PERCENT})?\b(?!-)",
    re.I,
)
_REST = re.compile(rf"[–—-]{_NUMBER}(?P<words>(?!))?(?P<wpercent>(?!))?(?![\w–—-]|[.,:]\d)", re.I)  # of a range
_JOINT = re.compile(r" [–—] | to ")
_BOUND = re.compile(
    r"\b(at least|no fewer than|no less than|not less than|a minimum of|more than|over|above|upwards? of|exceed\w*|greater than"
    r"|at most|up to|as many as|as much as|no more than|a maximum of|fewer than|less than|under|below"
    r"|about|around|some|approximately|roughly|nearly|almost|close to|an? estimated|estimated|circa)"
    r"(?: (?:an?|the|its) (?:estimated |additional |record )?| (?:estimated|about|around|some) )? ?$",
    re.I,
)
_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(("at least", "no fewer than", "no less than", "not less than", "a minimum of"), "at least"),
    **dict.fromkeys(("more than", "over", "above", "upward of", "upwards of", "greater than"), "more than"),
    **dict.fromkeys(("at most", "up to", "as many as", "as much as", "no more than", "a maximum of"), "at most"),
    **dict.fromkeys(("fewer than", "less than", "under", "below"), "less than"),
}
_NAMING = re.compile(  # what comes before a number that only names something, or says when
    rf"\b(?:no\.?|nos\.?|number|article|section|chapter|page|route|flight|room|gate|boeing|airbus|iphone|version|channel|highway"
    rf"|interstate|phase|class|title|level|grade|week|season|episode|part|volume|stage|round|game|age|aged|ages|locker|berth|platform"
    rf"|act|amendment|proposition|measure|issue|question|covid|top|fiscal|win|won|lost|beat|at|{_MONTH})[ -]?$",
    re.I,
)
_CAPITAL_BEFORE = re.compile(r"(?<=[^.!?”\"] )[A-Z][\w’'-]*[ -]$")  # not the first word of a sentence
_SCORING = re.compile(
    r"\b(?:win|won|lost|loss|beat|beating|score\w*|defeat\w*|victory|lead|led|draw|drew|tied|by|vote\w*)\b[^.]*$", re.I
)
_AFTER_DAY = re.compile(rf" (?:of )?{_MONTH}")
_TIME_AFTER = re.compile(r" ?(?:[ap]\.?m\b|o[’']clock|GMT|ET\b|EST\b|EDT\b|hours? GMT)", re.I)
_AGE_AFTER = re.compile(r"[- ](?:year|month|week|day)s?[- ]olds?\b|s\b")
_YEARS = range(1800, 2100)
_CONTEXT = 30  # characters before a number in which what it is stands


@dataclass(frozen=True)
class Quantity:
    """`text[start:end]` as a number. `low` and `high` are the same but for a range; `unit` is "", "%", "points", "$" ..."""

    low: float
    high: float
    start: int
    end: int
    unit: str = ""
    bound: Bound = ""
    is_spelled: bool = False


def quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The quantities of `text[start:end]`, in order, without overlaps."""
    stop = len(text) if end is None else end
    found = [q for match in _QUANTITY.finditer(text, start, stop) if (q := _quantity(text, match, start)) is not None]
    return list(_joined(text, [_with_rest(text, q, start, stop) for q in found], start))


def _with_rest(text: str, one: Quantity, begin: int, stop: int) -> Quantity | None:
    """A quantity with the other end of its range, "10–12"; None for scores, spans of years and longer chains of numbers."""
    rest = _REST.match(text, one.end, stop)
    if rest is None:
        return one
    other = _value(rest)
    scores = text[one.end : one.end + 1] == "-" and _SCORING.search(text[max(begin, one.start - _CONTEXT) : one.start])
    if other is None or scores:
        return None
    factor = other / (_plain_value(rest) or 1.0) if rest.group("scale") and text[one.end - 1].isdigit() else 1.0
    low = round(one.low * factor, 6)  # "$10–12 million"
    if other <= low:
        return None
    return replace(one, low=low, high=other, end=rest.end(), unit=_unit(rest) or one.unit)


def _quantity(text: str, match: re.Match[str], begin: int) -> Quantity | None:
    value = _value(match)
    if value is None or _names_something(text, match, begin, value):
        return None
    spelled = match.group("words") is not None
    bound = _bound_before(text, match.start(), begin)
    return Quantity(value, value, match.start(), match.end(), _unit(match), bound, spelled)


def _value(match: re.Match[str]) -> float | None:
    words = match.group("words")
    if words is not None:
        return spelled_value(words)
    digits = match.group("digits")
    plain = not (match.group("scale") or match.group("sign") or match.group("percent"))
    if plain and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits):
        digits = digits.replace(".", "")  # "1.900 people": no news counts in thousandths
    value = float(re.sub(r"[^\d.]", "", digits))
    scale = (match.group("scale") or "").strip(" -").lower()
    if scale in ("m", "b", "k") and not match.group("sign") and scale != "k":
        return None  # "3m" may be metres
    factor = _SHORT.get(scale, 1.0)
    for word in scale.split():
        factor *= _SCALES.get(word, 1.0)
    return round(value * factor, 6)


def _plain_value(match: re.Match[str]) -> float:
    return float(re.sub(r"[^\d.]", "", match.group("digits")))


def spelled_value(words: str) -> float | None:
    """A number in words, "two hundred and five" or "a million"; None for what is none ("a", "an one")."""
    total, current, seen = 0.0, 0.0, False
    parts = re.split(r"[ -]", words.lower())
    if parts in (["a"], ["an"]) or (parts[0] in ("a", "an") and parts[1] not in _SCALES):
        return None
    for part in parts:
        if part in _SCALES:
            current = (current or 1) * _SCALES[part]
            if part != "hundred":
                total, current = total + current, 0.0
        elif part not in ("and", "a", "an"):
            value = _SMALL.get(part, _TENS.get(part, 0))
            if seen and current % 100 and not (current % 100 >= 20 and current % 10 == 0 and value < 10):
                return None  # "five six"
            current += value
        seen = True
    return total + current


def _unit(match: re.Match[str]) -> str:
    percent = (match.group("percent") or match.group("wpercent") or "").strip()
    if percent:
        return "points" if "point" in percent else "%"
    return _SIGNS.get((match.group("sign") or "").strip().upper(), "")


def _names_something(text: str, match: re.Match[str], begin: int, value: float) -> bool:
    """Whether a number counts nothing: a date, year, time, age or name."""
    before, after = text[max(begin, match.start() - _CONTEXT) : match.start()], text[match.end() : match.end() + _CONTEXT]
    if match.group("sign") or match.group("percent") or match.group("wpercent"):
        return False
    if after.startswith(" and a half") or _AFTER_DAY.match(after) or _TIME_AFTER.match(after) or _AGE_AFTER.match(after):
        return True
    if match.group("words") is not None:
        return bool(re.search(r"\b(?:at|no|number|aged?|another|every|this|that|the|each|any) $", before, re.I)) and value < 13
    plain = match.group("digits").isdigit() and not match.group("scale")
    if plain and int(value) in _YEARS and len(match.group("digits")) == 4 and not _bound_before(text, match.start(), begin):
        return True
    if match.group("scale") or not plain:
        return bool(re.search(r"\b(?:at) $", before)) and not match.group("scale") and "," not in match.group("digits")
    return bool(_NAMING.search(before) or _CAPITAL_BEFORE.search(before)) and not _BOUND.search(before)


def _bound_before(text: str, place: int, begin: int) -> Bound:
    found = _BOUND.search(text[max(begin, place - _CONTEXT) : place])
    if not found:
        return ""
    words = found.group(1).lower()
    return _BOUNDS.get(words, "more than" if words.startswith("exceed") else "about")


def _joined(text: str, candidates: list[Quantity | None], begin: int) -> Iterator[Quantity]:
    """The quantities with the two ends of "10 to 12" and "between 10 and 12" made one range."""
    found = [q for q in candidates if q is not None]
    i = 0
    while i < len(found):
        one, other = found[i], found[i + 1] if i + 1 < len(found) else None
        between = text[one.end : other.start] if other else ""
        before = text[max(begin, one.start - 10) : one.start].lower()
        spanned = between == " and " and before.endswith("between ")
        if (
            other
            and one.low < other.low
            and (spanned or (_JOINT.fullmatch(between) and not before.endswith("from ")))
            and _fit(one, other)
        ):
            yield Quantity(one.low, other.high, one.start, other.end, other.unit or one.unit, one.bound, one.is_spelled)
            i += 2
        else:
            yield one
            i += 1


def _fit(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be the ends of one range: their units don't differ."""
    return one.unit in ("", other.unit) or other.unit == ""
