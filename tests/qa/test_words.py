"""Names are told by their capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.words import STOP_WORDS, names_in


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where did Nikol Pashinyan meet the EU?", ["Nikol Pashinyan", "EU"]),
        ("What happened to the dam?", []),
        ("Dams break why?", []),
        ("Did the dam above Lower Harrow break?", ["Lower Harrow"]),
        ("Lower Harrow was left by whom?", ["Harrow"]),  # any word is capitalised there
        ("UN officials met Ilham Aliyev in Shusha.", ["UN", "Ilham Aliyev", "Shusha"]),
        ("Where are Halden, Fellgate and Cold Tarn?", ["Halden", "Fellgate", "Cold Tarn"]),
        ("It broke. Nobody saw it.", []),
        ("It broke. Maren Oddsholt saw it.", ["Oddsholt"]),
        ("Where are van Gogh's Sunflowers?", ["Gogh", "Sunflowers"]),
        ("Who is Anna-Lena Smith-Jones?", ["Anna-Lena Smith-Jones"]),
        ("Why did Ålesund flood?", ["Ålesund"]),
        ("", []),
    ],
)
def test_names_in_are_runs_of_capitalised_words(question: str, names: list[str]):
    assert names_in(question) == names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is Pashinyan's brother?", ["Pashinyan"]),
        ("Who is Pashinyan’s brother?", ["Pashinyan"]),
        ("What is the Joneses' house worth?", ["Joneses"]),
        ("What does O'Brien want?", ["O'Brien"]),
    ],
)
def test_names_in_leaves_possessives_out(question: str, names: list[str]):
    assert names_in(question) == names


@pytest.mark.parametrize("opener", ["What", "Did", "According", "The", "Which"])
def test_names_in_leaves_the_word_that_opens_a_question(opener: str):
    assert names_in(f"{opener} Fellgate") == ["Fellgate"]


def test_names_in_keeps_names_in_capitals_that_spell_a_stop_word():
    assert names_in("What did the US and the WHO announce?") == ["US", "WHO"]


@given(st.text())
def test_names_in_takes_every_word_from_the_text(text: str):
    for name in names_in(text):
        assert name
        for word in name.split(" "):
            assert word in text
            assert word.lower() not in STOP_WORDS or word.isupper()


def test_names_in_keeps_the_first_word_of_a_name_in_brackets():
    assert names_in("And why? (Lower Harrow, left)") == ["Lower Harrow"]


def test_names_in_takes_nothing_for_a_name_where_all_is_in_capitals_and_a_stop_word():
    assert names_in("WHO SAID SO TO US?") == []
