"""What a number counts: the noun after it, by its shape and the words around it, without a parser.

A noun that is counted is a plural: "25,000 ethnic Armenians", "nine rescue boats". After a sum of money, a share or a measure
it is what stands behind "of" or "in": "98 per cent of capacity", "3,100 litres of diesel". Where none can be told there is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.passages import Span
from qa.numbers import SPELLED, Quantity

MAX_MODIFIERS = 3  # words between a number and its noun
_WORD = re.compile(r"[ -]?(?P<word>[A-Za-zÀ-ÿ][\w’'-]*)")
_DETERMINERS = r"(?:(?:the|its|all|their|his|her|our|a|an|those|these) )*"
_BEHIND = re.compile(rf" (?:worth )?(?:of|in) {_DETERMINERS}")
_OF_THEM = re.compile(rf" of {_DETERMINERS}(?:(?:\d[\d,]*|{'|'.join(SPELLED)}) )?")
PEOPLE = frozenset(
    "people person persons resident residents inhabitant inhabitants civilian civilians citizen citizens individuals".split()
)
_IRREGULAR = frozenset(
    """people men women children police feet teeth mice sheep cattle livestock aircraft spacecraft crew staff personnel fish
    lives wives""".split()
)
MEASURES = {
    form: unit
    for unit, forms in {
        "km": "km kilometre kilometres kilometer kilometers",
        "m": "metre metres meter meters",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "mile": "mile miles",
        "foot": "foot feet ft",
        "inch": "inch inches",
        "acre": "acre acres",
        "hectare": "hectare hectares",
        "kg": "kg kilogram kilograms kilo kilos",
        "tonne": "tonne tonnes ton tons",
        "pound": "pounds lbs",
        "litre": "litre litres liter liters",
        "gallon": "gallon gallons",
        "barrel": "barrel barrels",
        "degree": "degree degrees",
        "dollar": "dollar dollars",
        "euro": "euro euros",
        "franc": "franc francs",
        "crown": "crown crowns",
        "ruble": "ruble rubles rouble roubles",
        "manat": "manat manats",
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
    }.items()
    for form in forms.split()
}
_STOPS = frozenset(
    """of in on at to from by for with as and or but nor than that which who whom whose when while where if because since after
    before during until against between among into over under about around per the a an this these those its his her their our
    is are was were be been being has have had do does did will would can could may might must should not more less fewer so far
    said says each every all both out up down off across through without within""".split()
)
_ENDS_IN_S = frozenset(
    "has is was does says this his its us plus as less across previous famous various serious religious".split()
)
_NO_PLURAL = ("ss", "us", "is", "’s", "'s")
_BETWEEN = frozenset("more other additional further".split())


@dataclass(frozen=True)
class Counted:
    """A quantity with its unit ("", "%", "$", "km", "people", ...), its noun as written ("" where none) and the noun's place."""

    quantity: Quantity
    unit: str
    noun: str
    place: Span


def counted(text: str, quantity: Quantity, end: int) -> Counted:
    """What a quantity counts, read up to `end`."""
    words = list(_words_after(text, quantity.end, end))
    if quantity.unit:
        noun = (
            _behind_of(text, quantity.end, end) or (_last(words) if quantity.unit in ("%", "points") else None) or _plain(words)
        )
        return _of(quantity, quantity.unit, noun)
    measure = next(((unit, span) for word, span in words[:3] if (unit := MEASURES.get(word.lower()))), None)
    if measure:
        return _of(quantity, measure[0], _behind_of(text, measure[1][1], end))
    noun = (_plural(words) or _among(text, quantity.end, end)) if quantity.high != 1 else _plain(words)
    unit = "people" if noun and noun[0].lower() in PEOPLE else ""
    return _of(quantity, unit, noun)


def _of(quantity: Quantity, unit: str, noun: tuple[str, Span] | None) -> Counted:
    return Counted(quantity, unit, *(noun or ("", (quantity.end, quantity.end))))


def _words_after(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """The words after a number that may belong to its noun, up to a mark, a preposition, a verb that is known, or the limit."""
    place = start
    for _ in range(MAX_MODIFIERS + 2):
        match = _WORD.match(text, place, end)
        if match is None or text[place : place + 1] not in (" ", "-"):
            return
        word = match.group("word")
        if word.lower() in _STOPS and word.lower() not in _BETWEEN:
            return
        yield word, match.span("word")
        place = match.end()
        if text[match.start() : match.start() + 1] == "-":
            return  # "a 10-year plan": the number belongs to the compound


def _plural(words: list[tuple[str, Span]]) -> tuple[str, Span] | None:
    """The first word that looks like a plural; of two in a row ("sports halls") the second."""
    for i, (word, span) in enumerate(words[: MAX_MODIFIERS + 1]):
        if _is_plural(word):
            following = words[i + 1] if i + 1 < len(words) else None
            both = following and following[0].islower() and _is_plural(following[0]) and word[0].islower()
            return following if both and following else (word, span)
    return None


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in _IRREGULAR or (
        len(lower) > 3 and lower.endswith("s") and not lower.endswith(_NO_PLURAL) and lower not in _ENDS_IN_S
    )


def _plain(words: list[tuple[str, Span]]) -> tuple[str, Span] | None:
    """The word right after, for "one boat", "a $3bn deal", "5% growth"."""
    return next(((word, span) for word, span in words if word.lower() not in _BETWEEN and len(word) > 2), None)


def _last(words: list[tuple[str, Span]]) -> tuple[str, Span] | None:
    return words[0] if len(words) == 1 else None


def _among(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The plural of "two of the six drains", "11,000 of our talented employees"."""
    match = _OF_THEM.match(text, start, end)
    return _plural(list(_words_after(text, match.end() - 1, end))) if match else None


def _behind_of(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The noun behind "of (the)" or "in": a plural where there is one near, else the only word."""
    match = _BEHIND.match(text, start, end)
    if match is None:
        return None
    words = list(_words_after(text, match.end() - 1, end))
    return _plural(words) or (
        words[0] if len(words) == 1 or (words and text[words[0][1][1] : words[0][1][1] + 1] != " ") else None
    )
