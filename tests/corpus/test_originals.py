"""corpus.originals: whom a text credits, with the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.originals import credited_originals
from tests.corpus.builders import REGISTRY


def credits(text: str, publisher_id: str = "unknown") -> list[tuple[str, str, str]]:
    found = credited_originals(text, REGISTRY, publisher_id)
    assert all(text[o.start : o.end] == o.evidence for o in found)
    return [(o.name, o.kind, o.evidence) for o in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He told Northern Wire that it held.", ("Northern Wire", "agency", "told Northern Wire")),
        ("It held, according to the Vale Courier.", ("Vale Courier", "outlet", "according to the Vale Courier")),
        ("It held, according to Vale Courier’s man.", ("Vale Courier", "outlet", "according to Vale Courier’s")),
        ("A reporter for NW News saw it.", ("Northern Wire", "agency", "reporter for NW News")),
        ("It held, citing Harbour Office figures.", ("Harbour Office", "official", "citing Harbour Office")),
        ("It held, northern-wire.example reporting HarlPress.", ("HarlPress", "agency", "reporting HarlPress")),
        ("It held, citing Dunmore Gazette.", ("Dunmore Gazette", "outlet", "citing Dunmore Gazette")),
        ("First published in the Dunmore Post", None),
        ("It was first published in the Dunmore Post.", ("Dunmore Post", "outlet", "first published in the Dunmore Post")),
        ("HARL (Northern Wire) - It held.", ("Northern Wire", "agency", "HARL (Northern Wire)")),
        ("HARL, March 2 (Coast Desk) – It held.", ("Coast Desk", "agency", "HARL, March 2 (Coast Desk)")),
        ("It held.\n\nHARL (Coast Desk) — So they say.", ("Coast Desk", "agency", "HARL (Coast Desk)")),
    ],
)
def test_credited_originals_names_the_credit_and_its_words(text, expected):
    assert credits(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "He told Anna Lee that it held.",
        "According to Marl Inc., it held.",
        "It held, citing Mayor Odd.",
        "The mayor (Labour) - a farmer - said no.",
        "Northern Wire opened an office.",
    ],
)
def test_credited_originals_prefers_silence_to_a_guess(text):
    assert credits(text) == []


def test_credited_originals_gives_each_once_in_order_without_the_publisher():
    text = "HARL (Vale Courier) - Odd told NW News, citing Dunmore Gazette. Pell told Northern Wire the same."
    names = [name for name, _, _ in credits(text, "vale-courier")]
    assert names == ["Northern Wire", "Dunmore Gazette"]


PIECES = ("told ", "reporting ", "the ", "Northern Wire", "HarlPress", "’s", "(", ")", " - ", "HARL ", ", ", ".", "\n\n", "via ")


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40))
def test_credited_originals_are_slices_of_any_text(text):
    credits(text)
