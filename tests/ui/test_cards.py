"""Cards show outlet and date always, unknown as unknown, and every value escaped."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from corpus.archive import Coverage
from corpus.article import Article, Original, Outlet, PublicationDate
from corpus.filters import Filters
from corpus.relative_days import Annotation
from qa.answer import Abstention, Answer, AskedSide, Evidence, Figure, Speaker
from qa.periods import ReadDate
from qa.question import Expansion, Interpretation, ReadOutlet
from qa.shapes import AnswerShape
from tests.qa.made import made_answer, made_evidence
from ui.cards import card, original_link, turn
from ui.reader import reader
from ui.terminal import print_answer
from ui.words import coverage_words, date_origin_words, date_words, figure_words, period_words, said_words

ARTICLE = Article(
    article_id="a1",
    title="Night buses <empty> the town",
    outlet=Outlet.named("Harrow & Gazette", "metadata"),
    published=PublicationDate(date(2024, 3, 16), "day", evidence="published: 2024-03-16", origin="metadata"),
    updated=PublicationDate.unknown(),
    added=datetime(2026, 1, 1, tzinfo=UTC),
    authors=("Ida Marlowe",),
    originals=(Original("AFP", "agency", "told AFP", 0, 8),),
    url="https://harrow-gazette.example/1",
    source_id="s",
    source_name="g.jsonl",
    language="en",
    text="told AFP that 2,350 people left. Others stayed.",
)
EVIDENCE = Evidence(ARTICLE, 0, 47, ((0, 32),), 1.0)
COVERAGE = Coverage(6, 2, date(2023, 9, 20), date(2023, 10, 3), 1, 0)


def answer(**changes: object) -> Answer:
    shape = AnswerShape.of("How many <left>?")
    question = Interpretation("How many <left>?", ("left",), (), (), (), (), shape, date(2026, 1, 1), Filters())
    base = Answer("How many <left>?", question, (EVIDENCE,), (), COVERAGE, (), None, 0.9, 3, "d")
    return replace(base, **changes)


def test_card_shows_outlet_date_headline_author_and_credit_escaped() -> None:
    shown = card(EVIDENCE, "0:e:0", "1")
    for part in (
        "<strong>Harrow &amp; Gazette</strong>",
        ">16 March 2024</time>",
        "Night buses &lt;empty&gt; the town",
        "by Ida Marlowe",
        "via AFP",
    ):
        assert part in shown
    assert "<mark>told AFP that 2,350 people left.</mark> Others stayed." in shown


def test_card_says_unknown_where_outlet_and_date_are() -> None:
    unknown = replace(ARTICLE, outlet=Outlet.unknown(), published=PublicationDate.unknown(), title=None)
    shown = card(replace(EVIDENCE, article=unknown), "0:e:0", "1")
    for part in ("<strong>unknown outlet</strong>", ">date unknown</time>", "headline unknown", "outlet unknown"):
        assert part in shown


def test_card_marks_a_month_and_an_outlet_said_by_the_user() -> None:
    said = replace(ARTICLE, outlet=Outlet.named("X", "user"), published=PublicationDate(date(2024, 3, 1), "month"))
    shown = card(replace(EVIDENCE, article=said), "0:e:0", "1")
    for part in (">March 2024</time>", "day unknown", "outlet said by the user"):
        assert part in shown


def test_card_names_speaker_and_near_copies() -> None:
    copy = replace(ARTICLE, article_id="a2", outlet=Outlet.named("Vale Courier", "metadata"))
    shown = card(replace(EVIDENCE, near_copies=(copy,), speaker=Speaker("AFP", 5, 8)), "0:e:0", "1")
    assert "also in 1 article: Vale Courier" in shown
    assert "says: AFP" in shown


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_original_link_is_only_made_of_web_addresses(url: str | None) -> None:
    assert original_link(url) == ""


def test_original_link_escapes_its_address() -> None:
    assert original_link('https://x.example/"><b>') == (
        '<a href="https://x.example/&quot;&gt;&lt;b&gt;" target="_blank" rel="noopener noreferrer">original page</a>'
    )


def test_turn_escapes_the_question_and_counts_what_was_searched() -> None:
    shown = turn(answer(), 0)
    assert '<h2 class="q">How many &lt;left&gt;?</h2>' in shown
    assert "Searched: 6 articles of 2 known outlets, 20 September 2023 to 3 October 2023; 1 undated." in shown


def test_turn_of_an_abstention_gives_the_reason_and_dims_near_misses() -> None:
    abstained = answer(evidence=(), near_misses=(EVIDENCE,), abstention=Abstention("too_weak", "Too <weak>."))
    shown = turn(abstained, 1)
    assert "<b>Not in this archive.</b> Too &lt;weak&gt;." in shown
    assert 'class="card dim"' in shown
    assert 'data-open="1:n:0"' in shown


def test_turn_shows_dates_read_from_the_question() -> None:
    read = ReadDate("last month", date(2025, 12, 1), date(2025, 12, 31))
    shown = turn(answer(interpretation=replace(answer().interpretation, dates=(read,))), 0)
    assert "last month: 1 December 2025 to 31 December 2025" in shown


def test_turn_offers_the_completed_question_for_editing() -> None:
    completed = replace(answer().interpretation, completed="How many <left>? (dam)", carried_over=("dam",))
    shown = turn(answer(interpretation=completed), 0)
    assert 'understood as: <span contenteditable="true"' in shown
    assert "data-alone>How many &lt;left&gt;? (dam)</span>" in shown


def test_turn_says_nothing_of_a_question_that_took_nothing_along() -> None:
    as_asked = replace(answer().interpretation, completed="the same without its operators")
    assert "understood as" not in turn(answer(interpretation=as_asked), 0)


def test_turn_puts_figures_side_by_side() -> None:
    shown = turn(answer(figures=(Figure("peopl", "2,350", 0, 14, 19),)), 0)
    assert '<td class="f">2,350</td><td>Harrow &amp; Gazette</td><td>16 March 2024</td>' in shown


def test_reader_frames_the_passage_and_gives_the_receipt() -> None:
    shown = reader(EVIDENCE, 14)
    assert '<div class="passage" tabindex="-1"><p><mark>told AFP that 2,350 people left.</mark> Others stayed.</p></div>' in shown
    assert f"SHA-256 of the text {ARTICLE.text_sha256}" in shown
    assert "article a1 · characters 0–47" in shown
    assert "generation 14 · source g.jsonl" in shown
    assert "from the page&#x27;s own metadata: “published: 2024-03-16”" in shown


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (PublicationDate.unknown(), "no page, field or person states a date"),
        (
            PublicationDate(date(2023, 1, 1), "year", evidence=", 2023", origin="byline"),
            "from the byline, known to the year only: “, 2023”",
        ),
    ],
)
def test_date_origin_words(published: PublicationDate, words: str) -> None:
    assert date_origin_words(published) == words


def test_date_words_are_as_long_as_the_date_is_known() -> None:
    assert date_words(PublicationDate(date(2023, 1, 1), "year")) == "2023"
    assert date_words(PublicationDate(date(2023, 10, 1), "month")) == "October 2023"


def test_coverage_words_name_what_is_left_out_and_waits() -> None:
    assert coverage_words(Coverage(1, 1, date(2024, 3, 2), date(2024, 3, 2), 0, 2, n_not_encoded=3)) == (
        "Searched: 1 article of 1 known outlet, 2 March 2024; 2 undated left out; 3 found by words only until they are encoded."
    )


def test_terminal_prints_markup_in_an_article_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    article = replace(ARTICLE, text="[bold]told[/bold] AFP [link=x]y[/link].", originals=())
    print_answer(answer(evidence=(Evidence(article, 0, 39, ((0, 10),), 1.0),)))
    assert "[bold]told[/bold] AFP [link=x]y[/link]." in capsys.readouterr().out


def test_turn_shows_limits_spellings_and_the_side_that_found_nothing() -> None:
    question = replace(
        answer().interpretation,
        excluded=("<dam>",),
        authors=("Jane Smith",),
        expansions=(Expansion("Kiev", ("Kyiv",), "alias", False), Expansion("Harow", ("Harrow",), "similar", False)),
        outlets=(ReadOutlet("Reuters", "reuters", "Reuters", True, True, only=True),),
    )
    sides = (AskedSide("May", "date", 1), AskedSide("July", "date", 0, "Too weak."))
    shown = turn(answer(interpretation=question, sides=sides), 0)
    for chip in (
        "only Reuters",
        "by Jane Smith",
        "without “&lt;dam&gt;”",
        "also searched: Kyiv for Kiev; Harrow for Harow (a similar word: yours stands nowhere)",
        "July: nothing. Too weak.",
    ):
        assert f"<span class=chip>{chip}</span>" in shown


def test_turn_says_that_only_quoted_speech_is_searched() -> None:
    asked = replace(answer().interpretation, filters=Filters(quotes_only=True))
    assert "<span class=chip>only quoted speech</span>" in turn(answer(interpretation=asked), 0)


def test_words_of_speakers_credits_and_figures() -> None:
    credited = (Original("AFP", "agency", "told AFP", 0, 8),)
    item = replace(EVIDENCE, speaker=Speaker("AFP", 5, 8), other_speakers=(Speaker("people", 20, 26),), credited=credited)
    assert said_words(item) == ["says: AFP; people", "the passage credits AFP"]
    assert figure_words(Figure("people", "2,350", 0, 14, 19, bound="more than")) == "more than 2,350"


def test_terminal_puts_figures_under_the_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(answer(figures=(Figure("people", "2,350", 0, 14, 19, bound="at least"),)))
    shown = capsys.readouterr().out
    assert "Figures in these passages: people" in shown
    assert "at least 2,350  Harrow & Gazette  16 March 2024  [1]" in shown


def test_card_shows_the_days_that_words_mean_beside_the_quote_and_not_in_it() -> None:
    text = "The dam broke on Sunday."
    day = date(2024, 3, 10)
    shown = card(made_evidence(text, annotations=(Annotation(14, 23, day, day),)), "0:e:0", "1")
    assert '<p class="days">on Sunday [10 Mar 2024]</p>' in shown
    assert "[10 Mar 2024]" not in shown.split("<blockquote")[1].split("</blockquote>")[0]


def test_card_marks_the_first_report() -> None:
    assert "first report" in card(made_evidence(), "0:e:0", "1", is_first=True)
    assert "first report" not in card(made_evidence(), "0:e:0", "1")


def test_terminal_prints_the_days_below_the_quote_and_marks_the_first_report(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The dam broke on Sunday."
    day = date(2024, 3, 10)
    item = made_evidence(text, annotations=(Annotation(14, 23, day, day),))
    print_answer(made_answer(item, first_report=0))
    printed = capsys.readouterr().out
    assert printed.index(text) < printed.index("on Sunday [10 Mar 2024]")
    assert "first report" in printed


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (ReadDate("in 2023", date(2023, 1, 1), date(2023, 12, 31)), "in 2023: 1 January 2023 to 31 December 2023"),
        (ReadDate("since May", date(2023, 5, 1), None), "since May: from 1 May 2023"),
        (ReadDate("before May", None, date(2023, 4, 30), "published"), "before May: to 30 April 2023, by publication"),
    ],
)
def test_period_words_say_how_a_period_was_read(period: ReadDate, words: str) -> None:
    assert period_words(period) == words
