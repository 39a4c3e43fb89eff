"""A question leans on the turn before by its form and by what that turn showed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.dependence import dependence, is_fragment, stem
from tests.qa.asking import asked, turn

LAST = turn("Who left Lower Harrow?", "The county ordered the evacuation.", "Dam alarm empties Lower Harrow")


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("And why?", "leans"),
        ("When?", "leans"),
        ("In which languages?", "leans"),
        ("And in Fellgate?", "leans"),
        ("And on 17 March 2024?", "leans"),
        ("What did the Vale Courier say?", "leans"),
        ("After the strike?", "leans"),
        ("What about the blocked drains?", "leans"),
        ("What did they say about the blocked drains?", "leans"),
        ("Why did they leave Lower Harrow?", "leans"),
        ("Who won it in 2019?", "leans"),
        ("How many people live there?", "leans"),
        ("How many of them were children?", "leans"),
        ("Who said that?", "leans"),
        ("And when do the hearings begin?", "leans"),
        ("How many residents heard the alarm?", "leans"),
        ("Who owns the bakery?", "perhaps"),
        ("Did Harrow comply?", "perhaps"),
        ("How many young pupils of the college saw them?", "perhaps"),
        ("Who counted settlements in 2020?", "alone"),
        ("What does the Vale Courier say about boats and trains?", "alone"),
        ("And where is Maren Oddsholt?", "alone"),
        ("How many farmers left their homes and fields?", "alone"),
        ("Did Aliyev meet his counterpart?", "alone"),
        ("What about the ferry strike on Merrow Sound, when did it end?", "alone"),
        ("Were there any arrests among the crew of the coaster Brita Lund?", "alone"),
        ("How many people of Lower Harrow went to the sports hall?", "alone"),
        ("How many people had to leave because of blocked drains?", "alone"),
    ],
)
def test_dependence_is_judged_by_form_and_by_the_last_turn(question: str, leans: str):
    assert dependence(asked(question), LAST) == leans


@pytest.mark.parametrize(
    ("question", "fragment"),
    [("And in Shusha?", True), ("But the wounded?", True), ("And who paid?", False), ("museum roof cost", False)],
)
def test_a_fragment_is_no_clause(question: str, fragment: bool):
    assert is_fragment(asked(question)) is fragment


def test_stem_agrees_in_forms_of_one_word():
    assert stem("Resolutions") == stem("resolution") != stem("resort")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_dependence_is_told_of_any_text(question: str):
    assert dependence(asked(question), LAST) in ("alone", "perhaps", "leans")
