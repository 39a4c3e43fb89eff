"""Names in other spellings: the known questions of karabakh, misspelled, and others about names that only look like held ones.

`python -m eval.spellings` asks them twice, with other spellings searched and without. What expansion is worth is the
difference in evidence@3; what it costs is a false answer about a name that the archive does not hold.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Console
from rich.table import Table

from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from eval.archives import TODAY, QuestionSet, articles_digest, chosen_sets, opened
from eval.gate import Measured
from eval.known import KnownQuestion, read_set, set_digest
from eval.measures import Asked, by_kind, evidence_at, quotes_are_slices, score
from qa.options import Options
from qa.pipeline import Pipeline

SPELLINGS = replace(chosen_sets("karabakh")[0], name="spellings", is_fitted_on=False)


@dataclass(frozen=True)
class BothWays:
    """The answers to the same questions with and without expansion."""

    expanded: tuple[Asked, ...]
    exact: tuple[Asked, ...]


def ask_both_ways(pipeline: Pipeline, questions: Sequence[KnownQuestion]) -> BothWays:
    """Ask every question as it is by default, and with its exact words only."""
    return BothWays(*(tuple(_asked(pipeline, known, Options(expand)) for known in questions) for expand in (True, False)))


def _asked(pipeline: Pipeline, known: KnownQuestion, options: Options) -> Asked:
    answer = pipeline.ask(known.question, known.filters, known.history, TODAY, options)
    return Asked(known, answer, quotes_are_slices(answer, lambda article_id: pipeline.article(article_id).text))


def values_of(both: BothWays) -> dict[str, float]:
    """The measures of both ways, those without expansion as `exact_…`; of `not_false` more is better."""
    expanded, exact = score(both.expanded), score(both.exact)
    return {
        "evidence_at_1": expanded.evidence_at_1,
        "evidence_at_3": expanded.evidence_at_3,
        "not_false": 1 - expanded.false_answers,
        "quotes_exact": expanded.quotes_exact,
        "exact_evidence_at_1": exact.evidence_at_1,
        "exact_evidence_at_3": exact.evidence_at_3,
        "exact_not_false": 1 - exact.false_answers,
    }


def measure_spellings(encoder: Encoder, question_set: QuestionSet = SPELLINGS) -> tuple[Measured, BothWays]:
    """Ask the set of a fresh archive of the pages of karabakh."""
    with opened(question_set.articles, encoder) as pipeline:
        both = ask_both_ways(pipeline, read_set(question_set.questions))
        digests = {
            "questions": set_digest(question_set.questions),
            "articles": articles_digest(pipeline),
            "encoder": encoder.digest,
        }
    gated = ("evidence_at_1", "evidence_at_3", "not_false", "quotes_exact")
    return Measured(question_set.name, values_of(both), gated, digests), both


def print_spellings(as_json: bool = False) -> Measured | None:
    """Print the measures, or JSON; nothing where the pages are not here."""
    if not SPELLINGS.is_here:
        print(f"spellings: not run, its articles are not at {SPELLINGS.articles}", file=sys.stderr)
        return None
    measured, both = measure_spellings(load_encoder())
    print(measured.as_json()) if as_json else _print_tables(measured, both)
    return measured


def _print_tables(measured: Measured, both: BothWays) -> None:
    console = Console(highlight=False)
    table = Table("", "expanded", "exact words", title=f"spellings: {len(both.expanded)} questions", title_justify="left")
    for name in ("evidence_at_1", "evidence_at_3", "not_false"):
        table.add_row(name.replace("_", " "), f"{measured.values[name]:.3f}", f"{measured.values[f'exact_{name}']:.3f}")
    for (kind, (share, n)), (exact_share, _) in zip(
        by_kind(both.expanded, _is_right).items(), by_kind(both.exact, _is_right).values(), strict=True
    ):
        table.add_row(f"{kind} ({n})", f"{share:.3f}", f"{exact_share:.3f}")
    console.print(table)
    for asked in both.expanded:
        if not _is_right(asked):
            why = asked.answer.abstention.code if asked.answer.abstention else "answered"
            console.print(f"  {asked.known.question_id} {asked.known.question} [{why}]", markup=False, soft_wrap=True)


def _is_right(asked: Asked) -> bool:
    return evidence_at(asked, 3) if asked.known.is_answerable else asked.answer.abstention is not None


if __name__ == "__main__":
    sys.exit(0 if print_spellings("--json" in sys.argv) else 1)
