"""Stretches in double quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.quotations import FILL, Quotation, masked, quotations_of


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Go,” she said. “Stay.”", ["“Go,”", "“Stay.”"]),
        ('"Go," she said. "Stay."', ['"Go,"', '"Stay."']),
        ("«Go», she said.", ["«Go»"]),
        ("“Throw the “parliament” out,” he said.", ["“Throw the “parliament” out,”"]),
        ("“Go on", ["“Go on"]),
        ('A pipe of 6" burst.', []),
        ("She left.", []),
        ("”Go“", ["“"]),
    ],
)
def test_quotations_are_the_outermost(text: str, quoted: list[str]):
    assert [text[q.start : q.end] for q in quotations_of(text)] == quoted


def test_a_quotation_ends_with_its_paragraph():
    text = "“We left.\n\n“We came back.” Good."
    assert quotations_of(text) == [Quotation(0, 9, closed=False), Quotation(11, 26, closed=True)]


def test_quotations_are_looked_for_in_the_slice_only():
    assert quotations_of("“Go,” and “stay”.", 6, 17) == [Quotation(10, 16, closed=True)]


def test_masked_keeps_the_places():
    text = "“Go,” she said."
    assert masked(text, quotations_of(text), 0, len(text)) == f"{FILL * 5} she said."
    assert masked(text, quotations_of(text), 3, 9) == f"{FILL * 2} she"


@given(st.text(alphabet='ab “”"«»\n.'))
def test_quotations_lie_in_order_inside_the_text(text: str):
    edges = [edge for q in quotations_of(text) for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert len(masked(text, quotations_of(text), 0, len(text))) == len(text)
