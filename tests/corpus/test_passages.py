"""corpus.passages: sentences and passages are slices that lose nothing."""

import pytest
from hypothesis import assume, given

from corpus.passages import MAX_WORDS, TARGET_WORDS, is_heading, split_passages, split_sentences
from corpus.text import normalise
from tests.corpus.builders import any_text, article


def sentences(text: str, *limits: int) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, *limits)]


def passages(text: str) -> list[str]:
    return [text[p.start : p.end] for p in split_passages(article(text))]


def words(n: int, last: str = "dam.") -> str:
    return "Word " + "word " * (n - 2) + last


def test_split_sentences_ends_at_a_paragraph_end():
    assert sentences("The dam held\n\nfor a day. It rained\n\n\nstill") == ["The dam held", "for a day.", "It rained", "still"]


def test_split_sentences_goes_on_over_a_single_line_end():
    assert sentences("The dam\nheld. It\nrained.") == ["The dam\nheld.", "It\nrained."]


def test_split_sentences_needs_no_space_after_a_full_width_stop():
    assert sentences("水坝已关闭。轮渡停航！为什么？") == ["水坝已关闭。", "轮渡停航！", "为什么？"]


def test_split_sentences_stays_inside_its_limits():
    assert sentences("One fell. Two stood. Three ran.", 10, 24) == ["Two stood.", "Thr"]


@pytest.mark.parametrize("text", ["", " \n\n ", "\u2028"])
def test_split_sentences_of_nothing_is_empty(text):
    assert split_sentences(text) == []


@given(any_text)
def test_split_sentences_cover_every_character_but_space_once(text):
    spans = split_sentences(text)
    covered = [i for start, end in spans for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("Repairs begin in May", True),
        ("Repairs begin in May.", False),
        ("What now?", False),
        ("“A dark day”", False),
        ("The following was said:", False),
        (" ".join(["word"] * 12), True),
        (" ".join(["word"] * 13), False),
    ],
)
def test_is_heading_is_a_short_paragraph_without_a_closing_mark(paragraph, heading):
    text = f"It rained.\n\n{paragraph}\n\nIt stopped."
    assert is_heading(text, (12, 12 + len(paragraph))) is heading


def test_is_heading_needs_a_paragraph_of_its_own():
    assert not is_heading("It rained. Repairs begin", (11, 24))


def test_split_passages_closes_at_the_target():
    text = " ".join([words(45), words(45), words(10)])
    assert [len(p.split()) for p in passages(text)] == [90, 10]
    assert TARGET_WORDS == 90


def test_split_passages_closes_before_the_limit():
    assert [len(p.split()) for p in passages(f"{words(80)} {words(51)}")] == [80, 51]
    assert [len(p.split()) for p in passages(f"{words(80)} {words(50)}")] == [130]
    assert MAX_WORDS == 130


def test_split_passages_never_cuts_a_sentence():
    assert passages(words(400)) == [words(400)]


def test_split_passages_opens_one_at_each_heading():
    text = "It rained.\n\nRepairs\n\nThe engineer\n\nShe came.\n\nCosts\n\nNobody paid."
    assert passages(text) == ["It rained.", "Repairs\n\nThe engineer\n\nShe came.", "Costs\n\nNobody paid."]


def test_split_passages_keeps_a_closing_heading():
    assert passages("It rained.\n\nThe end") == ["It rained.", "The end"]


@given(any_text)
def test_split_passages_are_whole_sentences_each_once(text):
    text = normalise(text)
    assume(text.strip())
    found, spans = split_passages(article(text)), split_sentences(text)
    inside = [[s for s in spans if p.start <= s[0] and s[1] <= p.end] for p in found]
    assert [s for run in inside for s in run] == spans
    for passage, run in zip(found, inside, strict=True):
        assert (passage.start, passage.end) == (run[0][0], run[-1][1])
        body = [s for s in run if not is_heading(text, s)]
        assert not body or run[-len(body) :] == body, "a heading only opens a passage"
        assert len(body) <= 1 or len(text[passage.start : passage.end].split()) <= MAX_WORDS
