"""Marks are cut from stored text: taking the tags away gives the text back."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from ui.marking import marked

TEXT = "One & two.\n\nThree <b>four</b>. Five."


def test_marked_escapes_and_marks_by_offsets() -> None:
    assert (
        marked(TEXT, 0, len(TEXT), [(12, 30)]) == "<p>One &amp; two.</p><p><mark>Three &lt;b&gt;four&lt;/b&gt;.</mark> Five.</p>"
    )


def test_marked_cuts_a_mark_that_crosses_paragraphs() -> None:
    assert marked("Aa bb.\n\nCc dd.", 0, 14, [(3, 10)]) == "<p>Aa <mark>bb.</mark></p><p><mark>Cc</mark> dd.</p>"


def test_marked_slice_shows_only_itself() -> None:
    assert marked(TEXT, 31, len(TEXT), []) == "<p>Five.</p>"


@given(st.text(alphabet="ab<>&\"' \n${}`é🙂", max_size=60), st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_marked_without_tags_is_the_text(text: str, edges: list[int]) -> None:
    a, b, c, d = sorted(min(edge, len(text)) for edge in edges)
    shown = marked(text, 0, len(text), [(a, b), (c, d)])
    words = html.unescape(re.sub(r"</?mark>", "", re.sub(r"</?p>", " ", shown))).split()
    assert words == text.split()
