"""corpus.readers.rows: JSONL, JSON and CSV, one article a row."""

import gzip
import json

import pytest

from corpus.article import Outlet
from corpus.readers import reader
from corpus.readers.reading import Failure, Reading
from corpus.readers.rows import MAX_ROW, read_rows
from tests.corpus.builders import REGISTRY, row_source, source


def read(content: str | bytes, name: str = "rows.jsonl", mapping: dict[str, str] | None = None) -> Reading:
    return read_rows(source(content, name), REGISTRY, mapping or {})


def only(**row):
    (article,) = read_rows(row_source(row), REGISTRY, {}).articles
    return article


def test_read_rows_reads_every_column():
    article = only(
        Headline=" Sirens  ring ",
        body="The dam held.\r\nIt rained.\n\n\nIt stopped.",
        publisher="nw news",
        link="https://harl.example/1",
        pubDate="2024-03-02T16:13:00Z",
        updated_at="2024-03",
        author="By Ann Lee; Bo Carr",
        lang="EN-gb",
    )
    assert (article.title, article.text) == ("Sirens ring", "The dam held.\n\nIt rained.\n\nIt stopped.")
    assert (article.outlet.name, article.outlet.origin) == ("Northern Wire", "metadata")
    assert (article.url, article.authors, article.language) == ("https://harl.example/1", ("Ann Lee", "Bo Carr"), "en")
    assert (article.published.iso, article.updated.iso) == ("2024-03-02T16:13+00:00", "2024-03")
    assert article.published.evidence == "published: 2024-03-02T16:13:00Z"


def test_read_rows_leaves_unknown_what_no_column_says():
    article = only(text="The dam held its water.", url="harl.example/1", date="soon")
    assert (article.title, article.outlet, article.authors, article.url) == (None, Outlet.unknown(), (), None)
    assert (article.published.value, article.published.evidence) == (None, "not a date: published: soon")
    assert article.language == "en"


def test_read_rows_takes_the_outlet_of_the_address_where_no_column_names_one():
    assert only(text="The dam held.", url="https://www.vale-courier.example/1").outlet.name == "Vale Courier"
    assert only(text="The dam held.", outlet="Harl Herald", url="https://vale-courier.example/1").outlet.name == "Harl Herald"


def test_read_rows_reads_lists_and_named_objects():
    article = only(text="The dam held.", authors=["Ann Lee", "Bo Carr"], publisher={"name": "Vale Courier"}, title=7)
    assert (article.authors, article.outlet.name, article.title) == (("Ann Lee", "Bo Carr"), "Vale Courier", "7")


def test_read_rows_reads_authors_that_are_objects():
    assert only(text="The dam held.", authors=[{"name": "Ann Lee"}]).authors == ("Ann Lee",)


@pytest.mark.parametrize(("language", "code"), [("German", "de"), ("Swedish", "sv")])
def test_read_rows_cuts_no_language_from_its_name(language, code):
    text = {"de": "Der Damm hat gehalten, sagte der Bürgermeister.", "sv": "Dammen höll, sade borgmästaren på torsdagen."}[code]
    assert only(text=text, language=language).language == code


def test_read_rows_goes_on_after_a_bad_line():
    lines = ['{"text": "One fell."}', "{", "", "[1]", '{"title": "Two"}', '{"text": "Three ran."}']
    reading = read("\n".join(lines))
    assert [a.text for a in reading.articles] == ["One fell.", "Three ran."]
    assert [f.record for f in reading.failures] == ["line 2", "line 4", "line 5"]
    assert [f.reason.split(":")[0] for f in reading.failures] == ["not JSON", "not an object but list", "no text"]


def test_read_rows_says_which_columns_it_looked_for_and_saw():
    (failure,) = read('{"title": "Two", "teaser": "Words."}').failures
    assert failure.reason == "no text: looked for text, body, content, article, maintext, full_text among title, teaser"


def test_read_rows_prefers_the_mapping():
    mapping = {"text": "teaser", "title": "kicker", "published": "on"}
    reading = read('{"text": "Long words.", "teaser": "Short words.", "kicker": "Dam", "on": "2024"}', mapping=mapping)
    (article,) = reading.articles
    assert (article.text, article.title, article.published.iso) == ("Short words.", "Dam", "2024")


def test_read_rows_names_the_mapped_column_that_is_missing():
    (failure,) = read('{"text": "Long words."}', mapping={"text": "teaser"}).failures
    assert failure.reason == "no text: looked for teaser among text"


def test_read_rows_refuses_a_row_beyond_the_limit():
    (failure,) = read(json.dumps({"text": "x" * MAX_ROW})).failures
    assert failure.reason == "a row of 5,000,012 characters; at most 5,000,000 are read"


@pytest.mark.parametrize("content", ["", "\n\n", "title,text\n"])
def test_read_rows_says_where_a_file_holds_no_rows(content):
    reading = read(content, "rows.csv")
    assert reading == Reading((), (Failure("rows.csv", "the file holds no rows"),))


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('[{"text": "One fell."}, {"text": "Two stood."}]', ["One fell.", "Two stood."]),
        ('{"articles": [{"text": "One fell."}], "n": 1}', ["One fell."]),
        ('{"text": "One fell.", "tags": []}', ["One fell."]),
        pytest.param('{"text": "One fell.", "authors": [{"name": "Ann Lee"}]}', ["One fell."]),
    ],
)
def test_read_rows_finds_the_articles_of_a_json_file(content, texts):
    assert [a.text for a in read(content, "rows.json").articles] == texts


def test_read_rows_names_items_and_files_of_json():
    assert [f.record for f in read('[{"text": "One."}, 5]', "rows.json").failures] == ["item 2"]
    assert [f.record for f in read("[", "rows.json").failures] == ["the file"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rows.csv", 'title,text,date\nDam,"It ""held"", they say,\nall day.",2024-03-02\n'),
        ("rows.TSV", 'title\ttext\tdate\nDam\t"It ""held"", they say,\nall day."\t2024-03-02\n'),
        ("rows.csv", '\ufefftitle,text,date,\nDam,"It ""held"", they say,\r\nall day.",2024-03-02,,extra\n'),
    ],
)
def test_read_rows_reads_csv(name, content):
    (article,) = read(content, name).articles
    assert (article.title, article.text, article.published.iso) == ("Dam", 'It "held", they say,\n\nall day.', "2024-03-02")


def test_read_rows_names_the_line_of_a_bad_csv_row():
    reading = read("title,text\nOne,It fell.\nTwo,\nThree,It ran.\n", "rows.csv")
    assert [a.title for a in reading.articles] == ["One", "Three"]
    assert [f.record for f in reading.failures] == ["line 3"]


def test_read_rows_names_the_line_of_a_bad_first_csv_row():
    assert [f.record for f in read("title,text\nOne,\n", "rows.csv").failures] == ["line 2"]


def test_read_rows_goes_on_after_a_broken_csv_row():
    reading = read('title,text\nOne,It fell.\nTwo,"It" stood.\nThree,It ran.\n', "rows.csv")
    assert [a.title for a in reading.articles] == ["One", "Three"]


def test_read_rows_reads_a_long_csv_cell():
    assert len(read(f"title,text\nDam,{'word ' * 30_000}\n", "rows.csv").articles) == 1


LINES = "".join(f'{{"title": "Story {n}", "text": "The dam held on day {n}, said the mayor."}}\n' for n in range(40))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rows.jsonl.gz", '{"text": "It held."}\n'),
        ("rows.NDJSON.GZ", '{"text": "It held."}'),
        ("rows.json.gz", '[{"text": "It held."}]'),
        ("rows.csv.gz", "text\nIt held.\n"),
        ("rows.tsv.gz", "title\ttext\nDam\tIt held.\n"),
        ("rows.json", '[{"text": "It held."}]'),
    ],
)
def test_read_takes_gzipped_rows(name, content):
    (article,) = reader.read(source(gzip.compress(content.encode()), name), REGISTRY).articles
    assert (article.text, article.source_name) == ("It held.", name)


def test_read_rows_says_that_a_gzipped_file_was_cut():
    content = gzip.compress(LINES.encode(), mtime=0)
    for cut in range(10, len(content), len(content) // 60 or 1):
        reading = read(content[:cut], "rows.jsonl.gz")
        n_read = len(reading.articles)
        assert [a.title for a in reading.articles] == [f"Story {n}" for n in range(n_read)]
        assert reading.failures[-1].reason.startswith("incomplete: the compressed data end early; ")
        assert {f.record for f in reading.failures[:-1]} <= {None}


def test_read_rows_refuses_a_bomb():
    (*_, failure) = read(gzip.compress(b" " * 60_000_000), "rows.csv.gz").failures
    assert failure.reason.startswith("incomplete: the file expands to more than 100 times its size; ")


def test_read_rows_refuses_days_to_come_and_says_so():
    article = only(text="The sirens rang at dawn.", published="9031-03-02")
    assert (article.published.iso, article.published.evidence) == (None, "after it was added: published: 9031-03-02")
