"""Earlier versions of articles, searched where a question is asked as of a day on which they were current.

The indexes hold current versions only. Those of an earlier day are few, so they are weighed here one by one, by the same
measures: BM25 with the archive's own word frequencies, and the cosine of the stored vectors.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.archive import Archive, StoredPassage
from corpus.article import Article
from corpus.filters import Filters
from corpus.lexical import TITLE_WEIGHT, LexicalHit
from corpus.versions import VersionsAsOf
from embeddings.encoder import Vectors
from embeddings.index import DenseHit
from embeddings.vectors import VectorStore

K1, B = 1.2, 0.75  # as in tantivy
AVERAGE_TERMS = 100  # of a passage: they are cut at some 90 to 130 words


@dataclass(frozen=True)
class EarlierPassage:
    """A passage of an earlier version, with its words and its vector (None where it was never encoded)."""

    stored: StoredPassage
    article: Article
    vector: Vectors | None

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.article.text[self.stored.passage.start : self.stored.passage.end]


@dataclass(frozen=True)
class EarlierVersions:
    """The passages to be searched beside the indexes, and the current articles that were not known by then."""

    passages: tuple[EarlierPassage, ...] = ()
    not_yet: frozenset[str] = frozenset()
    by_number: Mapping[int, StoredPassage] = field(default_factory=dict)

    def narrowed(self, filters: Filters) -> Filters:
        """The filters for the indexes: without what was not known by then."""
        return replace(filters, without=filters.without | self.not_yet) if self.not_yet else filters

    def admitted(self, filters: Filters) -> list[EarlierPassage]:
        """The passages that the filters let through."""
        return [p for p in self.passages if filters.admits(p.article)]

    def without(self, unwanted: Sequence[Sequence[str]], split: Callable[[str], list[str]]) -> "EarlierVersions":
        """The same without the passages in which, or in whose headline, one of the runs of words stands."""
        if not unwanted:
            return self
        kept = (p for p in self.passages if not any(_stands(run, p, split) for run in unwanted))
        return replace(self, passages=tuple(kept))

    def search_words(
        self, terms: Sequence[str], filters: Filters, split: Callable[[str], list[str]], rarity: Callable[[str], float]
    ) -> list[LexicalHit]:
        """The passages that hold any of the terms, with their BM25 scores."""
        found = []
        for passage in self.admitted(filters):
            text, title = split(passage.text), split(passage.article.title or "")
            score = bm25(terms, text, rarity) + TITLE_WEIGHT * bm25(terms, title, rarity)
            if score > 0:
                found.append(LexicalHit(passage.stored.passage_no, score))
        return found

    def search_meaning(self, query: Vectors, filters: Filters) -> list[DenseHit]:
        """The passages that have a vector, with their cosines."""
        return [DenseHit(p.stored.passage_no, float(p.vector @ query)) for p in self.admitted(filters) if p.vector is not None]


def read_earlier(versions: VersionsAsOf, archive: Archive, vectors: VectorStore) -> EarlierVersions:
    """The passages of the versions that were current on a day, with their words and vectors."""
    found = [
        EarlierPassage(stored, article, _vector_of(stored.passage_no, vectors))
        for article in versions.earlier
        for stored in archive.passages_of(article.article_id)
    ]
    return EarlierVersions(tuple(found), versions.not_yet, {p.stored.passage_no: p.stored for p in found})


def _vector_of(passage_no: int, vectors: VectorStore) -> Vectors | None:
    try:
        vector: Vectors = vectors.get([passage_no])[0]
        return vector
    except KeyError:
        return None  # superseded before it was encoded


def bm25(terms: Sequence[str], text: Sequence[str], rarity: Callable[[str], float]) -> float:
    """The BM25 score of a text's words for the terms."""
    counts = Counter(text)
    norm = K1 * (1 - B + B * len(text) / AVERAGE_TERMS)
    return sum(rarity(t) * counts[t] * (K1 + 1) / (counts[t] + norm) for t in dict.fromkeys(terms) if counts[t])


def _stands(run: Sequence[str], passage: EarlierPassage, split: Callable[[str], list[str]]) -> bool:
    """Whether words stand one right after another in a passage or in its headline."""
    texts = (split(passage.text), split(passage.article.title or ""))
    return any(list(run) == words[i : i + len(run)] for words in texts for i in range(len(words) - len(run) + 1) if run)
