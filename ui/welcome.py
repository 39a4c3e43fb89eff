"""The first screen: what the archive holds, what Dateline does not do, what to try."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from corpus.archive import Coverage
from ui.words import count_words, span_words

NOT_DONE = (
    "It writes no sentences of its own: everything in a card is quoted word for word.",
    "It does not guess: an unknown outlet or date is shown as unknown.",
    "It does not judge which of two outlets is right.",
    "It sends nothing anywhere: questions stay on this machine.",
)
DEMO_EXAMPLES = (
    "How many people had to leave Lower Harrow because of the dam?",
    "Why did the ferry crews go on strike?",
    "What did the BBC report about the evacuation of Lower Harrow?",
)
OUTLET_NOT_HELD = "Harrow Gazette"  # a fictional outlet, for an example that abstains in any real archive


@dataclass(frozen=True)
class Holding:
    """What the first screen says of an archive."""

    coverage: Coverage
    is_fiction: bool
    headlines: tuple[str, ...]

    @property
    def examples(self) -> Sequence[str]:
        """Three questions to try; the last one abstains."""
        if self.is_fiction:
            return DEMO_EXAMPLES
        return (*self.headlines[:2], f"According to {OUTLET_NOT_HELD}, what happened?")


def summary(holding: Holding) -> str:
    """The line in the header: articles, outlets, span; the demo is said to be fiction."""
    coverage = holding.coverage
    parts = [count_words(coverage.n_articles, "article"), count_words(coverage.n_outlets, "outlet")]
    if coverage.first and coverage.last:
        parts.append(span_words(coverage.first, coverage.last))
    if coverage.n_undated:
        parts.append(f"{coverage.n_undated} undated")
    if holding.is_fiction:
        parts.append("demo, fictional")
    return " · ".join(parts)


def header(holding: Holding) -> str:
    """The page's header."""
    return (
        f'<header class="top"><h1 class="word">Date<b>line</b></h1><span class="holds">{escape(summary(holding))}</span></header>'
    )


def welcome(holding: Holding) -> str:
    """What stands where the conversation will be."""
    fiction = (
        '<p class="fiction"><b>This archive is fiction.</b> Its outlets, places and people were invented for a first try.</p>'
        if holding.is_fiction
        else ""
    )
    examples = "".join(f'<li><button type="button" data-ask="{escape(q)}">{escape(q)}</button></li>' for q in holding.examples)
    not_done = "".join(f"<li>{escape(line)}</li>" for line in NOT_DONE)
    return (
        f'<section class="welcome"><h2 class="q">Ask the archive. Quote the answer.</h2>{fiction}'
        f'<p class="searched">It holds {escape(summary(holding))}.</p>'
        f'<h3>Try one; the last has no answer here</h3><ul class="examples">{examples}</ul>'
        f'<h3>What Dateline does not do</h3><ul class="not">{not_done}</ul></section>'
    )
