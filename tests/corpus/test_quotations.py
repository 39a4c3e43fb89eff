"""Where a text quotes somebody; what may be quoted counts as quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quotations import quotation_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We left on Sunday,” she said.", ["“We left on Sunday,”"]),
        ('"Yes," she said. "No."', ['"Yes,"', '"No."']),
        ("‘We left on Sunday,’ she said.", ["‘We left on Sunday,’"]),
        ("'We won't go,' he said.", ["'We won't go,'"]),
        ("The museum's whale and the boys' boats.", []),
        ("„Nein“, sagte sie. «Non», dit-il.", ["„Nein“", "«Non»"]),
        ("“It began.\n\n“It went on,” she said.\n\nIt ended.", ["“It began.", "“It went on,”"]),
        ('A mark " is left open.\n\nNext.', ['" is left open.']),
        ("It was in the ’90s.", []),
        ("", []),
    ],
)
def test_quotation_spans_gives_what_stands_between_marks(text: str, quoted: list[str]):
    assert [text[start:end] for start, end in quotation_spans(text)] == quoted


@given(st.text(alphabet="“”\"'’‘ab .,\n«»"))
def test_quotation_spans_lie_in_order_apart_and_inside(text: str):
    spans = quotation_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)
