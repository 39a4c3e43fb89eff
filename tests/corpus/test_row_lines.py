"""corpus.readers.row_lines and json_list: a file comes in pieces, and gives what it would give whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus.readers.row_lines as row_lines
from corpus.article import LargeSource
from corpus.readers.json_list import items_of_list
from corpus.readers.row_lines import DecodedFile, Overlong
from corpus.text import decode
from tests.conftest import ADDED


def file_of(content: bytes, size: int) -> DecodedFile:
    blocks = [content[i : i + size] for i in range(0, len(content), size)]
    return DecodedFile(LargeSource("a.jsonl", ADDED, "s1", lambda: iter(blocks)))


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(row_lines, "READ_AT_ONCE", 3)
    monkeypatch.setattr(row_lines, "MAX_ROW", 20)


TEXTS = st.lists(st.sampled_from(["a", "é", "e\u0301", "\n", "\r\n", "\r", "水坝", " ", "x" * 9]), max_size=30).map("".join)


@given(TEXTS, st.integers(2, 40), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_lines_are_those_of_the_whole_text(text, size, encoding):
    whole = decode(text.encode(encoding)).split("\n")
    whole = whole if whole[-1] else whole[:-1]
    assert list(file_of(text.encode(encoding), size).lines()) == whole


@pytest.mark.usefixtures("small")
def test_lines_that_are_too_long_keep_their_length():
    content = b"a" * 20 + b"\n" + b"b" * 21 + b"\r\n" + b"\n" + b"c" * 50 + b"\nd"
    assert list(file_of(content, 7).lines()) == ["a" * 20, Overlong(21), "", Overlong(50), "d"]
    assert list(file_of(b"c" * 50, 7).lines()) == [Overlong(50)]
    assert list(file_of(b"c" * 50 + b"\r\nd", 1).lines()) == [Overlong(50), "d"]


def test_encoding_is_told_from_all_bytes():
    content = ("The dam held.\n" * 300).encode() + "Größe\n".encode("cp1252")
    assert list(file_of(content, 100).lines())[-1] == "Größe"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(JSON, max_size=6), st.integers(1, 9), st.sampled_from([None, 1]))
def test_items_of_list_are_those_of_json(items, size, indent):
    text = f" {json.dumps(items, indent=indent)} \n"
    assert list(items_of_list(iter([text[i : i + size] for i in range(0, len(text), size)]))) == items


@pytest.mark.parametrize("text", ["[", "[1", "[1,", "[1,]", "[1 2]", "[1] 2", '["a', "[1}", "[01]"])
def test_items_of_list_refuse_what_json_refuses(text):
    with pytest.raises(ValueError, match=r"."):
        list(items_of_list(iter(text)))


def test_items_of_list_give_what_stands_before_the_fault():
    items = items_of_list(iter(['[{"a": 1}', ", 12", "34"]))
    assert [next(items), next(items)] == [{"a": 1}, 1234]
    with pytest.raises(ValueError, match="the file ends before ']'"):
        next(items)
