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
from qa.dependence import Dependence, dependence
from qa.dialogue import complete
from qa.dialogue_ranking import COMPLETED_WEIGHT, fuse_rankings
from qa.evidence import MAX_EVIDENCE, MAX_OF_ONE_ARTICLE, Candidate, candidates, select
from qa.figures import figures_side_by_side
from qa.holdings import Holdings
from qa.matching import QuestionTerms, terms_of
from qa.question import MAX_QUESTION, Interpretation, interpret
from qa.reasons import HardReasons, not_said, phrase_not_found, too_weak
from qa.retrieval import Ranking, rank
from qa.support import Features, SupportModel, features_of, shipped_model
from qa.turns import Turn

MAX_NEAR_MISSES = 3
MAX_TURNS = 6  # of a conversation that are read, from the last one back


class QuestionError(ValueError):
    """A question that can't be asked; the message says what to change."""


@dataclass(frozen=True)
class Weighed:
    """A ranking with what speaks for it: what the support model was given, and what it may be fitted on."""

    ordered: tuple[Candidate, ...]
    features: Features


@dataclass(frozen=True)
class Read:
    """A question as it was typed, as it is asked, and whether it leans on the turn before; both are one where it stands alone."""

    bare: Interpretation
    chosen: Interpretation
    leaning: Dependence


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
        self, question: str, filters: Filters | None = None, history: Sequence[str | Turn] = (), today: date | None = None
    ) -> Answer:
        """Evidence for an answer, or an abstention with its reason.

        `history` are the earlier questions of the conversation, oldest first. `today` is the day that "last week" is
        counted from where `filters` name no as-of day.

        Raises:
            QuestionError: for a question that is too long.
        """
        if len(question) > MAX_QUESTION:
            raise QuestionError(f"a question of {len(question):,} characters; at most {MAX_QUESTION:,} are read")
        with self._lock:
            started = time.perf_counter()
            self.holdings.refresh()
            read = self._read(normalise(question), filters or Filters(), history, today or datetime.now(UTC).astimezone().date())
            answer = self._ask(normalise(question), read)
            return replace(answer, timings={"ask": round((time.perf_counter() - started) * 1000, 2)})

    def _ask(self, question: str, read: Read) -> Answer:
        understood, filters = read.chosen, read.chosen.filters
        coverage = self.holdings.coverage(filters)
        terms = terms_of(self.holdings, understood, self._aliases)
        weighed = self._weigh(self._ranking(read, terms), understood, terms)
        shown = select(self.holdings, weighed.ordered, filters, per_article=_per_article(understood))
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
        )

    def _abstention(self, question: Interpretation, coverage: Coverage, weighed: Weighed, support: float) -> Abstention | None:
        """Why there is no answer: hard reasons first. Words asked for verbatim and found need no weighing."""
        hard = self.reasons.find(question, coverage)
        hard = hard or phrase_not_found(question, weighed.ordered) or not_said(question, weighed.ordered)
        if hard or question.phrases:
            return hard
        return too_weak() if support < self._model.threshold or not weighed.ordered else None

    def understand(self, question: str, filters: Filters, history: Sequence[str | Turn], today: date) -> Interpretation:
        """What a question asks for, after the questions before it."""
        return self._read(question, filters, history, today).chosen

    def features(self, question: str, filters: Filters, history: Sequence[str | Turn], today: date) -> Features:
        """What the support model sees of a question: for fitting it."""
        with self._lock:
            read = self._read(question, filters, history, today)
            terms = terms_of(self.holdings, read.chosen, self._aliases)
            return self._weigh(self._ranking(read, terms), read.chosen, terms).features

    def _read(self, question: str, filters: Filters, history: Sequence[str | Turn], today: date) -> Read:
        """A question as typed, and completed where it leans on the last turn."""
        held = [count.outlet.outlet_id for count in self.holdings.outlets()]
        bare = interpret(question, filters, today, self.registry, held)
        last = self._last_turn(filters, history, today)
        leaning = dependence(bare, last) if last else "alone"
        if last is None or leaning == "alone":
            return Read(bare, bare, "alone")
        completion = complete(bare, last, self._rarity)
        chosen = interpret(completion.text, filters, today, self.registry, held, completion.carried, completion.from_passage)
        return Read(bare, chosen, leaning)

    def _last_turn(self, filters: Filters, history: Sequence[str | Turn], today: date) -> Turn | None:
        """The last turn; where it is a mere question, it is asked again for what stood on top of its answer."""
        *before, last = history[-MAX_TURNS:] or (None,)
        if last is None or isinstance(last, Turn):
            return last
        earlier = normalise(last)[:MAX_QUESTION]
        return Turn.of(self._ask(earlier, self._read(earlier, filters, before, today)))

    def _rarity(self, word: str) -> float:
        return max((self.holdings.rarity(term) for term in self.holdings.terms(word)), default=0.0)

    def _ranking(self, read: Read, terms: QuestionTerms) -> Ranking:
        """The ranking of a question; a completed one's is fused with that of the question as typed."""
        ranking = rank(self.holdings, read.chosen, terms.to_search)
        if read.leaning == "alone":
            return ranking
        own = terms_of(self.holdings, read.bare, self._aliases)
        return fuse_rankings(rank(self.holdings, read.bare, own.to_search), ranking, COMPLETED_WEIGHT[read.leaning])

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
