"""Does the evidence support an answer? A small logistic model over the whole ranking.

The weights were fitted by `python -m eval.calibrate`, which writes `support.json` beside this file and names there the data
they were fitted on and the encoder they belong to. With another encoder they are used all the same, and said to be uncalibrated.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from math import exp
from pathlib import Path

from qa.evidence import Candidate
from qa.holdings import Holdings
from qa.matching import QuestionTerms, text_terms
from qa.question import Interpretation
from qa.retrieval import Ranking

LISTED = 10  # passages of each side whose overlap is the agreement: where fewer are searched, overlap says little
LOOKED_AT = 5  # candidates that the features are taken from


@dataclass(frozen=True)
class Features:
    """What the support model sees; each 0..1, more is better."""

    cosine: float  # of the nearest passage
    mean_cosine: float  # of the first candidates
    sentence_coverage: float  # of the question, in the best single sentence
    passage_coverage: float  # of the question, in the best passage with its headline
    name_coverage: float  # of the question's names and numbers, in the best passage; 1 where it has none
    shape: float  # whether a sentence near the top holds the kind of thing asked for; 0.5 where nothing special is asked for
    agreement: float  # how much the first ten of both sides overlap
    rarest_present: float  # whether the question's rarest word stands in the best passage


@dataclass(frozen=True)
class SupportModel:
    """Weights of the logistic model and the bar below which Dateline abstains."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
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
    first = ordered[:LOOKED_AT]
    if not first:
        return Features(0, 0, 0, 0, 0, 0, 0, 0)
    best = max(first, key=lambda c: (c.match.best.coverage + c.match.coverage, c.score))
    passage = best.article.text[best.hit.passage.start : best.hit.passage.end]
    held = text_terms(holdings, f"{best.article.title or ''} {passage}")
    named = terms.only([t for name in _names_and_numbers(question) for t in holdings.terms(name)])
    rarest = terms.only([max(terms.weights, key=lambda t: (terms.weights[t], t))] if terms.weights else [])
    return Features(
        cosine=max(ranking.best_cosine, 0.0),
        mean_cosine=sum(max(c.hit.dense or 0.0, 0.0) for c in first) / len(first),
        sentence_coverage=max(c.match.best.coverage for c in first),
        passage_coverage=max(c.match.coverage for c in first),
        name_coverage=named.coverage(held) if named.weights else 1.0,
        shape=0.5 if question.shape.is_open else _shape_found(ordered),
        agreement=_agreement(ranking),
        rarest_present=rarest.coverage(held),
    )


def _names_and_numbers(question: Interpretation) -> list[str]:
    """What must stand in a passage that answers; not the words of a date, which a page's own date answers."""
    dated = {word for period in question.dates for word in period.words.split()}
    numbers = [word for word in question.words if word[0].isdigit() and word not in dated]
    return [*(name for name in question.names if name not in dated), *numbers]


def _shape_found(ordered: Sequence[Candidate]) -> float:
    """1 where one of the two first candidates' best sentences holds what is asked for, 0.5 for one of the next two, else 0."""
    fits = [candidate.match.best.has_shape for candidate in ordered[:4]]
    return 1.0 if any(fits[:2]) else 0.5 if any(fits) else 0.0


def _agreement(ranking: Ranking) -> float:
    """The share of the ten nearest passages by meaning that are among the ten best by words."""
    dense = sorted((h for h in ranking.hits if h.dense is not None), key=lambda h: -(h.dense or 0))[:LISTED]
    lexical = sorted((h for h in ranking.hits if h.lexical is not None), key=lambda h: -(h.lexical or 0))[:LISTED]
    shared = {h.passage for h in dense} & {h.passage for h in lexical}
    short = LISTED - min(len(dense), len(lexical))  # places that nothing is left to fill say nothing: they count half
    return (len(shared) + short / 2) / LISTED
