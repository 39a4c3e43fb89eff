"""How much of a question stands in a sentence: the share of its words, weighted by how rare they are in the archive."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.aliases import needs_capitals
from corpus.article import Article
from corpus.passages import is_heading, split_sentences
from qa.answer import Span
from qa.expansion import covers
from qa.holdings import Holdings
from qa.question import Interpretation
from qa.shapes import AnswerShape
from qa.signals import Signals
from qa.voices import Spellings, said_by
from qa.words import CAPITALISED, STOP_WORDS

SHAPE_BONUS = 0.2  # of coverage, that a number, name or date of the right kind is worth in a sentence
MANY_NAMES = 15  # capitalised words from which on more say nothing more; a passage of news has about ten
CARRIED_WEIGHT = 0.3  # of a word that a follow-up took along, against one of its own; 0.3 and 0.5 are a turn or two of 54 apart
SEEN_WEIGHT = 0.15  # of a word that it took from the passage on top of the last answer
_CAPITALS = re.compile(r"\b[A-Z]{2,3}\b")


@dataclass(frozen=True)
class QuestionTerms:
    """The index terms of a question, each with its weight and every other spelling under which it also counts.

    A term counts where one of its `spellings` stands, or all terms of one of its `several` ("united", "nations" for "un").
    Terms in capitals ("WHO") are of names that are an ordinary word otherwise.
    """

    weights: Mapping[str, float]
    spellings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    several: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)

    @property
    def to_search(self) -> list[str]:
        """All terms for the lexical side: those of the question, then other spellings."""
        others = {s for found in self.spellings.values() for s in found}
        others |= {s for found in self.several.values() for together in found for s in together}
        own = [term.lower() for term in self.weights]
        return list(dict.fromkeys([*own, *sorted({term.lower() for term in others} - set(own))]))

    @property
    def total(self) -> float:
        """The sum of all weights."""
        return sum(self.weights.values())

    def coverage(self, text_terms: frozenset[str]) -> float:
        """The weighted share of the question that stands among `text_terms`, 0 to 1; 0 for a question without terms."""
        return self.share(self.found(text_terms))

    def found(self, text_terms: frozenset[str]) -> frozenset[str]:
        """The terms that stand, in whatever spelling, among `text_terms`."""
        return frozenset(term for term in self.weights if self._stands(term, text_terms))

    def share(self, found: Collection[str]) -> float:
        """The weighted share of the question that `found` terms are, 0 to 1; 0 for a question without terms."""
        return sum(weight for term, weight in self.weights.items() if term in found) / self.total if self.total else 0.0

    def phrases(self, words: Sequence[str]) -> float:
        """Which share of the question's neighbouring terms are neighbours, in that order, in a text; 0 where it has none."""
        asked = set(pairwise(self.weights))
        return len(asked & set(pairwise(words))) / len(asked) if asked else 0.0

    def _stands(self, term: str, text_terms: frozenset[str]) -> bool:
        if term in text_terms or not self.spellings.get(term, frozenset()).isdisjoint(text_terms):
            return True
        return any(together <= text_terms for together in self.several.get(term, ()))

    def only(self, wanted: Collection[str]) -> "QuestionTerms":
        """The same terms without those that are not wanted."""
        return replace(self, weights={term: weight for term, weight in self.weights.items() if term in wanted})


def terms_of(holdings: Holdings, question: Interpretation) -> QuestionTerms:
    """The terms of a question's content words, weighted by rarity; words carried over from an earlier question weigh less."""
    weights: dict[str, float] = {}
    spellings: dict[str, frozenset[str]] = {}
    several: dict[str, tuple[frozenset[str], ...]] = {}
    shares = _shares(question)
    for word in question.words:
        names = [name for expansion in question.expansions if covers(expansion, word) for name in expansion.spellings]
        groups = [frozenset(terms) for name in names if (terms := _name_terms(holdings, name))]
        for term in _own_terms(holdings, word):
            rarest = [max(holdings.rarity(part.lower()) for part in group) for group in groups]
            own = [] if term.isupper() and rarest else [holdings.rarity(term.lower())]
            weights[term] = min([*own, *rarest]) * shares.get(word, 1.0)
            single = frozenset(part for group in groups if len(group) == 1 for part in group) - {term}
            spellings |= {term: single} if single else {}
            several |= {term: longer} if (longer := tuple(group for group in groups if len(group) > 1)) else {}
    return QuestionTerms(weights, spellings, several)


def text_terms(holdings: Holdings, text: str) -> frozenset[str]:
    """The index terms of a text, and its short words in capitals as they are, which may be names ("WHO")."""
    return with_capitals(holdings.terms(text), text)


def with_capitals(terms: Sequence[str], text: str) -> frozenset[str]:
    """A text's index terms, and its short words in capitals as they are."""
    return frozenset((*terms, *_CAPITALS.findall(text)))


def _own_terms(holdings: Holdings, word: str) -> list[str]:
    """The terms of a question's word; in capitals where it would be no word that says something otherwise ("US")."""
    return [word] if word.isupper() and word.lower() in STOP_WORDS else holdings.terms(word)


def _name_terms(holdings: Holdings, name: str) -> list[str]:
    """The terms by which another spelling is known: in capitals where it needs them; no stop words of several."""
    if needs_capitals(name) and name.isalpha():
        return [name]
    words = [word for word in re.findall(r"\w+", name) if len(name.split()) == 1 or word.lower() not in STOP_WORDS]
    return [term for word in words for term in holdings.terms(word)]


def _shares(question: Interpretation) -> dict[str, float]:
    """How much the words weigh that a follow-up took along."""
    seen = {word: SEEN_WEIGHT for phrase in question.from_passage for word in phrase.split()}
    return seen | {word: CARRIED_WEIGHT for phrase in question.carried_over for word in phrase.split()}


@dataclass(frozen=True)
class SentenceMatch:
    """A sentence of a passage: how much of the question stands in it, and whether it has what would answer."""

    span: Span
    coverage: float
    fit: float

    @property
    def has_shape(self) -> bool:
        """Whether it holds the kind of thing asked for, as far as can be told."""
        return self.fit > 0

    @property
    def strength(self) -> float:
        """What a sentence is highlighted for: coverage, and something more where it holds the kind of thing asked for."""
        return self.coverage + SHAPE_BONUS * self.fit


@dataclass(frozen=True)
class PassageMatch:
    """A passage's sentences, and what its words as a whole have of the question; all shares between 0 and 1.

    `coverage` is of the question in the passage with its headline, `headline` in the headline alone, `phrases` of the
    question's neighbouring words that are neighbours here, `names` of `MANY_NAMES` capitalised words that the question lacks,
    where it asks for a name. `found` are the question's terms that stand in the passage or its headline.
    """

    sentences: tuple[SentenceMatch, ...]
    coverage: float
    headline: float = 0.0
    phrases: float = 0.0
    names: float = 0.0
    found: frozenset[str] = frozenset()

    @property
    def best(self) -> SentenceMatch:
        """The strongest sentence; of equals the first."""
        return max(self.sentences, key=lambda s: (s.strength, -s.span[0]))

    @property
    def signals(self) -> Signals:
        """What speaks for the passage, for its score."""
        return {
            "sentence": self.best.coverage,
            "shape": self.best.fit,
            "passage": self.coverage,
            "headline": self.headline,
            "phrases": self.phrases,
            "names": self.names,
        }


def match_passage(
    holdings: Holdings,
    terms: QuestionTerms,
    shape: AnswerShape,
    article: Article,
    start: int,
    end: int,
    spellings: Spellings = lambda word: (),
) -> PassageMatch:
    """Match every sentence of `article.text[start:end]`; headings count for the passage, but are no sentence of the answer."""
    sentences: list[SentenceMatch] = []
    title = text_terms(holdings, article.title or "")
    seen, words = title, list[str]()
    for span in split_sentences(article.text, start, end):
        text = article.text[span[0] : span[1]]
        in_order = holdings.terms(text)
        found = with_capitals(in_order, text)
        seen |= found
        words.extend(in_order)
        if not is_heading(article.text, span):
            sentences.append(SentenceMatch(span, terms.coverage(found), shape.fit(text)))
    if shape.kind == "statement" and sentences:
        sentences = _by_speaker(sentences, article.text, shape.speaker_name, spellings)
    found_terms = terms.found(seen)
    covered = terms.share(found_terms)
    return PassageMatch(
        tuple(sentences) or (SentenceMatch((start, end), covered, 0.0),),
        covered,
        terms.coverage(title),
        terms.phrases(words),
        _names(shape, article.text[start:end]),
        found_terms,
    )


def _by_speaker(sentences: list[SentenceMatch], text: str, asked: str, spellings: Spellings) -> list[SentenceMatch]:
    """The sentences, each with the shape of an answer only where the asked speaker speaks in it."""
    said = said_by(text, [s.span for s in sentences], asked, spellings)
    return [replace(s, fit=float(is_said)) for s, is_said in zip(sentences, said, strict=True)]


def _names(shape: AnswerShape, text: str) -> float:
    """How many capitalised words a text has that the question lacks, as a share of `MANY_NAMES`; 0 where no name is asked for."""
    if not shape.wants_name:
        return 0.0
    asked = {word.lower() for word in CAPITALISED.findall(shape.question)}
    own = {word.lower() for word in CAPITALISED.findall(text)} - asked
    return min(len(own) / MANY_NAMES, 1.0)
