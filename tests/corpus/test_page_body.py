"""corpus.readers.page_body: the paragraphs of a page's article."""

import pytest

from corpus.readers.page_body import paragraphs_of, parsed
from corpus.readers.page_metadata import PageMetadata

BODY = (
    "The sirens rang at dawn, and the town of Harl was empty by six in the morning.",
    "“We had an hour,” said Mayor Odd, “and we used every minute of it – twice.”",
    "Engineers found water below the eastern bank, where sheep had grazed since Christmas.",
    "Nobody was hurt, and by noon the first families were on their way back to the valley.",
)
TITLE, AUTHORS = "Harl: Sirens at the dam", ("Ann Lee", "Bo Carr")


def paragraphs(*lines: str) -> tuple[str, ...]:
    tree = parsed(f"<html><body><article>{''.join(f'<p>{line}</p>' for line in lines)}</article></body></html>")
    return tuple(paragraphs_of(tree, PageMetadata(tree), TITLE, AUTHORS))


@pytest.mark.parametrize(
    "line",
    [
        TITLE,
        "A night in the valley Harl: Sirens at the dam",  # with a kicker in front
        "Sirens at the dam",  # without its own
        "By Ann Lee and Bo Carr",
        "Saturday, March 2, 2024",
        "◇",
        "Advertisement",
    ],
)
def test_what_stands_over_the_text_is_left_out(line):
    assert paragraphs(line, *BODY) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Read more:",
        "Found a mistake? Write to desk@harl.example",
        "Additional reporting by Cy Dent",
        "Ann Lee",
        "Ann Lee is our reporter in the valley.",
        "Do you have a story to tell?",
        "Support our journalism from the valley!",
        "You can cancel your subscription at any time.",
        "Topics of the night",
        "Pictures of the valley",  # a heading of nothing
    ],
)
def test_what_stands_below_the_text_is_left_out(line):
    assert paragraphs(*BODY, line) == BODY


def test_all_below_a_question_about_the_page_is_left_out():
    assert (
        paragraphs(*BODY, "Wie hat Ihnen dieser Artikel gefallen?", "The court of Harl said that we may go on writing.") == BODY
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee and the dam of Harl",  # a subheading
        "He told you so: cancel your subscription to the newsletter, she wrote to the mayor.",
        "Sign up sheets hung in the hall",
        "Advertisement for a new dam shocks Harl",
        "On March 2, 2024 the dam of Harl had stood for one hundred years and a day.",
        "Topics of the night",  # prose follows
    ],
)
def test_a_line_inside_the_text_stays(line):
    assert paragraphs(*BODY[:2], line, *BODY[2:]) == (*BODY[:2], line, *BODY[2:])


def test_a_quotation_that_speaks_to_a_reader_stays_at_the_end():
    line = "“You may cancel your subscription,” the mayor said at last."
    assert paragraphs(*BODY, line) == (*BODY, line)


def test_a_list_may_be_the_end():
    assert paragraphs(*BODY, "- wood", "- sand") == (*BODY, "- wood", "- sand")


def test_a_question_near_the_top_closes_nothing():
    line = "Do you have a story to tell?"
    assert paragraphs(line, *BODY) == (line, *BODY)
