"""Which article of a source is which, when the source is read again with other readers or rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.article import Article
from corpus.copies import containment, shingles

SAME_ARTICLE = 0.5  # share of the shorter text's shingles that a re-read article keeps


@dataclass(frozen=True)
class Pair:
    """An article as it is held and as it is read now; one of them is None where it is new, or is not read any more."""

    held: Article | None
    read: Article | None


def pairs(held: Sequence[Article], read: Sequence[Article]) -> list[Pair]:
    """Pair the articles of one source, in the order in which they are read now, then those that are read no more.

    By id, then by address and equal text, then by the largest share of common text.
    """
    left = {article.article_id: article for article in held}
    found = []
    for article in read:
        match = left.get(article.article_id) or _like(article, left.values())
        if match:
            del left[match.article_id]
        found.append(Pair(match, article))
    return [*found, *(Pair(article, None) for article in left.values())]


def _like(article: Article, candidates: Iterable[Article]) -> Article | None:
    """The candidate that is this article read otherwise, or None."""
    same_place = [c for c in candidates if c.url == article.url]
    equal = next((c for c in same_place if c.text == article.text), None)
    if equal or not same_place:
        return equal
    mine = shingles(article.text)
    share, best = max(((containment(mine, shingles(c.text)), c) for c in same_place), key=lambda pair: pair[0])
    return best if share >= SAME_ARTICLE else None
