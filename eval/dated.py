"""Does it help to read dates? `python -m eval.dated ARCHIVE` asks the dated questions with their periods and without them.

They are asked of an archive of the news quiz that is encoded already: `dateline add ../shared/newsquiz/articles.jsonl.gz
--archive ARCHIVE` takes over half an hour. A question counts as answered where one of the first k quotes holds the expected
words and is of the expected outlet and day: the same topic stands in articles of other days.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from eval.archives import TODAY
from eval.gate import Measured
from eval.known import SETS, KnownQuestion, read_set, set_digest
from eval.measures import is_attributed, share
from qa.answer import Evidence
from qa.pipeline import Pipeline

DATED = SETS / "dated.jsonl"
PLACES = (1, 5)


@dataclass(frozen=True)
class DatedQuestion:
    """A question with the place of the first right quote, counted from 1, with its periods and without; None: not shown."""

    known: KnownQuestion
    with_periods: int | None
    without_periods: int | None


def ask_twice(pipeline: Pipeline, known: KnownQuestion) -> DatedQuestion:
    """What would be shown, whatever the support, where the question's periods count and where they don't."""
    understood = pipeline.understand(known.question, known.filters, known.history, TODAY)
    bare = replace(understood, dates=())
    return DatedQuestion(known, *(_place(known, pipeline.shown_for(question)) for question in (understood, bare)))


def _place(known: KnownQuestion, evidence: Iterable[Evidence]) -> int | None:
    """The place of the first quote with the expected words of the expected outlet and day."""
    for place, item in enumerate(evidence, start=1):
        if any(expected.text in item.quote and is_attributed(item, expected) for expected in known.expects):
            return place
    return None


def measure_dated(asked: list[DatedQuestion], archive: str) -> Measured:
    """Shares answered at 1 and at 5, with the periods and without."""
    values: dict[str, float] = {}
    for k in PLACES:
        values[f"evidence_at_{k}"] = share([a.with_periods is not None and a.with_periods <= k for a in asked])
        values[f"evidence_at_{k}_without_periods"] = share(
            [a.without_periods is not None and a.without_periods <= k for a in asked]
        )
    return Measured("dated", values, tuple(values)[::2], {"questions": set_digest(DATED), "articles": archive})


def main(folder: str, as_json: bool, misses: bool) -> None:
    """Ask, and print what was measured."""
    pipeline = Pipeline.open(Path(folder))
    asked = [ask_twice(pipeline, known) for known in read_set(DATED)]
    measured = measure_dated(asked, pipeline.holdings.articles_digest())
    if as_json:
        print(measured.as_json())
        return
    console = Console(highlight=False)
    for name, value in measured.values.items():
        console.print(f"{name.replace('_', ' ')}: {value:.3f}")
    for a in asked if misses else ():
        if a.with_periods != a.without_periods or a.with_periods is None:
            console.print(f"{a.known.question_id} {a.without_periods} -> {a.with_periods} {a.known.question}", markup=False)


if __name__ == "__main__":
    main(sys.argv[1], "--json" in sys.argv, "--misses" in sys.argv)
