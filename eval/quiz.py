"""The news quiz: journalists' questions about a week's news, and how it is told that a text holds the answer.

The questions are in `shared/newsquiz` beside the checkout (its README says whose they are and fixes the measures).
"""

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

NEWSQUIZ = Path(__file__).parents[2] / "shared" / "newsquiz"
ASKS = (
    "how many",
    "how much",
    "who",
    "where",
    "when",
    "why",
    "which",
    "what",
    "how",
)  # the first that stands in it names a slice
_ARTICLES = re.compile(r"\b(a|an|the)\b")


@dataclass(frozen=True)
class QuizQuestion:
    """One question of the quiz, asked on `day`. `linked` are the addresses of the article that the quiz itself links to."""

    question_id: str
    question: str
    day: date
    outlet: str
    answers: tuple[str, ...]
    linked: frozenset[str]
    is_scored: bool

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The answers as they are looked for: normalised, whole words."""
        return tuple(found for answer in self.answers if (found := normalised(answer)).strip())

    @property
    def slices(self) -> tuple[str, ...]:
        """Who asks, and with which word."""
        lowered = f" {self.question.lower()}"
        asks = next((word for word in ASKS if f" {word} " in lowered), "other")
        return f"quiz of {self.outlet}", f"asks {asks}"


def read_rows(folder: Path = NEWSQUIZ) -> list[dict[str, Any]]:
    """The quiz's articles as they are in its file."""
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_quiz(rows: Sequence[Mapping[str, Any]], folder: Path = NEWSQUIZ) -> list[QuizQuestion]:
    """All questions of the quiz, in file order; the scored ones have an answer that stands in an article and can be told."""
    address = {row["id"]: row["url"] for row in rows}
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line), address) for line in lines]


def _question(fields: Mapping[str, Any], address: Mapping[str, str]) -> QuizQuestion:
    return QuizQuestion(
        question_id=fields["id"],
        question=fields["question"],
        day=date.fromisoformat(fields["date"]),
        outlet=fields["source"],
        answers=tuple(fields["answers"]),
        linked=frozenset(address[row_id] for row_id in fields["gold_ids"]),
        is_scored=fields["answer_in_corpus"] and fields["scoreable"],
    )


def normalised(text: str) -> str:
    """Lower case, punctuation as spaces, without articles, single spaces, and one space at both ends: ` dam broke `."""
    bare = _ARTICLES.sub(" ", re.sub(r"[^\w\s]", " ", text.lower()))
    return f" {' '.join(bare.split())} "


def holds(text: str, wanted: Sequence[str]) -> bool:
    """Whether a normalised text holds one of the normalised answers as whole words."""
    return any(answer in text for answer in wanted)
