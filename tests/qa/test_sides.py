"""qa.sides: two outlets or two periods in one question, parted, narrowed and put together again."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.filters import Filters
from qa.answer import Abstention, AskedSide
from qa.outlet_mentions import ReadOutlet
from qa.periods import ReadDate, read_periods
from qa.sides import Side, abstention_of_all, asked_sides, interleaved, kept_to, sides_of
from tests.qa.made import made_answer, made_evidence, made_interpretation

BBC = ReadOutlet("the BBC", "bbc-news", "BBC News", held=True, attributed=True)
REUTERS = ReadOutlet("Reuters", "reuters", "Reuters", held=False, attributed=True)
MAY = ReadDate("May 2023", date(2023, 5, 1), date(2023, 5, 31))
JULY = ReadDate("July 2023", date(2023, 7, 1), date(2023, 7, 31))
ABSTAINED = made_answer(abstention=Abstention("too_weak", "Too weak."), support=0.1)


def test_sides_of_two_outlets_keep_to_each_that_is_held():
    question = made_interpretation("How did the BBC and Reuters describe the dam?", outlets=(BBC, REUTERS))
    first, second = sides_of(replace(question, names=("BBC", "Reuters", "Marsh")))
    assert (first.words, first.kind, second.words) == ("BBC News", "outlet", "Reuters")
    assert (first.question.names, second.question.names) == (("BBC", "Marsh"), ("Reuters", "Marsh"))
    assert (first.question.outlets, first.question.filters) == ((BBC,), Filters(outlet_ids=frozenset(["bbc-news"])))
    assert (second.question.outlets, second.question.filters) == ((REUTERS,), Filters())


def test_an_outlet_that_the_question_is_about_is_no_side():
    about = replace(REUTERS, attributed=False)
    assert sides_of(made_interpretation("What did the BBC say of Reuters?", outlets=(BBC, about))) == ()


def test_sides_of_two_periods_leave_the_other_out_and_reach_three_days_further():
    text = "What was said of the dam in May 2023 and in July 2023?"
    question = made_interpretation(text, dates=(MAY, JULY), words=("dam", "May", "2023", "July"), names=("May", "July"))
    first, second = sides_of(question)
    assert (first.words, second.words, first.kind) == ("May 2023", "July 2023", "date")
    assert (first.question.words, first.question.names) == (("dam", "May", "2023"), ("May",))
    assert (second.question.filters.first, second.question.filters.last) == (date(2023, 7, 1), date(2023, 8, 3))
    assert first.anywhen is not None
    assert (first.anywhen.filters, first.anywhen.dates) == (Filters(), (MAY,))


@pytest.mark.parametrize(
    ("text", "are_sides"),
    [
        ("What was said in May 2023 or July 2023?", True),
        ("What was said in May 2023, and what in July 2023?", True),
        ("How many left in May 2023 compared with July 2023?", True),
        ("What did the president chosen in May 2023 say of the dam in July 2023?", False),
        ("What did those of May 2023 sign of July 2023?", False),
    ],
)
def test_periods_are_sides_only_in_one_breath(text: str, are_sides: bool):
    assert bool(sides_of(made_interpretation(text, dates=(MAY, JULY)))) is are_sides


def test_a_period_inside_another_is_no_side():
    year = ReadDate("2023", date(2023, 1, 1), date(2023, 12, 31))
    assert sides_of(made_interpretation("What of 2023 and May 2023?", dates=(year, MAY))) == ()
    assert sides_of(made_interpretation("What of May 2023?", dates=(MAY,))) == ()


def test_kept_to_never_goes_beyond_what_the_person_chose():
    chosen = Filters(outlet_ids=frozenset(["bbc-news", "afp"]))
    assert kept_to(chosen, ["bbc-news"]).outlet_ids == {"bbc-news"}
    assert kept_to(chosen, ["reuters"]) == replace(chosen, within=frozenset())
    assert kept_to(chosen, []) == chosen


def test_interleaved_takes_the_best_of_each_side_first_and_no_passage_twice():
    a, b, c, d = (made_evidence(article_id=name) for name in "abcd")
    shown, counts = interleaved([made_answer(a, b, c), made_answer(a, d)], 4)
    assert [item.article.article_id for item in shown] == ["a", "b", "d", "c"]
    assert counts == (3, 1)
    assert interleaved([made_answer(a, b, c), ABSTAINED], 2) == ((a, b), (2, 0))


def test_asked_sides_say_why_one_found_nothing():
    sides = (Side("BBC News", "outlet", made_interpretation()), Side("Reuters", "outlet", made_interpretation()))
    answers = [made_answer(made_evidence()), ABSTAINED]
    assert asked_sides(sides, answers, (1, 0)) == (
        AskedSide("BBC News", "outlet", 1),
        AskedSide("Reuters", "outlet", 0, "Too weak."),
    )
    assert abstention_of_all(sides, answers) is None
    assert abstention_of_all(sides, [ABSTAINED, ABSTAINED]) == Abstention("too_weak", "BBC News: Too weak. Reuters: Too weak.")


def sides(text: str) -> list[tuple[str, str | None, str | None]]:
    """The words of each side, and the days its articles are kept to."""
    question = made_interpretation(text, dates=read_periods(text, date(2024, 1, 10)))
    limits = [(side.words, side.question.filters.first, side.question.filters.last) for side in sides_of(question)]
    return [(words, first and first.isoformat(), last and last.isoformat()) for words, first, last in limits]


def test_sides_of_periods_as_they_are_read():
    assert sides("What was said in May and in July 2023?") == [
        ("May", "2023-05-01", "2023-06-03"),
        ("July 2023", "2023-07-01", "2023-08-03"),
    ]
    assert sides("How many left before 2020 and after 2021?") == [
        ("before 2020", None, "2020-01-03"),
        ("after 2021", "2022-01-01", None),
    ]
    assert sides("What was said since 2020 and in 2021?") == []
    assert sides("What was said between 3 May and 5 July 2023?") == []


def test_a_side_of_publication_keeps_to_its_own_days():
    text = "What was published in May and in July 2023?"
    assert sides(text) == [("May", "2023-05-01", "2023-05-31"), ("July 2023", "2023-07-01", "2023-07-31")]
    question = made_interpretation(text, dates=read_periods(text, date(2024, 1, 10)))
    assert [side.anywhen for side in sides_of(question)] == [None, None]
