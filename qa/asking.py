"""Questions as they come from outside, command line or file: words to filters, with clear errors."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args

from corpus.article import outlet_id_of
from corpus.dates import date_of_field, parse_day
from corpus.filters import Filters
from corpus.outlets import OutletRegistry
from qa.options import Options, Strictness


@dataclass(frozen=True)
class BatchQuestion:
    """One line of a batch: what to ask, or what is wrong with the line."""

    question_id: Any
    question: str
    filters: Filters
    history: tuple[str, ...]
    problem: str = ""
    options: Options = field(default_factory=Options)


def read_filters(
    registry: OutletRegistry,
    outlets: Sequence[str],
    first: str | None,
    last: str | None,
    as_of: str | None,
    quotes_only: bool = False,
) -> Filters:
    """Filters from words: outlets by any of their names, days as ISO or written out, months and years as their span.

    Raises:
        ValueError: naming what was given and what is understood.
    """
    return Filters(
        outlet_ids=frozenset(outlet_id_of(entry.name if (entry := registry.find(name)) else name) for name in outlets),
        first=_edge(first, "from") if first else None,
        last=_edge(last, "to") if last else None,
        as_of=_as_of(as_of) if as_of else None,
        quotes_only=quotes_only,
    )


def _edge(text: str, name: str) -> date:
    found = date_of_field(text, "")
    day = found.first_day if name == "from" else found.last_day
    if day is None:
        raise ValueError(f"{name}: not a date: {text!r}; write it as 2023-10-02, 2023-10 or 2023")
    return day


def _as_of(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise ValueError(f"as of: {error}") from error


def read_strictness(word: str) -> Strictness:
    """How much support an answer needs.

    Raises:
        ValueError: for another word, with those there are.
    """
    for strictness in get_args(Strictness):
        if word == strictness:
            return cast(Strictness, strictness)
    raise ValueError(f"strictness is {word!r}; it is one of {', '.join(get_args(Strictness))}")


def read_history(given: Sequence[str]) -> tuple[str, ...]:
    """The earlier questions of a conversation, oldest first: each is a question, or a file with one a line.

    Raises:
        ValueError: for a file that can't be read.
    """
    return tuple(question for one in given for question in _questions_of(one))


def _questions_of(given: str) -> Iterable[str]:
    path = Path(given)
    try:
        if not path.is_file():
            return [given]
        return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except UnicodeDecodeError as error:
        raise ValueError(f"history: {given} is not UTF-8: {error.reason} at byte {error.start}") from error
    except (OSError, ValueError):
        return [given]  # too long for a file's name, or no name at all: a question


def read_batch(lines: Iterable[str], registry: OutletRegistry) -> Iterable[BatchQuestion]:
    """The questions of a JSONL file, in order; a line that can't be asked is given back with its problem."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _batch_question(line, number, registry)


def _batch_question(line: str, number: int, registry: OutletRegistry) -> BatchQuestion:
    question_id = None
    try:
        fields = json.loads(line)
        if not isinstance(fields, dict):
            raise ValueError(f"not an object but {type(fields).__name__}")
        question_id = fields.get("id")
        if not isinstance(fields.get("question"), str):
            raise ValueError('it has no "question"')
        first, last, as_of = (_text_of(fields, key) for key in ("from", "to", "as_of"))
        filters = read_filters(registry, _texts_of(fields, "outlets"), first, last, as_of, _flag_of(fields, "quotes"))
        history, strictness = _texts_of(fields, "history"), read_strictness(_text_of(fields, "strictness") or "balanced")
        options = Options(expand=not _flag_of(fields, "exact_words"), strictness=strictness)
        return BatchQuestion(question_id, fields["question"], filters, history, options=options)
    except (ValueError, RecursionError) as error:
        return BatchQuestion(question_id, "", Filters(), (), f"line {number}: {error}")


def _text_of(fields: dict[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{key}" is {value!r}, not words in quotation marks')
    return value


def _flag_of(fields: dict[str, Any], key: str) -> bool:
    value = fields.get(key) or False
    if not isinstance(value, bool):
        raise ValueError(f'"{key}" is {value!r}, not true or false')
    return value


def _texts_of(fields: dict[str, Any], key: str) -> tuple[str, ...]:
    value = fields.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f'"{key}" is {value!r}, not a list of words in quotation marks')
    return tuple(value)
