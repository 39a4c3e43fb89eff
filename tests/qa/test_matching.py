"""How much of a question stands in a sentence, by given weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.matching import PassageMatch, QuestionTerms, SentenceMatch, match_passage, terms_of, text_terms
from qa.question import Expansion
from qa.shapes import AnswerShape
from tests.qa.made import MadeHoldings, made_article, made_interpretation

WEIGHTS = {"dam": 3.0, "people": 1.0, "left": 0.5, "harrow": 1.5}
OPEN = AnswerShape.of("Tell me.")
KYIV = Expansion("Kyiv", ("Kiev",), "alias", stands=True)
TURKISH = Expansion("turkish", ("Türkiye", "Turkey"), "alias", stands=True)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"dam"}, 3 / 6),
        ({"people", "left"}, 1.5 / 6),
        ({"dam", "harrow", "other"}, 4.5 / 6),
        ({"dam", "people", "left", "harrow"}, 1.0),
        ({"other"}, 0.0),
        (set(), 0.0),
    ],
)
def test_coverage_is_the_weighted_share_of_the_question(found: set[str], expected: float):
    assert QuestionTerms(WEIGHTS).coverage(frozenset(found)) == pytest.approx(expected)


def test_coverage_of_a_question_without_terms_is_0():
    assert QuestionTerms({}).coverage(frozenset(["dam"])) == 0
    assert QuestionTerms({}).total == 0


def test_coverage_counts_another_spelling_once():
    terms = QuestionTerms({"kyiv": 3.0, "bridge": 1.0}, {"kyiv": frozenset(["kiev"])})
    assert terms.coverage(frozenset(["kiev"])) == 0.75
    assert terms.coverage(frozenset(["kiev", "kyiv"])) == 0.75
    assert terms.coverage(frozenset(["kiev", "bridge"])) == 1.0


words = st.sampled_from(["dam", "people", "left", "harrow", "ferry", "mayor"])


@given(st.dictionaries(words, st.floats(0.01, 10)), st.frozensets(words), st.frozensets(words))
def test_coverage_lies_between_0_and_1_and_grows_with_the_text(weights: dict, text: frozenset, more: frozenset):
    terms = QuestionTerms(weights)
    assert 0 <= terms.coverage(text) <= terms.coverage(text | more) <= 1 + 1e-9
    if weights:
        assert terms.coverage(frozenset(weights)) == pytest.approx(1.0)


# terms_of


def test_terms_of_weighs_each_word_by_its_rarity():
    holdings = MadeHoldings({"dam": 0.5, "harrow": 2.5})
    terms = terms_of(holdings, made_interpretation(words=("dam", "Harrow")))
    assert terms == QuestionTerms({"dam": 0.5, "harrow": 2.5}, {})
    assert (terms.total, terms.to_search) == (3.0, ["dam", "harrow"])


def test_terms_of_weighs_a_word_by_its_commonest_spelling():
    holdings = MadeHoldings({"kyiv": 4.0, "kiev": 1.5})
    terms = terms_of(holdings, made_interpretation(words=("Kyiv",), expansions=(KYIV,)))
    assert terms == QuestionTerms({"kyiv": 1.5}, {"kyiv": frozenset(["kiev"])})
    assert terms.to_search == ["kyiv", "kiev"]


def test_to_search_holds_other_spellings_sorted_after_the_questions_own():
    holdings = MadeHoldings()
    terms = terms_of(holdings, made_interpretation(words=("turkish", "bridge"), expansions=(TURKISH,)))
    assert terms.to_search == ["turkish", "bridge", "turkey", "türkiye"]


def test_terms_of_a_question_without_words_are_none():
    assert terms_of(MadeHoldings(), made_interpretation(words=())) == QuestionTerms({}, {})


def test_terms_of_a_name_of_one_word_for_several_and_back():
    holdings = MadeHoldings({"un": 4.0, "united": 1.0, "nations": 2.0, "of": 0.1})
    several = Expansion("United Nations", ("UN",), "alias", stands=True)
    terms = terms_of(holdings, made_interpretation(words=("United", "Nations"), expansions=(several,)))
    assert terms == QuestionTerms({"united": 1.0, "nations": 2.0}, {"united": frozenset(["UN"]), "nations": frozenset(["UN"])})
    assert terms.coverage(text_terms(holdings, "The UN met.")) == 1.0
    assert terms.coverage(text_terms(holdings, "Un homme.")) == 0.0
    one = Expansion("UN", ("Organisation of United Nations",), "alias", stands=True)
    terms = terms_of(holdings, made_interpretation(words=("UN",), expansions=(one,)))
    assert terms.several == {"un": (frozenset(["organisation", "united", "nations"]),)}
    assert terms.weights == {"un": 2.0}
    assert terms.to_search == ["un", "nations", "organisation", "united"]
    assert terms.coverage(frozenset(["united", "nations"])) == 0.0
    assert terms.coverage(frozenset(["united", "nations", "organisation"])) == 1.0


def test_terms_of_a_stop_word_in_capitals_are_met_in_capitals_only():
    holdings = MadeHoldings({"who": 0.5})
    terms = terms_of(holdings, made_interpretation(words=("WHO",)))
    assert (terms.weights, terms.to_search) == ({"WHO": 0.5}, ["who"])
    assert terms.coverage(text_terms(holdings, "Nobody knows who.")) == 0.0
    assert terms.coverage(text_terms(holdings, "The WHO knows.")) == 1.0


def test_only_keeps_the_terms_that_are_wanted():
    terms = QuestionTerms({"dam": 1.0, "un": 2.0}, {"un": frozenset(["UN"])}).only(["un", "other"])
    assert terms == QuestionTerms({"un": 2.0}, {"un": frozenset(["UN"])})


# match_passage


def test_match_passage_covers_by_sentence_and_as_a_whole():
    article = made_article("The dam broke. Many people left. Rain fell.", title="Flood at Harrow")
    match = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), OPEN, article, 0, len(article.text))
    assert [(article.text[a:b], c) for (a, b), c in ((s.span, s.coverage) for s in match.sentences)] == [
        ("The dam broke.", pytest.approx(0.5)),
        ("Many people left.", pytest.approx(0.25)),
        ("Rain fell.", 0),
    ]
    assert match.coverage == pytest.approx(1.0)  # "harrow" stands in the headline


def test_match_passage_looks_only_at_the_slice():
    article = made_article("The dam broke. Many people left. Rain fell.", title=None)
    match = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), OPEN, article, 15, 32)
    assert [s.span for s in match.sentences] == [(15, 32)]
    assert match.coverage == pytest.approx(0.25)


def test_match_passage_counts_a_heading_for_the_passage_only():
    article = made_article("The dam of Harrow\n\nMany people left.", title=None)
    match = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), OPEN, article, 0, len(article.text))
    assert [article.text[slice(*s.span)] for s in match.sentences] == ["Many people left."]
    assert match.best.coverage == pytest.approx(0.25)
    assert match.coverage == pytest.approx(1.0)


def test_match_passage_takes_a_passage_of_headings_as_one_sentence():
    article = made_article("The dam of Harrow", title=None)
    match = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), OPEN, article, 0, len(article.text))
    assert match.sentences == (SentenceMatch((0, 17), 0.75, 0.0),)
    assert match.coverage == 0.75


def test_match_passage_tells_which_sentence_has_the_right_shape():
    article = made_article("People left. About 1,900 people left.")
    shape = AnswerShape.of("How many people left?")
    match = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), shape, article, 0, len(article.text))
    assert [s.has_shape for s in match.sentences] == [False, True]


def test_match_passage_tells_what_the_headline_holds():
    article = made_article("Many people left.", title="Dam at Harrow")
    match = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), OPEN, article, 0, len(article.text))
    assert match.headline == pytest.approx(0.75)
    assert match.signals["headline"] == match.headline


def test_match_passage_counts_neighbours_of_the_question():
    article = made_article("The dam people left. People left Harrow.", title=None)
    match = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), OPEN, article, 0, len(article.text))
    assert match.phrases == 1.0  # dam people, people left, left harrow
    short = match_passage(MadeHoldings(), QuestionTerms(WEIGHTS), OPEN, article, 0, 20)
    assert short.phrases == pytest.approx(2 / 3)


def test_match_passage_counts_names_that_the_question_lacks():
    article = made_article("In Harrow Maren Holt met Jonas Vey.", title=None)
    match = match_passage(
        MadeHoldings(), QuestionTerms(WEIGHTS), AnswerShape.of("Who left Harrow?"), article, 0, len(article.text)
    )
    assert match.names == pytest.approx(5 / 15)  # In, Maren, Holt, Jonas, Vey


def test_best_prefers_coverage_then_shape_then_the_first():
    first, second = SentenceMatch((0, 5), 0.5, 0.0), SentenceMatch((6, 9), 0.5, 0.0)
    shaped, fuller = SentenceMatch((10, 12), 0.5, 1.0), SentenceMatch((13, 15), 0.8, 0.0)
    assert PassageMatch((first, second), 0.5).best == first
    assert PassageMatch((first, second, shaped), 0.5).best == shaped
    assert PassageMatch((first, second, shaped, fuller), 0.6).best == fuller
