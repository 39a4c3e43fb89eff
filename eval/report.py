"""`dateline eval`: ask the known questions through `Pipeline.ask`, print the measures, hold them against the gate."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from eval.archives import TODAY, QuestionSet, articles_digest, chosen_sets, opened
from eval.gate import Measured, read_floors, shortfalls, updated_floors, write_floors
from eval.ingest import print_ingest
from eval.known import read_set, set_digest
from eval.measures import Asked, by_kind, evidence_at, quotes_are_slices, score
from eval.near_copies import print_near_copies
from qa.pipeline import Pipeline

# What is measured without questions.
OTHER_MEASURES: Mapping[str, Callable[[], bool]] = {"ingest": print_ingest, "near-copies": print_near_copies}


def run_and_report(name: str | None, as_json: bool, gate: bool, update: bool, allow_regression: bool) -> bool:
    """Run the chosen sets; whether all is well: without `gate` that they could be run."""
    if name is not None and name in OTHER_MEASURES:
        return OTHER_MEASURES[name]()
    encoder = load_encoder()
    floors = read_floors()
    well = True
    for question_set in chosen_sets(name):
        if not question_set.is_here:
            print(f"{question_set.name}: not run, its articles are not at {question_set.articles}", file=sys.stderr)
            continue
        measured, asked = measure(question_set, encoder)
        _print_json(measured) if as_json else _print_table(measured, asked)
        if update:
            floors = updated_floors(measured, floors, allow_regression)
            write_floors(floors)
        elif gate:
            fallen = shortfalls(measured, floors)
            well = well and not fallen
            for line in fallen:
                print(f"gate: {line}", file=sys.stderr)
    return well


def measure(question_set: QuestionSet, encoder: Encoder) -> tuple[Measured, list[Asked]]:
    """Ask every question of a set of a fresh archive of its articles."""
    with opened(question_set.articles, encoder) as pipeline:
        asked = ask_all(pipeline, question_set)
        digests = {
            "questions": set_digest(question_set.questions),
            "articles": articles_digest(pipeline),
            "encoder": encoder.digest,
        }
    return Measured(question_set.name, score(asked), digests), asked


def ask_all(pipeline: Pipeline, question_set: QuestionSet) -> list[Asked]:
    """The answers to a set's questions, in order."""
    asked = []
    for known in read_set(question_set.questions):
        answer = pipeline.ask(known.question, known.filters, known.history, TODAY)
        asked.append(Asked(known, answer, quotes_are_slices(answer, lambda article_id: pipeline.article(article_id).text)))
    return asked


def _print_json(measured: Measured) -> None:
    print(json.dumps({"set": measured.name, **asdict(measured.scores), "digests": dict(measured.digests)}))


def _print_table(measured: Measured, asked: Sequence[Asked]) -> None:
    table = Table(title=f"{measured.name}: {len(asked)} questions", show_header=False, title_justify="left")
    for key, value in asdict(measured.scores).items():
        table.add_row(key.replace("_", " "), f"{value:.3f}" if isinstance(value, float) else str(value))
    console = Console(highlight=False)
    console.print(table)
    kinds = by_kind(asked, lambda a: evidence_at(a, 3) if a.known.is_answerable else a.answer.abstention is not None)
    console.print("right by kind: " + ", ".join(f"{kind} {share:.2f} ({n})" for kind, (share, n) in kinds.items()))
    for a in asked:
        if not (evidence_at(a, 3) if a.known.is_answerable else a.answer.abstention):
            verdict = f"abstained: {a.answer.abstention.code}" if a.answer.abstention else "answered"
            console.print(f"  {a.known.question_id} {a.known.question} [{verdict}, support {a.answer.support:.2f}]", markup=False)
