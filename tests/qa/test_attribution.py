"""Who says a sentence, where the article itself says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passages import split_sentences
from qa.attribution import different_speakers, speaker_of, speakers_of


def names(text: str) -> list[str | None]:
    """The speaker of each sentence."""
    return [speaker.name if speaker else None for speaker in speakers_of(text, split_sentences(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # 1. after a quotation
        ("“We left at night,” Maren Holt said.", "Maren Holt"),
        ('"We left at night," the director, Maren Holt, told us.', "Maren Holt"),
        ("“We left,” police officer Maren Holt told Northern Wire on Monday.", "Maren Holt"),
        ("“We left,” Maren Holt, who runs the dam, told Northern Wire.", "Maren Holt"),
        # 2. the verb first
        ("“We left at night,” said Maren Holt.", "Maren Holt"),
        ("“We left,” said the chief executive, Leonie Draycott.", "Leonie Draycott"),
        ("Drivers were paid double, said Hanne Tolver, the county's head of finance.", "Hanne Tolver"),
        ("“We left,” said yard manager Torvald Neame.", "Torvald Neame"),
        ("“We left,” said the Upland Water.", "Upland Water"),
        # 3. a subject with a verb of saying
        ("Maren Holt said “we left”.", "Maren Holt"),
        ("Yesterday the Defence Ministry announced that corridors were open.", "Defence Ministry"),
        ("But Adrien Toth, professor at the University of Esk, who has counted them, said they were few.", "Adrien Toth"),
        ("Sam Oches, editor of a journal, has argued it was a habit.", "Sam Oches"),
        ("Maren Holt added that the leak had grown.", "Maren Holt"),
        # 5. according to
        ("The leak grew, according to the Harbour Office.", "Harbour Office"),
        ("The leak grew, according to engineer Ilse Vargamoor, who leads the work.", "Ilse Vargamoor"),
        ("The leak grew, according to data from the Harbour Office.", "Harbour Office"),
        # nobody for certain
        ("Maren Holt left the town.", None),
        ("Maren Holt added a second pump.", None),
        ("Maren Holt wrote “The Drowned Valley” in 1999.", None),
        ("“We left,” The Mayor said.", None),
        ("“We left,” he said.", None),
        ("A spokesman for Upland Water said it was dry.", None),
        ("The director of Aldermere Museum says it is insured.", None),
        ("The firm, said to be near ruin, closed.", None),
        ("The leak grew, according to a friend of Maren Holt.", None),
        ("The leak grew, according to Harbour Office workers.", None),
        ("Officials said it was dry.", None),
        ("", None),
    ],
)
def test_speaker_of_one_sentence(text: str, name: str | None):
    speaker = speaker_of(text, [(0, len(text))])
    assert (speaker.name if speaker else None) == name
    assert speaker is None or text[speaker.start : speaker.end] == speaker.name


def test_speaker_keeps_the_words_that_say_so():
    text = "\U0001f30a “We left,” Maren Holt told Northern Wire. “At night,” she said."
    first, second = speakers_of(text, split_sentences(text))
    assert text[slice(*first.evidence)] == "Maren Holt told"
    assert (second.name, second.start, text[slice(*second.evidence)]) == ("Maren Holt", 13, "she said")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” Maren Holt said. “It was dark.”", ["Maren Holt", "Maren Holt"]),
        ("“We left. It was dark,” Maren Holt said.", ["Maren Holt", "Maren Holt"]),
        ("Maren Holt said: “We left. It was dark.”", ["Maren Holt", "Maren Holt"]),
        ("“We left,” Maren Holt said.\n\n“It was dark.”", ["Maren Holt", "Maren Holt"]),
        ("“We left.\n\n“It was dark,” Maren Holt said.", ["Maren Holt", "Maren Holt"]),
        ("“Stop!” Maren Holt told the driver.", ["Maren Holt", "Maren Holt"]),
        ("“Is it safe?” nobody asked. “No,” Ida Pike warned.", [None, "Ida Pike"]),
        ("“Bad,” Ida Pike said. Tom Holt left. “Good.”", ["Ida Pike", None, None]),
        ("Rain fell. “Bad.” It went on.", [None, None, None]),
    ],
)
def test_speakers_of_quotations_that_go_on(text: str, expected: list[str | None]):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Maren Holt said it was dry. She added that it would rain.", "Maren Holt"),
        ("Skipper Nils Harbottle, 67, had not meant to go. “She looked at me,” he said.", "Skipper Nils Harbottle"),
        ("Maren Holt, 40, met Ida Pike, 50. “It was dark,” she said.", None),  # one of two
        ("Maren Holt said it was dry. He added that it would rain.", "Maren Holt"),  # nothing speaks against it
        ("Maren Holt said her house was dry. He added that it would rain.", None),
        ("Maren Holt said it was dry. Tom Pike, 41, left. He added that it would rain.", "Tom Pike"),
        ("Maren Holt said it was dry. It rained on Tom Pike. He added that it was wet.", None),
        ("The Harbour Office said it was dry. He added that it would rain.", None),
    ],
)
def test_a_pronoun_stands_for_the_one_person_named_before(text: str, last: str | None):
    assert names(text)[-1] == last


def test_different_speakers_are_named_once_each_in_order():
    text = "“Go,” Maren Holt said. “Stay,” Tom Pike said. “Now,” Maren Holt said."
    assert [s.name for s in different_speakers(text, split_sentences(text))] == ["Maren Holt", "Tom Pike"]


def test_speaker_is_of_the_first_span_that_has_one():
    text = "Rain fell. “Go,” Maren Holt said. “Stay,” Tom Pike said."
    rain, first, second = split_sentences(text)
    assert speaker_of(text, [rain, second, first]).name == "Tom Pike"
    assert speaker_of(text, [rain]) is None
    assert speaker_of(text, []) is None


pieces = st.sampled_from(
    ["“", "”", '"', ",", ".", " ", "Maren", "Holt", "said", "told", "the", "he", "She", "we left", "\n\n", ":", "\U0001f30a"]
)


@given(st.lists(pieces, max_size=40).map("".join))
def test_speakers_are_always_slices_of_their_text(text: str):
    for speaker in speakers_of(text, split_sentences(text)):
        if speaker:
            assert text[speaker.start : speaker.end] == speaker.name
            assert text[slice(*speaker.evidence)]
