"""What the names of measures mean, a sentence each, for readers of the report."""

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "answer_at_1": "the answer's words stand in the first passage of the ranking, whether or not it was shown",
    "answer_at_5": "the answer's words stand in one of the first five passages, at most two of an article",
    "gold_mrr_10": "1 / rank of the article that the quiz links to, among the first ten articles; 0 where it is not there",
    "gold_at_1": "the linked article is the first",
    "gold_at_5": "the linked article is among the first five",
    "shown_at_5": "the question was answered, and a quote holds the answer's words",
    "answered": "the question was answered and not refused",
    "quotes_exact": "every quote shown is its slice of the stored article",
    "auroc": "a question with an answer scores above one without; scores cross-fitted over two halves",
    "refused_at_10": "of the questions without an answer, those refused when at most a tenth of the others may be",
    "calibration_error": "how far the cross-fitted score lies from the share that has an answer (ECE)",
    "strict_risk": "unsupported among the answered, under the threshold chosen on the other half for at most 5 %",
    "strict_still_answered": "of the questions with an answer, those still answered under that threshold",
    "balanced_risk": "unsupported among the answered, under the threshold chosen on the other half for at most 20 %",
    "balanced_still_answered": "of the questions with an answer, those still answered under that threshold",
    "refused": "the question has no answer here and was refused, under the shipped threshold",
    "refused_offtopic": "the same, of questions about other worlds",
    "refused_absent_outlet": "the same, of questions for the report of an outlet that is not held",
    "false_abstention": "the question has an answer and was refused, under the shipped threshold",
    "evidence_at_1": "the first quote holds words that answer",
    "evidence_at_3": "one of the first three quotes holds words that answer",
    "attribution": "the quote that answers shows the right outlet and date",
    "abstention_precision": "of what was refused, what has no answer",
    "abstention_recall": "of what has no answer, what was refused",
    "median_ms_beyond_search": "milliseconds of asking beyond one plain search of both sides",
}
