"""qa.operators: what is taken out of a question, and what only looks like an operator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.operators import Operators, read_operators


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which A-10 jets flew -ukraine?", Operators("Which A-10 jets flew?", ("ukraine",))),
        ('dam -"Lower Marsh" -flood', Operators("dam", ("Lower Marsh", "flood"))),
        ("-al-Qaeda attack in May", Operators("attack in May", ("al-Qaeda",))),
        ("what -about, this", Operators("what, this", ("about",))),
        ("author:Smith dam", Operators("dam", (), ("Smith",))),
        ("what of the dam author:“Jane Smith”?", Operators("what of the dam?", (), ("Jane Smith",))),
        ("AUTHOR:O'Neill dam -dam -dam", Operators("dam", ("dam",), ("O'Neill",))),
    ],
)
def test_operators_are_taken_out(question: str, expected: Operators):
    assert read_operators(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "a non-binding vote on the A-10",
        "the dam - and the ferry",
        "-5 degrees, -2020",
        "pre- and post-war",
        "dam -",
        "(-dam)",
        "--dam",
        '"the -word" stands',
        "the author: who is he",
        "co-author:smith",
        "author:",
        "",
    ],
)
def test_what_only_looks_like_an_operator_stays(question: str):
    assert read_operators(question) == Operators(question)


@given(st.text(max_size=60))
def test_any_question_is_read(question: str):
    operators = read_operators(question)
    assert operators.question == question or operators.excluded or operators.authors
    assert all(words and words == words.strip() for words in (*operators.excluded, *operators.authors)) or '"' in question
