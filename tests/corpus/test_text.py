"""corpus.text: bytes to text, and folding."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text import caseless, collapse, decode, fold, normalise, romanised

ENGLISH = "Residents of the café quarter left before dawn – the mayor’s office said “no”."
FRENCH = "La digue a cédé à l'aube, déclare la préfète ; les habitants ont été évacués vers le lycée, près de l'hôtel."


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfdam", "dam"),
        ("дамба".encode("utf-16"), "дамба"),
        (b"\xfe\xff" + "дамба".encode("utf-16-be"), "дамба"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"d\x00am", "dam"),
        ("cafe\u0301".encode(), "caf\u00e9"),
        (ENGLISH.encode("cp1252"), ENGLISH),
        (b"<meta charset=windows-1252><p>" + FRENCH.encode("cp1252"), f"<meta charset=windows-1252><p>{FRENCH}"),
        (b"\xff\xfed", "\ufffd"),
    ],
)
def test_decode_reads_marks_line_ends_and_encodings(content, text):
    assert decode(content) == text


def test_decode_reads_undeclared_western_text():
    assert decode(FRENCH.encode("cp1252")) == FRENCH


def assert_storable(text: str) -> None:
    assert unicodedata.is_normalized("NFC", text)
    assert not any(c in "\x00\r" or "\ud800" <= c <= "\udfff" for c in text)


@given(st.binary(max_size=120) | st.text(max_size=60).map(str.encode))
@settings(max_examples=60)
def test_decode_never_raises_and_gives_storable_text(content):
    assert_storable(decode(content))


@given(st.text(st.characters(), max_size=40))
def test_normalise_gives_storable_text_and_is_idempotent(text):
    assert_storable(normalise(text))
    assert normalise(normalise(text)) == normalise(text)


def test_normalise_replaces_a_lone_surrogate():
    assert normalise("a\ud800b") == "a?b"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Qarabağ", "qarabag"), ("QARABAG", "qarabag"), ("İstanbul", "istanbul"), ("“Ærø”", '"aero"'), ("Київ", "kiiv")],
)
def test_fold_gives_lower_case_ascii(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_fold_is_ascii_and_idempotent(text):
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"), [("The DAM", "the dam"), ("İLAN", "ilan"), ("YAYIN yayın", "yayin yayin"), ("Æ", "æ")]
)
def test_caseless_has_one_letter_for_the_i_of_turkish(text, words):
    assert caseless(text) == words


def test_collapse_leaves_single_spaces():
    assert collapse(" the\n\t dam\u00a0 held ") == "the dam held"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Пашинян met Алиев", "Pashinyan met Aliev"),
        ("Փաշինյան, Ստեփանակերտ", "Pashinyan, Stepanakert"),
        ("Лукьяненко", "Lukyanenko"),
        ("Xankəndi, Qarabağ, 5 € – “no”", "Xankəndi, Qarabağ, 5 € – “no”"),
        ("東京", "東京"),
        ("", ""),
    ],
)
def test_romanised_writes_other_alphabets_in_latin_letters_and_leaves_the_rest(text, expected):
    assert romanised(text) == expected
