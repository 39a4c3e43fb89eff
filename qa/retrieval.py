"""Retrieval: words and meaning, each normalised, make one ranking with a total order.

Score-normalised fusion, not rank fusion: on TREC-NEWS nDCG@10 0.501 against 0.486 (Pyserini's published runs), on real
news pages answer@5 0.697 against 0.644.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.archive import StoredPassage
from corpus.text import collapse
from qa.answer import Hit
from qa.holdings import Holdings
from qa.outlet_mentions import outlet_fit
from qa.question import Interpretation
from qa.signals import weighted
from qa.timeliness import days_fit

CANDIDATES = 200  # passages taken from each side
NEAR_DAYS = 3  # a period that ends so shortly before the as-of day is still of its time
HALF_LIFE = 30  # days from the as-of day in which recency falls by half
OPENING = 600  # characters, about a passage: the first of an article counts 1, the next 1/2, then 1/3 ...


@dataclass(frozen=True)
class Ranking:
    """Hits best first, ties by passage number, with the strongest raw score of each side (0 where it found nothing)."""

    hits: tuple[Hit, ...]
    best_cosine: float
    best_bm25: float


def rank(holdings: Holdings, question: Interpretation, terms: Sequence[str]) -> Ranking:
    """All candidates of both sides with the signals known of each, best first. `terms` are the index terms of the question."""
    query = holdings.encode_question(question.reworded)
    dense = {hit.passage_no: hit.cosine for hit in holdings.search_meaning(query, CANDIDATES, question.filters)}
    lexical = {hit.passage_no: hit.score for hit in holdings.search_words(list(terms), CANDIDATES, question.filters)}
    meaning, words = min_max(dense), min_max(lexical)
    found = holdings.passages(_to_rank(holdings, question, {**dense, **lexical}), question.filters)
    fits = _period_fits(holdings, question, list(found))
    hits = []
    for no, stored in sorted(found.items()):
        signals = {
            "meaning": meaning.get(no, 0.0),
            "lexical": words.get(no, 0.0),
            "period": fits.get(no, 0.0),
            **_of_article(holdings, question, stored),
        }
        hits.append(Hit(stored.passage, weighted(signals), dense.get(no), lexical.get(no), signals))
    hits.sort(key=lambda hit: -hit.score)  # stable: ties stay in the order of passage numbers
    return Ranking(tuple(hits), max(dense.values(), default=0.0), max(lexical.values(), default=0.0))


def _to_rank(holdings: Holdings, question: Interpretation, found: Iterable[int]) -> list[int]:
    """What was found, or with words in quotation marks all that holds them."""
    return _with_phrases(holdings, question) if question.phrases else list(found)


def _with_phrases(holdings: Holdings, question: Interpretation) -> list[int]:
    """The passages in which every phrase in quotation marks stands, but for case, spaces and the kind of apostrophe."""
    found = [{hit.passage_no for hit in holdings.search_phrase(p, CANDIDATES, question.filters)} for p in question.phrases]
    stored = holdings.passages(sorted(set.intersection(*found)), question.filters)
    wanted = [_bare(phrase) for phrase in question.phrases]
    return [no for no, s in stored.items() if all(phrase in _bare(holdings.text_of(s)) for phrase in wanted)]


def _bare(text: str) -> str:
    """A text for comparing words: one kind of apostrophe, single spaces, no case."""
    return collapse(text).replace("’", "'").casefold()


def min_max(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores moved to 0..1; all 1 where they are equal."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {no: (score - low) / (high - low) if high > low else 1.0 for no, score in scores.items()}


def _period_fits(holdings: Holdings, question: Interpretation, passage_nos: list[int]) -> dict[int, float]:
    """How well each passage fits the periods that the question is about; nothing is looked up where it names none."""
    periods = [period for period in question.dates if period.kind == "about"]
    if not periods:
        return {}
    return {no: days_fit(days, periods) for no, days in holdings.days_of_passages(passage_nos).items()}


def _of_article(holdings: Holdings, question: Interpretation, stored: StoredPassage) -> dict[str, float]:
    """What its article's outlet and day, and its place in it, say for a passage; read only where an outlet is asked for."""
    asked = any(outlet.attributed for outlet in question.outlets)
    return {
        "opening": 1 / (1 + stored.passage.start / OPENING),
        "outlet": outlet_fit(holdings.article(stored.passage.article_id), question.outlets) if asked else 0.0,
        "recency": _recency(question.as_of, stored) if _is_of_its_time(question) else 0.0,
    }


def _is_of_its_time(question: Interpretation) -> bool:
    """Whether a question is about the news around its as-of day: it names no time, or one that reaches up to that day."""
    reach = question.as_of.toordinal() - NEAR_DAYS
    return not question.dates or any(d.last is None or d.last.toordinal() >= reach for d in question.dates)


def _recency(as_of: date, stored: StoredPassage) -> float:
    """1 for an article of the as-of day, half of it for every `HALF_LIFE` days before or after; 0 for an undated one."""
    first, last = stored.first_day, stored.last_day
    if first is None or last is None:
        return 0.0
    day = as_of.toordinal()
    return float(0.5 ** (max(first - day, day - last, 0) / HALF_LIFE))
