"""Which articles a question is asked of: outlets, publication days, an as-of day."""

from dataclasses import dataclass, replace
from datetime import date

from corpus.article import Article, PublicationDate


@dataclass(frozen=True)
class Filters:
    """Limits on what is searched; the default searches everything.

    `first` and `last` are inclusive. An article known only to a month or year is kept where its span overlaps them. With
    any of the three days set, undated articles are left out (and counted by coverage). A text that was updated after the as-of
    day is not what was known then, and is left out too. `within` keeps to articles by id, `without` leaves them out.
    `without_words` leaves out single passages: those in which, or in whose headline, one of the words stands. `quotes_only`
    limits no articles: of them only passages count in which quoted speech is about the question.
    """

    outlet_ids: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None
    without: frozenset[str] = frozenset()
    within: frozenset[str] | None = None
    without_words: tuple[str, ...] = ()
    quotes_only: bool = False

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"from {self.first} to {self.last} is no period: the first day lies after the last")

    def narrowed(self, first: date | None, last: date | None) -> "Filters":
        """The same limits and these days too.

        Raises:
            ValueError: where no day lies in both.
        """
        firsts, lasts = [d for d in (self.first, first) if d], [d for d in (self.last, last) if d]
        return replace(self, first=max(firsts, default=None), last=min(lasts, default=None))

    @property
    def upper(self) -> date | None:
        """The last day that is searched: the earlier of `last` and `as_of`."""
        days = [day for day in (self.last, self.as_of) if day]
        return min(days) if days else None

    @property
    def needs_date(self) -> bool:
        """Whether undated articles are left out."""
        return self.first is not None or self.upper is not None

    @property
    def is_open(self) -> bool:
        """Whether everything is searched."""
        return self.leaves_all_articles and not self.without_words

    @property
    def leaves_all_articles(self) -> bool:
        """Whether no article is left out as a whole."""
        return not self.outlet_ids and not self.needs_date and not self.without and self.within is None

    def admits(self, article: Article) -> bool:
        """Whether an article is among what is searched: the same rule as in the archive's SQL and in the lexical index."""
        published, chosen = article.published, self.outlet_ids
        outlet_fits = not chosen or article.outlet.outlet_id in chosen
        day_fits = self._admits_day(published, self.first, self.upper) and self._was_final(article)
        id_fits = article.article_id not in self.without and (self.within is None or article.article_id in self.within)
        return outlet_fits and id_fits and day_fits

    def known_by_then(self, article: Article) -> bool:
        """Whether an article was out by the as-of day, whatever the other limits."""
        return self._admits_day(article.published, None, self.as_of) and self._was_final(article)

    def _was_final(self, article: Article) -> bool:
        """Whether the text stood by the as-of day as it is held: it was not updated after it."""
        updated = article.updated.first_day
        return self.as_of is None or updated is None or updated <= self.as_of

    @staticmethod
    def _admits_day(published: PublicationDate, first: date | None, last: date | None) -> bool:
        if published.first_day is None or published.last_day is None:
            return first is None and last is None
        return (first is None or published.last_day >= first) and (last is None or published.first_day <= last)
