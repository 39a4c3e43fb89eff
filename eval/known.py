"""Known questions: what is asked, and which words of which outlet and day answer it, or that nothing does."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.article import outlet_id_of
from corpus.filters import Filters

SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True)
class Expected:
    """Acceptable evidence: a few words that the quote must hold, the outlet and date it must show (None: unknown)."""

    text: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True)
class KnownQuestion:
    """One question of a set; without `expects` the archive does not answer it."""

    question_id: str
    question: str
    kind: str
    expects: tuple[Expected, ...]
    history: tuple[str, ...]
    filters: Filters

    @property
    def is_answerable(self) -> bool:
        """Whether the archive holds what answers it."""
        return bool(self.expects)


def read_set(path: Path) -> list[KnownQuestion]:
    """The questions of a set, in file order.

    Raises:
        ValueError: naming the file, the line and what is wrong in it.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").strip("\n").split("\n"), start=1):
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}, line {number}: {type(error).__name__}: {error}") from error
    return questions


def _question(fields: dict) -> KnownQuestion:  # type: ignore[type-arg]
    days = {key: date.fromisoformat(fields[key]) if fields.get(key) else None for key in ("from", "to", "as_of")}
    return KnownQuestion(
        question_id=fields["id"],
        question=fields["question"],
        kind=fields["kind"],
        expects=tuple(Expected(**expected) for expected in fields["expects"]),
        history=tuple(fields.get("history", ())),
        filters=Filters(
            frozenset(outlet_id_of(name) for name in fields.get("outlets", ())), days["from"], days["to"], days["as_of"]
        ),
    )


def set_digest(path: Path) -> str:
    """SHA-256 of a set's file: measures of different questions are not compared."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
