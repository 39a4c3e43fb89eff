"""corpus.readers.html: saved pages."""

import gzip
import json

import pytest

from corpus.article import Outlet
from corpus.readers.html import MAX_UNZIPPED, read_html
from corpus.readers.reading import Failure
from tests.corpus.builders import REGISTRY, source

BODY = (
    "The sirens rang at dawn, and the town of Harl was empty by six in the morning.",
    "“We had an hour,” said Mayor Odd, “and we used every minute of it – twice.”",
    "Engineers found water below the eastern bank, where sheep had grazed since Christmas.",
)
JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Menu"},
        {
            "@type": ["NewsArticle"],
            "headline": "Sirens at the dam",
            "datePublished": "2024-03-02T16:13:00+04:00",
            "dateModified": "2024-03-03",
            "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Carr"}, {"name": "https://x.example/ann"}],
            "publisher": {"name": "Harbour Gazette"},
        },
    ],
}


def page(*head: str, body: tuple[str, ...] = BODY) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in body)
    return (
        f"<html><head>{''.join(head)}</head><body><nav><a href='/'>Home</a><a href='/s'>Sport</a></nav>"
        f"<article>{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    )


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def only(markup: str | bytes, name: str = "page.html"):
    (article,) = read_html(source(markup, name), REGISTRY).articles
    return article


def test_read_html_reads_json_ld():
    article = only(page(json_ld(JSON_LD), meta("og:title", "Other"), meta("og:site_name", "Other")))
    assert article.title == "Sirens at the dam"
    assert article.text == "\n\n".join(BODY)
    assert (article.published.iso, article.published.origin) == ("2024-03-02T16:13+04:00", "metadata")
    assert article.published.evidence == "datePublished: 2024-03-02T16:13:00+04:00"
    assert article.updated.iso == "2024-03-03"
    assert article.authors == ("Ann Lee", "Bo Carr")
    assert article.outlet == Outlet("harbour-gazette", "Harbour Gazette", origin="metadata")


def test_read_html_falls_back_to_meta_elements():
    article = only(
        page(
            '<link rel="canonical" href="/relative">',
            meta("og:title", "Sirens ring"),
            meta("og:url", "https://harl.example/1"),
            meta("og:site_name", "vale courier"),
            meta("author", "Ann Lee, Bo Carr"),
            meta("article:published_time", "2024-03-02"),
            meta("article:modified_time", "soon"),
        )
    )
    assert (article.title, article.url, article.authors) == ("Sirens ring", "https://harl.example/1", ("Ann Lee", "Bo Carr"))
    assert (article.outlet.name, article.outlet.origin) == ("Vale Courier", "metadata")
    assert article.published.evidence == "article:published_time: 2024-03-02"
    assert article.updated.value is None


def test_read_html_believes_the_domain_before_the_publisher():
    link = '<link rel="canonical" href="https://www.vale-courier.example/1">'
    article = only(page(link, json_ld(JSON_LD)))
    assert (article.url, article.outlet.name) == ("https://www.vale-courier.example/1", "Vale Courier")
    assert article.outlet.origin == "domain"


def test_read_html_goes_on_after_a_broken_block():
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    assert only(page(broken, json_ld(JSON_LD))).title == "Sirens at the dam"


def test_read_html_leaves_unknown_what_the_page_does_not_say():
    article = only(page())
    assert (article.outlet, article.authors, article.url) == (Outlet.unknown(), (), None)
    assert (article.published.value, article.updated.value) == (None, None)


def test_read_html_says_so_of_a_date_that_htmldate_found():
    stamp = '<div class="date">Posted on 2024-03-02</div>'
    article = only(page("<title>Sirens at the dam</title>").replace("<article>", f"<article>{stamp}"))
    assert article.title == "Sirens at the dam"
    assert (article.published.iso, article.published.evidence) == ("2024-03-02", "date found in the page by htmldate: 2024-03-02")


def test_read_html_obeys_the_declared_encoding():
    markup = page('<meta charset="windows-1252">')
    assert only(markup.encode("cp1252")).text == "\n\n".join(BODY)


@pytest.mark.parametrize("name", ["page.html.gz", "page.html"])
def test_read_html_unzips(name):
    article = only(gzip.compress(page(json_ld(JSON_LD)).encode()), name)
    assert (article.title, article.text) == ("Sirens at the dam", "\n\n".join(BODY))


def test_read_html_refuses_a_page_that_expands_too_far():
    bomb = gzip.compress(b" " * (MAX_UNZIPPED + 1), 1)
    with pytest.raises(ValueError, match="the page expands to more than 50,000,000 bytes"):
        read_html(source(bomb, "page.html.gz"), REGISTRY)


def test_read_html_says_where_a_page_has_no_running_text():
    reading = read_html(source(page(body=()), "page.html"), REGISTRY)
    assert reading.articles == ()
    assert reading.failures == (Failure("page.html", "no running text: trafilatura found no article in the page"),)
