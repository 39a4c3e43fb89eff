"""Storing an article: it is compared with what the archive holds (the same id, the same URL, the same text), and kept with
its passages. The caller holds a transaction.
"""

import hashlib
import json
from dataclasses import replace
from typing import Any, Literal

from corpus.archive import Archive, article_digest
from corpus.article import Article, Outlet, article_id_of
from corpus.codec import article_to_record
from corpus.copies import MAX_CANDIDATES, MIN_SHARED, MIN_SHARED_OF_SKETCH, containment, is_near_copy, shingles, sketch
from corpus.corrections import Correction, corrected, corrections_of, rewrite
from corpus.originals import credited_originals
from corpus.outlets import OutletRegistry
from corpus.passages import split_passages

MAX_FURNITURE = 120  # characters of a paragraph that may be an outlet's furniture

Outcome = Literal["added", "unchanged", "new version", "near-copy", "corrected", "skipped"]


class ArticleWriter:
    """One transaction's worth of stored articles. `change` is the number that the archive takes if anything searched changes."""

    def __init__(self, archive: Archive, registry: OutletRegistry, outlet_name: str | None) -> None:
        self.archive = archive
        self.sql = archive.connection
        self.registry = registry
        self.outlet_name = outlet_name
        self.change = archive.change + 1
        self.changed = False

    def close(self) -> None:
        """Take the change number, if anything changed."""
        if self.changed:
            self.archive.store_setting("change", str(self.change))

    def prepared(self, article: Article) -> Article:
        """The article as this archive keeps it: without its outlet's furniture, with what the user says of it."""
        said = [Correction("outlet", self.outlet_name)] if self.outlet_name else []
        kept = self._without_furniture(article)
        return corrected(kept, [*said, *corrections_of(self.archive, kept.article_id)], self.registry)

    def _without_furniture(self, article: Article) -> Article:
        """The article without the paragraphs that this archive knows as its outlet's furniture, where any text is left."""
        known = self.archive.furniture_of(article.outlet.outlet_id) if article.outlet.is_known else frozenset()
        kept = [p for p in article.text.split("\n\n") if p not in known]
        if not kept or len(kept) == article.text.count("\n\n") + 1:
            return article
        text = "\n\n".join(kept)
        originals = credited_originals(text, self.archive.registry(), article.outlet.outlet_id)
        return replace(article, article_id=article_id_of(article.article_id, "", None, text), text=text, originals=originals)

    def store(self, article: Article, learns: bool = True) -> Outcome:
        """Store what was read for the first time; with `learns`, its short paragraphs count as possible furniture."""
        if self.archive.is_removed(article.article_id):
            return "skipped"
        if self._value("SELECT 1 FROM articles WHERE article_id = ?", article.article_id):
            return self._take_stated_outlet(self.archive.article(article.article_id), article.outlet)
        query = "SELECT article_no FROM articles WHERE url = ? AND superseded = 0 ORDER BY article_no"
        earlier = [row[0] for row in self.sql.execute(query, (article.url,))]
        self._supersede(earlier)
        article_no = self._insert(article, version_of=earlier[-1] if earlier else None)
        n_copies = self._link_near_copies(article_no, article)
        if learns and not n_copies and article.outlet.is_known:
            self._count_short_paragraphs(article.outlet.outlet_id, article.text)
        return "new version" if earlier else "near-copy" if n_copies else "added"

    def update(self, held: Article, read: Article) -> Outcome:
        """Put what is read now in place of what is held: changed fields under the old id, changed text as a new version.

        Who the user said published it stays, unless said anew.
        """
        if held.outlet.origin == "user" and read.outlet.origin != "user":
            read = read.with_outlet(held.outlet)
        if read.text == held.text:
            fresh = replace(read, article_id=held.article_id, added=held.added, source_name=held.source_name)
            if fresh == held:
                return "unchanged"
            self.changed = True
            rewrite(self.archive, fresh, self.change)
            return "corrected"
        held_no = int(self._value("SELECT article_no FROM articles WHERE article_id = ?", held.article_id))
        self._supersede([held_no])
        self._insert(read, version_of=held_no)
        return "new version"

    def learn_furniture(self, source_id: str, after: int) -> None:
        """Count the short paragraphs of the articles of a source beyond the number `after`: for a source that came in
        parts, so that what its first part taught does not change what is read of the next.

        Copies and later versions of what it holds itself repeat for another reason.
        """
        query = """SELECT outlet_id, text FROM articles AS one
                   WHERE source_id = ?1 AND article_no > ?2 AND outlet_id != 'unknown' AND NOT EXISTS
                       (SELECT 1 FROM near_copies AS link WHERE link.article_no = one.article_no AND copy_no < link.article_no)
                   AND NOT EXISTS
                       (SELECT 1 FROM articles AS before WHERE before.article_no = one.version_of AND before.source_id = ?1)"""
        for outlet_id, text in self.sql.execute(query, (source_id, after)):
            self._count_short_paragraphs(outlet_id, text)

    def _count_short_paragraphs(self, outlet_id: str, text: str) -> None:
        """Count what may turn out to be an outlet's furniture; a near-copy's paragraphs repeat for another reason."""
        short = {p for p in text.split("\n\n") if len(p) <= MAX_FURNITURE}
        self.sql.executemany(
            "INSERT INTO short_paragraphs VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1",
            [(outlet_id, paragraph) for paragraph in sorted(short)],
        )

    def _take_stated_outlet(self, held: Article, outlet: Outlet) -> Outcome:
        """An article that is held already takes a newly stated outlet of the user's; nothing else about it changes."""
        if outlet.origin != "user" or outlet == held.outlet:
            return "unchanged"
        self.changed = True
        rewrite(self.archive, held.with_outlet(outlet), self.change)
        return "corrected"

    def _supersede(self, article_nos: list[int]) -> None:
        self.sql.executemany(
            "UPDATE articles SET superseded = 1, change_no = ? WHERE article_no = ?", [(self.change, no) for no in article_nos]
        )

    def _insert(self, article: Article, version_of: int | None = None) -> int:
        self.changed = True
        record = article_to_record(article)
        self.sql.execute(
            """INSERT INTO articles (article_id, source_id, record, text, digest, change_no, version_of)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (
                article.article_id,
                article.source_id,
                record,
                article.text,
                article_digest(article.article_id, record, article.text),
                self.change,
                version_of,
            ),
        )
        article_no = self.sql.last_insert_rowid()
        for passage in split_passages(article):
            text_sha256 = hashlib.sha256(article.text[passage.start : passage.end].encode()).digest()
            self.sql.execute(
                "INSERT INTO passages (article_no, start, end, text_sha256) VALUES (?, ?, ?, ?)",
                (article_no, passage.start, passage.end, text_sha256),
            )
        return article_no

    def _link_near_copies(self, article_no: int, article: Article) -> int:
        """Link an article with every article that carries the same text; how many those are. Earlier versions don't count."""
        mine = shingles(article.text)
        sketched = sketch(mine)
        linked = 0
        for other_no in sorted(self._copy_candidates(sketched)):
            text = self._value("SELECT text FROM articles WHERE article_no = ? AND superseded = 0", other_no)
            theirs = shingles(text) if text else frozenset()
            if is_near_copy(mine, theirs):
                share = containment(mine, theirs)
                self.sql.executemany(
                    "INSERT OR REPLACE INTO near_copies VALUES (?, ?, ?)",
                    [(article_no, other_no, share), (other_no, article_no, share)],
                )
                linked += 1
        self.sql.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", [(value, article_no) for value in sorted(sketched)])
        return linked

    def _copy_candidates(self, sketched: frozenset[int]) -> set[int]:
        """The articles that share most of a sketch with this one, at most `MAX_CANDIDATES`."""
        rows = self.sql.execute(
            """WITH shared AS (
                   SELECT article_no, count(*) AS n FROM sketches WHERE shingle IN (SELECT value FROM json_each(?1))
                   GROUP BY article_no HAVING n >= ?2 ORDER BY n DESC, article_no LIMIT ?3
               )
               SELECT article_no FROM shared
               WHERE n >= ?4 * min(?5, (SELECT count(*) FROM sketches WHERE sketches.article_no = shared.article_no))""",
            (json.dumps(sorted(sketched)), MIN_SHARED, MAX_CANDIDATES, MIN_SHARED_OF_SKETCH, len(sketched)),
        )
        return {row[0] for row in rows}

    def _value(self, query: str, *values: str | int) -> Any:
        row = next(iter(self.sql.execute(query, values)), None)
        return None if row is None else row[0]
