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

from corpus.archive import Coverage
from corpus.article import Article
from corpus.filters import Filters
from corpus.text import normalise
from embeddings.encoder import Encoder
from embeddings.loading import load_encoder
from embeddings.reranker import Reranker
from qa import evidence as evidence_module
from qa import retrieval, signals
from qa.answer import Abstention, Answer, Evidence, Figure
from qa.credits import with_credits
from qa.dialogue_ranking import COMPLETED_WEIGHT, fuse_rankings
from qa.evidence import CONSIDERED, MAX_EVIDENCE, MAX_OF_ONE_ARTICLE, Candidate, candidates, select
from qa.figures import figures_side_by_side
from qa.first_report import CONSIDERED_FOR_FIRST, first_report_in_front, first_report_of, first_report_of_all
from qa.holdings import Holdings
from qa.matching import QuestionTerms, terms_of
from qa.options import Options
from qa.question import MAX_QUESTION, Interpretation
from qa.reading import QuestionReader, Read
from qa.reasons import HardReasons, outlet_not_quoted, phrase_not_found, quoting_outlet, too_weak
from qa.reranking import rerank
from qa.retrieval import Ranking, rank
from qa.sides import Side, abstention_of_all, asked_sides, interleaved, sides_of
from qa.spoken import nothing_spoken, spoken
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


class Pipeline:
    """An opened archive that answers questions. Safe to share between threads: one question is answered at a time."""

    def __init__(self, holdings: Holdings, model: SupportModel | None = None, reranker: Reranker | None = None) -> None:
        self.holdings = holdings
        self._reranker = reranker
        self._model = model or shipped_model()
        self.registry = holdings.registry()
        self._reader = QuestionReader(holdings, self.registry)
        self.reasons = HardReasons(holdings)
        self._lock = threading.Lock()
        self.settings_digest = _settings_digest(self._model, reranker)

    @classmethod
    def open(cls, folder: Path | str, encoder: Encoder | None = None, reranker: Reranker | None = None) -> Self:
        """Open an archive for asking, with the packaged encoder unless another one is given, without a reranker unless one is.

        Raises:
            ArchiveError, IndexDamaged, ModelError: each says what is wrong and the next command.
        """
        return cls(Holdings.open(Path(folder), encoder or load_encoder()), reranker=reranker)

    @property
    def is_calibrated(self) -> bool:
        """Whether support means what it says: it was fitted for this encoder, and for no reranker."""
        return self.holdings.encoder_digest == self._model.encoder_digest and self._reranker is None

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        history: Sequence[str | Turn] = (),
        today: date | None = None,
        options: Options | None = None,
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
            today = today or datetime.now(UTC).astimezone().date()
            read = self._read(normalise(question), filters or Filters(), history, today, options or Options())
            answer = self._ask(normalise(question), read)
            return replace(answer, timings={"ask": round((time.perf_counter() - started) * 1000, 2)})

    def _ask(self, question: str, read: Read) -> Answer:
        """A question with several sides is asked once for each; what they found is one answer."""
        understood = read.chosen
        sides = sides_of(understood)
        if not sides:
            return self._answer_to(question, read)
        answers = [self._answer_to(question, Read.alone(self._side_asked(side))) for side in sides]
        evidence, counts = interleaved(answers, MAX_EVIDENCE)
        abstention = abstention_of_all(sides, answers)
        return replace(
            max(answers, key=lambda answer: answer.support),
            interpretation=understood,
            evidence=evidence,
            near_misses=answers[0].near_misses if abstention else (),
            coverage=self.holdings.coverage(understood.filters),
            figures=self._figures(evidence, terms_of(self.holdings, understood)),
            abstention=abstention,
            first_report=first_report_of_all(evidence, answers),
            sides=asked_sides(sides, answers, counts),
        )

    def _side_asked(self, side: Side) -> Interpretation:
        """A period of which nothing was published may still be spoken of in other articles."""
        if side.anywhen and not self.holdings.coverage(side.question.filters).n_articles:
            return side.anywhen
        return side.question

    def _figures(self, shown: Sequence[Evidence], terms: QuestionTerms) -> tuple[Figure, ...]:
        return figures_side_by_side(shown, frozenset(terms.weights), self.holdings.terms)

    def _answer_to(self, question: str, read: Read) -> Answer:
        understood = read.chosen
        coverage = self.holdings.coverage(understood.filters)
        terms = terms_of(self.holdings, understood)
        ranking = self._ranking(read, terms)
        weighed = self._weigh(ranking, understood, terms)
        able, counted = self._counted(understood, terms, ranking, weighed)
        shown = self._shown(understood, counted or able or weighed.ordered)
        support = self._model.support(weighed.features) if shown else 0.0
        abstention = self._abstention(understood, coverage, weighed, support, not counted)
        return Answer(
            question=question,
            interpretation=understood,
            evidence=() if abstention else shown,
            near_misses=_near_misses(abstention, shown),
            coverage=coverage,
            figures=() if abstention else self._figures(shown, terms),
            abstention=abstention,
            support=round(0.0 if abstention and abstention.code != "too_weak" else support, 4),
            generation=self.holdings.generation,
            settings_digest=self.settings_digest,
            is_calibrated=self.is_calibrated,
            first_report=first_report_of(() if abstention or not understood.first else shown),
        )

    def _counted(
        self, question: Interpretation, terms: QuestionTerms, ranking: Ranking, weighed: Weighed
    ) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
        """The candidates that can tell of the outlet that is asked for, and those of them in which somebody asked for speaks."""
        ordered: Sequence[Candidate] = weighed.ordered
        if question.first:
            ordered = candidates(self.holdings, question, terms, ranking, CONSIDERED_FOR_FIRST)
        able = quoting_outlet(question, ordered)
        return able, spoken(able, question, terms, self.holdings)

    def _shown(self, question: Interpretation, counted: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """What is shown of candidates: with the first report in front where it is asked for."""
        ordered = first_report_in_front(counted) if question.first else counted
        chosen = select(self.holdings, ordered, question.filters, per_article=_per_article(question))
        return tuple(with_credits(item, self.registry) for item in chosen)

    def _abstention(
        self, question: Interpretation, coverage: Coverage, weighed: Weighed, support: float, unspoken: bool
    ) -> Abstention | None:
        """Why there is no answer: hard reasons first. Words asked for verbatim and found need no weighing."""
        hard = self.reasons.find(question, coverage) or outlet_not_quoted(question, weighed.ordered)
        hard = hard or phrase_not_found(question, weighed.ordered)
        hard = hard or (nothing_spoken(question) if unspoken and weighed.ordered else None)
        if hard or question.phrases:
            return hard
        return too_weak() if support < self._model.thresholds[question.strictness] or not weighed.ordered else None

    def understand(
        self, question: str, filters: Filters, history: Sequence[str | Turn], today: date, options: Options | None = None
    ) -> Interpretation:
        """What a question asks for, after the questions before it."""
        return self._read(question, filters, history, today, options or Options()).chosen

    def shown_for(self, question: Interpretation) -> tuple[Evidence, ...]:
        """The evidence that a question as understood would be given, whether or not it supports an answer: for measuring."""
        with self._lock:
            terms = terms_of(self.holdings, question)
            ranking = rank(self.holdings, question, terms.to_search)
            able, counted = self._counted(question, terms, ranking, self._weigh(ranking, question, terms))
            return self._shown(question, counted or able)

    def features(self, question: str, filters: Filters, history: Sequence[str | Turn], today: date) -> Features:
        """What the support model sees of a question: for fitting it."""
        return self.weighed(question, filters, history, today).features

    def weighed(
        self, question: str, filters: Filters, history: Sequence[str | Turn], today: date, n_matched: int = CONSIDERED
    ) -> Weighed:
        """The ranking of a question with its features, whatever an answer shows of it: for measuring and fitting."""
        with self._lock:
            read = self._read(question, filters, history, today, Options())
            terms = terms_of(self.holdings, read.chosen)
            return self._weigh(self._ranking(read, terms), read.chosen, terms, n_matched)

    def _read(self, question: str, filters: Filters, history: Sequence[str | Turn], today: date, options: Options) -> Read:
        """A question as typed, and as completed after those before it."""
        return self._reader.read(question, filters, self._last_turn(filters, history, today, options), today, options)

    def _last_turn(self, filters: Filters, history: Sequence[str | Turn], today: date, options: Options) -> Turn | None:
        """The last turn; where it is a mere question, it is asked again for what stood on top of its answer."""
        *before, last = history[-MAX_TURNS:] or (None,)
        if last is None or isinstance(last, Turn):
            return last
        earlier = normalise(last)[:MAX_QUESTION]
        return Turn.of(self._ask(earlier, self._read(earlier, filters, before, today, replace(options, first=False))))

    def _ranking(self, read: Read, terms: QuestionTerms) -> Ranking:
        """The ranking of a question; a completed one's is fused with that of the question as typed."""
        ranking = rank(self.holdings, read.chosen, terms.to_search)
        if read.leaning == "alone":
            return ranking
        own = terms_of(self.holdings, read.bare)
        return fuse_rankings(rank(self.holdings, read.bare, own.to_search), ranking, COMPLETED_WEIGHT[read.leaning])

    def _weigh(self, ranking: Ranking, question: Interpretation, terms: QuestionTerms, n_matched: int = CONSIDERED) -> Weighed:
        ordered = candidates(self.holdings, question, terms, ranking, n_matched)
        if self._reranker:
            ordered = rerank(self._reranker, question.completed, ordered)
        return Weighed(tuple(ordered), features_of(ranking, ordered, question, terms, self.holdings))

    def article(self, article_id: str) -> Article:
        """One article by id, for the reader; KeyError where there is none."""
        with self._lock:
            self.holdings.refresh()
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


def _settings_digest(model: SupportModel, reranker: Reranker | None) -> str:
    """12 hex digits that change with every constant that decides an answer."""
    constants = {
        f"{module.__name__}.{name}": value
        for module in (retrieval, evidence_module, signals)
        for name, value in vars(module).items()
        if name.isupper()
    }
    settings = json.dumps(
        [constants, dict(model.weights), model.bias, dict(model.thresholds), reranker.digest if reranker else None],
        sort_keys=True,
    )
    return hashlib.sha256(settings.encode()).hexdigest()[:12]
