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


@pytest.mark.parametrize(
    "blocks",
    [
        [[{"@type": "WebPage"}, JSON_LD["@graph"][1]]],
        [{"@type": "WebPage", "mainEntity": JSON_LD["@graph"][1]}],
        [{"@type": "Organization"}, JSON_LD["@graph"][1] | {"@type": "http://schema.org/ReportageNewsArticle"}],
    ],
    ids=["a list", "a main entity", "a block of its own"],
)
def test_read_html_finds_the_article_in_json_ld_of_any_shape(blocks):
    article = only(page(*map(json_ld, blocks)))
    assert (article.title, article.authors, article.outlet.name) == (
        "Sirens at the dam",
        ("Ann Lee", "Bo Carr"),
        "Harbour Gazette",
    )


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ({"@id": "#ann"}, ("Ann Lee",)),
        ({"givenName": "Ann", "familyName": "Lee"}, ("Ann Lee",)),
        ("By Ann Lee and Bo Carr | Harl", ("Ann Lee", "Bo Carr", "Harl")),
        ([{"name": ["Ann Lee"]}, "Bo Carr"], ("Ann Lee", "Bo Carr")),
        ({"name": "Ann Lee, Staff Reporter"}, ("Ann Lee",)),
        ({"name": "admin"}, ()),
        ({"name": "https://x.example/ann"}, ()),
        ({"name": "@annlee"}, ()),
    ],
)
def test_read_html_reads_authors_of_any_shape(author, authors):
    article = {"@type": "NewsArticle", "author": author}
    assert only(page(json_ld([article, {"@id": "#ann", "@type": "Person", "name": "Ann Lee"}]))).authors == authors


def test_read_html_takes_the_outlet_for_an_author_only_where_the_page_names_no_other():
    article = {"@type": "NewsArticle", "author": {"name": "Harbour Gazette"}, "publisher": {"name": "Harbour Gazette"}}
    assert only(page(json_ld(article))).authors == ("Harbour Gazette",)
    assert only(page(json_ld(article), meta("parsely-author", "Ann Lee"))).authors == ("Ann Lee",)
    byline = page(json_ld(article)).replace("<article>", '<article><span class="article__byline">Von Ann Lee, Harl</span>')
    assert only(byline).authors == ("Ann Lee", "Harl")


TITLES = {
    "title": "Dam sirens ring in Harl",
    "h1": "Sirens at dawn wake a valley",
    "og": "A valley wakes",
    "json": "Harl was empty by six",
}


def titled(**titles: str) -> str:
    head = [f"<title>{titles['title']}</title>"] if "title" in titles else []
    head += [meta("og:title", titles["og"])] if "og" in titles else []
    head += [json_ld({"@type": "NewsArticle", "headline": titles["json"]})] if "json" in titles else []
    return page(*head).replace("<article>", f"<article><h1>{titles.get('h1', '')}</h1>")


@pytest.mark.parametrize(
    ("titles", "headline"),
    [
        ({"json": TITLES["h1"]}, "h1"),  # 2: heading and JSON-LD agree
        ({"h1": TITLES["title"]}, "og"),  # 3: what is not written for search engines
        ({"h1": TITLES["title"], "og": TITLES["title"]}, "json"),
        ({"h1": TITLES["title"], "og": TITLES["title"], "json": TITLES["title"]}, "title"),
    ],
)
def test_read_html_chooses_the_editors_headline(titles, headline):
    assert only(titled(**(TITLES | titles))).title == TITLES[headline]


@pytest.mark.parametrize(
    "title",
    [
        "Sirens at the dam | Harbour Gazette",
        "Sirens at the dam - Harbour Gazette",
        "Sirens at the dam – Harbour Gazette – 2.3.2024",
        "Sirens at the dam | harbourgazette.example",
        "Sirens&amp;nbsp;at the dam",
        "Sirens at the &lt;i&gt;dam&lt;/i&gt;",
    ],
)
def test_read_html_leaves_off_what_a_template_adds_to_a_title(title):
    assert only(page(f"<title>{title}</title>", meta("og:title", title), meta("og:site_name", "Harbour Gazette"))).title == (
        "Sirens at the dam"
    )


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("og:article:published_time", "2024-03-02T16:13:00Z"),
        ("datePublished", "2024-03-02"),
        ("DC.date.issued", "2024-03-02"),
        ("parsely-pub-date", "2024-03-02T16:13:00Z"),
        ("sailthru.date", "Sat, 02 Mar 2024 16:13:00 GMT"),
        ("date", "2024-03-02 16:13:00 +01:00"),
    ],
)
def test_read_html_knows_the_names_of_date_fields(name, evidence):
    published = only(page(f'<meta name="{name}" content="{evidence}">')).published
    assert (published.iso[:10], published.evidence) == ("2024-03-02", f"{name.lower()}: {evidence}")


def test_read_html_reads_a_date_that_closes_the_title_before_it_guesses():
    published = only(page("<title>Sirens at the dam – HG – 02.03.2024</title>")).published
    assert (published.iso, published.evidence) == ("2024-03-02", "02.03.2024")


@pytest.mark.parametrize("value", ["2027-01-01", "9999-12-31T00:00:00Z"])
def test_read_html_refuses_a_date_after_the_page_was_added(value):
    article = only(page(meta("article:published_time", value), meta("article:modified_time", value)))
    assert (article.published.value, article.updated.value) == (None, None)
    assert article.published.evidence == f"after it was added: article:published_time: {value}"


@pytest.mark.parametrize(
    ("site_name", "url", "name"),
    [
        ("Harl Herald - Harl Media GmbH &amp;amp; Co. KG", None, "Harl Herald"),
        ("www.harl-herald.example", None, "harl-herald.example"),
        ("The Courier of the Vale", "https://harl.example/1", "Vale Courier"),
        ("The Courier of the Vale", "https://northern-wire.example/1", "Vale Courier"),
        ("Blogger", None, "unknown outlet"),
    ],
    ids=["legal form", "www", "registered", "canonical of another", "platform"],
)
def test_read_html_cleans_the_name_of_a_site(site_name, url, name):
    link = f'<link rel="canonical" href="{url}">' if url else ""
    assert only(page(link, meta("og:site_name", site_name))).outlet.name == name


@pytest.mark.parametrize(
    ("title", "name"),
    [("Sirens | Harl Herald", "Harl Herald"), ("Sirens | Harl and the dam", "unknown outlet"), ("Sirens", "unknown outlet")],
)
def test_read_html_believes_the_end_of_a_title_where_the_domain_agrees(title, name):
    link = '<link rel="canonical" href="https://www.harlherald.example/1">'
    assert only(page(link, f"<title>{title}</title>")).outlet.name == name


def test_read_html_takes_json_lds_body_where_the_page_shows_a_part_of_it():
    rest = (f"On day {n} of the flood the water stood {n} metres below the crown of the dam." for n in range(9))
    whole = "\n".join((*BODY, *rest))
    assert only(page(json_ld({"@type": "NewsArticle", "articleBody": whole}), body=BODY)).text == whole.replace("\n", "\n\n")
    assert only(page(json_ld({"@type": "NewsArticle", "articleBody": BODY[0]}))).text == "\n\n".join(BODY)
    doubled = " ".join(BODY * 8)
    assert only(page(json_ld({"@type": "NewsArticle", "articleBody": doubled}))).text == "\n\n".join(BODY)


def test_read_html_reads_an_article_that_only_a_script_holds():
    state = json.dumps({"html": "".join(f"<p>{line}</p>" for line in BODY * 3)}).replace("<", "\\u003c")
    article = only(page(f"<script>window.state = {state}</script>", "<title>Sirens at the dam</title>", body=()))
    assert article.text.startswith(f"{BODY[0]}\n\n{BODY[1]}")


def test_read_html_reads_an_article_below_300_nested_elements():
    deep = page().replace("<article>", "<div>" * 300 + "<article>").replace("</article>", "</article>" + "</div>" * 300)
    assert only(deep).text == "\n\n".join(BODY)


def test_read_html_of_no_markup_has_no_text():
    reading = read_html(source("Sirens rang. " * 50, "page.html"), REGISTRY)
    assert reading.failures == (Failure("page.html", "no running text: the file holds no HTML"),)
