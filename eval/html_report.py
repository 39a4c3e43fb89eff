"""The evaluation as one HTML page that needs no network: tables with intervals and floors, curves, slices, a comparison."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.abstaining import reliability, risk_coverage
from eval.comparison import Difference, changed_digests
from eval.gate import SLACK, Measured
from eval.meanings import MEANINGS
from eval.outcomes import Outcome
from eval.plots import interval_bar, reliability_plot, risk_coverage_plot
from eval.tables import differences, intervals_of, own_measures, rankings_of, shown, slice_means

STYLE = Path(__file__).with_name("report.css")
INTRODUCTION = (
    "Every share with the 95 % interval of a bootstrap over its questions; a yellow tick is the floor that the gate holds. "
    "Slices are small: read their order, not their decimals."
)


def html_report(runs: Sequence[Measured], floors: Mapping[str, Any], before: Mapping[str, Measured] | None = None) -> str:
    """The page; `floors` as the gate keeps them, `before` the sets of another run by name."""
    links = "".join(f'<li><a href="#{escape(run.name)}">{escape(_title(run.name))}</a></li>' for run in runs)
    sections = "".join(_section(run, floors.get(run.name), (before or {}).get(run.name)) for run in runs)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline: evaluation</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body><main><h1>Evaluation</h1>"
        f'<p class="soft">{INTRODUCTION}</p><nav aria-label="Sets"><ul>{links}</ul></nav>{sections}</main></body></html>\n'
    )


def _section(run: Measured, pinned: Mapping[str, Any] | None, before: Measured | None) -> str:
    digests = ", ".join(f"{key} {digest[:10]}" for key, digest in run.digests.items())
    n = f"{len(run.outcomes)} questions asked. " if run.outcomes else ""
    parts = [
        f'<section id="{escape(run.name)}"><h2>{escape(_title(run.name))}</h2>',
        f'<p class="soft">{n}Measured on {escape(digests)}.</p>',
        _measures(run, pinned),
        _meanings(run),
        _side_by_side(run),
        _plots([outcome for outcome in run.outcomes if outcome.support is not None]),
        _slices(run),
        _comparison(run, before) if before else "",
    ]
    return "".join(parts) + "</section>"


def _measures(run: Measured, pinned: Mapping[str, Any] | None) -> str:
    spans = intervals_of(run)
    names = [*own_measures(run), *(name for name in run.values if name == "quotes_exact")]
    comparable = pinned is not None and pinned["digests"] == dict(run.digests)
    floors: Mapping[str, float] = pinned["floors"] if pinned and comparable else {}
    rows = [
        [
            _words(name),
            shown(name, run.values[name]),
            f"{spans[name][0]:.3f} – {spans[name][1]:.3f}" if name in spans else "",
            interval_bar(run.values[name], spans.get(name), floors.get(name)) if 0 <= run.values[name] <= 1 else "",
            _floor(run.values[name], floors.get(name)),
        ]
        for name in names
    ]
    note = (
        "" if comparable or not run.gated else '<p class="soft">No floors are pinned for just these questions and articles.</p>'
    )
    return _table(["measure", "value", "95 % interval", "0 to 1", "floor"], rows) + note


def _meanings(run: Measured) -> str:
    known = [(name, MEANINGS[name]) for name in run.values if name in MEANINGS]
    listed = "".join(f"<dt>{_words(name)}</dt><dd>{escape(meaning)}</dd>" for name, meaning in known)
    return f"<details><summary>What is measured</summary><dl>{listed}</dl></details>" if known else ""


def _floor(value: float, floor: float | None) -> str:
    if floor is None:
        return ""
    kind, word = ("bad", "below") if value < floor - SLACK else ("good", "held")
    return f'{floor:.3f} <span class="{kind}">{word}</span>'


def _side_by_side(run: Measured) -> str:
    """The product's measures beside those of baselines and other ways of asking, the best of each column in bold."""
    found = rankings_of(run)
    if len(found) < 2:
        return ""
    names = list(dict.fromkeys(name for values in found.values() for name in values))
    best = {name: max(values[name] for values in found.values() if name in values) for name in names}
    rows = [
        [_words(row), *(_best(values[name], best[name]) if name in values else "" for name in names)]
        for row, values in found.items()
    ]
    return "<h3>Side by side, in one run</h3>" + _table(["", *map(_words, names)], rows)


def _best(value: float, best: float) -> str:
    return f"<strong>{value:.3f}</strong>" if value == best else f"{value:.3f}"


def _plots(weighed: Sequence[Outcome]) -> str:
    if not weighed:
        return ""
    scores, supported = [outcome.support or 0.0 for outcome in weighed], [outcome.supported for outcome in weighed]
    if len(set(supported)) < 2:
        return ""  # all answerable or none: there is no risk to weigh
    risk = risk_coverage_plot(risk_coverage(scores, supported), _answered(weighed))
    said = reliability_plot(reliability(scores, supported))
    captions = ("The red ring is the threshold as shipped.", "On the dashed line support means just what it says.")
    figures = "".join(
        f"<figure>{plot}<figcaption>{text}</figcaption></figure>" for plot, text in zip((risk, said), captions, strict=True)
    )
    return f'<h3>Support</h3><div class="plots">{figures}</div>'


def _answered(weighed: Sequence[Outcome]) -> tuple[float, float] | None:
    """The share answered as shipped, and the unsupported among them; None where nothing is."""
    answered = [outcome for outcome in weighed if outcome.answered]
    if not answered:
        return None
    return len(answered) / len(weighed), sum(not outcome.supported for outcome in answered) / len(answered)


def _slices(run: Measured) -> str:
    found = slice_means(run)
    if not found:
        return ""
    names = [name for name in own_measures(run) if any(name in values for _, values in found.values())]
    rows = [
        [escape(name), str(n), *(f"{values[key]:.3f}" if key in values else "" for key in names)]
        for name, (n, values) in found.items()
    ]
    return "<h3>By slice</h3>" + _table(["slice", "questions", *map(_words, names)], rows)


def _comparison(run: Measured, before: Measured) -> str:
    changed = changed_digests(run, before)
    note = f'<p class="bad">Not the same {escape(", ".join(changed))} in both runs.</p>' if changed else ""
    rows = [_difference_row(difference) for difference in differences(run, before)]
    head = ["measure", "now", "before", "change", "95 % interval, paired", "better", "worse"]
    return f"<h3>Against the other run</h3>{note}" + _table(head, rows)


def _difference_row(d: Difference) -> list[str]:
    kind = ("good" if d.change > 0 else "bad") if d.is_clear else "soft"
    span = f"{d.interval[0]:+.3f} to {d.interval[1]:+.3f}" if d.interval else ""
    change = f'<span class="{kind}">{d.change:+.3f}</span>'
    counts = [str(d.n_better), str(d.n_worse)] if d.interval else ["", ""]
    return [_words(d.name), shown(d.name, d.now), shown(d.name, d.before), change, span, *counts]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells are HTML already."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
