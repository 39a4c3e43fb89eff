"""Does the evidence support an answer? A small logistic model over the whole ranking.

The weights were fitted by `dateline calibrate`, which writes `support.json` beside this file and names there the data they were
fitted on and the encoder they belong to. With another encoder they are used all the same, and said to be uncalibrated.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from math import exp
from pathlib import Path

from qa.evidence import Candidate
from qa.holdings import Holdings
from qa.matching import QuestionTerms
from qa.options import Strictness
from qa.question import Interpretation
from qa.retrieval import Ranking
from qa.signals import WEIGHTS

LOOKED_AT = 5  # candidates that most features are taken from
CONCENTRATED = 10  # candidates that are looked at together: their articles, and how far the best stands out
TIMELY = 0.05  # recency below which no candidate is of the as-of day's time: two lifetimes of news, some 130 days
# What a passage says for itself, whatever the time and outlet asked for.
_OWN = ("meaning", "lexical", "opening", "sentence", "passage", "headline", "phrases", "names", "shape")


@dataclass(frozen=True)
class Features:
    """What the support model sees; each 0..1, more is better."""

    cosine: float  # of the nearest passage
    mean_cosine: float  # of the first candidates
    strength: float  # what the best candidate's own signals come to, of all they could
    lead: float  # how far that stands above the sixth strongest
    article_coverage: float  # of the question, in the passages of one article with its headline
    name_coverage: float  # of the question's names and numbers, in the best passage; 1 where it has none
    shape: float  # whether a sentence near the top holds the kind of thing asked for; 0.5 where nothing special is asked for
    concentration: float  # how few articles the first candidates come from
    recency: float  # of the first candidate; 0.5 where none is of the as-of day's time, so that this says nothing


@dataclass(frozen=True)
class SupportModel:
    """Weights of the logistic model, and the bar below which Dateline abstains, for each strictness.

    `still_answered` is the share of answerable questions that was still answered at each bar, when it was fitted.
    """

    weights: Mapping[str, float]
    bias: float
    thresholds: Mapping[Strictness, float]
    still_answered: Mapping[Strictness, float]
    encoder_digest: str
    fitted_on: str

    def support(self, features: Features) -> float:
        """The calibrated probability that the evidence supports an answer."""
        total = self.bias + sum(
            self.weights[name.name] * value for name, value in zip(fields(features), astuple(features), strict=True)
        )
        return 1 / (1 + exp(-total))


@cache
def shipped_model() -> SupportModel:
    """The model that comes with Dateline."""
    stored = json.loads(Path(__file__).with_name("support.json").read_text(encoding="utf-8"))
    return SupportModel(**stored)


def features_of(
    ranking: Ranking, ordered: Sequence[Candidate], question: Interpretation, terms: QuestionTerms, holdings: Holdings
) -> Features:
    """The features of one ranking; all 0 for an empty one."""
    first, near = ordered[:LOOKED_AT], ordered[:CONCENTRATED]
    if not first:
        return Features(0, 0, 0, 0, 0, 0, 0, 0, 0)
    best = max(first, key=lambda c: (c.match.best.coverage + c.match.coverage, c.score))
    named = terms.only([t for name in _names_and_numbers(question) for t in holdings.terms(name)])
    strengths = sorted(map(strength, near), reverse=True)
    return Features(
        cosine=max(ranking.best_cosine, 0.0),
        mean_cosine=sum(max(c.hit.dense or 0.0, 0.0) for c in first) / len(first),
        strength=strengths[0],
        lead=strengths[0] - strengths[min(LOOKED_AT, len(strengths) - 1)],
        article_coverage=_article_coverage(near, terms),
        name_coverage=named.share(best.match.found) if named.weights else 1.0,
        shape=0.5 if question.shape.is_open else _shape_found(ordered),
        concentration=1 - len({c.article.article_id for c in near}) / CONCENTRATED,
        recency=_recency(ordered),
    )


def strength(candidate: Candidate) -> float:
    """What a candidate's own signals come to, as a share of all they could."""
    return sum(WEIGHTS[name] * candidate.signals.get(name, 0.0) for name in _OWN) / sum(WEIGHTS[name] for name in _OWN)


def _article_coverage(near: Sequence[Candidate], terms: QuestionTerms) -> float:
    found: dict[str, set[str]] = defaultdict(set)
    for candidate in near:
        found[candidate.article.article_id] |= candidate.match.found
    return max(terms.share(of_article) for of_article in found.values())


def _recency(ordered: Sequence[Candidate]) -> float:
    found = [candidate.signals.get("recency", 0.0) for candidate in ordered]
    return found[0] if max(found) > TIMELY else 0.5


def _names_and_numbers(question: Interpretation) -> list[str]:
    """What must stand in a passage that answers; not the words of a date, which a page's own date answers."""
    dated = {word for period in question.dates for word in period.words.split()}
    numbers = [word for word in question.words if word[0].isdigit() and word not in dated]
    return [*(name for name in question.names if name not in dated), *numbers]


def _shape_found(ordered: Sequence[Candidate]) -> float:
    """1 where one of the two first candidates' best sentences holds what is asked for, 0.5 for one of the next two, else 0."""
    fits = [candidate.match.best.has_shape for candidate in ordered[:4]]
    return 1.0 if any(fits[:2]) else 0.5 if any(fits) else 0.0
