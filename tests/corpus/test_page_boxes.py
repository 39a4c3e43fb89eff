"""corpus.readers.page_boxes: what of a page's lines stands in boxes."""

import pytest
from lxml import html

from corpus.readers.page_boxes import boxes_of

ARTICLE = "<p>The sirens rang at dawn, and the town of Harl was empty by six in the morning.</p>" * 3
LINK = "<a href='/2'>Ferry strike ends after nine days</a>"


def held(markup: str, line: str) -> bool:
    return boxes_of(html.document_fromstring(f"<html><body><article>{ARTICLE}{markup}</article></body></html>")).hold(line)


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<div class='visually-hidden'>Article content</div>", "Article content"),
        ("<ul><li class='js-tooltip'>Members only.</li></ul>", "- Members only."),
        ("<p class='Feedback wide'>Found an error? <a href='/e'>Tell us.</a></p>", "Found an error? Tell us."),
        ("<div id='affiliate_info'>We earn a commission.</div>", "We earn a commission."),
        ("<div class='media-story-card__hero'><p>Shops reopen in the valley.</p></div>", "Shops reopen in the valley."),
        (f"<ul><li>{LINK}</li></ul>", "- Ferry strike ends after nine days"),
        (f"<p><b>Read also: {LINK}</b></p>", "Read also: Ferry strike ends after nine days"),
        (f"<p>Live | {LINK}</p>", "Live | Ferry strike ends after nine days"),
        ("<li><a href='/2'><h4>Ferry strike ends</h4><p>They are back at sea.</p></a></li>", "They are back at sea."),
    ],
)
def test_a_line_in_a_box_is_held(markup, line):
    assert held(markup, line)


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p>The strike of the ferries ended.</p>", "The strike of the ferries ended."),
        (f"<p>He spoke of it when {LINK}</p>", "He spoke of it when Ferry strike ends after nine days"),
        (f"<h3>{LINK}</h3>", "Ferry strike ends after nine days"),  # a heading of the article that leads to its subject
        ("<p><a href='/2'>Ann Lee</a></p>", "Ann Lee"),  # too short to tell
        ("<li><a href='#dam'>What the dam has held</a></li>", "What the dam has held"),  # the article's own contents
        (
            "<p><a href='/2'>The ferries were back at sea by noon on Friday.</a></p>",
            "The ferries were back at sea by noon on Friday.",
        ),
        ("<p>We held.</p><p class='newsletter'>We held.</p>", "We held."),  # stands outside, too
        (f"<div class='recommended'>{ARTICLE * 9}</div>", ARTICLE[3:-4]),  # the article, whatever its class says
    ],
)
def test_a_line_of_the_article_is_not_held(markup, line):
    assert not held(markup, line)


def test_words_in_scripts_are_not_on_the_page():
    script = '<script>{"text": "We earn a commission."}</script>'
    assert held(f"<p class='affiliate'>We earn a commission.</p>{script}", "We earn a commission.")
