"""corpus.readers.markup_guard: what would hold the parser is left out where it costs no text, else refused with a reason."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.html import read_html
from corpus.readers.markup_guard import HARMLESS, MAX_ATTRIBUTES, MAX_TAGS, guarded
from tests.corpus.builders import REGISTRY, source

PROSE = "The ferry to Skarvey will not sail before Monday morning, the harbour office said on Friday evening. " * 6
LONG = "x" * HARMLESS


def attributes(n: int, form: str = "a{}=1") -> str:
    return " ".join(form.format(i) for i in range(n))


def test_article_below_a_hundred_thousand_attributes_keeps_its_text():
    page = f"<p {attributes(100_000)}><article><h1>No ferry</h1><p>{PROSE}</p></article>"
    (article,) = read_html(source(page, "a.html"), REGISTRY).articles
    assert PROSE.strip() in article.text


@pytest.mark.parametrize("form", ["a{}=1", "a{}", 'a{}=">"', "a{}='x y=\"'", "a{} = 1", 'a{}="1"'])
def test_attributes_beyond_the_limit_are_left_out(form):
    most = f"<p {attributes(MAX_ATTRIBUTES, form)}>"
    assert guarded(f"<i>{most}{LONG}") == f"<i>{most}{LONG}"
    assert guarded(f"<i><p {attributes(MAX_ATTRIBUTES + 9, form)}>{LONG}") == f"<i>{most}{LONG}"


@pytest.mark.parametrize(
    "markup",
    [
        f"<script>var s = 1<a {attributes(2_000, 'w{}')}</script><p>x",
        f"<!-- <p {attributes(2_000, 'w{}')}> --><p>x",
        f"<p data='{attributes(2_000, 'w{}')}'>x",
        f'<p title="5" tall" b>{attributes(2_000, "w{}")}</p>',
        f"1 < 2 {attributes(2_000, 'w{}')}",
    ],
)
def test_words_that_are_no_attributes_stay(markup):
    assert guarded(markup + LONG) == markup + LONG


@given(st.lists(st.sampled_from(["<", ">", "p", "=", '"', "'", " ", "<script", "</script>", "<!--", "-->", "é"]), max_size=40))
def test_markup_with_few_attributes_is_never_changed(pieces):
    markup = "".join(pieces) + LONG
    assert guarded(markup) == markup


@pytest.mark.parametrize("piece", ['<p a="', "<script", "<!--", "<p ", "<p a='>\"", '="', "<"])
def test_broken_markup_takes_one_pass(piece):
    begun = time.process_time()
    guarded(piece * MAX_TAGS)
    assert time.process_time() - begun < 2


def test_page_of_too_many_tags_is_refused_at_once():
    begun = time.process_time()
    with pytest.raises(ValueError, match="a page of 500,000 tags; at most 100,000 are read"):
        read_html(source("<p>x" * 500_000, "a.html"), REGISTRY)
    assert time.process_time() - begun < 2
