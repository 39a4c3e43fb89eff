"""`dateline eval`: ask the known questions through `Pipeline.ask`, measure reading and near-copies, hold all against the gate."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from eval.archives import TODAY, QuestionSet, articles_digest, chosen_sets, opened
from eval.comparison import read_run
from eval.dates import print_dates
from eval.figures import print_figures
from eval.followups import print_followups
from eval.gate import Measured, read_floors, shortfalls, updated_floors, write_floors
from eval.html_report import html_report
from eval.ingest import print_ingest
from eval.known import read_set, set_digest
from eval.measures import GATED, Asked, evidence_at, outcome_of, quotes_are_slices, score
from eval.near_copies import print_near_copies
from eval.quiz import NEWSQUIZ
from eval.quiz_sets import QUIZ_SETS, measured_quiz, quiz_is_here
from eval.speakers import print_speakers
from eval.spellings import print_spellings
from eval.tables import print_comparison, print_measured
from qa.pipeline import Pipeline

# What is measured without questions: prints, as JSON or not, what it measured; nothing where its material is missing.
OTHER_MEASURES: Mapping[str, Callable[[bool], Measured | None]] = {
    "ingest": print_ingest,
    "near-copies": print_near_copies,
    "spellings": print_spellings,
    "speakers": print_speakers,
    "figures": print_figures,
    "dates": print_dates,
    "followups": print_followups,
}


@dataclass(frozen=True)
class EvalOptions:
    """What the command was asked for: one set or all, of which quiz archive, printed how, held to the floors or raising them."""

    name: str | None = None
    as_json: bool = False
    gate: bool = False
    update: bool = False
    allow_regression: bool = False
    archive: Path | None = None
    report: Path | None = None
    compare: Path | None = None


def run_and_report(options: EvalOptions) -> bool:
    """Measure what was chosen; whether all is well: without `gate` that it could be measured."""
    floors = read_floors()
    before = read_run(options.compare) if options.compare else {}
    well, runs = True, []
    for measured in _measured(options):
        runs.append(measured)
        if measured.name in before and not options.as_json:
            print_comparison(measured, before[measured.name])
        if options.update:
            floors = updated_floors(measured, floors, options.allow_regression)
            write_floors(floors)
        elif options.gate:
            fallen = shortfalls(measured, floors)
            well = well and not fallen
            for line in fallen:
                print(f"gate: {line}", file=sys.stderr)
    if options.report:
        options.report.write_text(html_report(runs, floors, before), encoding="utf-8")
    return well


def _measured(options: EvalOptions) -> Iterator[Measured]:
    """What was chosen, measured and printed one after the other; what lacks its material is named and left out."""
    name = options.name
    for other, measure_and_print in OTHER_MEASURES.items():
        if name in (None, other):
            measured = measure_and_print(options.as_json)
            yield from [measured] if measured else []
    if name is None or name in QUIZ_SETS:
        yield from _measured_quiz(options)
    if name not in (*OTHER_MEASURES, *QUIZ_SETS):
        yield from _measured_questions(name, options.as_json)


def _measured_quiz(options: EvalOptions) -> Iterator[Measured]:
    if not quiz_is_here():
        print(f"{', '.join(QUIZ_SETS)}: not run, the news quiz is not at {NEWSQUIZ}", file=sys.stderr)
        return
    for measured in measured_quiz(options.name, options.archive):
        print(measured.as_json()) if options.as_json else print_measured(measured)
        yield measured


def _measured_questions(name: str | None, as_json: bool) -> Iterator[Measured]:
    encoder = load_encoder()
    for question_set in chosen_sets(name):
        if not question_set.is_here:
            print(f"{question_set.name}: not run, its articles are not at {question_set.articles}", file=sys.stderr)
            continue
        measured, asked = measure(question_set, encoder)
        print(measured.as_json()) if as_json else print_measured(measured)
        if not as_json:
            _print_misses(asked)
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
    return Measured(question_set.name, asdict(score(asked)), GATED, digests, tuple(map(outcome_of, asked))), asked


def ask_all(pipeline: Pipeline, question_set: QuestionSet) -> list[Asked]:
    """The answers to a set's questions, in order."""
    asked = []
    for known in read_set(question_set.questions):
        answer = pipeline.ask(known.question, known.filters, known.history, TODAY)
        asked.append(Asked(known, answer, quotes_are_slices(answer, lambda article_id: pipeline.article(article_id).text)))
    return asked


def _print_misses(asked: Sequence[Asked]) -> None:
    """Each question that did not come out right, with what became of it."""
    console = Console(highlight=False)
    for a in asked:
        if not (evidence_at(a, 3) if a.known.is_answerable else a.answer.abstention):
            verdict = f"abstained: {a.answer.abstention.code}" if a.answer.abstention else "answered"
            console.print(f"  {a.known.question_id} {a.known.question} [{verdict}, support {a.answer.support:.2f}]", markup=False)
