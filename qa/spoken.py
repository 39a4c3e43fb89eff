"""Passages that answer by who speaks in them: of "What did X say about Y?" those of X, of a quotes-only search those that quote.

A passage keeps only the sentences that count, so that they alone are highlighted; one without any is left out.
"""

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Abstention, Span
from qa.evidence import Candidate, in_order
from qa.holdings import Holdings
from qa.matching import QuestionTerms, SentenceMatch, text_terms
from qa.question import Interpretation
from qa.quotations import quotations_of

MIN_QUOTED_WORDS = 4  # fewer words in quotation marks are a title or a word held at arm's length
MIN_QUOTED_COVERAGE = (
    0.3  # of the weight of what is asked about; from 0.2 to 0.35 the same for 31 of 32 questions over the news quiz
)


def spoken(
    ordered: Sequence[Candidate], question: Interpretation, terms: QuestionTerms, holdings: Holdings
) -> tuple[Candidate, ...]:
    """The candidates that count, best first: all of them as they are where the question wants nobody's words."""
    if not asks_a_speaker(question) and not question.filters.quotes_only:
        return tuple(ordered)
    if asks_a_speaker(question):
        ordered = [kept for c in ordered if (kept := _only(c, [s for s in c.match.sentences if s.has_shape]))]
    if question.filters.quotes_only:
        about = _without_speaker(terms, question, holdings)
        ordered = [kept for c in ordered if (kept := _only(c, _quoting(c, about, holdings)))]
    return tuple(in_order(ordered))


def asks_a_speaker(question: Interpretation) -> bool:
    """Whether it asks what somebody said, rather than what an outlet wrote: one not held is told by who names it."""
    outlets = {word for o in question.outlets if o.attributed for word in o.words.split()}
    return question.shape.kind == "statement" and question.shape.speaker not in outlets


def nothing_spoken(question: Interpretation) -> Abstention:
    """Why there is no answer where no passage near the question has the words that it wants."""
    asked = question.shape.speaker if asks_a_speaker(question) else ""
    if question.filters.quotes_only:
        return Abstention("no_quotation", f"No passage near the question quotes {asked or 'anybody'} on it.")
    return Abstention("not_said", f"No passage near the question gives words of {asked}.")


def _only(candidate: Candidate, kept: Sequence[SentenceMatch]) -> Candidate | None:
    return replace(candidate, match=replace(candidate.match, sentences=tuple(kept))) if kept else None


def _without_speaker(terms: QuestionTerms, question: Interpretation, holdings: Holdings) -> QuestionTerms:
    """What the quoted words must be about: not the name of who speaks them, which seldom stands in them."""
    own = text_terms(holdings, question.shape.speaker_name) if asks_a_speaker(question) else frozenset()
    weights = {term: weight for term, weight in terms.weights.items() if term not in own}
    return replace(terms, weights=weights or terms.weights)


def _quoting(candidate: Candidate, terms: QuestionTerms, holdings: Holdings) -> list[SentenceMatch]:
    """The sentences with quoted speech, where the quoted words of the passage are about the question."""
    text, passage = candidate.article.text, candidate.hit.passage
    quoted = {s: quoted_words(text, s.span) for s in candidate.match.sentences}
    found = {s: text_terms(holdings, words) for s, words in quoted.items() if len(words.split()) >= MIN_QUOTED_WORDS}
    everything = frozenset(term for some in found.values() for term in some)
    if not found or terms.coverage(everything) < MIN_QUOTED_COVERAGE or passage.end > len(text):
        return []
    return [s for s in found if terms.coverage(found[s]) > 0] or list(found)


def quoted_words(text: str, sentence: Span) -> str:
    """What of a sentence stands in quotation marks; its paragraph is read, since a quotation may begin before it."""
    start, end = text.rfind("\n\n", 0, sentence[0]) + 1, text.find("\n\n", sentence[1])
    inside = quotations_of(text, start, len(text) if end < 0 else end)
    pieces = ((max(q.start, sentence[0]), min(q.end, sentence[1])) for q in inside)
    return " ".join(text[a:b] for a, b in pieces if a < b)
