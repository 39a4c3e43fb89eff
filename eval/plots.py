"""Plots as inline SVG: colours come from the page's style sheet, so that they follow light and dark."""

from collections.abc import Sequence
from html import escape

from eval.bootstrap import Interval

WIDTH, HEIGHT = 380, 280
LEFT, RIGHT, TOP, BOTTOM = 48, 20, 12, 44  # margins in pixels
BAR_WIDTH, BAR_HEIGHT = 160, 18
Point = tuple[float, float]


def risk_coverage_plot(points: Sequence[Point], answered: Point | None) -> str:
    """The share of unsupported answers against the share answered; `answered` is where the shipped threshold lies."""
    top = nice_top(max((risk for _, risk in points), default=0.1))
    inside = [_path([(_x(c), _y(r, top)) for c, r in points], "line")]
    inside += [_rule(_y(risk, top), f"{risk:.0%}") for risk in (0.05, 0.2) if risk < top]
    if answered:
        inside.append(
            _dot(answered, top, 5, f"shipped threshold: answers {answered[0]:.1%}, unsupported {answered[1]:.1%}", "now")
        )
    label = "Risk against coverage: the share of answers that are unsupported, for every share of questions answered"
    return _frame(label, "share of questions answered", "unsupported among them", top, inside)


def reliability_plot(bins: Sequence[tuple[float, float, int]]) -> str:
    """The share supported against the support that was said, bin by bin; the larger the dot, the more questions."""
    most = max((n for _, _, n in bins), default=1)
    inside = [_path([(_x(0), _y(0, 1)), (_x(1), _y(1, 1))], "ideal"), _path([(_x(s), _y(g, 1)) for s, g, _ in bins], "line")]
    for said, found, n in bins:
        text = f"{n} questions: support {said:.2f}, supported {found:.2f}"
        inside.append(_dot((said, found), 1, 3 + 6 * (n / most) ** 0.5, text, "dot"))
    return _frame(
        "Reliability: support as said, and the share that is supported", "support as said", "share supported", 1, inside
    )


def interval_bar(value: float, interval: Interval | None, floor: float | None) -> str:
    """A share on a scale of 0 to 1: a dot, its interval as a line, the floor as a tick."""
    middle, scale = BAR_HEIGHT / 2, BAR_WIDTH - 10
    parts = [f'<line class="scale" x1="5" x2="{BAR_WIDTH - 5}" y1="{middle}" y2="{middle}"/>']
    if interval:
        low, high = (5 + scale * edge for edge in interval)
        parts.append(f'<line class="span" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>')
    if floor is not None:
        at = 5 + scale * floor
        parts.append(f'<line class="floor" x1="{at:.1f}" x2="{at:.1f}" y1="2" y2="{BAR_HEIGHT - 2}"/>')
    parts.append(f'<circle class="dot" cx="{5 + scale * value:.1f}" cy="{middle}" r="4"/>')
    return f'<svg class="bar" width="{BAR_WIDTH}" height="{BAR_HEIGHT}" aria-hidden="true">{"".join(parts)}</svg>'


def nice_top(value: float) -> float:
    """The upper end of an axis for shares: the first of a few round ones that holds the value."""
    return next((top for top in (0.1, 0.2, 0.4, 0.6, 0.8) if value <= top), 1.0)


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float, top: float) -> float:
    return HEIGHT - BOTTOM - share / top * (HEIGHT - TOP - BOTTOM)


def _path(points: Sequence[Point], kind: str) -> str:
    steps = " ".join(f"{'L' if i else 'M'}{x:.1f},{y:.1f}" for i, (x, y) in enumerate(points))
    return f'<path class="{kind}" d="{steps}"/>'


def _rule(y: float, text: str) -> str:
    line = f'<line class="rule" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
    return f'{line}<text x="{WIDTH - RIGHT}" y="{y - 4:.1f}" text-anchor="end">{text}</text>'


def _dot(point: Point, top: float, radius: float, text: str, kind: str) -> str:
    x, y = _x(point[0]), _y(point[1], top)
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{escape(text)}</title></circle>'


def _frame(label: str, x_name: str, y_name: str, top: float, inside: Sequence[str]) -> str:
    """Axes with five ticks each around what is drawn; for people who can't see it the label says what it is."""
    ticks = []
    for i in range(5):
        x, y = _x(i / 4), _y(top * i / 4, top)
        ticks.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{i / 4:.0%}</text>')
        ticks.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{top * i / 4:.0%}</text>')
        ticks.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
    names = (
        f'<text class="name" x="{_x(0.5):.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_name)}</text>'
        f'<text class="name" transform="translate(12 {_y(0.5, 1):.1f}) rotate(-90)" text-anchor="middle">{escape(y_name)}</text>'
    )
    drawn = "".join(ticks) + "".join(inside) + names
    return f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">{drawn}</svg>'
