"""How well follow-ups are understood: the dialogues of `sets/followups.jsonl`, turn by turn through `Pipeline.ask`.

Each turn that depends on those before is asked three times: bare, as typed and without history; gold, as a person completed it;
and as Dateline completes it, with the turns before. The share of the gap between bare and gold that Dateline closes is the
measure. Turns that stand alone are asked with history and without: with a dialogue's own turns, or for its first question
with those of the dialogue before, which is a change of topic. Dialogues of odd number
were tuned on, those of even number were not.

The demo and the seeds are encoded anew; the news quiz is asked only of an encoded archive that `DATELINE_NEWSQUIZ` names.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from eval.archives import ALL_SETS, TODAY, articles_digest, opened
from eval.gate import Measured
from eval.known import SETS, KnownQuestion, read_set, set_digest
from eval.measures import matching, share
from qa.answer import Answer
from qa.pipeline import Pipeline
from qa.turns import Turn

FOLLOWUPS = SETS / "followups.jsonl"
NEWSQUIZ = "DATELINE_NEWSQUIZ"  # the environment variable with the folder of the news quiz, encoded
ENCODED_ANEW = {"demo": "demo", "seeds": "karabakh"}  # the set whose articles a part is asked of
GATED = ("evidence_at_3", "gap_closed", "standalone_kept", "detector_precision", "detector_recall")


@dataclass(frozen=True)
class DialogueTurn:
    """One turn: what is typed, the question a person would complete it to, and whether it depends on the turns before."""

    known: KnownQuestion
    archive: str
    completed: str
    depends: bool

    @property
    def dialogue(self) -> str:
        """The id of its dialogue."""
        return self.known.question_id.split(".")[0]

    @property
    def is_first(self) -> bool:
        """Whether it opens its dialogue."""
        return not self.known.history

    @property
    def is_tuned_on(self) -> bool:
        """Whether its dialogue is of the half that rules and constants were looked at on."""
        return int(self.dialogue[2:]) % 2 == 1


@dataclass(frozen=True)
class Found:
    """Whether what answers is among the first three quotes, and among the first three passages, near misses too."""

    evidence: bool
    passage: bool


@dataclass(frozen=True)
class TurnResult:
    """One turn asked in every way; `gold` is the bare question's where it stands alone."""

    turn: DialogueTurn
    bare: Found
    gold: Found
    ours: Found
    took_along: bool


def read_dialogues(path: Path = FOLLOWUPS) -> list[DialogueTurn]:
    """All turns of all dialogues, in order."""
    fields = [json.loads(line) for line in path.read_text(encoding="utf-8").strip("\n").split("\n")]
    known = read_set(path)
    return [DialogueTurn(k, f["archive"], f["completed"], f["depends"]) for k, f in zip(known, fields, strict=True)]


def ask_turns(pipeline: Pipeline, turns: Sequence[DialogueTurn]) -> Iterator[TurnResult]:
    """Every turn of one archive's dialogues, asked in every way."""
    before: list[Turn] = []
    own: list[Turn] = []
    for turn in turns:
        if turn.is_first:
            before, own = own, []
        answer = pipeline.ask(turn.known.question, turn.known.filters, own or before, TODAY)
        own.append(Turn.of(answer))
        bare = _found(turn, pipeline.ask(turn.known.question, turn.known.filters, (), TODAY))
        gold = _found(turn, pipeline.ask(turn.completed, turn.known.filters, (), TODAY)) if turn.depends else bare
        yield TurnResult(turn, bare, gold, _found(turn, answer), answer.interpretation.completed != turn.known.question)


def _found(turn: DialogueTurn, answer: Answer) -> Found:
    passages = (answer.evidence or answer.near_misses)[:3]
    return Found(matching(turn.known, answer.evidence[:3]) is not None, matching(turn.known, passages) is not None)


def gap_closed(bare: float, gold: float, ours: float) -> float:
    """The share of the way from the bare question's score to the gold one's; 1 where there is no gap."""
    return (ours - bare) / (gold - bare) if gold > bare else 1.0


def values_of(results: Sequence[TurnResult]) -> dict[str, float]:
    """All measures over some turns, each a share; see the module for what they mean."""
    leaning = [r for r in results if r.turn.depends]
    alone = [r for r in results if not r.turn.depends]
    followed = [r for r in results if not r.turn.is_first]
    taken = [r for r in followed if r.took_along]
    values: dict[str, float] = {"n_dependent": len(leaning), "n_standalone": len(alone)}
    for name, of in _FOUND.items():
        bare, gold, ours = (share([of(found(r)) for r in leaning]) for found in _ASKED)
        values |= {f"bare_{name}": bare, f"gold_{name}": gold, name: ours}
        values["gap_closed" if name == "evidence_at_3" else "gap_closed_in_passages"] = gap_closed(bare, gold, ours)
    without, with_history = (share([found(r).evidence for r in alone]) for found in (_ASKED[0], _ASKED[2]))
    return values | {
        "standalone_without_history": without,
        "standalone_with_history": with_history,
        "standalone_kept": 1 - max(0.0, without - with_history),
        "detector_precision": share([r.turn.depends for r in taken]),
        "detector_recall": share([r.took_along for r in followed if r.turn.depends]),
        "topic_changes_untouched": share([not r.took_along for r in followed if not r.turn.depends]),
        "foreign_history_untouched": share([not r.took_along for r in results if r.turn.is_first]),
    }


_ASKED: tuple[Callable[[TurnResult], Found], ...] = (lambda r: r.bare, lambda r: r.gold, lambda r: r.ours)
_FOUND: dict[str, Callable[[Found], bool]] = {"evidence_at_3": lambda f: f.evidence, "passages_at_3": lambda f: f.passage}


def print_followups(as_json: bool = False) -> Measured | None:
    """Ask all dialogues whose articles are here and print the measures; for the gate, those of demo and seeds together."""
    encoder = load_encoder()
    turns = read_dialogues()
    results: list[TurnResult] = []
    digests = {"questions": set_digest(FOLLOWUPS), "encoder": encoder.digest}
    with ExitStack() as stack:
        for name, pipeline in _pipelines(stack, encoder):
            results += ask_turns(pipeline, [turn for turn in turns if turn.archive == name])
            if name in ENCODED_ANEW:
                digests[name] = articles_digest(pipeline)
    gated = [r for r in results if r.turn.archive in ENCODED_ANEW]
    measured = Measured("followups", values_of(gated), GATED, digests)
    print(measured.as_json()) if as_json else _print_tables(results)
    return measured if set(ENCODED_ANEW) <= set(digests) else None


def _pipelines(stack: ExitStack, encoder: Encoder) -> Iterator[tuple[str, Pipeline]]:
    for name, set_name in ENCODED_ANEW.items():
        question_set = next(s for s in ALL_SETS if s.name == set_name)
        if question_set.is_here:
            yield name, stack.enter_context(opened(question_set.articles, encoder))
        else:
            print(f"followups: {name} not run, its articles are not at {question_set.articles}", file=sys.stderr)
    folder = os.environ.get(NEWSQUIZ)
    if folder:
        yield "newsquiz", Pipeline.open(folder, encoder)
    else:
        print(f"followups: newsquiz not run, {NEWSQUIZ} names no archive of it", file=sys.stderr)


def _print_tables(results: Sequence[TurnResult]) -> None:
    """The measures for each archive and all, over the half not tuned on and over all; then what was missed."""
    console = Console(highlight=False)
    archives = sorted({r.turn.archive for r in results})
    for title, chosen in (("not tuned on", [r for r in results if not r.turn.is_tuned_on]), ("all", list(results))):
        columns = {name: values_of([r for r in chosen if r.turn.archive == name]) for name in archives}
        columns["together"] = values_of(chosen)
        table = Table("", *columns, title=f"follow-ups, {title}", title_justify="left")
        for key in columns["together"]:
            cells = (values[key] for values in columns.values())
            table.add_row(key.replace("_", " "), *(f"{v:.3f}" if isinstance(v, float) else str(v) for v in cells))
        console.print(table)
    for r in results:
        if r.bare.evidence > r.ours.evidence or r.gold.evidence > r.ours.evidence:
            console.print(f"  {r.turn.known.question_id} {r.turn.known.question} [{r.turn.completed}]", markup=False)
