"""The names of the months, in the languages of the news that people keep.

English is here; the rest comes from Babel (the Unicode consortium's locale data) when a word is first asked for that is
no English month, since reading it takes some 0.4 seconds. Names that mean different months in two languages
("listopad" is October in Croatian, November in Polish) are left out: unknown is better than wrong.
"""

from functools import cache

from babel import Locale

_ENGLISH = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_LANGUAGES = (
    "az tr ru hy de fr es it pt ar fa he ka uk be bg sr sr_Latn hr bs sl mk cs sk pl ro hu el sq nl af da nb nn sv fi et lv lt is"
    " ga cy ca eu gl id ms sw zu hi bn ur ta vi kk uz ky lb mt"
).split()
MIN_LETTERS = 3  # of a month's name: shorter abbreviations are words of some other language


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name, whole or abbreviated, in any case and with or without a full stop; else None."""
    name = word.casefold().rstrip(".")
    return _ENGLISH.get(name) or (None if name.isascii() and len(name) < MIN_LETTERS else _other_names().get(name))


@cache
def _other_names() -> dict[str, int]:
    numbers: dict[str, set[int]] = {}
    for code in _LANGUAGES:
        months = Locale.parse(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = name.casefold().removeprefix("de ").removeprefix("d’").rstrip(".")
                    numbers.setdefault(plain, set()).add(number)
    return {name: min(found) for name, found in numbers.items() if len(found) == 1 and len(name) >= MIN_LETTERS}
