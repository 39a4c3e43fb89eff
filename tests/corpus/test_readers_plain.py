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
def test_read_plain_never_raises_and_gives_words_of_the_source(text):
    source_words = collapse(decode(text.encode("utf-8")))
    for article in articles(text):
        assert [p for p in article.text.split("\n\n") if p not in source_words] == []


MENU = tuple(f"Section {name}" for name in "abcdefghijklmnopqrstuvwxyz")
TEXT = (
    "The sirens rang at dawn, and the town of Harl was empty by six in the morning of a cold day.",
    "Engineers found water below the eastern bank, where sheep had grazed since Christmas, and shut the gates.",
    "“We had an hour,” said Mayor Odd on the quay, “and we used every minute of it to wake the valley.”",
    "The dam was built in 1931 of stone from the quarry above the town, and was last repaired nine years ago.",
    "The council meets on Friday to decide whether the lower streets can be lived in again before the summer.",
)
RELATED = (
    "Most popular", "Ferry strike ends after nine days", "A teaser of the ferry story says that the strike is over now.",
    "Bakers of Harl win a prize for rye bread", "Another teaser says a little about bread and about its bakers.",
    "Contact", "Imprint", "Jobs",
)  # fmt: skip


def dump(*head: str, title: str = "Sirens at the dam wake Harl | Harl Herald", body: tuple[str, ...] = TEXT, tail=RELATED) -> str:
    """A page as people save it: title, menu, head, text, links."""
    return "\n".join((title, *MENU, *head, *body, *tail))


def test_read_plain_finds_the_text_between_menu_and_links():
    article = only(dump("Sirens at the dam wake Harl", "By Ann Lee", "2 March 2024"))
    assert article.text == "\n\n".join(TEXT)
    assert (article.title, article.authors, article.published.iso) == ("Sirens at the dam wake Harl", ("Ann Lee",), "2024-03-02")


def test_read_plain_begins_below_the_headline_with_the_standfirst():
    standfirst = "Nobody was hurt when the water came, and the reason is a shepherd."
    article = only(dump("Sirens at the dam wake Harl", standfirst, "By", "Ann Lee", "and", "Bo Carr", "2 March 2024"))
    assert article.text == "\n\n".join((standfirst, *TEXT))
    assert article.authors == ("Ann Lee", "Bo Carr")


def test_read_plain_joins_the_lines_of_one_sentence():
    cut = (
        "The sirens rang at dawn over",
        "Harl",
        ", and the town was",
        "empty",
        "by six in the morning of a cold day.",
        *TEXT[1:],
    )
    assert only(dump(body=cut)).text.split("\n\n")[0] == (
        "The sirens rang at dawn over Harl , and the town was empty by six in the morning of a cold day."
    )


def test_read_plain_leaves_out_what_interrupts_an_article():
    between = ("Advertisement", "Lesen Sie auch", "Foto: Ann Lee", "Section a", "Shop", "Offers", "Wine of the week")
    body = (*TEXT[:2], *between, *TEXT[2:])
    assert only(dump("Sirens at the dam wake Harl", body=body)).text == "\n\n".join(TEXT)


def test_read_plain_ends_where_the_next_article_says_when_it_was_published():
    following = ("Ferry strike ends", "Published", "1 March 2024", *(line.replace("dam", "pier") for line in TEXT))
    assert only(dump(tail=(*following, *RELATED))).text == "\n\n".join(TEXT)


DAM = "Sirens at the dam wake Harl"
HEARD = "A shepherd hears the water and saves a valley"
ALARM = "The night of the alarm: how a valley was saved"
DAM_NEWS = "Dam news: an alarm and what it means"
WOKEN = "Floods: Sirens wake Harl"
SLEPT = "'Nobody slept': sirens at the dam wake all of Harl"


@pytest.mark.parametrize(
    ("title", "head", "headline"),
    [
        (f"{DAM} | Harl Herald", (DAM,), DAM),
        (f"{DAM} | Harl Herald", ("Sirens at the", "dam wake Harl"), DAM),
        (f"Floods: {DAM} - Harl Herald", ("Floods", DAM), f"Floods: {DAM}"),
        (f"{DAM} - Harl Herald", (), DAM),
        ("Harl news: dam alarm today", (HEARD, "By Ann Lee"), HEARD),
        (DAM, ("Thanks for signing up!", "Sections"), DAM),
        ("Sirens at the dam", (SLEPT,), SLEPT),
        (DAM_NEWS, ("News", DAM_NEWS, "Floods", ALARM, "By Ann Lee"), ALARM),
        (DAM_NEWS, ("News", DAM_NEWS, "Floods", HEARD), DAM_NEWS),
        (WOKEN, ("News", WOKEN, "Floods", ":", "Sirens wake Harl", "The sirens of Harl above the old dam"), WOKEN),
        (
            "Harl's dam: sirens in the night | Harl Herald",
            ("Harl’s dam: sirens in the night",),
            "Harl’s dam: sirens in the night",
        ),
    ],
    ids=[
        *("repeated", "cut in lines", "kicker", "title alone", "in other words", "button", "longer"),
        *("below a trail", "below a trail, of something else", "below a trail, after its kicker", "curved marks"),
    ],
)
def test_read_plain_finds_the_headline_by_the_pages_title(title, head, headline):
    assert only(dump(*head, title=title)).title == headline


def test_read_plain_takes_the_line_that_stands_again_above_a_date_for_the_headline():
    head = (HEARD, "Share", "2 March 2024", "Read more", "Bakers of Harl win a prize for rye bread this year")
    assert only(dump(*head, title=DAM_NEWS, tail=("Most read", HEARD, *RELATED))).title == HEARD


def test_read_plain_takes_no_line_of_a_table_of_contents_for_the_headline():
    contents = ("How a dam of earth holds the water", "How We Tested", "What to read on dams")
    assert only(dump(*contents, title=DAM_NEWS, tail=(*contents, *RELATED))).title == DAM_NEWS


@pytest.mark.parametrize(
    ("head", "iso"),
    [
        (("Veröffentlicht am 2. März 2024",), "2024-03-02"),
        (("Updated: 5 May 2024", "Published: 2 March 2024"), "2024-03-02"),
        (("Erstellt:", "02.03.2024, 18:16 Uhr", "Aktualisiert:", "05.05.2024, 18:16 Uhr"), "2024-03-02T18:16"),
        (("Aktualisiert am 5. Mai 2024",), None),
        (("Ausgabe vom 2. März 2024",), None),
        (("5 hours ago",), None),
        (("2 March 2031",), None),
    ],
)
def test_read_plain_dates_by_what_the_line_says(head, iso):
    assert only(dump("Sirens at the dam wake Harl", *head)).published.iso == iso


def test_read_plain_reads_updated_below_the_headline_only():
    assert only(dump("Sirens at the dam wake Harl", "Aktualisiert am 5. Mai 2024")).updated.iso == "2024-05-05"
    assert only(dump("Aktualisiert am 5. Mai 2024", *MENU[:9], "Sirens at the dam wake Harl")).updated.value is None


@pytest.mark.parametrize(
    ("tail", "iso"),
    [
        (("Publisert", "02.03.2024, kl. 13.05"), "2024-03-02T13:05"),
        (("2 March 2024",), "2024-03-02"),
        (("Most popular", "Ferry strike ends", "Bread", "2 March 2024"), None),
        (("© 2024 Harl Herald",), None),
    ],
    ids=["says so", "right after", "of another article", "copyright"],
)
def test_read_plain_dates_by_what_follows_the_text(tail, iso):
    assert only(dump("Sirens at the dam wake Harl", tail=(*tail, *RELATED))).published.iso == iso


def test_read_plain_reads_ambiguous_dates_as_the_page_writes_them():
    assert only(dump("Sirens at the dam wake Harl", "03/04/2024")).published.value is None
    assert only(dump("Sirens at the dam wake Harl", "03/04/2024", tail=(*RELATED, "29/03/2024"))).published.iso == "2024-04-03"


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (("Von Ann Lee und Bo Carr",), ("Ann Lee", "Bo Carr")),
        (("Ann Lee", "2 March 2024"), ("Ann Lee",)),
        (("Mathias Odd", "Journalist", "Bo Carr", "Reporter in Harl"), ("Mathias Odd", "Bo Carr")),
        (("von", "APA", "2 March 2024"), ("APA",)),
        (("2 March 2024", "Mathias Odd", "Foto: Ann Lee"), ()),  # whom the picture shows
        (("2 March 2024", "12 comments"), ()),
    ],
)
def test_read_plain_reads_authors_where_a_byline_stands(head, authors):
    assert only(dump("Sirens at the dam wake Harl", *head)).authors == authors


PARTNERS = ("Northern Star", "The Courier of the Vale")


@pytest.mark.parametrize(
    ("title", "tail", "name"),
    [
        ("Sirens at the dam wake Harl | Vale Courier", (), "Vale Courier"),
        ("Sirens at the dam wake Harl - Home - vale-courier.example", (), "Vale Courier"),
        ("Sirens at the dam wake Harl", ("© 2024 The Courier of the Vale. All rights reserved",), "Vale Courier"),
        ("Sirens at the dam wake Harl", ("©", "2024", "Vale Courier Ltd"), "Vale Courier"),
        ("Sirens at the dam wake Harl", ("Vale Courier", "About Vale Courier", "Jobs at Vale Courier"), "Vale Courier"),
        ("Sirens at the dam wake Harl", ("Partners", "Vale Courier"), "unknown outlet"),
        ("Sirens at the dam wake Harl", ("Northern Wire", "About Northern Wire", "Northern Wire jobs"), "unknown outlet"),
        ("Sirens at the dam wake Harl", ("© 2024 Harl Mediengruppe GmbH",), "unknown outlet"),
        ("Sirens at the dam wake Harl | Harl Herald", ("© 2024 Harl Herald",), "Harl Herald"),
        ("Sirens at the dam wake Harl | Politics", ("© 2024 Harl Herald",), "unknown outlet"),
        ("Sirens at the dam wake Harl | harl-herald.example", (), "unknown outlet"),
    ],
)  # fmt: skip
def test_read_plain_names_the_outlet_of_a_large_page_by_votes(title, tail, name):
    assert only(dump("Sirens at the dam wake Harl", *MENU, title=title, tail=(*RELATED, *tail))).outlet.name == name


JAPANESE = tuple(
    f"{n}日、ハールの町は午前六時までに空になり、技師たちは東の堤の下に水を見つけたと町長が語った。" for n in (2, 3, 4)
)


def test_read_plain_counts_words_where_no_spaces_part_them():
    title = "ダムの警報でハールの町が目を覚ます"
    article = only(dump(*MENU, title, "2024年3月2日 16時", title=f"{title} | 新聞", body=JAPANESE))
    assert (article.text, article.published.iso) == ("\n\n".join(JAPANESE), "2024-03-02")
