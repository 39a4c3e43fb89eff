"""Whom a quoted passage itself credits: "AFP reported", "told Reuters", as slices of the article's text."""

from dataclasses import replace

from corpus.originals import credits_between
from corpus.outlets import OutletRegistry
from qa.answer import Evidence


def with_credits(item: Evidence, registry: OutletRegistry) -> Evidence:
    """The evidence with the originals that its quote credits; never the outlet that published it."""
    article = item.article
    return replace(item, credited=credits_between(article.text, item.start, item.end, registry, article.outlet.outlet_id))
