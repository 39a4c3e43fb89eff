"""corpus.readers.factiva: exports with and without field codes, as text and as HTML."""

import pytest

from corpus.article import Article
from corpus.readers.factiva import factiva_lines, read_factiva
from corpus.readers.reader import read
from tests.corpus.builders import REGISTRY, source

CODED = """HD
Sirens ring in Harl
BY
By Ann Lee and Bo Carr
WC
 120 words
PD
2 October 2023
ET
16:13
SN
NW News
SC
NWN
LA
English
CY
(c) 2023 Northern Wire

LP
The sirens rang at dawn.

TD
IN the valley the dam held.

Nobody slept.

CO
dam : The Dam Company
IN
i1 : Water
PUB
Northern Wire AB
AN
Document NWN0000020231002ejb2000ab
"""
PLACED = """Sirens ring in Harl
By Ann Lee
1,120 words
9 January 2023
16:13
Vale Courier
VALC
Late Edition
English
(c) 2023 Vale Courier

The sirens rang at dawn.

The town was empty.

Vale Publishing Ltd

Document VALC000020231002ejb2000ab

Search Summary
Date  All Dates
"""
INLINE = (
    "SE  News\nHD  Sirens ring in\n    Harl\nPD  2 October 2023\nSN  Vale Courier\n"
    "LP  The sirens rang.\nTD  It rained.\nRE  harl : Harl\nAN  Document VALC000020231002ejb2000ab\n"
)
PAGE = """<html><head><title>Factiva</title></head><body><div class="article enArticle"><p></p><div>Foreign Desk; 1</div>
<div id="hd"><span class="enHeadline">Sirens <b>ring</b>  </span></div><div class="author">By ANN LEE  </div>
<div>Special to The Courier</div><div>877 words</div><div>9 January 1993</div><div>Vale Courier</div><div>VALC</div>
<div>English</div><div>Copyright 1993 The Courier.</div>
<p class="articleParagraph enarticleParagraph">HARL, Jan. 8 -- The <b>sirens</b> rang.  </p>
<p class="articleParagraph enarticleParagraph">It rained &amp; rained.</p><p>Vale Digital</p>
<p>Document VALC000020050408dp1900j9s</p></div></body></html>"""
CODED_PAGE = """<html><body><div class="article enArticle"><table><tr><td><b>HD</b>&nbsp;</td>
<td><span class="enHeadline">Sirens ring</span></td></tr><tr><td><b>PD</b></td><td>2 October 2023</td></tr>
<tr><td><b>SN</b></td><td>Vale Courier</td></tr><tr><td><b>LP</b></td><td><p class="articleParagraph">It rang.</p></td></tr>
<tr><td><b>TD</b></td><td><p class="articleParagraph">It rained.</p><p class="articleParagraph">It stopped.</p></td></tr>
<tr><td><b>AN</b></td><td>Document VALC000020050408dp1900j9s</td></tr></table></div></body></html>"""


def only(content: str) -> Article:
    reading = read_factiva(source(content), REGISTRY)
    assert reading.failures == ()
    (article,) = reading.articles
    return article


def test_read_factiva_reads_every_coded_field():
    article = only(CODED)
    assert article.title == "Sirens ring in Harl"
    assert article.text == "The sirens rang at dawn.\n\nIN the valley the dam held.\n\nNobody slept."
    assert (article.outlet.name, article.outlet.origin) == ("Northern Wire", "metadata")
    assert (article.published.iso, article.published.origin) == ("2023-10-02T16:13", "metadata")
    assert article.published.evidence == "PD: 2 October 2023, ET: 16:13"
    assert (article.authors, article.language, article.updated.value) == (("Ann Lee", "Bo Carr"), "en", None)


def test_read_factiva_names_the_field_of_a_date_without_a_clock():
    assert only(CODED.replace("ET\n16:13\n", "")).published.evidence == "PD: 2 October 2023"
    unread = only(CODED.replace("2 October 2023", "soon")).published
    assert (unread.value, unread.evidence) == (None, "not a date: PD: soon")


def test_read_factiva_reads_codes_and_values_of_one_line():
    article = only(INLINE)
    assert (article.title, article.text) == ("Sirens ring in Harl", "The sirens rang.\n\nIt rained.")
    assert (article.outlet.name, article.published.iso) == ("Vale Courier", "2023-10-02")


def test_read_factiva_reads_the_display_without_codes():
    article = only(PLACED)
    assert (article.title, article.authors) == ("Sirens ring in Harl", ("Ann Lee",))
    assert article.text == "The sirens rang at dawn.\n\nThe town was empty."
    assert (article.outlet.name, article.published.evidence) == ("Vale Courier", "PD: 9 January 2023, ET: 16:13")


def test_read_factiva_reads_html():
    article = only(PAGE)
    assert (article.title, article.authors) == ("Sirens ring", ("ANN LEE",))
    assert article.text == "HARL, Jan. 8 -- The sirens rang.\n\nIt rained & rained."
    assert (article.outlet.name, article.published.iso) == ("Vale Courier", "1993-01-09")


def test_read_factiva_reads_html_with_codes():
    article = only(CODED_PAGE)
    assert (article.title, article.text) == ("Sirens ring", "It rang.\n\nIt rained.\n\nIt stopped.")
    assert (article.outlet.name, article.published.evidence) == ("Vale Courier", "PD: 2 October 2023")


def test_read_factiva_joins_lines_that_a_column_broke():
    wrapped = "The sirens rang at dawn in the town of Harl, and the people of the valley\nleft before six, by bus.\n\nIt rained."
    article = only(CODED.replace("The sirens rang at dawn.", wrapped))
    assert article.text.startswith("The sirens rang at dawn in the town of Harl, and the people of the valley left before six")


def test_read_factiva_goes_on_after_a_broken_document():
    broken = "HD\nNothing follows\nPD\n2 October 2023\nSN\nNW News\nLP\nTD\nAN\nDocument NWN0000020231002ejb2000ac\n"
    reading = read_factiva(source(CODED + broken + CODED.replace("Sirens", "Bells"), "f.txt"), REGISTRY)
    assert [a.title for a in reading.articles] == ["Sirens ring in Harl", "Bells ring in Harl"]
    (failure,) = reading.failures
    assert failure.record == "document 2 (NWN0000020231002ejb2000ac)"
    assert failure.reason == "no text: the fields LP and TD are empty; fields found: AN, HD, LP, PD, SN, TD"


def test_read_factiva_says_where_a_document_is_not_closed():
    cut = CODED[: CODED.index("Nobody slept")]
    reading = read_factiva(source(cut + CODED + cut), REGISTRY)
    assert [a.text.count("\n\n") for a in reading.articles] == [1, 2, 1]
    assert [f.record for f in reading.failures] == ["document 1", "document 3"]
    assert {f.reason for f in reading.failures} == {
        "incomplete: its closing line “Document …” is missing; what stands there was read"
    }


def test_read_factiva_refuses_two_articles_in_one_document():
    damaged = CODED.replace("Document NWN", "Dcument NWN") + CODED.replace("HD\n", "H\n")
    reading = read_factiva(source(damaged + CODED), REGISTRY)
    assert len(reading.articles) == 1
    (failure,) = reading.failures
    assert failure.reason == "two fields WC in one document: the end of the first article is missing, neither was read"


def test_read_factiva_refuses_two_articles_without_codes_in_one_document():
    reading = read_factiva(source(PLACED.replace("Document", "Dcument") + PLACED), REGISTRY)
    (failure,) = reading.failures
    assert failure.reason == "two word counts in one document: the end of the first article is missing, neither was read"


def test_read_factiva_says_that_a_piece_between_two_documents_is_none():
    reading = read_factiva(
        source(PLACED.replace("Search Summary", "Words alone\n\nDocument VALC000020231002ejb2000ad")), REGISTRY
    )
    assert [f.record for f in reading.failures] == ["document 2 (VALC000020231002ejb2000ad)"]


@pytest.mark.parametrize("cut", range(0, len(CODED) * 2, 23))
def test_read_factiva_loses_nothing_silently_where_a_file_is_cut(cut):
    reading = read(source((CODED * 2)[:cut] or " ", "export.txt"), REGISTRY)
    n_whole = cut // len(CODED)
    assert len(reading.articles) >= n_whole
    if cut % len(CODED) > len("HD\n"):
        assert reading.failures or len(reading.articles) > n_whole


@pytest.mark.parametrize(("name", "content"), [("a.txt", CODED), ("a.txt", PLACED), ("a.html", PAGE), ("a.htm", CODED_PAGE)])
def test_read_recognises_factiva_by_content(name, content):
    (article,) = read(source(content, name), REGISTRY).articles
    assert (article.published.evidence[:4], article.published.origin) == ("PD: ", "metadata")


@pytest.mark.parametrize(
    "content",
    ["", "The dam held.", "<html><body><p>The dam held.</p></body></html>", "Document A1\nThe dam held.", "HD televisions sold."],
)
def test_factiva_lines_leaves_other_text(content):
    assert factiva_lines(content) is None
    (failure,) = read_factiva(source(content), REGISTRY).failures
    assert failure.reason.startswith("no Factiva export")
