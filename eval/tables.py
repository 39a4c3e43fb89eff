"""Measures on the terminal: each with its interval, then slice by slice."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from eval.bootstrap import Interval
from eval.comparison import Difference, changed_digests, compare
from eval.gate import Measured
from eval.outcomes import by_slice, intervals, means
from eval.rankings import BASELINES

OTHER_WAYS = (
    "no_day_",
    "shipped_",
    *(f"{name}_" for name in BASELINES),
)  # what the names of measures beside the product's begin with


def intervals_of(measured: Measured) -> dict[str, Interval]:
    """The intervals of all measures that rest on questions."""
    return {**intervals(measured.outcomes), **measured.intervals}


def print_measured(measured: Measured) -> None:
    """All measures with their 95 % intervals, then other ways of asking beside the product's, then the gated means per slice."""
    console = Console(highlight=False)
    n = f": {len(measured.outcomes)} questions" if measured.outcomes else ""
    table = Table("measure", "value", "95 % interval", title=f"{measured.name}{n}", title_justify="left")
    spans = intervals_of(measured)
    for name in (name for name in measured.values if not name.startswith(OTHER_WAYS)):
        low_high = f"{spans[name][0]:.3f} – {spans[name][1]:.3f}" if name in spans else ""
        table.add_row(_words(name), shown(name, measured.values[name]), low_high)
    console.print(table)
    for more in (_side_by_side(measured), _slices(measured)):
        if more.row_count:
            console.print(more)


def shown(name: str, value: float) -> str:
    """A number as it is read: counts whole, milliseconds with one digit, shares with three."""
    return f"{value:.0f}" if name.startswith("n_") else f"{value:.1f}" if "_ms" in name else f"{value:.3f}"


def slice_means(measured: Measured) -> dict[str, tuple[int, Mapping[str, float]]]:
    """By slice: how many questions, and the means that are also measures of the set."""
    return {
        name: (len(found), {key: value for key, value in means(found).items() if key in measured.values})
        for name, found in by_slice(measured.outcomes).items()
    }


def _side_by_side(measured: Measured) -> Table:
    found = rankings_of(measured)
    names = list(dict.fromkeys(name for values in found.values() for name in values))
    table = Table("", *map(_words, names))
    for way, values in found.items():
        table.add_row(_words(way), *(f"{values[name]:.3f}" if name in values else "" for name in names))
    return table


def _slices(measured: Measured) -> Table:
    names = [name for name in means(measured.outcomes) if name in measured.gated and name != "quotes_exact"]
    table = Table("slice", "questions", *map(_words, names))
    for slice_name, (n, values) in slice_means(measured).items():
        table.add_row(slice_name, str(n), *(f"{values[name]:.3f}" if name in values else "" for name in names))
    return table


def _words(name: str) -> str:
    return name.replace("_", " ")


def own_measures(measured: Measured) -> list[str]:
    """The measures of the product as it is asked: not those of baselines and other ways, nor what never varies."""
    return [name for name in measured.values if not name.startswith(OTHER_WAYS) and name != "quotes_exact"]


def rankings_of(measured: Measured) -> dict[str, dict[str, float]]:
    """The measures that may not fall and that other ways have too: by way, then by measure; the product's own first."""
    values, gated = measured.values, measured.gated
    ways = {way.rstrip("_"): {n: values[way + n] for n in gated if way + n in values} for way in OTHER_WAYS}
    found = {way: own for way, own in ways.items() if own}
    shared = {name for own in found.values() for name in own}
    return {"as asked": {name: values[name] for name in gated if name in shared}, **found} if found else {}


def differences(now: Measured, before: Measured) -> list[Difference]:
    """What changed against another run in the product's own measures."""
    own = {*own_measures(now), "quotes_exact"}
    return [difference for difference in compare(now, before) if difference.name in own]


def print_comparison(now: Measured, before: Measured) -> None:
    """What changed against another run, measure by measure; what was not the same in both is said."""
    table = Table(
        "measure", "now", "before", "change", "95 % interval", "better", "worse", title=f"{now.name}: against the other run"
    )
    for d in differences(now, before):
        span = f"{d.interval[0]:+.3f} to {d.interval[1]:+.3f}" if d.interval else ""
        counts = (str(d.n_better), str(d.n_worse)) if d.interval else ("", "")
        table.add_row(_words(d.name), shown(d.name, d.now), shown(d.name, d.before), f"{d.change:+.3f}", span, *counts)
    console = Console(highlight=False)
    console.print(table)
    if changed := changed_digests(now, before):
        console.print(f"not the same in both runs: {', '.join(changed)}")
