"""The news quiz measured: does the answer stand in the first passages, and is the linked article among the first?

Everything is asked with the question's day as the day of asking. Beside the product's ranking stand the baselines of
`eval.rankings` and, as `no_day_`, the product's own ranking without that day, so that what recency gives shows apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from corpus.filters import Filters
from eval.archives import TODAY
from eval.gate import Measured
from eval.measures import quotes_are_slices
from eval.outcomes import Outcome, means
from eval.quiz import QuizQuestion, holds
from eval.quiz_archive import QuizArchive
from eval.ranked_measures import reciprocal_rank, success
from eval.rankings import Ranked, baselines, ranked_candidates
from qa.answer import Answer

OWN, WITHOUT_DAY = "", "no_day_"  # what the names of measures begin with
GATED = ("answer_at_1", "answer_at_5", "gold_mrr_10", "shown_at_5", "quotes_exact")
DEPTH = 10


@dataclass(frozen=True)
class AskedQuiz:
    """A quiz question with its answer, its rankings by name, and milliseconds of asking and of search alone."""

    question: QuizQuestion
    answer: Answer
    rankings: tuple[Ranked, ...]
    quotes_exact: bool
    ask_ms: float
    search_ms: float


def measure_newsquiz(quiz: QuizArchive) -> Measured:
    """Ask every question that is scored or has a linked article here, and measure all rankings by it."""
    linked = {q.question_id: quiz.linked_to(q) for q in quiz.questions}
    asked = [ask_quiz(quiz, q) for q in quiz.questions if q.is_scored or linked[q.question_id]]
    outcomes = tuple(outcomes_of(quiz, asked))
    values = {
        "n_scored": float(sum(a.question.is_scored for a in asked)),
        "n_linked": float(sum(bool(found) for found in linked.values())),
        **means(outcomes),
        "median_ms": median(a.ask_ms for a in asked),
        "median_ms_beyond_search": median(a.ask_ms - a.search_ms for a in asked),
    }
    return Measured(f"newsquiz{quiz.suffix}", values, GATED, quiz.digests(), outcomes)


def ask_quiz(quiz: QuizArchive, question: QuizQuestion) -> AskedQuiz:
    """One question, asked as a user would on its day, and ranked in every way."""
    pipeline = quiz.pipeline
    started = perf_counter()
    plain = baselines(pipeline.holdings, question.question)
    searched = perf_counter()
    answer = pipeline.ask(question.question, Filters(), (), question.day)
    finished = perf_counter()
    own = pipeline.weighed(question.question, Filters(), (), question.day).ordered
    without_day = pipeline.weighed(question.question, Filters(), (), TODAY).ordered
    return AskedQuiz(
        question=question,
        answer=answer,
        rankings=(ranked_candidates(OWN, own), ranked_candidates(WITHOUT_DAY, without_day), *plain),
        quotes_exact=quotes_are_slices(answer, lambda article_id: pipeline.article(article_id).text),
        ask_ms=1000 * (finished - searched),
        search_ms=1000 * (searched - started),
    )


def outcomes_of(quiz: QuizArchive, asked: Sequence[AskedQuiz]) -> list[Outcome]:
    """What every question came to: `answer_at_k` where it is scored, `gold_` measures where an article is linked."""
    measured: dict[str, dict[str, float]] = {}
    for i, ranking in enumerate(asked[0].rankings if asked else ()):
        prefix = f"{ranking.name}_" if ranking.name and not ranking.name.endswith("_") else ranking.name
        measured |= _answers(quiz, asked, i, prefix) | _linked(quiz, asked, i, prefix)
    return [
        _outcome(quiz, a, {name: found for name, by in measured.items() if (found := by.get(a.question.question_id)) is not None})
        for a in asked
    ]


def _answers(quiz: QuizArchive, asked: Sequence[AskedQuiz], i: int, prefix: str) -> dict[str, dict[str, float]]:
    scored = [a for a in asked if a.question.is_scored]
    first = {a.question.question_id: a.rankings[i].limited(DEPTH) for a in scored}
    wanted = {a.question.question_id: a.question.wanted for a in scored}
    relevant = {key: {str(p) for p in first[key] if holds(quiz.text_of(p), wanted[key])} for key in first}
    named = {key: [str(p) for p in passages] for key, passages in first.items()}
    return {f"{prefix}answer_at_{k}": success(relevant, named, k) for k in (1, 5)}


def _linked(quiz: QuizArchive, asked: Sequence[AskedQuiz], i: int, prefix: str) -> dict[str, dict[str, float]]:
    relevant = {a.question.question_id: set(found) for a in asked if (found := quiz.linked_to(a.question))}
    named = {a.question.question_id: a.rankings[i].articles(DEPTH) for a in asked if a.question.question_id in relevant}
    ranks = {f"{prefix}gold_mrr_{DEPTH}": reciprocal_rank(relevant, named, DEPTH)}
    return ranks | {f"{prefix}gold_at_{k}": success(relevant, named, k) for k in (1, 5)}


def _outcome(quiz: QuizArchive, a: AskedQuiz, ranked: dict[str, float]) -> Outcome:
    shown = holds_answer(quiz, a.question, a.answer)
    values = {**ranked, "quotes_exact": float(a.quotes_exact)}
    if a.question.is_scored:
        values |= {"shown_at_5": float(shown and not a.answer.abstention), "answered": float(a.answer.abstention is None)}
    return Outcome(
        question_id=a.question.question_id,
        values=values,
        slices=a.question.slices,
        support=a.answer.support if a.question.is_scored else None,
        supported=shown,
        answered=a.answer.abstention is None,
    )


def holds_answer(quiz: QuizArchive, question: QuizQuestion, answer: Answer) -> bool:
    """Whether one of the quotes, near misses too, holds an answer."""
    shown = (*answer.evidence, *answer.near_misses)
    return any(holds(quiz.normalised_slice(e.article.article_id, e.start, e.end), question.wanted) for e in shown)
