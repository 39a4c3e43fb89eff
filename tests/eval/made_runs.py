"""Two runs of one set made by hand."""

from dataclasses import replace

from eval.gate import Measured
from eval.outcomes import Outcome

OUTCOMES = (
    Outcome("q1", {"answer_at_1": 1.0, "bm25_answer_at_1": 1.0}, ("asks who",), 0.9, supported=True, answered=True),
    Outcome("q2", {"answer_at_1": 1.0, "bm25_answer_at_1": 0.0}, ("asks who",), 0.7, supported=True, answered=True),
    Outcome("q3", {"answer_at_1": 0.0, "bm25_answer_at_1": 0.0}, ("asks <b>",), 0.6, supported=False, answered=True),
    Outcome("q4", {"answer_at_1": 1.0, "bm25_answer_at_1": 0.0}, ("asks <b>",), 0.2, supported=True, answered=False),
)
VALUES = {"n_scored": 4.0, "answer_at_1": 0.75, "bm25_answer_at_1": 0.25, "median_ms": 12.34}
NOW = Measured("newsquiz", VALUES, ("answer_at_1",), {"articles": "a1", "encoder": "e1"}, OUTCOMES)
BEFORE = replace(
    NOW,
    values={"n_scored": 4.0, "answer_at_1": 0.25, "median_ms": 20.0, "gone": 1.0},
    digests={"articles": "a2", "encoder": "e1"},
    outcomes=tuple(Outcome(f"q{i}", {"answer_at_1": value}) for i, value in enumerate((0.0, 0.0, 0.0, 1.0), start=1)),
)
