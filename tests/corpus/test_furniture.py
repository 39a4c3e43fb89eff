"""corpus.furniture: what is a page's and what is the article's."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import furniture_words
from corpus.furniture import furniture_rule
from corpus.furniture_words import is_notice, opening_of
from corpus.text import caseless


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("None", 1),
        ("loading...", 1),
        ("  NULL ", 1),
        ("Search", 2),
        ("What are you looking for ?", 2),
        ("A+", 2),
        ("fr", 2),
        ("Skip to main content", 2),
        ("Listen to this article", 2),
        ("Facebook", 3),
        ("Share this story", 3),
        ("share-lineLiked the story? Share it!", 3),
        ("Follow us on Bluesky", 3),
        ("Sign up for our daily newsletter", 3),
        ("Views: 1,049", 4),
        ("12 comments", 4),
        ("4 min read", 4),
        ("Last update: April 2, 2024 00:13", 5),
        ("Port Kessin 11 °C", 5),
        ("Vale Courier © 2024", 6),
        ("All rights reserved.", 6),
        ("Any use of materials needs a link to us", 6),
        ("Read more: Ferry strike ends", 7),
        ("Advertisement", 7),
        ("We use cookies to make the site work.", 7),
        ("The post Dam holds appeared first on Vale Courier.", 8),
        ("Photo: Ann Lee", 9),
        ("The dam at dawn, March 2, 2024 / Northern Wire", 9),
        ("Mayor Odd on the quay / Ann Lee", 9),
        ("KNIFE: The blade that was used. Foto: Harl Police", 9),
        ("Bild: Ann Lee", 9),
        ("Getty Images", 9),
        ("Lesedauer: 2 Min.", 4),
    ],
)
def test_furniture_rule_knows_the_lines_of_a_page(line, rule):
    assert furniture_rule(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "The dam held.",
        "Repairs begin in May",
        "Nobody loading the boat saw it.",
        "The search goes on.",
        "Views on the dam differ.",
        "The editor said that the copyright of the letters lies with the family and that no court will change it.",
        "She has written a newsletter about the valley every Friday since the flood, and 400 people pay for it.",
        "It was 11 °C in the hall when the council met.",
        "She paid half. / He paid the rest.",
        "By Ann Lee, October 2, 2023",
        "She had one picture: the dam at dawn. It was enough.",
    ],
)
def test_furniture_rule_leaves_the_article_alone(line):
    assert furniture_rule(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "The clip was shared thousands of times on social media.",
        "Like it or not, the dam will be raised next year.",
        "Residents were asked to sign up for the flood register.",
        "The court ruled that the song infringed her copyright.",
        "The council split 3 / 4 along party lines.",
    ],
)
def test_furniture_rule_spares_a_short_sentence(line):
    assert furniture_rule(line) is None


WORDS = ("Share", "this", "Views:", "12", "October 2, 2023", " / ", "©", "newsletter", "°", ".", "Read more", "dam", "\u2028")


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=40))
def test_furniture_rule_never_raises(line):
    assert furniture_rule(line) in {None, *range(1, 10)}
    assert furniture_rule(f"  {line}\t") == furniture_rule(line)


def n_words(line: str) -> int:
    return len(line.split())


@pytest.mark.parametrize(
    ("opening", "line"),
    [
        ("pointer", "Read more: Ferry strike ends"),
        ("pointer", "· Lesen Sie auch"),
        ("pointer", "Читайте также"),
        ("pointer", "Les også: Ferjestreiken er over"),
        ("ending", "Most popular"),
        ("ending", "Kommentare (12)"),
        ("ending", "Meistgelesen"),
        ("ending", "En çok okunanlar"),
        ("ending", "関連記事"),
        ("interruption", "ANNONCE"),
        ("interruption", "Advertisement"),
        ("interruption", "Passer la publicité"),
        ("interruption", "Article content"),
        ("interruption", "Anzeige"),
        ("interruption", "İLAN"),
    ],
)
def test_opening_of_knows_furniture_in_many_languages(opening, line):
    assert opening_of(caseless(line), n_words(line)) == opening


@pytest.mark.parametrize(
    "line", ["We use cookies to make this site work for you.", "Mit der Anmeldung stimmen Sie unserem Datenschutz zu."]
)
def test_is_notice_knows_lines_of_the_pages_use(line):
    assert is_notice(caseless(line), n_words(line))


@pytest.mark.parametrize(
    "line", ["Read more books, she told the class of nine-year-olds on Monday morning.", "The dam held.", ""]
)
def test_furniture_words_spare_sentences(line):
    assert opening_of(caseless(line), n_words(line)) is None
    assert not is_notice(caseless(line), n_words(line))


def test_every_pattern_of_furniture_words_begins_with_a_letter_as_it_stands():
    tables = tomllib.loads(Path(furniture_words.__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    patterns = [p.removeprefix(r"\b") for table in tables.values() for words in table.values() for p in words]
    assert [p for p in patterns if not re.match(r"[^\W\d_][^?*{]|【", p) or p != caseless(p)] == []
