"""What of an archive is searched: which articles a filter lets through, how many they are, of which outlets and days."""

import json
from dataclasses import dataclass
from datetime import date

import apsw

from corpus.article import Outlet
from corpus.filters import Filters

SqlValue = str | int | float | bytes | None


@dataclass(frozen=True)
class OutletCount:
    """An outlet of the archive and how many of its articles are searched."""

    outlet: Outlet
    n_articles: int


@dataclass(frozen=True)
class Coverage:
    """What was searched: counts of articles and outlets, the span of their days, and what was left out or waits.

    `first` and `last` span the articles known to the day; where there is none, the months and years of the others.
    """

    n_articles: int
    n_outlets: int
    first: date | None
    last: date | None
    n_undated: int
    n_undated_left_out: int
    outlet_names: tuple[str, ...] = ()
    n_not_encoded: int = 0


def coverage_of(connection: apsw.Connection, filters: Filters) -> Coverage:
    """What a search under `filters` looks at."""
    where, values = conditions(filters)
    ((n_articles, n_outlets, first, last, n_undated),) = connection.execute(
        f"""SELECT count(*), count(DISTINCT nullif(outlet_id, 'unknown')),
                   coalesce(min(iif(first_day = last_day, first_day, NULL)), min(first_day)),
                   coalesce(max(iif(first_day = last_day, last_day, NULL)), max(last_day)), count(*) - count(first_day)
            FROM articles WHERE {where}""",
        values,
    )
    names = connection.execute(
        f"""SELECT min(record ->> '$.outlet.name') FROM articles WHERE {where} AND outlet_id != 'unknown'
            GROUP BY outlet_id ORDER BY 1""",
        values,
    )
    return Coverage(
        n_articles=n_articles,
        n_outlets=n_outlets,
        first=date.fromordinal(first) if first else None,
        last=date.fromordinal(last) if last else None,
        n_undated=n_undated,
        n_undated_left_out=_n_undated_left_out(connection, filters) if filters.needs_date else 0,
        outlet_names=tuple(name for (name,) in names),
    )


def _n_undated_left_out(connection: apsw.Connection, filters: Filters) -> int:
    """How many articles without a day a filter that needs one leaves out."""
    where, values = conditions(Filters(outlet_ids=filters.outlet_ids))
    ((n,),) = connection.execute(f"SELECT count(*) FROM articles WHERE {where} AND first_day IS NULL", values)
    return int(n)


def outlets_of(connection: apsw.Connection) -> list[OutletCount]:
    """The outlets of all searched articles, most articles first."""
    rows = connection.execute(
        """SELECT json_extract(record, '$.outlet'), count(*) AS n FROM articles WHERE superseded = 0
           GROUP BY outlet_id ORDER BY n DESC, outlet_id"""
    )
    return [OutletCount(Outlet(**json.loads(fields)), n) for fields, n in rows]


def conditions(filters: Filters) -> tuple[str, list[SqlValue]]:
    """The WHERE clause of `filters` over the articles table, and its values."""
    clauses = ["superseded = 0"]
    values: list[SqlValue] = []
    if filters.outlet_ids:
        clauses.append(f"outlet_id IN ({','.join('?' * len(filters.outlet_ids))})")
        values.extend(sorted(filters.outlet_ids))
    if filters.first:
        clauses.append("last_day >= ?")
        values.append(filters.first.toordinal())
    if filters.upper:
        clauses.append("first_day <= ?")
        values.append(filters.upper.toordinal())
    if filters.as_of:
        clauses.append("coalesce(record ->> '$.updated.value', '') <= ?")
        values.append(filters.as_of.isoformat())
    if filters.without:
        clauses.append(f"article_id NOT IN ({','.join('?' * len(filters.without))})")
        values.extend(sorted(filters.without))
    if filters.within is not None:
        clauses.append("article_id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(filters.within)))
    return " AND ".join(clauses), values
