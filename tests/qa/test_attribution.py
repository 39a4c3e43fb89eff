"""Who says it, where the sentence itself says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attribution import speaker_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We left at night,” Maren Holt said.", "Maren Holt"),
        ("“We left at night,” said Maren Holt.", "Maren Holt"),
        ('"It broke!" Maren Holt told Northern Wire.', "Maren Holt"),
        ("“Is it safe?” asked nobody. “No,” Ida Marlowe-Pike warned.", "Ida Marlowe-Pike"),
        ("“We left,” said the Upland Water.", "Upland Water"),
        ("“We left,” the director, Maren Holt, told us. “Bad,” Tom Pike said.", "Tom Pike"),
        ("“We left,” he said.", None),
        ("“We left,” She said.", None),
        ("“We left,” The Mayor said.", None),
        ("Maren Holt said “we left”.", None),
        ("Maren Holt left the town.", None),
        ("", None),
    ],
)
def test_speaker_is_named_right_after_a_quotation(text: str, name: str | None):
    speaker = speaker_of(text, [(0, len(text))])
    assert (speaker.name if speaker else None) == name
    assert speaker is None or text[speaker.start : speaker.end] == speaker.name


def test_speaker_is_looked_for_in_the_spans_only():
    text = "“Go,” Maren Holt said. “Stay,” Tom Pike said."
    assert speaker_of(text, [(23, len(text))]).name == "Tom Pike"
    assert speaker_of(text, []) is None
    assert speaker_of(text, [(0, 10)]) is None


def test_speaker_of_the_first_span_wins():
    text = "“Go,” Maren Holt said. “Stay,” Tom Pike said."
    assert speaker_of(text, [(23, len(text)), (0, 22)]).name == "Tom Pike"


def test_speaker_is_a_slice_in_code_points():
    text = "\U0001f30a\U0001f30a “We left,” Maren Holt said."
    speaker = speaker_of(text, [(0, len(text))])
    assert (speaker.start, speaker.end, text[speaker.start : speaker.end]) == (14, 24, "Maren Holt")


pieces = st.sampled_from(["“", "”", ",", ".", " ", "Maren", "Holt", "said", "told", "the", "He", "we left", "\U0001f30a"])


@given(st.lists(pieces, max_size=30).map("".join))
def test_speaker_is_always_a_slice_of_its_text(text: str):
    speaker = speaker_of(text, [(0, len(text))])
    if speaker:
        assert text[speaker.start : speaker.end] == speaker.name
