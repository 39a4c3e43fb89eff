"""An article as the JSON that the archive stores, and back. The text is stored beside it, not in it."""

import json
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from corpus.article import Article, Original, Outlet, PublicationDate


def article_to_record(article: Article) -> str:
    """Every field of an article but its text, as JSON with sorted keys, so that equal articles give equal bytes.

    `first_day` and `last_day` of the publication date are written along, as day ordinals, for the archive's filters.
    """
    fields = asdict(article)
    del fields["text"], fields["article_id"]
    published = article.published
    fields["first_day"] = published.first_day.toordinal() if published.first_day else None
    fields["last_day"] = published.last_day.toordinal() if published.last_day else None
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def article_from_record(article_id: str, record: str, text: str) -> Article:
    """The article that `article_to_record` wrote."""
    fields = json.loads(record)
    return Article(
        article_id=article_id,
        title=fields["title"],
        outlet=Outlet(**fields["outlet"]),
        published=_date(fields["published"]),
        updated=_date(fields["updated"]),
        added=datetime.fromisoformat(fields["added"]),
        authors=tuple(fields["authors"]),
        originals=tuple(Original(**original) for original in fields["originals"]),
        url=fields["url"],
        source_id=fields["source_id"],
        source_name=fields["source_name"],
        language=fields["language"],
        text=text,
    )


def _date(fields: dict[str, Any]) -> PublicationDate:
    return PublicationDate(
        value=date.fromisoformat(fields["value"]) if fields["value"] else None,
        precision=fields["precision"],
        time=time.fromisoformat(fields["time"]) if fields["time"] else None,
        evidence=fields["evidence"],
        origin=fields["origin"],
    )
