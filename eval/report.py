"""`dateline eval`: ask the known questions through `Pipeline.ask`, measure reading and near-copies, hold all against the gate."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from eval.archives import TODAY, QuestionSet, articles_digest, chosen_sets, opened
from eval.followups import print_followups
from eval.gate import Measured, read_floors, shortfalls, updated_floors, write_floors
from eval.ingest import print_ingest
from eval.known import read_set, set_digest
from eval.measures import GATED, Asked, by_kind, evidence_at, quotes_are_slices, score
from eval.near_copies import print_near_copies
from qa.pipeline import Pipeline

# What is measured without questions: prints, as JSON or not, what it measured; nothing where its material is missing.
OTHER_MEASURES: Mapping[str, Callable[[bool], Measured | None]] = {
    "ingest": print_ingest,
    "near-copies": print_near_copies,
    "followups": print_followups,
}


def run_and_report(name: str | None, as_json: bool, gate: bool, update: bool, allow_regression: bool) -> bool:
    """Measure what was chosen, all without a name; whether all is well: without `gate` that it could be measured."""
    floors = read_floors()
    well = True
    for measured in _measured(name, as_json):
        if update:
            floors = updated_floors(measured, floors, allow_regression)
            write_floors(floors)
        elif gate:
            fallen = shortfalls(measured, floors)
            well = well and not fallen
            for line in fallen:
                print(f"gate: {line}", file=sys.stderr)
    return well


def _measured(name: str | None, as_json: bool) -> Iterator[Measured]:
    """What was chosen, measured and printed one after the other; what lacks its material is named and left out."""
    for other, measure_and_print in OTHER_MEASURES.items():
        if name in (None, other):
            measured = measure_and_print(as_json)
            yield from [measured] if measured else []
    if name not in OTHER_MEASURES:
        yield from _measured_questions(name, as_json)


def _measured_questions(name: str | None, as_json: bool) -> Iterator[Measured]:
    encoder = load_encoder()
    for question_set in chosen_sets(name):
        if not question_set.is_here:
            print(f"{question_set.name}: not run, its articles are not at {question_set.articles}", file=sys.stderr)
            continue
        measured, asked = measure(question_set, encoder)
        print(measured.as_json()) if as_json else _print_table(measured, asked)
        yield measured


def measure(question_set: QuestionSet, encoder: Encoder) -> tuple[Measured, list[Asked]]:
    """Ask every question of a set of a fresh archive of its articles."""
    with opened(question_set.articles, encoder) as pipeline:
        asked = ask_all(pipeline, question_set)
        digests = {
            "questions": set_digest(question_set.questions),
            "articles": articles_digest(pipeline),
            "encoder": encoder.digest,
        }
    return Measured(question_set.name, asdict(score(asked)), GATED, digests), asked


def ask_all(pipeline: Pipeline, question_set: QuestionSet) -> list[Asked]:
    """The answers to a set's questions, in order."""
    asked = []
    for known in read_set(question_set.questions):
        answer = pipeline.ask(known.question, known.filters, known.history, TODAY)
        asked.append(Asked(known, answer, quotes_are_slices(answer, lambda article_id: pipeline.article(article_id).text)))
    return asked


def _print_table(measured: Measured, asked: Sequence[Asked]) -> None:
    table = Table(title=f"{measured.name}: {len(asked)} questions", show_header=False, title_justify="left")
    for key, value in measured.values.items():
        table.add_row(key.replace("_", " "), f"{value:.3f}" if isinstance(value, float) else str(value))
    console = Console(highlight=False)
    console.print(table)
    kinds = by_kind(asked, lambda a: evidence_at(a, 3) if a.known.is_answerable else a.answer.abstention is not None)
    console.print("right by kind: " + ", ".join(f"{kind} {share:.2f} ({n})" for kind, (share, n) in kinds.items()))
    for a in asked:
        if not (evidence_at(a, 3) if a.known.is_answerable else a.answer.abstention):
            verdict = f"abstained: {a.answer.abstention.code}" if a.answer.abstention else "answered"
            console.print(f"  {a.known.question_id} {a.known.question} [{verdict}, support {a.answer.support:.2f}]", markup=False)
