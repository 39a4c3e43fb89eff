"""Answers, reports and status on a terminal. Article text is printed as text, never as markup."""

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corpus.adding import AddReport
from corpus.article import Article
from corpus.readers.reading import Failure, Reading
from corpus.relative_days import Annotation
from corpus.storing import Outcome
from qa.answer import Answer, Evidence
from qa.signals import WEIGHTS
from ui.words import (
    FIRST_REPORT,
    annotation_words,
    byline,
    count_words,
    coverage_words,
    date_origin_words,
    date_words,
    expansion_words,
    figure_words,
    limit_words,
    outlet_words,
    side_words,
    title_words,
)

_OUTCOMES: tuple[Outcome, ...] = ("added", "unchanged", "new version", "near-copy", "corrected", "skipped")

SKIPPED_NAMED = 10  # skipped files that are named after an add


def print_answer(answer: Answer, explain: bool = False) -> None:
    """An answer on standard output: each quote under outlet, date and headline, matching sentences in bold.

    With `explain` also what put each quote in its place, and how much supports an answer.
    """
    console = Console(highlight=False)
    if answer.interpretation.is_completed:
        console.print(Text(f"understood as: {answer.interpretation.completed}", style="dim"))
    for line in (expansion_words(answer.interpretation), "; ".join(limit_words(answer.interpretation))):
        if line:
            console.print(Text(line, style="dim"))
    for line in side_words(answer):
        console.print(Text(line, style="bold"))
    if answer.abstention:
        console.print(Text("Not in this archive. ", style="bold").append(answer.abstention.reason, style="not bold"))
    for number, item in enumerate(answer.evidence, start=1):
        _print_evidence(console, item, str(number), is_first=number - 1 == answer.first_report)
    _print_figures(console, answer)
    console.print(Text(f"\n{coverage_words(answer.coverage)}", style="dim"))
    if answer.near_misses:
        console.print(Text("\nClosest, but they do not answer this:", style="dim"))
        for item in answer.near_misses:
            _print_evidence(console, item, "-")
    if explain:
        console.print(_explanation(answer))


def _print_figures(console: Console, answer: Answer) -> None:
    """Figures of one thing under each other, with outlet and date; which of them is right is not said."""
    for thing in dict.fromkeys(figure.thing for figure in answer.figures):
        console.print(Text(f"\nFigures in these passages: {thing}", style="dim"))
        table = Table(box=None, show_header=False, pad_edge=False)
        for figure in (f for f in answer.figures if f.thing == thing):
            article = answer.evidence[figure.evidence_index].article
            row = (figure_words(figure), outlet_words(article), date_words(article.published), f"[{figure.evidence_index + 1}]")
            table.add_row(*(Text(cell) for cell in row))
        console.print(Padding(table, (0, 0, 0, 3)))


def _print_evidence(console: Console, item: Evidence, label: str, is_first: bool = False) -> None:
    article = item.article
    head = Text(f"\n{label}  ").append(outlet_words(article), style="bold").append(f" · {date_words(article.published)}")
    if is_first:
        head.append(f" · {FIRST_REPORT}", style="bold")
    console.print(head)
    console.print(Padding(_quote(item), (0, 0, 0, 3)))
    if item.annotations:
        days = "; ".join(annotation_words(article, annotation) for annotation in item.annotations)
        console.print(Padding(Text(days, style="dim italic"), (0, 0, 0, 3)))
    console.print(Padding(Text(byline(item), style="dim"), (0, 0, 0, 3)))


def _explanation(answer: Answer) -> Table:
    """Each signal's share in the score of each quote, in the order in which they are shown; the largest signal first."""
    shown = answer.evidence or answer.near_misses
    shares = [{name: WEIGHTS[name] * value for name, value in item.signals.items()} for item in shown]
    table = Table(title=f"why here (support {answer.support:.2f})", title_justify="left", box=None)
    for heading in ("", *(str(number) for number in range(1, len(shown) + 1))):
        table.add_column(heading, justify="right" if heading else "left")
    for name in sorted(WEIGHTS, key=lambda name: -max((share.get(name, 0.0) for share in shares), default=0.0)):
        table.add_row(name, *(f"{share.get(name, 0.0):.3f}" for share in shares))
    table.add_row("score", *(f"{item.score:.3f}" for item in shown), style="bold")
    return table


def _quote(item: Evidence) -> Text:
    quote = Text(item.quote)
    for start, end in item.highlights:
        quote.stylize("bold", start - item.start, end - item.start)
    return quote


def print_add_report(report: AddReport) -> None:
    """What an add did, as a table on standard error."""
    console = Console(stderr=True, highlight=False)
    table = Table("articles", "", box=None, show_header=False)
    for outcome in _OUTCOMES:
        n = report.outcomes.get(outcome, 0)
        if n or outcome not in ("corrected", "skipped"):
            table.add_row(outcome, str(n))
    if report.skipped:
        table.add_row("skipped files", str(len(report.skipped)))
    table.add_row("failed", str(len(report.failures)))
    console.print(table)
    for found in report.skipped[:SKIPPED_NAMED]:
        console.print(Text(f"skipped: {found.name}: no reader for this kind of file"), soft_wrap=True)
    for failure in report.failures:
        place = f" ({failure.record})" if failure.record else ""
        console.print(Text(f"failed: {failure.source_name}{place}: {failure.reason}"), soft_wrap=True)


def print_status(status: Mapping[str, Any]) -> None:
    """What `dateline status` says, on standard output."""
    console = Console(highlight=False)
    coverage, model, generation = status["coverage"], status["model"], status["generation"]
    days = list(dict.fromkeys(day for day in (coverage["first"], coverage["last"]) if day))
    span = " to ".join(days) or "no dated articles"
    held = f"{count_words(coverage['articles'], 'article')} of {count_words(coverage['outlets'], 'known outlet')}"
    index = f"generation {generation['number']}, {count_words(generation['passages'] or 0, 'passage')}"
    waiting = f", {count_words(coverage['not_encoded'], 'article')} not encoded yet" if coverage["not_encoded"] else ""
    rows = [
        ("archive", f"{status['archive']}{' (fictional demo)' if status['fiction'] else ''}"),
        ("articles", f"{held}, {span}, {coverage['undated']} undated"),
        ("model", f"{model['name']}, reads {', '.join(model['languages'] or ['languages it does not name'])}"),
        ("index", generation["problem"] or index + waiting),
        ("disk", f"{status['bytes'] / 1e6:.1f} MB"),
        ("rules", f"{len(status['furniture_rules'])} repeated lines are furniture"),
        ("removed", str(status["removed"])),
        ("failures", str(len(status["failures"]))),
    ]
    table = Table(box=None, show_header=False)
    for name, value in rows:
        table.add_row(name, Text(value))
    console.print(table)
    for outlet in status["outlets"]:
        console.print(Text(f"  {outlet['articles']:>6}  {outlet['outlet'] or 'unknown outlet'}"))
    print_failures(status)


def print_failures(status: Mapping[str, Any]) -> None:
    """What could not be read when it was last added, with the place inside the file and the reason."""
    for failure in status["failures"]:
        place = f" ({failure['record']})" if failure["record"] else ""
        Console(highlight=False).print(Text(f"failed: {failure['source_file']}{place}: {failure['reason']}"), soft_wrap=True)


def print_rules(status: Mapping[str, Any]) -> None:
    """The paragraphs that are furniture of an outlet in this archive."""
    for rule in status["furniture_rules"]:
        Console(highlight=False).print(Text(f"{rule['outlet_id']} ({rule['articles']} articles): {rule['line']}"))


def print_article(article: Article, annotations: Sequence[Annotation] = ()) -> None:
    """An article with what is known of it, where each field comes from, and which days its words mean."""
    console = Console(highlight=False)
    _print_fields(console, article)
    for annotation in annotations:
        console.print(Text("days       ", style="dim").append(annotation_words(article, annotation), style="not dim"))
    console.print(Text(f"\n{article.text}"), soft_wrap=True)


def print_reading(reading: Reading | Failure) -> None:
    """What a source would give: the fields of its articles, and what of it can't be read."""
    console = Console(highlight=False)
    failures = (reading,) if isinstance(reading, Failure) else reading.failures
    for article in () if isinstance(reading, Failure) else reading.articles:
        _print_fields(console, article)
        console.print()
    for failure in failures:
        console.print(Text(f"failed: {failure.source_name}: {failure.reason}\n"))


def _print_fields(console: Console, article: Article) -> None:
    for name, value in _fields(article):
        console.print(Text(f"{name:<10} ", style="dim").append(value, style="not dim"), soft_wrap=True)


def _fields(article: Article) -> list[tuple[str, str]]:
    credited = "; ".join(f"{original.name} (“{original.evidence}”)" for original in article.originals)
    return [
        ("headline", title_words(article)),
        ("outlet", f"{outlet_words(article)} ({article.outlet.origin})"),
        ("published", f"{date_words(article.published)} ({date_origin_words(article.published)})"),
        ("updated", f"{date_words(article.updated)} ({date_origin_words(article.updated)})"),
        ("authors", ", ".join(article.authors) or "unknown"),
        ("credits", credited or "nobody"),
        ("language", article.language),
        ("address", article.url or "unknown"),
        ("source", article.source_name),
        ("text", f"{len(article.text.split()):,} words, begins: {article.text[:70]!r}"),
    ]


def print_diff(before: Article | None, article: Article) -> None:
    """What changed in the text against the version before, as a unified diff."""
    console = Console(highlight=False)
    if before is None:
        console.print(Text(f"{article.article_id} has no version before it."))
        return
    names = (f"{before.article_id}, added {before.added:%Y-%m-%d}", f"{article.article_id}, added {article.added:%Y-%m-%d}")
    for line in unified_diff(before.text.split("\n"), article.text.split("\n"), *names, lineterm=""):
        console.print(Text(line), soft_wrap=True)
