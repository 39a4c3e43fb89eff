"""The life of a question, and the one code path that page, command line, API and evaluation share."""

import hashlib
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from corpus.aliases import general_aliases
from corpus.archive import Coverage
from corpus.article import Article
from corpus.filters import Filters
from corpus.text import normalise
from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from qa import evidence as evidence_module
from qa import retrieval
from qa.answer import Abstention, Answer, Evidence
from qa.dialogue import complete, dependence
from qa.evidence import MAX_EVIDENCE, MAX_OF_ONE_ARTICLE, Candidate, candidates, select
from qa.figures import figures_side_by_side
from qa.first_report import CONSIDERED_FOR_FIRST, first_report_in_front, first_report_of
from qa.holdings import Holdings
from qa.matching import QuestionTerms, terms_of
from qa.question import MAX_QUESTION, Interpretation, content_words, interpret
from qa.reasons import HardReasons, not_said, phrase_not_found, too_weak
from qa.retrieval import Ranking, rank
from qa.support import Features, SupportModel, features_of, shipped_model

MAX_NEAR_MISSES = 3


class QuestionError(ValueError):
    """A question that can't be asked; the message says what to change."""


@dataclass(frozen=True)
class Weighed:
    """A ranking with what speaks for it: what the support model was given, and what it may be fitted on."""

    ordered: tuple[Candidate, ...]
    features: Features


class Pipeline:
    """An opened archive that answers questions. Safe to share between threads: one question is answered at a time."""

    def __init__(self, holdings: Holdings, model: SupportModel | None = None) -> None:
        self.holdings = holdings
        self._model = model or shipped_model()
        self._aliases = general_aliases().extended(holdings.folder / "aliases.toml")
        self.registry = holdings.registry()
        self.reasons = HardReasons(holdings, self._aliases)
        self._lock = threading.Lock()
        self.settings_digest = _settings_digest(self._model)

    @classmethod
    def open(cls, folder: Path | str, encoder: Encoder | None = None) -> Self:
        """Open an archive for asking, with the packaged encoder unless another one is given.

        Raises:
            ArchiveError, IndexDamaged, ModelError: each says what is wrong and the next command.
        """
        return cls(Holdings.open(Path(folder), encoder or load_encoder()))

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        history: Sequence[str] = (),
        today: date | None = None,
        first: bool = False,
    ) -> Answer:
        """Evidence for an answer, or an abstention with its reason.

        `history` are the earlier questions of the conversation, oldest first. `today` is the day that "last week" is
        counted from where `filters` name no as-of day. With `first` the earliest passage that supports is put in front, as it
        is for "when was it first reported".

        Raises:
            QuestionError: for a question that is too long.
        """
        if len(question) > MAX_QUESTION:
            raise QuestionError(f"a question of {len(question):,} characters; at most {MAX_QUESTION:,} are read")
        question, history = normalise(question), [normalise(earlier) for earlier in history]
        with self._lock:
            return self._answer(question, filters or Filters(), history, today or datetime.now(UTC).astimezone().date(), first)

    def _answer(self, question: str, filters: Filters, history: Sequence[str], today: date, first: bool) -> Answer:
        """A question that perhaps leans on the one before is asked as it stands first, and completed only where that fails."""
        started = time.perf_counter()
        self.holdings.refresh()
        answer = self._ask(question, filters, () if dependence(question) == "perhaps" else history, today, first)
        if answer.abstention and history and dependence(question) == "perhaps" and self._speaks_of_something(question):
            completed = self._ask(question, filters, history, today, first)
            answer = answer if completed.abstention else completed
        return replace(answer, timings={"ask": round((time.perf_counter() - started) * 1000, 2)})

    def _speaks_of_something(self, question: str) -> bool:
        return any(self.holdings.holds_word(word, exactly=True) for word in content_words(question))

    def _ask(self, question: str, filters: Filters, history: Sequence[str], today: date, first: bool) -> Answer:
        understood = self.understand(question, filters, history, today)
        understood = replace(understood, first=True) if first else understood
        coverage = self.holdings.coverage(understood.filters)
        terms = terms_of(self.holdings, understood, self._aliases)
        ranking = rank(self.holdings, understood, terms.to_search)
        weighed = self._weigh(ranking, understood, terms)
        ordered = self._first_in_front(understood, terms, ranking) if understood.first else weighed.ordered
        shown = select(self.holdings, ordered, understood.filters, per_article=_per_article(understood))
        support = self._model.support(weighed.features) if shown else 0.0
        abstention = self._abstention(understood, coverage, weighed, support)
        return Answer(
            question=question,
            interpretation=understood,
            evidence=() if abstention else shown,
            near_misses=_near_misses(abstention, shown),
            coverage=coverage,
            figures=() if abstention else figures_side_by_side(shown, frozenset(terms.weights), self.holdings.terms),
            abstention=abstention,
            support=round(0.0 if abstention and abstention.code != "too_weak" else support, 4),
            generation=self.holdings.generation,
            settings_digest=self.settings_digest,
            first_report=first_report_of(() if abstention or not understood.first else shown),
        )

    def _first_in_front(self, question: Interpretation, terms: QuestionTerms, ranking: Ranking) -> list[Candidate]:
        return first_report_in_front(candidates(self.holdings, question, terms, ranking, CONSIDERED_FOR_FIRST))

    def _abstention(self, question: Interpretation, coverage: Coverage, weighed: Weighed, support: float) -> Abstention | None:
        """Why there is no answer: hard reasons first. Words asked for verbatim and found need no weighing."""
        hard = self.reasons.find(question, coverage)
        hard = hard or phrase_not_found(question, weighed.ordered) or not_said(question, weighed.ordered)
        if hard or question.phrases:
            return hard
        return too_weak() if support < self._model.threshold or not weighed.ordered else None

    def understand(self, question: str, filters: Filters, history: Sequence[str], today: date) -> Interpretation:
        """What a question asks for, after the questions before it."""
        completed, carried = complete(question, history)
        held = [count.outlet.outlet_id for count in self.holdings.outlets()]
        newest = self.holdings.coverage(Filters()).last
        return interpret(completed, filters, today, self.registry, held, carried, newest)

    def shown_for(self, question: Interpretation) -> tuple[Evidence, ...]:
        """The evidence that a question as understood would be given, whether or not it supports an answer: for measuring."""
        with self._lock:
            terms = terms_of(self.holdings, question, self._aliases)
            weighed = self._weigh(rank(self.holdings, question, terms.to_search), question, terms)
            return select(self.holdings, weighed.ordered, question.filters, per_article=_per_article(question))

    def features(self, question: str, filters: Filters, history: Sequence[str], today: date) -> Features:
        """What the support model sees of a question: for fitting it."""
        with self._lock:
            understood = self.understand(question, filters, history, today)
            terms = terms_of(self.holdings, understood, self._aliases)
            return self._weigh(rank(self.holdings, understood, terms.to_search), understood, terms).features

    def _weigh(self, ranking: Ranking, question: Interpretation, terms: QuestionTerms) -> Weighed:
        ordered = candidates(self.holdings, question, terms, ranking)
        return Weighed(tuple(ordered), features_of(ranking, ordered, question, terms, self.holdings))

    def article(self, article_id: str) -> Article:
        """One article by id, for the reader; KeyError where there is none."""
        with self._lock:
            return self.holdings.article(article_id)


def _per_article(question: Interpretation) -> int:
    """How many quotes one article may give: two, and all of them where one outlet is asked for, which may hold one article."""
    asks_for_outlet = question.filters.outlet_ids or any(o.held and o.attributed for o in question.outlets)
    return MAX_EVIDENCE if asks_for_outlet else MAX_OF_ONE_ARTICLE


def _near_misses(abstention: Abstention | None, shown: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The nearest passages beside an abstention, where looking at them makes sense."""
    if abstention is None or abstention.code in ("empty_question", "nothing_searched"):
        return ()
    return shown[:MAX_NEAR_MISSES]


def _settings_digest(model: SupportModel) -> str:
    """12 hex digits that change with every constant that decides an answer."""
    constants = {
        f"{module.__name__}.{name}": value
        for module in (retrieval, evidence_module)
        for name, value in vars(module).items()
        if name.isupper()
    }
    settings = json.dumps([constants, dict(model.weights), model.bias, model.threshold], sort_keys=True)
    return hashlib.sha256(settings.encode()).hexdigest()[:12]
