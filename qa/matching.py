"""How much of a question stands in a sentence: the share of its words, weighted by how rare they are in the archive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.aliases import AliasTable
from corpus.article import Article
from corpus.passages import is_heading, split_sentences
from qa.answer import Span
from qa.holdings import Holdings
from qa.question import Interpretation
from qa.shapes import AnswerShape
from qa.signals import Signals
from qa.words import CAPITALISED

SHAPE_BONUS = 0.2  # of coverage, that a number, name or date of the right kind is worth in a sentence
MANY_NAMES = 15  # capitalised words from which on more say nothing more; a passage of news has about ten
CARRIED_WEIGHT = 0.5  # of a word that a follow-up took along, against one of its own


@dataclass(frozen=True)
class QuestionTerms:
    """The index terms of a question, each with its weight and every other spelling under which it also counts."""

    weights: Mapping[str, float]
    spellings: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def to_search(self) -> list[str]:
        """All terms for the lexical side: those of the question, then other spellings."""
        others = sorted({s for found in self.spellings.values() for s in found} - set(self.weights))
        return [*self.weights, *others]

    @property
    def total(self) -> float:
        """The sum of all weights."""
        return sum(self.weights.values())

    def coverage(self, text_terms: frozenset[str]) -> float:
        """The weighted share of the question that stands among `text_terms`, 0 to 1; 0 for a question without terms."""
        found = sum(
            w for term, w in self.weights.items() if not ({term} | self.spellings.get(term, frozenset())).isdisjoint(text_terms)
        )
        return found / self.total if self.total else 0.0

    def phrases(self, words: Sequence[str]) -> float:
        """Which share of the question's neighbouring terms are neighbours, in that order, in a text; 0 where it has none."""
        asked = set(pairwise(self.weights))
        return len(asked & set(pairwise(words))) / len(asked) if asked else 0.0


def terms_of(holdings: Holdings, question: Interpretation, aliases: AliasTable) -> QuestionTerms:
    """The terms of a question's content words, weighted by rarity; words carried over from an earlier question weigh less."""
    weights: dict[str, float] = {}
    spellings: dict[str, frozenset[str]] = {}
    carried = {word for phrase in question.carried_over for word in phrase.split()}
    for word in question.words:
        for term in holdings.terms(word):
            others = frozenset(t for other in aliases.spellings(word) for t in holdings.terms(other)) - {term}
            weights[term] = min(holdings.rarity(t) for t in (term, *others)) * (CARRIED_WEIGHT if word in carried else 1.0)
            if others:
                spellings[term] = others
    return QuestionTerms(weights, spellings)


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
    question's neighbouring words that are neighbours here, `names` of `MANY_NAMES` capitalised words that the question lacks.
    """

    sentences: tuple[SentenceMatch, ...]
    coverage: float
    headline: float = 0.0
    phrases: float = 0.0
    names: float = 0.0

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
    holdings: Holdings, terms: QuestionTerms, shape: AnswerShape, article: Article, start: int, end: int
) -> PassageMatch:
    """Match every sentence of `article.text[start:end]`; headings count for the passage, but are no sentence of the answer."""
    sentences: list[SentenceMatch] = []
    title, words = frozenset(holdings.terms(article.title or "")), list[str]()
    for span in split_sentences(article.text, start, end):
        text = article.text[span[0] : span[1]]
        found = holdings.terms(text)
        words.extend(found)
        if not is_heading(article.text, span):
            sentences.append(SentenceMatch(span, terms.coverage(frozenset(found)), shape.fit(text)))
    covered = terms.coverage(title | frozenset(words))
    return PassageMatch(
        tuple(sentences) or (SentenceMatch((start, end), covered, 0.0),),
        covered,
        terms.coverage(title),
        terms.phrases(words),
        _names(shape.question, article.text[start:end]),
    )


def _names(question: str, text: str) -> float:
    """How many capitalised words a text has that the question lacks, as a share of `MANY_NAMES`, at most 1."""
    asked = {word.lower() for word in CAPITALISED.findall(question)}
    own = {word.lower() for word in CAPITALISED.findall(text)} - asked
    return min(len(own) / MANY_NAMES, 1.0)
