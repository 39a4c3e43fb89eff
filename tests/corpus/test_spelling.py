"""corpus.spelling: whether two words are one, in another spelling or by a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import likeness, may_differ, nearest, spelling_key

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("pashinian", "pashinyan", "spelling"),
        ("pashinjan", "pashinyan", "spelling"),
        ("hajiev", "hajiyev", "spelling"),
        ("tokaev", "tokayev", "spelling"),
        ("zelenskii", "zelensky", "spelling"),
        ("khuseynov", "huseinov", "spelling"),
        ("shakhramanyan", "shahramanyan", "spelling"),
        ("organisation", "organization", "spelling"),
        ("karabah", "karabakh", "spelling"),
        ("nawalny", "navalny", "spelling"),
        ("karabkah", "karabakh", "similar"),
        ("kharabakh", "karabakh", "similar"),
        ("stepanakirt", "stepanakert", "similar"),
        ("goverment", "government", "similar"),
        ("pashkova", "pashinyan", None),
        ("pashayan", "pashinyan", None),
        ("shahramyan", "shahramanyan", None),
        ("aliyeva", "aliyev", None),
        ("aliyev", "aliyeva", None),
        ("navalnaya", "navalny", None),
        ("leading", "reading", None),
        ("dam", "dam", None),
    ],
)
def test_likeness_of_names_and_slips(word: str, other: str, expected: str | None):
    assert likeness(word, other) == expected


@given(LETTERS, LETTERS)
def test_likeness_is_the_same_both_ways(word: str, other: str):
    assert likeness(word, other) == likeness(other, word)


@given(LETTERS)
def test_a_word_is_no_other_spelling_of_itself_and_keeps_its_key(word: str):
    assert likeness(word, word) is None
    assert spelling_key(word) == spelling_key(word)


@pytest.mark.parametrize(
    ("word", "is_name", "expected"),
    [
        ("minsk", True, True),
        ("dams", True, False),
        ("heading", False, False),
        ("goverment", False, True),
        ("1999x", True, False),
        ("123456789", True, False),
        ("", True, False),
    ],
)
def test_may_differ_only_where_letters_are_enough_to_tell(word: str, is_name: bool, expected: bool):
    assert may_differ(word, is_name) is expected


def test_nearest_takes_spellings_before_slips_all_of_them_sorted():
    assert nearest("pashinian", ["pashinyan", "pashinjan", "pashinan"]) == ("spelling", ("pashinjan", "pashinyan"))
    assert nearest("karabkah", ["karabakh", "other"]) == ("similar", ("karabakh",))
    assert nearest("karabkah", []) is None
