"""Questions to be refused: about what no news archive of 2012 to 2022 holds, and for reports of outlets that it does not have."""

from corpus.filters import Filters
from eval.gate import Measured
from eval.known import SETS, KnownQuestion, read_set, set_digest
from eval.measures import quotes_are_slices
from eval.outcomes import Outcome, by_slice, means
from eval.quiz_archive import QuizArchive

QUESTIONS = SETS / "offtopic.jsonl"
ABSENT_OUTLET = "absent outlet"  # the kind of a question for the report of an outlet that is not held; the others are off topic
GATED = ("refused", "refused_offtopic", "refused_absent_outlet", "quotes_exact")


def measure_offtopic(quiz: QuizArchive) -> Measured:
    """Ask all of them; `refused` is the share that got an abstention."""
    outcomes = tuple(_ask(quiz, known) for known in read_set(QUESTIONS))
    kinds = by_slice(outcomes)
    offtopic = [o for o in outcomes if ABSENT_OUTLET not in o.slices]
    values = {
        "n_questions": float(len(outcomes)),
        **means(outcomes),
        "refused_offtopic": means(offtopic)["refused"],
        "refused_absent_outlet": means(kinds[ABSENT_OUTLET])["refused"],
    }
    return Measured(f"offtopic{quiz.suffix}", values, GATED, {**quiz.digests(), "questions": set_digest(QUESTIONS)}, outcomes)


def _ask(quiz: QuizArchive, known: KnownQuestion) -> Outcome:
    answer = quiz.pipeline.ask(known.question, Filters(), (), quiz.last_day)
    exact = quotes_are_slices(answer, lambda article_id: quiz.pipeline.article(article_id).text)
    values = {"refused": float(answer.abstention is not None), "quotes_exact": float(exact)}
    return Outcome(known.question_id, values, (known.kind,), answer.support, answered=answer.abstention is None)
