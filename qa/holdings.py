"""Holdings: the archive as `qa` sees it. Nothing above this file knows SQL, tantivy or FAISS.

A new generation is noticed between two questions. Where the vector index is damaged, questions are still answered by
words alone and the trouble is said; what fails its checksum never answers.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.annotations import PassageDays, annotations_of, days_of_passages
from corpus.archive import Archive, Coverage, OutletCount, StoredPassage
from corpus.article import Article
from corpus.filters import Filters
from corpus.lexical import LexicalHit, LexicalIndex
from corpus.outlets import OutletRegistry
from corpus.relative_days import Annotation
from corpus.text import fold
from corpus.versions import version_chains, versions_as_of
from embeddings.encoder import Encoder, Vectors
from embeddings.generation import GenerationFolder, IndexDamaged
from embeddings.index import DenseHit, FaissIndex
from embeddings.vectors import VectorStore
from qa.earlier import EarlierVersions, read_earlier
from qa.near_words import words_near

Counted = TypeVar("Counted")
CAPITALS_LOOKED_AT = 10  # passages in which a word is looked for as a name
HELD_ARTICLES = 256  # checked articles kept in memory, some 6 kB each: a question reads up to 40, its follow-ups the same


class Holdings:
    """One opened archive with its indexes. Used by one thread at a time."""

    def __init__(self, archive: Archive, encoder: Encoder) -> None:
        self._archive = archive
        self._encoder = encoder
        self._vectors = VectorStore(archive, encoder.digest)
        self._generations = GenerationFolder(archive.index_folder)
        self._open_name = ""
        self._dense: FaissIndex | None = None
        self._lexical: LexicalIndex | None = None
        self._counted_state: tuple[int, str] = (-1, "")  # archive change and generation that `_counts` were counted at
        self._counts: dict[str, Any] = {}
        self._article = lru_cache(HELD_ARTICLES)(archive.article)
        self.refresh()

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Self:
        """Open an archive for asking.

        Raises:
            ArchiveError: where there is none or it is damaged.
            IndexDamaged: where its vector index is not what was written, or of another encoder.
        """
        return cls(Archive.open(folder), encoder)

    def refresh(self) -> None:
        """Take up a newer generation and the newest lexical commit, if there are any.

        A generation that turns out damaged while this one is open is not taken up: the one in memory was checked and goes on.
        """
        name = self._generations.current_name()
        if name != self._open_name:
            self._take_up(name)
        self._lexical = self._reloaded_lexical()
        state = (self._archive.change, name)
        if state != self._counted_state:
            self._counted_state, self._counts = state, {}
            self._article.cache_clear()

    def _take_up(self, name: str) -> None:
        try:
            self._dense = FaissIndex.open(self._archive, self._encoder.digest)
        except IndexDamaged:
            if not self._open_name:
                raise
        self._open_name = name

    def _reloaded_lexical(self) -> LexicalIndex | None:
        try:
            if self._lexical is not None:
                self._lexical.reload()
                return self._lexical
        except (ValueError, OSError):
            pass  # its files are gone: perhaps it is being made again
        return LexicalIndex.open(self._archive)

    @property
    def folder(self) -> Path:
        """The archive's folder."""
        return self._archive.folder

    @property
    def encoder_digest(self) -> str:
        """The digest of the encoder that questions are encoded with."""
        return self._encoder.digest

    @property
    def generation(self) -> int:
        """The generation that answers; 0 where there are no vectors yet."""
        return self._dense.generation if self._dense else 0

    @property
    def is_fiction(self) -> bool:
        """Whether this is the demo archive, whose articles are invented."""
        return self._archive.setting("fiction") == "1"

    def registry(self) -> OutletRegistry:
        """All outlets that can be recognised in a question."""
        return self._archive.registry()

    def outlets(self) -> list[OutletCount]:
        """The outlets held, most articles first."""
        return self._counted("outlets", self._archive.outlets)

    def newest_headlines(self, n: int) -> list[str]:
        """The headlines of the `n` most recently published articles that have one."""
        return self._archive.newest_headlines(n)

    def coverage(self, filters: Filters) -> Coverage:
        """What a search under `filters` looks at."""
        waiting = self._counted("waiting", self._vectors.n_articles_waiting)
        if filters.leaves_all_articles:
            return replace(self._counted("coverage", lambda: self._archive.coverage(Filters())), n_not_encoded=waiting)
        earlier = self._earlier(filters)
        current = self._archive.coverage(earlier.narrowed(filters))
        n_earlier = len({p.article.article_id for p in earlier.admitted(filters)})
        return replace(current, n_articles=current.n_articles + n_earlier, n_not_encoded=waiting)

    def _earlier(self, filters: Filters) -> EarlierVersions:
        """The versions that were current on the as-of day and are superseded now; none without such a day."""
        if filters.as_of is None:
            return EarlierVersions()
        chains = self._counted("versions", lambda: version_chains(self._archive))
        day, _ = self._counts.get("as of", (None, None))
        if day != filters.as_of:  # the last day only: a batch may name hundreds
            self._counts["as of"] = (
                filters.as_of,
                read_earlier(versions_as_of(chains, filters.as_of), self._archive, self._vectors),
            )
        earlier: EarlierVersions = self._counts["as of"][1]
        return earlier

    def _earlier_to_search(self, filters: Filters) -> EarlierVersions:
        """The same without the passages that hold words that are left out."""
        earlier = self._earlier(filters)
        return earlier.without([self.folded_words(words) for words in filters.without_words], self.folded_words)

    def _counted(self, what: str, count: Callable[[], Counted]) -> Counted:
        """A count over the whole archive, taken once for each state of it."""
        if what not in self._counts:
            self._counts[what] = count()
        counted: Counted = self._counts[what]
        return counted

    def article(self, article_id: str) -> Article:
        """One article by id, as it was at the last refresh; KeyError where there is none."""
        return self._article(article_id)

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """Which days an article's words mean, in the order of its text."""
        return annotations_of(self._archive, article_id)

    def days_of_passages(self, passage_nos: list[int]) -> dict[int, PassageDays]:
        """When passages were published, and which days their words mean."""
        return days_of_passages(self._archive, passage_nos)

    def articles_digest(self) -> str:
        """SHA-256 over the ids of all stored articles, in order: the same for the same articles."""
        return hashlib.sha256("\n".join(sorted(self._archive.all_article_ids())).encode()).hexdigest()

    def near_copies(self, article_id: str) -> list[Article]:
        """The articles that carry the same text."""
        return self._archive.near_copies(article_id)

    def passages(self, passage_nos: list[int], filters: Filters | None = None) -> dict[int, StoredPassage]:
        """Passages by the number that hits under `filters` carry."""
        earlier = self._earlier(filters).by_number if filters else {}
        return self._archive.passages(passage_nos) | {no: earlier[no] for no in passage_nos if no in earlier}

    def text_of(self, stored: StoredPassage) -> str:
        """The words of a passage."""
        return self.article(stored.passage.article_id).text[stored.passage.start : stored.passage.end]

    def search_words(self, terms: list[str], n: int, filters: Filters) -> list[LexicalHit]:
        """The `n` best passages for any of the terms."""
        if self._lexical is None:
            return []
        earlier = self._earlier_to_search(filters)
        found = self._lexical.search(terms, n, earlier.narrowed(filters))
        found += earlier.search_words(terms, filters, self.terms, self.rarity)
        return sorted(found, key=lambda hit: (-hit.score, hit.passage_no))[:n]

    def search_phrase(self, phrase: str, n: int, filters: Filters) -> list[LexicalHit]:
        """The `n` best passages in which the words of a phrase stand one right after another; a single word anywhere."""
        terms = self.terms(phrase)
        if self._lexical is None or not terms:
            return []
        earlier = self._earlier_to_search(filters)
        limits = earlier.narrowed(filters)
        found = self._lexical.search_phrase(terms, n, limits) if len(terms) > 1 else self._lexical.search(terms, n, limits)
        return found + earlier.search_words(terms, filters, self.terms, self.rarity)

    def search_meaning(self, query: Vectors, n: int, filters: Filters) -> list[DenseHit]:
        """The `n` nearest passages to a question's vector."""
        if self._dense is None:
            return []
        earlier = self._earlier_to_search(filters)
        allowed = None if filters.is_open else self._allowed(earlier.narrowed(filters))
        found = self._dense.search(query, n, allowed) + earlier.search_meaning(query, filters)
        return sorted(found, key=lambda hit: (-hit.cosine, hit.passage_no))[:n]

    def _allowed(self, filters: Filters) -> NDArray[np.int64]:
        """The numbers of all passages that `filters` let through, words that are left out too."""
        allowed = self._archive.passage_nos(filters)
        without = self._lexical.passages_with(filters.without_words) if self._lexical and filters.without_words else []
        return np.setdiff1d(allowed, np.asarray(without, dtype=np.int64))

    def encode_question(self, text: str) -> Vectors:
        """The vector of a question."""
        return self._encoder.encode_query(text)

    def terms(self, text: str) -> list[str]:
        """The words of a text in the form in which the index holds them."""
        return self._lexical.terms(text) if self._lexical else text.lower().split()

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term: ln(1 + (N - df + 0.5) / (df + 0.5)), as in BM25."""
        if self._lexical is None:
            return 0.0
        df, n = self._lexical.document_frequency(term), max(self._lexical.n_passages, 1)
        return log(1 + max(n - df + 0.5, 0.5) / (df + 0.5))

    def holds_word(self, word: str) -> bool:
        """Whether a word stands anywhere; without an index none is missed."""
        return self._lexical is None or all(self._lexical.document_frequency(term) for term in self._lexical.terms(word))

    def holds_words(self, words: str) -> bool:
        """Whether one word stands anywhere, or several right one after another."""
        terms = self.terms(words)
        return self.stand_together([words]) if len(terms) > 1 else bool(terms) and self.holds_word(words)

    def words_near(self, word: str) -> Mapping[str, str]:
        """The words of the archive at most two letters from one that it lacks: as compared, and as some passage writes them."""
        return self._counted(f"near {word}", lambda: self._look_near(word))

    def folded_words(self, text: str) -> list[str]:
        """The words of a text as they are compared letter by letter: folded, not stemmed."""
        return self._lexical.words(text) if self._lexical else re.findall(r"\w+", text.lower())

    def _look_near(self, word: str) -> dict[str, str]:
        return words_near(word, self._lexical, self._texts_with_titles) if self._lexical else {}

    def _texts_with_titles(self, passage_nos: list[int]) -> list[str]:
        stored = self.passages(passage_nos).values()
        return [f"{self.article(s.passage.article_id).title or ''} {self.text_of(s)}" for s in stored]

    def articles_by(self, author: str) -> frozenset[str]:
        """The ids of the articles that name an author with all words of a name, in any case and without accents."""
        wanted = set(fold(author).split())
        return frozenset(article_id for article_id, names in self._authors() if any(wanted <= words for words in names))

    def _authors(self) -> list[tuple[str, list[set[str]]]]:
        return self._counted(
            "authors",
            lambda: [(article_id, [set(fold(name).split()) for name in names]) for article_id, names in self._archive.authors()],
        )

    def stand_together(self, words: list[str]) -> bool:
        """Whether the words stand one right after another in some passage."""
        terms = [term for word in words for term in self.terms(word)]
        return self._lexical is None or self._lexical.stand_together(terms)

    def stands_as_name(self, word: str) -> bool:
        """Whether a word stands somewhere with a capital, inside a sentence ("says Pashinyan"); "SUVs" as it is."""
        name = word if word[1:] != word[1:].lower() else word.capitalize()
        hits = self.search_words(self.terms(word), CAPITALS_LOOKED_AT, Filters())
        stored = self.passages([hit.passage_no for hit in hits]).values()
        return any(re.search(rf"(?<=[a-z,;] ){re.escape(name)}\b", self.text_of(s)) for s in stored)
