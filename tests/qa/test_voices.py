"""Whether it is the person asked for who speaks."""

import pytest

from corpus.passages import split_sentences
from qa.answer import Speaker
from qa.voices import is_same, said_by


def none(word: str) -> tuple[str, ...]:
    return ()


def same(text: str, found: str, asked: str) -> bool:
    start = text.index(found)
    return is_same(text, Speaker(found, start, start + len(found)), asked, none)


@pytest.mark.parametrize(
    ("found", "asked", "is_one"),
    [
        ("Hikmet Hajiyev", "Hajiyev", True),
        ("Hajiyev", "Hikmet Hajiyev", True),
        ("Hikmet Hajiyev", "Hikmet Hajiyev", True),
        ("President Ilham Aliyev", "Aliyev", True),
        ("Ilham Aliyev", "President Aliyev", True),
        ("French President Emmanuel Macron", "Emmanuel Macron", True),
        ("Brigitte Macron", "Emmanuel Macron", False),
        ("Hajiyev", "Aliyev", False),
        ("Defence Ministry", "Defence Ministry", True),
        ("Azerbaijani Defence Ministry", "Defence Ministry", True),
        ("Azerbaijani Defence Ministry", "Russian Defence Ministry", False),
        ("Defence Ministry of Azerbaijan", "Defence Ministry", True),
    ],
)
def test_who_speaks_is_who_is_asked_for(found: str, asked: str, is_one: bool):
    assert same(f"{found} said so.", found, asked) is is_one


def test_a_surname_alone_is_who_bears_it_most_often():
    text = "Donald Trump left. Donald Trump came with Ivanka Trump. Then Trump said so."
    start = text.rindex("Trump")
    speaker = Speaker("Trump", start, start + 5)
    assert is_same(text, speaker, "Donald Trump", none)
    assert not is_same(text, speaker, "Ivanka Trump", none)


def test_other_spellings_count():
    speaker = Speaker("Pashinian", 0, 9)
    spellings = {"Pashinyan": ("Pashinian",)}
    assert is_same("Pashinian said so.", speaker, "Nikol Pashinyan", lambda word: spellings.get(word, ()))


def test_said_by_tells_it_of_every_sentence():
    text = "“Go,” Maren Holt said. Rain fell. “Stay,” Tom Pike said. “Now.”"
    spans = split_sentences(text)
    assert said_by(text, spans, "Holt", none) == [True, False, False, False]
    assert said_by(text, spans, "Tom Pike", none) == [False, False, True, True]
    assert said_by(text, spans, "Ida Marlowe", none) == [False, False, False, False]
