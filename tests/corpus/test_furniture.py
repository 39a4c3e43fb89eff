"""corpus.furniture: what is a page's and what is the article's."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import furniture_words
from corpus.furniture import furniture_rule
from corpus.furniture_words import is_address, is_bare_pointer, is_closing, is_notice, opening_of
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
        ("Image:", 1),
        ("Kopiere den aktuellen Link", 2),
        ("Please try again.", 2),
        ("https://harl.example/2", 2),
        ("Thanks for signing up!", 3),
        ("$139 at Harl Hardware (Regular)", 3),
        ("[1/5]", 4),
        ("01:43 min", 4),
        ("5 hours ago", 5),
        ("il y a 3 heures", 5),
        ("AP Photo/Ann Lee", 9),
        ("REUTERS/Ann Lee", 9),
        ("(AP Photo/Ann Lee)", 9),
        ("— Picture by Ann Lee", 9),
        ("NO RESALES.", 9),
        ("Anhören", 2),
        ("Getty Images)", 9),
        ("Write to desk@harl.example", 3),
        ("町を出る市長＝13日、ハールで（山田太郎撮影）", 9),
        ("Additional reporting by Ann Lee in Harl; Editing by Bo Carr", 10),
        ("– additional reporting by Ann Lee", 10),
        ("Übersetzung: Ann Lee, Redaktion: Bo Carr", 10),
        ("Casting Director: ANN LEE", 10),
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
        "at home in Harl",
        "$139",  # may be an article's own number
        "2:1",
        "With files from Northern Wire",  # whom the article credits
        "The reporting by Ann Lee won her a prize.",
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
    assert furniture_rule(line) in {None, *range(1, 11)}
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


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Czytaj więcej", True),
        ("Mehr zum Thema:", True),
        ("• READ MORE", True),
        ("Mehr zum Thema Wasser", False),
        ("Read more books, she said", False),
    ],
)
def test_a_bare_pointer_says_nothing_else(line, is_one):
    assert is_bare_pointer(caseless(line)) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Wie hat Ihnen dieser Artikel gefallen?", True),
        ("Do you have a story to tell? Write to us.", True),
        ("Нашли опечатку? Выделите её.", True),
        ("Do you have to leave, the children asked.", False),
        ("Independent journalism is rare in the valley.", False),
    ],
)
def test_a_closing_asks_the_reader_about_the_page(line, is_one):
    assert is_closing(caseless(line)) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Cancel your subscription at any time.", True),
        ("Hier können Sie den Newsletter bestellen.", True),
        ("Sie hat den Newsletter bestellt.", False),  # she
        ("“Cancel your subscription,” said the mayor.", False),
    ],
)
def test_an_address_speaks_to_the_reader(line, is_one):
    assert is_address(line) is is_one


def test_every_pattern_of_furniture_words_is_caseless_and_all_but_closings_begin_with_a_letter_as_it_stands():
    tables = tomllib.loads(Path(furniture_words.__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    patterns = {kind: [p.removeprefix(r"\b") for words in table.values() for p in words] for kind, table in tables.items()}
    assert [p for found in patterns.values() for p in found if p != caseless(p)] == []
    del patterns["closings"]
    assert [p for found in patterns.values() for p in found if not re.match(r"[^\W\d_][^?*{]|【", p)] == []
