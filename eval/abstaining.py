"""How well a score tells questions with an answer from those without: pure functions of scores and labels.

Throughout, a question is answered where its score reaches the threshold, and refused below it.
"""

from collections.abc import Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def auroc(answerable: Vector, unanswerable: Vector) -> float:
    """The chance that a question with an answer scores above one without, a tie counting half; 0.5 where either is empty.

    Source: Hanley & McNeil, Radiology 143 (1982); it is the Mann-Whitney U divided by the number of pairs.
    """
    if not len(answerable) or not len(unanswerable):
        return 0.5
    ordered = np.sort(unanswerable)
    below, not_above = np.searchsorted(ordered, answerable, "left"), np.searchsorted(ordered, answerable, "right")
    return float((below + not_above).sum() / 2 / len(answerable) / len(unanswerable))


def refused_at(answerable: Vector, unanswerable: Vector, false_abstention: float = 0.1) -> float:
    """The share of unanswerable questions refused by the highest threshold that refuses at most so many answerable ones.

    1 where nothing is unanswerable, so that an empty slice lowers nothing.
    """
    if not len(unanswerable):
        return 1.0
    return float((unanswerable < abstention_threshold(answerable, false_abstention)).mean())


def abstention_threshold(answerable: Vector, false_abstention: float) -> float:
    """The highest threshold that refuses at most a share of the answerable; infinity where there are none."""
    n_refused = int(np.floor(false_abstention * len(answerable) + 1e-9))
    return float(np.sort(answerable)[n_refused]) if n_refused < len(answerable) else inf


def risk_threshold(scores: Vector, supported: Vector, alpha: float) -> float:
    """The lowest threshold whose share of unsupported among the answered is at most `alpha`; infinity where none is.

    With A answered and U of them unsupported the condition is (U + 1) / (A + 1) <= alpha. It is conformal risk control for
    the loss L = answered * (unsupported - alpha), which is at most B = 1 - alpha and whose mean is at most 0 just where the
    share is at most alpha: (sum of L + B) / (n + 1) <= 0. The loss does not fall steadily with the threshold, so that what
    is guaranteed for n questions of the same kind holds in the limit and not for every n (section 2.3 there).

    Source: Angelopoulos, Bates, Fisch, Lei & Schuster, Conformal Risk Control, ICLR 2024 (arXiv 2208.02814), theorem 1.
    """
    candidates = np.unique(scores)
    allowed = [float(t) for t in candidates if _corrected_risk(supported[scores >= t]) <= alpha]
    return min(allowed, default=inf)


def _corrected_risk(supported: Vector) -> float:
    return float((1 - supported).sum() + 1) / (len(supported) + 1)


def risk_coverage(scores: Sequence[float], supported: Sequence[bool]) -> list[tuple[float, float]]:
    """(share answered, share of the answered that is unsupported) for every threshold, strictest first; ties go together.

    Source: El-Yaniv & Wiener, JMLR 11 (2010); the curve of Geifman & El-Yaniv, NeurIPS 2017.
    """
    points = []
    for threshold in sorted(set(scores), reverse=True):
        answered = [good for score, good in zip(scores, supported, strict=True) if score >= threshold]
        points.append((len(answered) / len(scores), 1 - sum(answered) / len(answered)))
    return points


def reliability(scores: Sequence[float], supported: Sequence[bool], n_bins: int = 10) -> list[tuple[float, float, int]]:
    """(mean score, share supported, questions) of each bin of equal width that holds any, lowest first.

    Source: Niculescu-Mizil & Caruana, ICML 2005.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, good in zip(scores, supported, strict=True):
        bins.setdefault(min(int(score * n_bins), n_bins - 1), []).append((score, good))
    return [
        (sum(s for s, _ in held) / len(held), sum(g for _, g in held) / len(held), len(held)) for _, held in sorted(bins.items())
    ]


def calibration_error(scores: Sequence[float], supported: Sequence[bool], n_bins: int = 10) -> float:
    """The mean distance of score and share supported over the bins, weighted by their questions (ECE); 0 for none.

    Source: Naeini, Cooper & Hauskrecht, AAAI 2015.
    """
    bins = reliability(scores, supported, n_bins)
    return sum(n * abs(score - share) for score, share, n in bins) / max(1, len(scores))
