"""The archive of the news quiz: the whole one, which is made once (`dateline add`), or a fixed sample that is made at every run.

To encode all 4,865 articles takes over half an hour. The sample has some `SAMPLED` articles, chosen by hashes: for half of them
a question chose the article that answers it, the others are any. Its questions are those that one of its articles answers.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from corpus.archive import Archive
from corpus.article import Article, Passage
from corpus.filters import Filters
from embeddings.encoder import Encoder
from eval.archives import articles_digest, opened
from eval.quiz import NEWSQUIZ, QuizQuestion, holds, normalised, read_quiz, read_rows
from qa.pipeline import Pipeline

SAMPLED = 240  # articles, some 3,300 passages: two minutes of encoding on two cores
MAX_HOLDING = 50  # articles in which an answer stands; one that stands in more is found everywhere by chance
NEAR_DAYS = 21  # an article so near to a question, before or after, tells the news that it is about


@dataclass(frozen=True)
class QuizArchive:
    """An opened archive of quiz articles with the questions that are asked of it; texts are normalised, headline first."""

    pipeline: Pipeline
    questions: tuple[QuizQuestion, ...]
    is_sample: bool
    encoder_digest: str
    articles: tuple[Article, ...]
    texts: Mapping[str, str] = field(repr=False)
    _by_id: dict[str, Article] = field(default_factory=dict, repr=False)
    _passages: dict[Passage, str] = field(default_factory=dict, repr=False)  # normalised once

    def __post_init__(self) -> None:
        self._by_id.update((article.article_id, article) for article in self.articles)

    @classmethod
    def of(cls, pipeline: Pipeline, questions: Sequence[QuizQuestion], is_sample: bool, encoder: Encoder) -> Self:
        """Read every article once."""
        articles = tuple(Archive.open(pipeline.holdings.folder).articles())
        texts = {a.article_id: normalised(f"{a.title or ''} . {a.text}") for a in articles}
        return cls(pipeline, tuple(questions), is_sample, encoder.digest, articles, texts)

    @property
    def scored(self) -> list[QuizQuestion]:
        """The questions whose answer stands in an article and can be told."""
        return [question for question in self.questions if question.is_scored]

    def holding(self, question: QuizQuestion) -> frozenset[str]:
        """The ids of all articles in which an answer stands, headlines included."""
        return frozenset(article_id for article_id, text in self.texts.items() if holds(text, question.wanted))

    def linked_to(self, question: QuizQuestion) -> frozenset[str]:
        """The ids of the articles here that the quiz links to."""
        return frozenset(a.article_id for a in self.articles if a.url in question.linked)

    def text_of(self, passage: Passage) -> str:
        """The words of a passage, normalised."""
        if passage not in self._passages:
            self._passages[passage] = self.normalised_slice(passage.article_id, passage.start, passage.end)
        return self._passages[passage]

    def normalised_slice(self, article_id: str, start: int, end: int) -> str:
        """The words of any slice of an article, normalised."""
        return normalised(self._by_id[article_id].text[start:end])

    def day_of(self, article_id: str) -> date | None:
        """The day on which an article was published."""
        return self._by_id[article_id].published.first_day

    @property
    def last_day(self) -> date:
        """The last day on which a question was asked."""
        return max(question.day for question in self.questions)

    def digests(self) -> dict[str, str]:
        """What is measured on: questions, articles, encoder."""
        asked = hashlib.sha256("\n".join(f"{q.question_id} {q.question}" for q in self.questions).encode()).hexdigest()
        return {"questions": asked, "articles": articles_digest(self.pipeline), "encoder": self.encoder_digest}

    @property
    def suffix(self) -> str:
        """What a measure's name ends in: measures of the sample and of the whole are never compared."""
        return "_sample" if self.is_sample else ""


@contextmanager
def quiz_archive(encoder: Encoder, made: Path | None = None, folder: Path = NEWSQUIZ) -> Iterator[QuizArchive]:
    """The whole archive where one is `made` already, else a fresh one of the sample.

    Raises:
        ValueError: where what is made is no archive of exactly these articles, with how to make one.
    """
    rows = read_rows(folder)
    questions = read_quiz(rows, folder)
    if made:
        _check(made, rows, folder)
        pipeline = Pipeline.open(made, encoder)
        n_waiting = pipeline.holdings.coverage(Filters()).n_not_encoded
        if n_waiting:
            raise ValueError(f"{made}: {n_waiting} articles are not encoded; finish it with: dateline rebuild --archive {made}")
        yield QuizArchive.of(pipeline, questions, False, encoder)
        return
    chosen, asked = sample(rows, questions)
    with TemporaryDirectory(prefix="dateline-quiz-") as temporary:
        (Path(temporary) / "articles.jsonl").write_text("\n".join(map(json.dumps, chosen)) + "\n", encoding="utf-8")
        with opened(Path(temporary), encoder) as pipeline:
            yield QuizArchive.of(pipeline, asked, True, encoder)


def _check(made: Path, rows: Sequence[dict[str, Any]], folder: Path) -> None:
    held = {article.url for article in Archive.open(made).articles()}
    wanted = {row["url"] for row in rows}
    if held != wanted:
        makes = f"dateline add {folder / 'articles.jsonl.gz'} --archive DIR"
        lacking = (
            f"{len(wanted - held)} of the quiz's {len(wanted)} articles are not in it, {len(held - wanted)} are of other origin"
        )
        raise ValueError(f"{made} is no archive of the news quiz: {lacking}; make one with: {makes}")


def sample(rows: Sequence[dict[str, Any]], questions: Sequence[QuizQuestion]) -> tuple[list[dict[str, Any]], list[QuizQuestion]]:
    """At most `SAMPLED` articles, in the order of the file, and the questions that one of them answers or is linked to.

    A question is answered by an article that holds the answer, which stands in few, and was published within `NEAR_DAYS` of it.
    """
    texts = {row["url"]: normalised(f"{row['title'] or ''} . {row['text']}") for row in rows}
    days = {row["url"]: date.fromisoformat(row["published"]) for row in rows}
    answering = {q.question_id: _answering(q, texts, days) for q in questions if q.is_scored}
    chosen: set[str] = set()
    for question in sorted(questions, key=lambda q: _hash(q.question_id)):
        if len(chosen) < SAMPLED // 2 and answering.get(question.question_id):
            chosen.add(answering[question.question_id][0])
    others = sorted(texts.keys() - chosen, key=_hash)
    chosen.update(others[: SAMPLED - len(chosen)])
    asked = [q for q in questions if q.linked & chosen or not chosen.isdisjoint(answering.get(q.question_id, ()))]
    return [row for row in rows if row["url"] in chosen], asked


def _answering(question: QuizQuestion, texts: dict[str, str], days: dict[str, date]) -> list[str]:
    """The articles that answer a question, the linked one first, then the nearest in time; none for what stands everywhere."""
    holding = list(islice((url for url, text in texts.items() if holds(text, question.wanted)), MAX_HOLDING + 1))
    if len(holding) > MAX_HOLDING:
        return []
    found = [url for url in holding if abs((days[url] - question.day).days) <= NEAR_DAYS]
    return sorted(found, key=lambda url: (url not in question.linked, abs((days[url] - question.day).days), _hash(url)))


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
