"""corpus.readers.plain: scraped text, read by position and form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Outlet
from corpus.readers.plain import read_plain
from corpus.readers.reading import Failure
from corpus.text import collapse, decode
from tests.corpus.builders import REGISTRY, source

PAGE = """\
Menu
Last update: April 2, 2024 00:13
Newsroom logo

Sirens at the Dam as Rain Returns

By Ann Lee and Bo Carr March 2, 2024 16:13

None
The dam at dawn, March 1, 2024 / Northern Wire

The sirens rang at dawn, and the town of Harl was empty by six.
ads
Repairs begin
"We had an  hour," said Mayor Odd, "and we used every minute of it."

Share this story
Views: 12
Ferry strike ends
© 2024 Harbour Gazette. All rights reserved.
"""
PROSE = "The sirens rang at dawn, and the town of Harl was empty by six."


def articles(text: str):
    return read_plain(source(text), REGISTRY).articles


def only(text: str):
    (article,) = articles(text)
    return article


def test_read_plain_takes_a_page_apart():
    article = only(PAGE)
    assert article.title == "Sirens at the Dam as Rain Returns"
    assert article.authors == ("Ann Lee", "Bo Carr")
    assert (article.published.iso, article.published.origin) == ("2024-03-02T16:13", "byline")
    assert article.published.evidence == "March 2, 2024 16:13"
    assert article.outlet == Outlet("harbour-gazette", "Harbour Gazette", origin="page")
    assert article.updated.value is None
    assert (article.url, article.language, article.source_name) == (None, "en", "page.txt")
    assert article.text == (
        "The sirens rang at dawn, and the town of Harl was empty by six.\n\nRepairs begin\n\n"
        '"We had an hour," said Mayor Odd, "and we used every minute of it."'
    )


POSTS = f"""\
Day: October 2, 2023
{PROSE}
It was empty, Harbour gazette reporters told Northern Wire on the quay that day.
The post Sirens ring appeared first on Harbour Gazette.
The ferry sailed at noon with nobody on board but its two cooks.
The post Ferry sails: nobody aboard appeared first on Vale Courier.
Follow us on Facebook
"""


def test_read_plain_parts_two_posts_of_one_file():
    first, second = articles(POSTS)
    assert (first.title, second.title) == ("Sirens ring", "Ferry sails: nobody aboard")
    assert (first.outlet.name, first.outlet.origin) == ("Harbour gazette", "aggregator"), "as spelled in the running text"
    assert (second.outlet.name, second.outlet.country) == ("Vale Courier", "GB")
    assert second.text == "The ferry sailed at noon with nobody on board but its two cooks."
    assert [o.name for o in first.originals] == ["Northern Wire"]
    assert first.article_id != second.article_id
    assert first.source_id == second.source_id


def test_read_plain_gives_every_post_the_files_day():
    dates = [(a.published.iso, a.published.evidence, a.published.origin) for a in articles(POSTS)]
    assert dates == [("2023-10-02", "Day: October 2, 2023", "aggregator")] * 2


def test_read_plain_reads_a_last_post_without_footer():
    third = articles(POSTS.replace("Follow us on Facebook", PROSE))[2]
    assert (third.title, third.outlet) == (None, Outlet.unknown())


@pytest.mark.parametrize(
    ("head", "iso", "evidence"),
    [
        ("By Ann Lee\n2 October 2023 16:13", "2023-10-02T16:13", "2 October 2023 16:13"),
        ("Posted on October 2, 2023", "2023-10-02", "October 2, 2023"),
        ("March 1, 2022\nBy Ann Lee | October 2, 2023", "2023-10-02", "October 2, 2023"),
        ("October 2023", "2023-10", "October 2023"),
        (", 2023", "2023", ", 2023"),
        ("Last update: May 5, 2024 21:40", None, ""),
        ("Updated: May 5, 2024", None, ""),
        ("The plan that the council voted on October 2, 2023 is dead", None, ""),
        ("© 2023 Harbour Gazette", None, ""),
    ],
)
def test_read_plain_dates_by_byline_or_date_line_only(head, iso, evidence):
    found = only(f"{head}\n\n{PROSE}").published
    assert (found.iso, found.evidence) == (iso, evidence)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Home page menu\nSirens at the dam\nBy Ann Lee", "Sirens at the dam"),
        ("Sirens at the dam\n, 2023\nSirens at the dam\nAnother long line here", "Sirens at the dam"),
        ("Sirens at the dam\n2 October 2023\nA standfirst about rain", "Sirens at the dam"),
        ("Weather sport culture\nSirens at the dam", "Sirens at the dam"),
        ("Views: 12\nBy Ann Lee\nfr", None),
        ("Sirens", None),
        ("", None),
    ],
)
def test_read_plain_finds_the_headline_by_its_place(head, title):
    assert only(f"{head}\n\n{PROSE}").title == title


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("by Ann Lee, Bo Carr & Cy Dale | 2 October 2023", ("Ann Lee", "Bo Carr", "Cy Dale")),
        ("By Anne-Marie O’Dea – October 2, 2023", ("Anne-Marie O’Dea",)),
        ("Bythe sea walks", ()),
        pytest.param("By Simon March", ("Simon March",)),
    ],
)
def test_read_plain_reads_the_authors_of_a_byline(byline, authors):
    assert only(f"{byline}\n\n{PROSE}").authors == authors


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Harbour Gazette © 2025. .", "Harbour Gazette"),
        ("© 2019-2025 vale courier", "Vale Courier"),
        ("(c) 2024 Harbour Gazette Ltd. All rights reserved", "Harbour Gazette"),
        ("The Courier of the Vale", "Vale Courier"),
        ("NW News", "unknown outlet"),
        ("Newsroom logo", "unknown outlet"),
        ("© 2025", "unknown outlet"),
        ("© 2025 All texts of this page belong to those who wrote them", "unknown outlet"),
        pytest.param("Copyright © 2024 Vale Courier. All rights reserved.", "Vale Courier"),
    ],
)
@pytest.mark.parametrize("page", ["{line}\n\n{prose}", "{prose}\n\n{line}"], ids=["head", "tail"])
def test_read_plain_names_the_outlet_by_copyright_or_registered_line(page, line, name):
    assert only(page.format(line=line, prose=PROSE)).outlet.name == name


def test_read_plain_spells_the_copyright_name_as_the_page_does():
    assert only(f"{PROSE}\n\nCaliber.Harl\nCaliber.harl © 2025").outlet.name == "Caliber.Harl"


def test_read_plain_keeps_short_lines_inside_the_body():
    verse = "O dam of Harl\n\nthou leakest"
    assert only(f"{PROSE}\n\n{verse}\n\n{PROSE}").text == f"{PROSE}\n\n{verse}\n\n{PROSE}"


@pytest.mark.parametrize("text", ["Menu\nSport\nContact us today", "None\n\nloading", "word " * 200])
def test_read_plain_says_where_no_line_is_prose(text):
    reading = read_plain(source(text), REGISTRY)
    assert reading.articles == ()
    assert reading.failures == (Failure("page.txt", "no running text: no line reads as a sentence of an article"),)


LINES = (PROSE, "Repairs begin", "By Ann Lee October 2, 2023", "None", "Views: 12", "", "Day: October 2, 2023", "©", ", 2023",
         "The post X appeared first on Y.", "“We had an hour, and we used it,” said Mayor Odd.")  # fmt: skip


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=12).map("\n".join))
def test_read_plain_never_raises_and_gives_lines_of_the_source(text):
    lines = {collapse(line) for line in decode(text.encode("utf-8")).split("\n")}
    for article in articles(text):
        assert set(article.text.split("\n\n")) <= lines
