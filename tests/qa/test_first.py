"""Whether a question asks for the first report."""

import pytest

from qa.first import asks_for_first_report, without_asking_words


@pytest.mark.parametrize(
    "question",
    [
        "When was the leak first reported?",
        "Who first reported the leak?",
        "Which outlet reported first on the leak?",
        "What is the earliest mention of the leak?",
        "Who broke the story of the leak?",
        "When was the leak first publicly known?",
    ],
)
def test_asks_for_first_report(question: str):
    assert asks_for_first_report(question)


@pytest.mark.parametrize("question", ["Who was the first mayor?", "When did the dam first leak?", "What did the report say?", ""])
def test_asks_for_something_else(question: str):
    assert not asks_for_first_report(question)
    assert without_asking_words(question) == question


def test_the_word_that_asks_is_no_word_of_what_was_reported():
    assert without_asking_words("When was the leak first reported?").split() == ["When", "was", "the", "leak", "reported?"]
    assert "first" in without_asking_words("When was the first leak reported first?")
