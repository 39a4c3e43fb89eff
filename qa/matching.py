"""How much of a question stands in a sentence: the share of its words, weighted by how rare they are in the archive."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.aliases import AliasTable
from corpus.article import Article
from corpus.passages import is_heading, split_sentences
from qa.answer import Span
from qa.holdings import Holdings
from qa.question import Interpretation
from qa.shapes import AnswerShape

SHAPE_BONUS = 0.2  # of coverage, that a number, name or date of the right kind is worth in a sentence
CARRIED_WEIGHT = 0.3  # of a word that a follow-up took along, against one of its own; 0.3 and 0.5 are a turn or two of 54 apart
SEEN_WEIGHT = 0.15  # of a word that it took from the passage on top of the last answer


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


def terms_of(holdings: Holdings, question: Interpretation, aliases: AliasTable) -> QuestionTerms:
    """The terms of a question's content words, weighted by rarity; words carried over from an earlier question weigh less."""
    weights: dict[str, float] = {}
    spellings: dict[str, frozenset[str]] = {}
    shares = _shares(question)
    for word in question.words:
        for term in holdings.terms(word):
            others = frozenset(t for other in aliases.spellings(word) for t in holdings.terms(other)) - {term}
            weights[term] = min(holdings.rarity(t) for t in (term, *others)) * shares.get(word, 1.0)
            if others:
                spellings[term] = others
    return QuestionTerms(weights, spellings)


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
    """A passage's sentences, and how much of the question stands in the passage with its headline."""

    sentences: tuple[SentenceMatch, ...]
    coverage: float

    @property
    def best(self) -> SentenceMatch:
        """The strongest sentence; of equals the first."""
        return max(self.sentences, key=lambda s: (s.strength, -s.span[0]))


def match_passage(
    holdings: Holdings, terms: QuestionTerms, shape: AnswerShape, article: Article, start: int, end: int
) -> PassageMatch:
    """Match every sentence of `article.text[start:end]`; headings count for the passage, but are no sentence of the answer."""
    sentences, seen = [], frozenset(holdings.terms(article.title or ""))
    for span in split_sentences(article.text, start, end):
        text = article.text[span[0] : span[1]]
        found = frozenset(holdings.terms(text))
        seen |= found
        if not is_heading(article.text, span):
            sentences.append(SentenceMatch(span, terms.coverage(found), shape.fit(text)))
    if not sentences:
        sentences = [SentenceMatch((start, end), terms.coverage(seen), 0.0)]
    return PassageMatch(tuple(sentences), terms.coverage(seen))
