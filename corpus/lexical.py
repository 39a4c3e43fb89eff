"""LexicalIndex: BM25 over passages by tantivy, derived from the archive and caught up with it.

One document in the index, replaced in the same commit as the passages, names the last archive change that it holds: the
Python binding has no commit payload. A damaged or foreign index is deleted and rebuilt by whoever holds the writer's lock.
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import tantivy
from tantivy import Document, FieldType, Filter, Index, Occur, Query, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from corpus.archive import Archive
from corpus.filters import Filters
from corpus.text import romanised

FORMAT = "4"  # raised when schema or analyzer change: an index of another format is rebuilt
TITLE_WEIGHT = 0.3  # of a match in the headline against one in the passage; looked at on the karabakh and demo sets only
TIES = 64  # hits taken beyond those asked for, so that equal scores are cut by passage number and not by tantivy
WRITER_HEAP = 64_000_000  # bytes
_STATE = "state"  # the one value of the `kind` field that is no passage


@dataclass(frozen=True)
class LexicalHit:
    """A passage and its BM25 score, higher is better."""

    passage_no: int
    score: float


def _words() -> TextAnalyzerBuilder:
    """Words and numbers ("1,049" is one), lower case, accents folded."""
    return TextAnalyzerBuilder(Tokenizer.regex(r"\d+(?:[.,]\d+)*|\w+")).filter(Filter.lowercase()).filter(Filter.ascii_fold())


def analyzer(language: str = "english") -> TextAnalyzer:
    """Words and numbers, lower case, accents folded, stemmed."""
    return _words().filter(Filter.stemmer(language)).build()


class LexicalIndex:
    """One opened index; it answers from the commit that was last when it was opened or reloaded."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._schema = index.schema
        self._analyzer = analyzer()
        self._unstemmed = _words().build()
        index.register_tokenizer("passage", self._analyzer)
        index.register_tokenizer("words", self._unstemmed)
        index.reload()

    @classmethod
    def open(cls, archive: Archive) -> Self | None:
        """The index as it is, or None where there is none of this archive that can be read."""
        folder = _folder(archive)
        if not _is_current_format(folder):
            return None
        try:
            opened = cls(Index.open(str(folder)))
            opened.search_phrase(["a", "b"], 1, Filters())  # reads postings and positions: files that are gone are noticed now
            return opened if opened.change == 0 or opened._state("archive_id") == archive.archive_id else None
        except (ValueError, OSError):
            return None
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # what tantivy raises for a mutilated file is no Exception
                raise
            return None

    @classmethod
    def caught_up(cls, archive: Archive) -> Self:
        """The index after it took in every change of the archive; the caller holds the writer's lock."""
        opened = cls.open(archive)
        if opened is None or opened.change > archive.change:
            opened = cls._created(_folder(archive))
        opened._catch_up(archive)
        return opened

    @classmethod
    def _created(cls, folder: Path) -> Self:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        created = cls(Index(_schema(), str(folder)))
        (folder / "format").write_text(FORMAT)
        return created

    @property
    def change(self) -> int:
        """The last archive change that the index holds; 0 for an empty one."""
        return int(self._state("change") or 0)

    def _state(self, field: str) -> Any:
        """A field of the one document that is no passage, None where there is none."""
        searcher = self._index.searcher()
        hits = searcher.search(Query.term_query(self._schema, "kind", _STATE), 1).hits
        return searcher.doc(hits[0][1]).to_dict()[field][0] if hits else None

    @property
    def n_passages(self) -> int:
        """How many passages can be found."""
        n_documents: int = self._index.searcher().num_docs
        return n_documents - (1 if self.change else 0)

    def reload(self) -> None:
        """Answer from the newest commit from now on."""
        self._index.reload()

    def terms(self, text: str) -> list[str]:
        """The words of a text as the index holds them, in order."""
        return list(self._analyzer.analyze(romanised(text)))

    def words(self, text: str) -> list[str]:
        """The words of a text as the index holds them unstemmed, in order."""
        return list(self._unstemmed.analyze(romanised(text)))

    def document_frequency(self, term: str) -> int:
        """In how many passages a term stands (passages of removed articles may count until segments are merged)."""
        return int(self._index.searcher().doc_freq("text", term))

    def passages_near(self, word: str, distance: int, known: Iterable[str], n: int) -> list[int]:
        """The numbers of `n` passages or fewer that hold a word at most `distance` (1 or 2) letters away from `word`, unstemmed.

        Words that are `known` don't count, so that asking again with those found brings others.
        """
        near = Query.fuzzy_term_query(self._schema, "words", word, distance=distance)
        found_before = [(Occur.MustNot, Query.term_query(self._schema, "words", other)) for other in known]
        searcher = self._index.searcher()
        hits = searcher.search(Query.boolean_query([(Occur.Must, near), *found_before]), n, count=False).hits
        return [int(no or 0) for no in searcher.fast_field_values("passage_no", [address for _, address in hits])]

    def stand_together(self, terms: Sequence[str]) -> bool:
        """Whether some passage holds the terms one right after another."""
        return bool(self.search_phrase(terms, 1, Filters()))

    def search_phrase(self, terms: Sequence[str], n: int, filters: Filters) -> list[LexicalHit]:
        """The `n` best passages that hold the terms one right after another, best first; two terms at least."""
        return self._run(Query.phrase_query(self._schema, "text", list(terms)), n, filters) if len(terms) > 1 else []

    def search(self, terms: Sequence[str], n: int, filters: Filters) -> list[LexicalHit]:
        """The `n` best passages for any of the terms, best first, ties by passage number; filtered inside the search."""
        return self._run(self._any_of(terms), n, filters) if terms else []

    def _run(self, wanted: Query, n: int, filters: Filters) -> list[LexicalHit]:
        searcher = self._index.searcher()
        limits = [(Occur.Must, limit) for limit in self._limits(filters)]
        if filters.without:
            limits.append((Occur.MustNot, Query.term_set_query(self._schema, "article_id", sorted(filters.without))))
        limits += [(Occur.MustNot, held) for word in filters.without_words for held in self._held(word)]
        query = Query.boolean_query([(Occur.Must, wanted), *limits])
        hits = searcher.search(query, n + TIES, count=False).hits
        passage_nos = searcher.fast_field_values("passage_no", [address for _, address in hits])
        found = [LexicalHit(int(no or 0), float(score)) for (score, _), no in zip(hits, passage_nos, strict=True)]
        return sorted(found, key=lambda hit: (-hit.score, hit.passage_no))[:n]

    def _held(self, words: str) -> list[Query]:
        """The query for passages in which a word as written stands, or several one right after another; none for no word."""
        parts = self.words(words)
        if len(parts) > 1:
            return [Query.phrase_query(self._schema, "text", [*self.terms(words)])]
        return [Query.term_query(self._schema, "words", part) for part in parts]

    def passages_with(self, words: Iterable[str]) -> list[int]:
        """The numbers of all passages in which one of the words stands, or several as one one right after another."""
        clauses = [(Occur.Should, Query.const_score_query(held, 0.0)) for word in words for held in self._held(word)]
        if not clauses:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(Query.boolean_query(clauses), max(self.n_passages, 1), count=False).hits
        return sorted(int(no or 0) for no in searcher.fast_field_values("passage_no", [address for _, address in hits]))

    def _any_of(self, terms: Iterable[str]) -> Query:
        clauses = []
        for term in dict.fromkeys(terms):
            clauses.append((Occur.Should, Query.term_query(self._schema, "text", term)))
            clauses.append((Occur.Should, Query.boost_query(Query.term_query(self._schema, "title", term), TITLE_WEIGHT)))
        return Query.boolean_query(clauses)

    def _limits(self, filters: Filters) -> list[Query]:
        """The conditions of `filters`, each with score 0."""
        limits = []
        if filters.within is not None:
            limits.append(Query.term_set_query(self._schema, "article_id", sorted(filters.within)))
        if filters.outlet_ids:
            limits.append(Query.term_set_query(self._schema, "outlet_id", sorted(filters.outlet_ids)))
        if filters.first:
            limits.append(Query.range_query(self._schema, "last_day", FieldType.Integer, lower_bound=filters.first.toordinal()))
        if filters.needs_date:
            upper = filters.upper.toordinal() if filters.upper else None
            limits.append(Query.range_query(self._schema, "first_day", FieldType.Integer, lower_bound=0, upper_bound=upper))
        if filters.as_of:
            as_of = filters.as_of.toordinal()
            limits.append(Query.range_query(self._schema, "updated_day", FieldType.Integer, lower_bound=0, upper_bound=as_of))
        return [Query.const_score_query(limit, 0.0) for limit in limits]

    def _catch_up(self, archive: Archive) -> None:
        """Take in all articles that changed since the change the index holds, in one commit."""
        target, held = archive.change, self.change
        if held == target:
            return
        writer = self._index.writer(WRITER_HEAP, 1)
        for article_no, superseded in archive.changed_articles(held):
            writer.delete_documents_by_term("article_no", article_no)
            if not superseded:
                for document in _documents(archive, article_no):
                    writer.add_document(document)
        writer.delete_documents_by_term("kind", _STATE)
        writer.add_document(Document(kind=_STATE, change=target, archive_id=archive.archive_id))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()


def _folder(archive: Archive) -> Path:
    return archive.index_folder / "lexical"


def _is_current_format(folder: Path) -> bool:
    file = folder / "format"
    return file.exists() and file.read_text() == FORMAT


def _schema() -> tantivy.Schema:
    builder = SchemaBuilder()
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("change", stored=True)
    builder.add_text_field("archive_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("passage_no", fast=True)
    builder.add_integer_field("article_no", indexed=True)
    builder.add_integer_field("first_day", indexed=True, fast=True)
    builder.add_integer_field("last_day", indexed=True, fast=True)
    builder.add_integer_field("updated_day", indexed=True, fast=True)  # 0 where never updated
    builder.add_text_field("outlet_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="passage", index_option="freq")
    builder.add_text_field("text", tokenizer_name="passage", index_option="position")
    builder.add_text_field("words", tokenizer_name="words", index_option="basic")
    return builder.build()


def _documents(archive: Archive, article_no: int) -> list[Document]:
    """One document a passage. Nothing is stored: what is shown comes from the archive."""
    article, passages = archive.article_with_passages(article_no)
    documents = []
    for stored in passages:
        passage = stored.passage
        document = Document(
            passage_no=stored.passage_no, article_no=article_no, outlet_id=article.outlet.outlet_id, article_id=article.article_id
        )
        updated = article.updated.first_day
        document.add_integer("updated_day", updated.toordinal() if updated else 0)
        text, title = romanised(article.text[passage.start : passage.end]), romanised(article.title or "")
        document.add_text("text", text)
        document.add_text("words", f"{title} {text}")
        document.add_text("title", title)
        if article.published.first_day and article.published.last_day:
            document.add_integer("first_day", article.published.first_day.toordinal())
            document.add_integer("last_day", article.published.last_day.toordinal())
        documents.append(document)
    return documents
