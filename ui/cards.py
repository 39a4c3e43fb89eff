"""Evidence cards, abstentions and conversation turns: pure functions from an Answer to HTML.

Every value that comes from outside passes through `html.escape` here. Buttons carry what they do in `data-` attributes, which
`page.js` hands to Python; no text is ever handled by a script.
"""

from collections.abc import Sequence
from html import escape

from corpus.filters import Filters
from qa.answer import Answer, Evidence, Figure
from ui.marking import marked
from ui.words import (
    FIRST_REPORT,
    annotation_words,
    copies_words,
    coverage_words,
    credits_words,
    date_origin_words,
    date_words,
    day_words,
    expansion_words,
    figure_words,
    limit_words,
    outlet_words,
    period_words,
    said_words,
    side_words,
    title_words,
)

_SAFE_SCHEMES = ("http://", "https://")


def turn(answer: Answer, number: int) -> str:
    """One turn of the conversation: the question, how it was understood, and evidence or abstention."""
    body = _abstention(answer, number) if answer.abstention else _evidence(answer, number)
    asked = f'<h2 class="q">{escape(answer.question)}</h2>{_chips(answer)}'
    return f'<section class="turn" aria-label="Question {number + 1}">{asked}{body}</section>'


def _evidence(answer: Answer, number: int) -> str:
    cards = "".join(
        card(item, f"{number}:e:{i}", str(i + 1), is_first=i == answer.first_report) for i, item in enumerate(answer.evidence)
    )
    return f'{_figures(answer)}{cards}<p class="searched">{escape(coverage_words(answer.coverage))}</p>'


def _abstention(answer: Answer, number: int) -> str:
    assert answer.abstention is not None
    near = "".join(card(item, f"{number}:n:{i}", "", dim=True) for i, item in enumerate(answer.near_misses))
    heading = '<h3 class="near">Closest, but they do not answer this</h3>' if near else ""
    return (
        f'<div class="none" role="status"><p><b>Not in this archive.</b> {escape(answer.abstention.reason)}</p>'
        f'<p class="searched">{escape(coverage_words(answer.coverage))}</p></div>{heading}{near}'
    )


def card(item: Evidence, target: str, label: str, dim: bool = False, is_first: bool = False) -> str:
    """One quote under outlet and date; `target` says which passage its button opens in the reader."""
    article = item.article
    return (
        f'<article class="card{" dim" if dim else ""}" tabindex="0" data-open="{escape(target)}">'
        f'<div class="who"><strong>{escape(outlet_words(article))}</strong>'
        f'<time title="{escape(date_origin_words(article.published))}">{escape(date_words(article.published))}</time>'
        f'{_badges(item, is_first)}<span class="n">{escape(label)}</span></div>'
        f'<blockquote dir="auto">{marked(article.text, item.start, item.end, item.highlights)}</blockquote>{_days(item)}'
        f'<div class="from">{_from(item)}<button type="button" data-open="{escape(target)}">open at this passage</button></div>'
        "</article>"
    )


def _days(item: Evidence) -> str:
    """Which days words of the quote mean, beside it and never in it."""
    days = "; ".join(annotation_words(item.article, annotation) for annotation in item.annotations)
    return f'<p class="days">{escape(days)}</p>' if days else ""


def _badges(item: Evidence, is_first: bool = False) -> str:
    published, updated = item.article.published, item.article.updated
    badges = [("", FIRST_REPORT)] if is_first else []
    if published.precision in ("month", "year"):
        badges.append(("w", "day unknown"))
    if not item.article.outlet.is_known:
        badges.append(("w", "outlet unknown"))
    if item.article.outlet.origin == "user":
        badges.append(("", "outlet said by the user"))
    if updated.value is not None:
        badges.append(("", f"updated {date_words(updated)}"))
    if item.near_copies:
        badges.append(("", f"also in {len(item.near_copies)}"))
    return "".join(f'<span class="badge {kind}">{escape(words)}</span>' for kind, words in badges)


def _from(item: Evidence) -> str:
    article = item.article
    parts = [title_words(article)]
    if article.authors:
        parts.append(f"by {', '.join(article.authors)}")
    parts += [credits_words(article)] if article.originals else []
    parts += said_words(item)
    parts += [copies_words(item)] if item.near_copies else []
    spans = "".join(f'<span dir="auto">{escape(part)}</span>' for part in parts)
    return spans + original_link(article.url)


def original_link(url: str | None) -> str:
    """A link to the original page, only where its address is one that a browser may safely open."""
    if not url or not url.startswith(_SAFE_SCHEMES):
        return ""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">original page</a>'


def _chips(answer: Answer) -> str:
    question = answer.interpretation
    chips = [period_words(period) for period in question.dates]
    chips += [f"{o.name}: {'preferred' if o.held else 'not held'}" for o in question.outlets if o.attributed and not o.only]
    chips += limit_words(question) + [words for words in (expansion_words(question),) if words] + side_words(answer)
    chips += _filter_chips(question.filters)
    shown = _understood(answer) + "".join(f"<span class=chip>{escape(chip)}</span>" for chip in chips)
    return f'<div class="chips">{shown}</div>' if shown else ""


def _understood(answer: Answer) -> str:
    """The question as completed, where it was: to be edited in place, and asked again with Enter as a question of its own."""
    completed = answer.interpretation.completed
    if not answer.interpretation.is_completed:
        return ""
    edit = 'contenteditable="true" spellcheck="false" role="textbox" aria-label="Edit the question, then press Enter" data-alone'
    return f"<span class=chip>understood as: <span {edit}>{escape(completed)}</span></span>"


def _filter_chips(filters: Filters) -> list[str]:
    """What the person's own filters leave, in words: never less than is searched."""
    chips = [f"only {', '.join(sorted(filters.outlet_ids))}"] if filters.outlet_ids else []
    chips += [f"from {day_words(filters.first)}"] if filters.first else []
    chips += [f"to {day_words(filters.last)}"] if filters.last else []
    chips += [f"as of {day_words(filters.as_of)}"] if filters.as_of else []
    return chips + (["only quoted speech"] if filters.quotes_only else [])


def _figures(answer: Answer) -> str:
    if not answer.figures:
        return ""
    things = dict.fromkeys(figure.thing for figure in answer.figures)
    return "".join(_figure_table(answer, [f for f in answer.figures if f.thing == thing]) for thing in things)


def _figure_table(answer: Answer, figures: Sequence[Figure]) -> str:
    rows = []
    for figure in figures:
        article = answer.evidence[figure.evidence_index].article
        updated = f", updated {date_words(article.updated)}" if article.updated.value else ""
        cells = (figure_words(figure), outlet_words(article), date_words(article.published) + updated)
        rows.append(f'<tr><td class="f">{escape(cells[0])}</td><td>{escape(cells[1])}</td><td>{escape(cells[2])}</td></tr>')
    return f'<table class="figures"><caption>Figures in the passages below, by outlet and date</caption>{"".join(rows)}</table>'
