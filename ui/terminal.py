"""Answers, reports and status on a terminal. Article text is printed as text, never as markup."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corpus.adding import AddReport, Outcome
from qa.answer import Answer, Evidence
from ui.words import byline, coverage_words, date_words, outlet_words

_OUTCOMES: tuple[Outcome, ...] = ("added", "unchanged", "new version", "near-copy", "corrected")


def print_answer(answer: Answer) -> None:
    """An answer on standard output: each quote under outlet, date and headline, matching sentences in bold."""
    console = Console(highlight=False)
    if answer.interpretation.carried_over:
        console.print(Text(f"understood as: {answer.interpretation.completed}", style="dim"))
    if answer.abstention:
        console.print(Text("Not in this archive. ", style="bold").append(answer.abstention.reason, style="not bold"))
    for number, item in enumerate(answer.evidence, start=1):
        _print_evidence(console, item, str(number))
    console.print(Text(f"\n{coverage_words(answer.coverage)}", style="dim"))
    if answer.near_misses:
        console.print(Text("\nClosest, but they do not answer this:", style="dim"))
        for item in answer.near_misses:
            _print_evidence(console, item, "-")


def _print_evidence(console: Console, item: Evidence, label: str) -> None:
    article = item.article
    head = Text(f"\n{label}  ").append(outlet_words(article), style="bold").append(f" · {date_words(article.published)}")
    console.print(head)
    console.print(Padding(_quote(item), (0, 0, 0, 3)))
    console.print(Padding(Text(byline(item), style="dim"), (0, 0, 0, 3)))


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
        if n or outcome != "corrected":
            table.add_row(outcome, str(n))
    if report.skipped:
        table.add_row("skipped files", str(len(report.skipped)))
    table.add_row("failed", str(len(report.failures)))
    console.print(table)
    for failure in report.failures:
        place = f" ({failure.record})" if failure.record else ""
        console.print(Text(f"failed: {failure.source_name}{place}: {failure.reason}"))


def print_status(status: Mapping[str, Any]) -> None:
    """What `dateline status` says, on standard output."""
    console = Console(highlight=False)
    coverage, model, generation = status["coverage"], status["model"], status["generation"]
    span = f"{coverage['first']} to {coverage['last']}" if coverage["first"] else "no dated articles"
    rows = [
        ("archive", f"{status['archive']}{' (fictional demo)' if status['fiction'] else ''}"),
        ("articles", f"{coverage['articles']} of {coverage['outlets']} outlets, {span}, {coverage['undated']} undated"),
        ("model", f"{model['name']}, reads {', '.join(model['languages'] or ['languages it does not name'])}"),
        (
            "index",
            generation["problem"]
            or f"generation {generation['number']}, {generation['passages']} passages, {coverage['not_encoded']} articles wait",
        ),
        ("disk", f"{status['bytes'] / 1e6:.1f} MB"),
        ("failures", str(len(status["failures"]))),
    ]
    table = Table(box=None, show_header=False)
    for name, value in rows:
        table.add_row(name, Text(value))
    console.print(table)
    for outlet in status["outlets"]:
        console.print(Text(f"  {outlet['articles']:>6}  {outlet['outlet'] or 'unknown outlet'}"))
    for failure in status["failures"]:
        console.print(Text(f"failed: {failure['source_file']} {failure['record']}: {failure['reason']}"))
