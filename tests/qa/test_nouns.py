"""What a number counts: unit and noun."""

import pytest

from qa.nouns import counted
from qa.numbers import quantities


@pytest.mark.parametrize(
    ("text", "unit", "noun"),
    [
        ("More than 120,000 ethnic Armenians left.", "", "Armenians"),
        ("In all 2,350 residents left.", "people", "residents"),
        ("5,000 more people left.", "people", "people"),
        ("nine rescue boats sank", "", "boats"),
        ("20 sports halls", "", "halls"),
        ("six bus drivers said so", "", "drivers"),
        ("one boat sank", "", "boat"),
        ("11,000 of our talented employees", "", "employees"),
        ("880,000 cases of influenza", "", "cases"),
        ("98 per cent of capacity", "%", "capacity"),
        ("5% of the voters", "%", "voters"),
        ("5% growth", "%", "growth"),
        ("a $3bn deal was made", "$", "deal"),
        ("$400 million in loans and grants", "$", "loans"),
        ("3,100 litres of diesel a day", "litre", "diesel"),
        ("2.3 million crowns", "crown", ""),
        ("about three square kilometres of land", "km", "land"),
        ("a 10-year plan", "year", ""),
        ("they counted 12.", "", ""),
        ("they counted 12 and left", "", ""),
    ],
)
def test_unit_and_noun(text: str, unit: str, noun: str):
    found = counted(text, quantities(text)[0], len(text))
    assert (found.unit, found.noun) == (unit, noun)
    assert text[slice(*found.place)] == noun


def test_nothing_is_read_beyond_the_end():
    text = "They counted 12 boats."
    assert counted(text, quantities(text)[0], 15).noun == ""
