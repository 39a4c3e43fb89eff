"""corpus.readers.nexis: exports of Nexis Uni and the older LexisNexis, as text and as HTML."""

import pytest

from corpus.article import Article, Outlet
from corpus.readers.nexis import nexis_lines, read_nexis
from corpus.readers.reader import read
from tests.corpus.builders import REGISTRY, source

COVER = "User Name: Someone\nDate and Time: Monday, May 6, 2024 10:00:00 AM\n\n"
UNI = """Sirens ring in Harl
Vale Courier (Harl)
October 2, 2023 Monday 9:50 PM GMT

Copyright 2023 Vale Courier All Rights Reserved
Section: NEWS; Pg. 3
Length: 12 words
Byline: Ann Lee and Bo Carr, Chief Reporter
Dateline: HARL
Body

The sirens rang at dawn.
Update: the town was empty.

Graphic

Photo of a dam.

Classification

Language: ENGLISH
Publication-Type: Newspaper
Load-Date: October 3, 2023

End of Document

"""
OLDER = """
Download Request: Selected Items: 1-2
Time Of Request: Friday, March 20, 2018  16:51:31

                               1 of 2 DOCUMENTS


                                  NW News

                            January 11, 2010 Monday
                               Edition 1;
                               Harl

Sirens ring in Harl and in
the valley

BYLINE: Ann Lee

SECTION: FEATURES; Pg. 6

LENGTH: 355 words

HIGHLIGHT: Bells were
heard, too.

The sirens rang at dawn in the town of Harl, and the people of the valley left
before six, by bus.

It rained.

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

                       Copyright 2010 NW
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                                  The Courier of the Vale

                            January 12, 2010 Tuesday

Dam holds

LENGTH: 35 words

The dam held.

LOAD-DATE: January 12, 2010
"""
PAGE = """<HTML><BODY><DIV><P>Download Request: Selected Items: 1-49<BR>Time: x</P></DIV><DIV>1 of 49 DOCUMENTS</DIV>
<BR><DIV><BR><P><IMG SRC="l.gif"><BR><SPAN>Vale Courier</SPAN></P></DIV><BR><DIV><P><SPAN>February</SPAN>
<SPAN> 27, 2012 Monday 9:50 PM GMT+1</SPAN></P></DIV><BR><DIV><P><SPAN>Sirens ring</SPAN></P></DIV><BR>
<DIV><P><SPAN>BYLINE: </SPAN><SPAN>Ann Lee</SPAN></P></DIV><DIV><P><SPAN>LENGTH: </SPAN>12 words</P></DIV>
<DIV><P>The <B>dam</B> held.</P><P>It rained.</P></DIV><DIV><P><SPAN>UPDATE: </SPAN>28. February 2012</P></DIV>
<DIV><P>LANGUAGE: ENGLISH</P></DIV></BODY></HTML>"""


def only(content: str) -> Article:
    reading = read_nexis(source(content), REGISTRY)
    assert reading.failures == ()
    (article,) = reading.articles
    return article


def test_read_nexis_reads_a_document_of_nexis_uni():
    article = only(COVER + UNI)
    assert (article.title, article.authors) == ("Sirens ring in Harl", ("Ann Lee", "Bo Carr"))
    assert article.text == "The sirens rang at dawn.\n\nUpdate: the town was empty."
    assert (article.outlet.name, article.outlet.origin) == ("Vale Courier", "metadata")
    assert article.published.iso[:10] == "2023-10-02"
    assert article.published.evidence == "date line: October 2, 2023 Monday 9:50 PM GMT"
    assert (article.published.origin, article.language) == ("metadata", "en")


def test_read_nexis_reads_the_older_form():
    first, second = read_nexis(source(OLDER), REGISTRY).articles
    assert (first.title, first.outlet.name) == ("Sirens ring in Harl and in the valley", "Northern Wire")
    assert (first.published.iso, first.authors) == ("2010-01-11", ("Ann Lee",))
    assert first.text == (
        "The sirens rang at dawn in the town of Harl, and the people of the valley left before six, by bus.\n\nIt rained."
    )
    assert (second.title, second.outlet.name, second.text) == ("Dam holds", "Vale Courier", "The dam held.")


def test_read_nexis_reads_html():
    article = only(PAGE)
    assert (article.title, article.outlet.name, article.authors) == ("Sirens ring", "Vale Courier", ("Ann Lee",))
    assert (article.published.iso[:10], article.text) == ("2012-02-27", "The dam held.\n\nIt rained.")


def test_read_nexis_never_takes_the_load_date_for_the_day_of_publication():
    article = only(UNI.replace("October 2, 2023 Monday 9:50 PM GMT\n", ""))
    assert article.published.value is None
    assert article.published.evidence == "no date line; Load-Date: October 3, 2023 says when Nexis took the article in"
    assert article.outlet == Outlet.unknown()


def test_read_nexis_goes_on_after_a_broken_document():
    broken = UNI.replace("The sirens rang at dawn.\nUpdate: the town was empty.\n", "").replace("Sirens", "Horns")
    reading = read_nexis(source(UNI + broken + UNI.replace("Sirens", "Bells")), REGISTRY)
    assert [a.title for a in reading.articles] == ["Sirens ring in Harl", "Bells ring in Harl"]
    (failure,) = reading.failures
    assert (failure.record, failure.reason) == (
        "document 2",
        "no text between head and “Load-Date:”; headline: Horns ring in Harl",
    )


def test_read_nexis_keeps_apart_documents_whose_closing_line_is_missing():
    reading = read_nexis(source(UNI.replace("End of Document", "") + UNI.replace("Sirens", "Bells")), REGISTRY)
    assert [a.title for a in reading.articles] == ["Sirens ring in Harl", "Bells ring in Harl"]
    assert [f.record for f in reading.failures] == ["document 1"]


def test_read_nexis_refuses_two_bodies_in_one_document():
    cut = UNI[: UNI.index("Graphic")].replace("Length: 12 words\n", "")
    reading = read_nexis(source(cut + UNI + UNI), REGISTRY)
    assert len(reading.articles) == 1
    (failure,) = reading.failures
    assert failure.reason == "two lines “Body” in one document: the end of the first article is missing, neither was read"


@pytest.mark.parametrize(("damaged", "n_articles", "n_failures"), [("1 of 2 DOC", 2, 0), ("2 of 2 DOC", 0, 1)])
def test_read_nexis_loses_no_article_whose_opening_line_is_damaged(damaged, n_articles, n_failures):
    reading = read_nexis(source(OLDER.replace(damaged, "X")), REGISTRY)
    assert (len(reading.articles), len(reading.failures)) == (n_articles, n_failures)


@pytest.mark.parametrize("cut", range(len(UNI) + 10, len(UNI) * 2, 17))
def test_read_nexis_loses_nothing_silently_where_a_file_is_cut(cut):
    reading = read_nexis(source((UNI * 2)[:cut]), REGISTRY)
    assert reading.articles[0].text == "The sirens rang at dawn.\n\nUpdate: the town was empty."
    if "Section:" in (UNI * 2)[len(UNI) : cut]:
        assert [f.record for f in reading.failures] == ["document 2"] or len(reading.articles) == 2


@pytest.mark.parametrize(("name", "content"), [("a.txt", COVER + UNI), ("a.txt", OLDER), ("a.HTML", PAGE)])
def test_read_recognises_nexis_by_content(name, content):
    assert {a.published.evidence[:11] for a in read(source(content, name), REGISTRY).articles} == {"date line: "}


@pytest.mark.parametrize("content", ["", "The dam held.", "End of Document", "<p>The dam held. End of Document</p>", "Body"])
def test_nexis_lines_leaves_other_text(content):
    assert nexis_lines(content) is None
    (failure,) = read_nexis(source(content), REGISTRY).failures
    assert failure.reason.startswith("no Nexis export")
