"""Quantities with their values, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.numbers import quantities, spelled_value

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "bound", "words"),
    [
        ("In all 25,000 people left", 25000, 25000, "", "", "25,000"),
        ("more than 120,000 residents", 120000, 120000, "", "more than", "120,000"),
        ("some 1.2 million people", 1_200_000, 1_200_000, "", "about", "1.2 million"),
        ("over 750 thousand people", 750_000, 750_000, "", "more than", "750 thousand"),
        ("120 000 people", 120000, 120000, "", "", "120 000"),
        ("Some 1.900 people", 1900, 1900, "", "about", "1.900"),
        ("$3bn in aid", 3e9, 3e9, "$", "", "$3bn"),
        ("£250m", 250e6, 250e6, "£", "", "£250m"),
        ("US$22 million", 22e6, 22e6, "$", "", "US$22 million"),
        ("4.5 per cent of voters", 4.5, 4.5, "%", "", "4.5 per cent"),
        ("Just over 50% of them", 50, 50, "%", "more than", "50%"),
        ("10 percentage points", 10, 10, "points", "", "10 percentage points"),
        ("10–12 boats", 10, 12, "", "", "10–12"),
        ("1,000-1,200 boats", 1000, 1200, "", "", "1,000-1,200"),
        ("$10–12 million", 10e6, 12e6, "$", "", "$10–12 million"),
        ("between 10 and 12 boats", 10, 12, "", "", "10 and 12"),
        ("three to four boats", 3, 4, "", "", "three to four"),
        ("at least 20 recruits", 20, 20, "", "at least", "20"),
        ("as many as 25,000 stores", 25000, 25000, "", "at most", "25,000"),
        ("fewer than eight", 8, 8, "", "less than", "eight"),
        ("nearly 7,000 cases", 7000, 7000, "", "about", "7,000"),
        ("two hundred and five men", 205, 205, "", "", "two hundred and five"),
        ("a million people", 1e6, 1e6, "", "", "a million"),
        ("Thirty-four states", 34, 34, "", "", "Thirty-four"),
        ("about 2000 people", 2000, 2000, "", "about", "2000"),
    ],
)
def test_a_quantity_is_read(text: str, low: float, high: float, unit: str, bound: str, words: str):
    (found,) = quantities(text)
    assert (found.low, found.high, found.unit, found.bound) == (low, high, unit, bound)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "on 14 March, and March 14",
        "in 2023, the 1980s, 2021-22",
        "at 5.12 am, at 12:40, around 5 p.m.",
        "the 34-year-old, aged 34, ages 18-25",
        "won 3-1, a 6-4 vote, opened 0-4",
        "the 5th floor",
        "Call 480-559-5859 now",
        "COVID-19, BA.1, Flight 93, No. 1, a Boeing 737",
        "half of them, a few, dozens, two and a half million",
        "at one, each one, the two",
        "3m tall",
        "",
    ],
)
def test_what_counts_nothing_is_left_out(text: str):
    assert quantities(text) == []


def test_a_change_is_no_range():
    assert [(q.low, q.high) for q in quantities("It grew from 10 to 12 boats.")] == [(10, 10), (12, 12)]


def test_quantities_are_read_in_the_slice_only():
    assert [q.low for q in quantities("12 boats, 13 ships", 9)] == [13]


@pytest.mark.parametrize("words", ["a", "an", "five six", "a five"])
def test_words_that_are_no_number(words: str):
    assert spelled_value(words) is None


def _spelled(n: int) -> str:
    units, tens = UNITS.split(), TENS.split()
    if n < 20:
        return units[n]
    if n < 100:
        return tens[n // 10 - 2] + (f"-{units[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_spelled(n // 100)} hundred" + (f" and {_spelled(n % 100)}" if n % 100 else "")
    return f"{_spelled(n // 1000)} thousand" + (f" {_spelled(n % 1000)}" if 0 < n % 1000 < 100 else "")


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_come_back_as_they_were_written(n: int):
    (found,) = quantities(f"some {n:,} boats")
    assert (found.low, found.high) == (n, n)


@given(st.integers(min_value=1, max_value=99_900).filter(lambda n: n < 1000 or n % 1000 < 100))
def test_words_come_back_as_they_were_written(n: int):
    words = _spelled(n)
    assert spelled_value(words) == n
    assert [q.low for q in quantities(f"some {words} boats")] == [n]


@given(st.integers(min_value=1, max_value=999), st.sampled_from([("thousand", 1e3), ("million", 1e6), ("billion", 1e9)]))
def test_scales_come_back_as_they_were_written(tenths: int, scale: tuple[str, float]):
    word, factor = scale
    (found,) = quantities(f"some {tenths / 10} {word} boats")
    assert found.low == pytest.approx(tenths / 10 * factor)


@given(st.text(alphabet="0123456789,.- –%$mbk onethudrsa"))
def test_quantities_lie_in_order_inside_the_text(text: str):
    edges = [edge for q in quantities(text) for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(q.low <= q.high for q in quantities(text))
