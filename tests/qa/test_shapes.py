"""What kind of thing would answer, and whether a sentence holds one that the question does not give itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.shapes import AnswerShape


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people left?", "number"),
        ("How high is the dam?", "number"),
        ("What share of the drains was blocked?", "number"),
        ("What was the number of boats?", "number"),
        ("When did the dam break?", "time"),
        ("Since when is the ferry in port?", "time"),
        ("In what year was the dam built?", "time"),
        ("Who runs the dam?", "person"),
        ("To whom does it belong?", "person"),
        ("Whose sheep are they?", "person"),
        ("Where did they go?", "place"),
        ("Which town was emptied?", "place"),
        ("Why did the dam leak?", "reason"),
        ("What caused the leak?", "reason"),
        ("What are the names of the engineers?", "name"),
        ("Tell me about the dam.", "other"),
        ("Did the dam break?", "other"),
        ("", "other"),
    ],
)
def test_shape_is_told_by_the_questions_own_words(question: str, kind: str):
    shape = AnswerShape.of(question)
    assert (shape.kind, shape.is_open) == (kind, kind == "other")


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Maren Oddsholt say?", "Oddsholt"),
        ("What exactly did Ida Marlowe promise the council?", "Marlowe"),
        ("What has mayor Ida Marlowe announced?", None),
        ("What did the Upland Water announce?", "Water"),
        ("So what did Sterne tell reporters?", "Sterne"),
    ],
)
def test_shape_of_a_statement_knows_whose_words_are_asked_for(question: str, speaker: str | None):
    shape = AnswerShape.of(question)
    assert (shape.kind, shape.speaker) == (("statement", speaker) if speaker else (shape.kind, ""))


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("How many people left?", "About 1,900 people left.", True),
        ("How many people left?", "Dozens left.", True),
        ("How many people left?", "The people left.", False),
        ("How many people left on 14 March 2024?", "They left on 14 March 2024.", False),
        ("How many people left?", "They left in 2024.", False),
        ("How many of the 40 boats sank?", "The 40 boats sank.", False),
        ("How many of the 40 boats sank?", "Of the 40 boats 3 sank.", True),
        ("When did it break?", "It broke on Thursday.", True),
        ("When did it break?", "It broke at 5.12 am.", True),
        ("When did it break?", "It broke.", False),
        ("When in March did it break?", "It broke in March.", False),
        ("When in March did it break?", "It broke on 14 March.", True),
        ("Who runs the dam?", "It is run by Upland Water.", True),
        ("Who is Maren Oddsholt?", "She is Maren Oddsholt.", True),  # "She" opens the sentence with a capital
        ("Who runs the dam?", "it is run by a company.", False),
        ("Where is Halden?", "in Halden", False),
        ("Where is the dam?", "above Lower Harrow", True),
        ("Why did it leak?", "It leaked because the drains were blocked.", True),
        ("Why did it leak?", "It leaked.", False),
        ("What are the names of the engineers?", "They are Joachim Sterne and Ludwig van Beethoven.", True),
        ("What are the names of the engineers?", "They are Sterne and Holt.", False),
        ("What did Maren Oddsholt say?", "“Too late,” Oddsholt told reporters.", True),
        ("Tell me about the dam.", "anything", True),
    ],
)
def test_fits_tells_whether_a_sentence_holds_what_is_asked_for(question: str, sentence: str, fits: bool):
    assert AnswerShape.of(question).fits(sentence) is fits


@given(st.text(), st.text())
def test_shapes_read_any_text(question: str, sentence: str):
    shape = AnswerShape.of(question)
    assert shape.fits(sentence) in (True, False)
    assert shape == AnswerShape.of(question)


@given(st.text())
def test_an_open_question_is_answered_by_any_sentence(sentence: str):
    assert AnswerShape.of("Tell me more.").fits(sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "fit"),
    [
        ("How many buses came?", "Forty buses came.", 1.0),
        ("How many buses came?", "Forty people came by one road.", 0.5),
        ("How many buses came?", "Some buses came on 3 May 2023.", 0.0),
        ("How many people left?", "The county counts 2,350 residents.", 1.0),
        ("How many people left?", "It grew to 60 litres a second.", 0.5),
        ("How much did it cost?", "It cost 3 crowns.", 1.0),
        ("Who left?", "Maren Holt left.", 1.0),
        ("What happened?", "Nothing.", 1.0),
    ],
)
def test_fit_is_half_for_a_number_of_something_else(question: str, sentence: str, fit: float):
    assert AnswerShape.of(question).fit(sentence) == fit


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who left?", True),
        ("Where did they go?", True),
        ("Which show returns?", True),
        ("What did the company buy?", True),
        ("How many people left?", False),
        ("Why did they leave?", False),
        ("When did they leave?", False),
        ("Tell me of the dam.", False),
    ],
)
def test_a_name_may_answer_who_where_which_and_what(question: str, expected: bool):
    assert AnswerShape.of(question).wants_name is expected
