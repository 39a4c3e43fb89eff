"""How well pages are read: `python -m eval.ingest` reads real news pages and holds every field against what people checked.

The pages are in `shared/newspages` beside the checkout (its README says whose they are). Each is read twice, as the saved
HTML and as a plain-text dump of it. A field is right, wrong or unknown; all three are counted, since a wrong outlet or
date is worse than none. A page whose truth names no author has no share in the authors.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz, utils
from rich.console import Console
from rich.table import Table

from corpus.article import Article
from corpus.outlets import general_registry
from eval.furniture import LABELS, FurnitureShares, describe, measure_furniture
from eval.gate import Measured
from eval.known import set_digest
from eval.newspages import FORMS, NEWSPAGES, Form, read_article, read_gold

OUTLET_RATIO, HEADLINE_RATIO, AUTHORS_RATIO = 85, 85, 80  # rapidfuzz, 0 to 100; from there on it is the same name

Verdict = Literal["right", "wrong", "unknown"]
FIELDS = ("published", "outlet", "headline", "authors")
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "unknown")


@dataclass(frozen=True)
class PageRead:
    """One page in one form: a verdict on each field that its truth has, and the F1 of its text."""

    page: str
    verdicts: dict[str, Verdict]
    body_f1: float
    found: dict[str, str]


def measure_ingest(folder: Path = NEWSPAGES) -> dict[str, Any]:
    """Shares of right, wrong and unknown for each field, and mean body F1, by form: `{"pages": n, "html": ..., "text": ...}`.

    Raises:
        FileNotFoundError: where the pages are not beside this checkout.
    """
    pages = read_gold(folder)
    return {"pages": len(pages), **{form: _shares(list(read_pages(folder, form))) for form in FORMS}}


def read_pages(folder: Path, form: Form) -> Iterator[PageRead]:
    """Every page of the folder, read in one form and held against its truth, in the order of the file."""
    registry = general_registry()
    for gold in read_gold(folder):
        yield judge(gold, read_article(folder, gold["page"], form, registry))


def judge(gold: dict[str, Any], article: Article | None) -> PageRead:
    """The verdicts on one page; a page that gave no article has everything unknown and a body F1 of 0."""
    found = _fields(article)
    checks: dict[str, Callable[[], bool]] = {
        "published": lambda: article is not None and _same_day(article, datetime.fromisoformat(gold["published"])),
        "outlet": lambda: same_outlet(found["outlet"], gold["outlet"]),
        "headline": lambda: fuzz.ratio(found["headline"], gold["title"], processor=utils.default_process) >= HEADLINE_RATIO,
        "authors": lambda: (
            fuzz.token_set_ratio(found["authors"], ", ".join(gold["authors"]), processor=utils.default_process) >= AUTHORS_RATIO
        ),
    }
    asked = [name for name in FIELDS if name != "authors" or gold["authors"]]
    verdicts = {name: _verdict(found[name], checks[name]) for name in asked}
    body = bag_f1(article.text if article else "", "\n".join(gold["paragraphs"]))
    return PageRead(gold["page"], verdicts, body, found)


def same_outlet(found: str, truth: str) -> bool:
    """Whether two names are one outlet: spelled alike, or both names of one entry of the general registry.

    The truth calls some outlets by another name than their pages do (an older one, a number in words).
    """
    if fuzz.token_set_ratio(found, truth, processor=utils.default_process) >= OUTLET_RATIO:
        return True
    entry = general_registry().find(truth)
    return entry is not None and general_registry().find(found) is entry


def _fields(article: Article | None) -> dict[str, str]:
    if article is None:
        return dict.fromkeys(FIELDS, "")
    return {
        "published": article.published.iso or "",
        "outlet": article.outlet.name if article.outlet.is_known else "",
        "headline": article.title or "",
        "authors": ", ".join(article.authors),
    }


def _verdict(found: str, is_right: Callable[[], bool]) -> Verdict:
    return "unknown" if not found else "right" if is_right() else "wrong"


def _same_day(article: Article, truth: datetime) -> bool:
    """The page's own day, or the same moment's day in the offset in which the truth is written."""
    published = article.published
    if published.precision != "day" or published.value is None:
        return False
    days: set[date] = {published.value}
    if published.time is not None and published.time.tzinfo and truth.tzinfo:
        days.add(datetime.combine(published.value, published.time).astimezone(truth.tzinfo).date())
    return truth.date() in days


def bag_f1(found: str, truth: str) -> float:
    """F1 of two texts as bags of words (letters and digits, lower case); 0 where they share none."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (found, truth))
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else 0.0


def _shares(pages: list[PageRead]) -> dict[str, Any]:
    fields = {}
    for name in FIELDS:
        verdicts = [page.verdicts[name] for page in pages if name in page.verdicts]
        fields[name] = {verdict: verdicts.count(verdict) / max(1, len(verdicts)) for verdict in VERDICTS}
    return {**fields, "body_f1": sum(page.body_f1 for page in pages) / max(1, len(pages))}


def print_ingest(as_json: bool = False, folder: Path = NEWSPAGES, misses: bool = False) -> Measured | None:
    """Print the table, or JSON, and with `misses` every field that is not right; nothing where the pages are not here."""
    try:
        measured, furniture = measure_ingest(folder), measure_furniture(folder)
    except FileNotFoundError as error:
        print(f"ingest: not run, {error}", file=sys.stderr)
        return None
    console = Console(highlight=False)
    digests = {"pages": set_digest(folder / "gold.jsonl"), "furniture": set_digest(LABELS)}
    gated = as_gated(measured, furniture, digests)
    print(gated.as_json()) if as_json else _print_tables(console, measured, furniture)
    if misses:
        for form in FORMS:
            for line in _misses(list(read_pages(folder, form))):
                console.print(f"{form} {line}", markup=False, soft_wrap=True)
    return gated


def as_gated(measured: dict[str, Any], furniture: Mapping[Form, FurnitureShares], digests: Mapping[str, str]) -> Measured:
    """Shares by name (`html_outlet_right`, `text_outlet_not_wrong`, `html_body_f1`, `html_furniture_free`); more is better.

    How many sentences of passages nobody has labelled (`html_n_unlabelled`) stands beside them and is held to nothing.
    """
    values: dict[str, float] = {}
    for form in FORMS:
        for name in FIELDS:
            values[f"{form}_{name}_right"] = measured[form][name]["right"]
            values[f"{form}_{name}_not_wrong"] = 1 - measured[form][name]["wrong"]
        values[f"{form}_body_f1"] = measured[form]["body_f1"]
        values[f"{form}_furniture_free"] = 1 - furniture[form].furniture
    counts = {f"{form}_n_unlabelled": furniture[form].n_unlabelled for form in FORMS}
    return Measured("ingest", {**values, **counts}, tuple(values), digests)


def _print_tables(console: Console, measured: dict[str, Any], furniture: Mapping[Form, FurnitureShares]) -> None:
    console.print(_table(measured))
    for form in FORMS:
        console.print(f"sentences of passages, {form}: {describe(furniture[form])}")


def _table(measured: dict[str, Any]) -> Table:
    table = Table("", title=f"{measured['pages']} pages: right / wrong / unknown", title_justify="left")
    table.add_column("from HTML")
    table.add_column("from text dump")
    for name in FIELDS:
        table.add_row(name, *(" / ".join(f"{measured[form][name][v]:.3f}" for v in VERDICTS) for form in FORMS))
    table.add_row("body F1", *(f"{measured[form]['body_f1']:.3f}" for form in FORMS))
    return table


def _misses(pages: list[PageRead]) -> Iterator[str]:
    for page in pages:
        for name, verdict in page.verdicts.items():
            if verdict != "right":
                yield f"{name} {verdict}: {page.page}: {page.found[name]}"


if __name__ == "__main__":
    sys.exit(0 if print_ingest(misses="--misses" in sys.argv) else 1)
