"""Hits to few, earned quotes: at most two of one article, near-copies folded, the matching sentences highlighted."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from corpus.article import Article
from corpus.filters import Filters
from corpus.passages import is_heading, split_sentences
from corpus.relative_days import Annotation, says_year
from qa.answer import Evidence, Hit, Span
from qa.attribution import different_speakers
from qa.expansion import spellings_of
from qa.holdings import Holdings
from qa.matching import PassageMatch, QuestionTerms, match_passage
from qa.question import Interpretation
from qa.retrieval import Ranking
from qa.signals import Signals, weighted

MAX_EVIDENCE = 5
MAX_OF_ONE_ARTICLE = 2
CONSIDERED = 30  # hits that are looked at sentence by sentence: on the news quiz as good as all 400
HIGHLIGHT_SHARE = 0.7  # a sentence is highlighted from this share of the strongest sentence on
MAX_HIGHLIGHTS = 2  # sentences of one quote
MIN_COVERAGE_SHARE = 0.3  # evidence whose passage holds less than this share of what the best one holds is not shown


@dataclass(frozen=True)
class Candidate:
    """A hit with its article, how well its sentences match, and where a reranker was asked, how well it answers, 0 to 1."""

    hit: Hit
    article: Article
    match: PassageMatch
    reranked: float = 0.0

    @property
    def signals(self) -> Signals:
        """All that speaks for it: what was known of the hit, and what its sentences show."""
        return {**self.hit.signals, **self._own_signals}

    @property
    def score(self) -> float:
        """The weighted sum of its signals."""
        return self.hit.score + weighted(self._own_signals)

    @property
    def _own_signals(self) -> Signals:
        return {**self.match.signals, "reranker": self.reranked}


def candidates(
    holdings: Holdings, question: Interpretation, terms: QuestionTerms, ranking: Ranking, n: int = CONSIDERED
) -> list[Candidate]:
    """The first `n` hits, matched sentence by sentence and put in order again: best first, ties by article and place."""
    found, spellings = [], partial(spellings_of, question)
    for hit in ranking.hits[:n]:
        article = holdings.article(hit.passage.article_id)
        match = match_passage(holdings, terms, question.shape, article, hit.passage.start, hit.passage.end, spellings)
        found.append(Candidate(hit, article, match))
    return in_order(found)


def in_order(found: Iterable[Candidate]) -> list[Candidate]:
    """Best first, ties by article and place."""
    return sorted(found, key=lambda c: (-c.score, c.article.article_id, c.hit.passage.start))


def select(
    holdings: Holdings, ordered: Iterable[Candidate], filters: Filters, per_article: int = MAX_OF_ONE_ARTICLE
) -> tuple[Evidence, ...]:
    """The first `MAX_EVIDENCE` candidates that say something of their own, as evidence."""
    chosen: list[Evidence] = []
    best_coverage = 0.0
    for candidate in ordered:
        if len(chosen) == MAX_EVIDENCE:
            break
        best_coverage = max(best_coverage, candidate.match.coverage)
        if candidate.match.coverage < MIN_COVERAGE_SHARE * best_coverage:
            continue
        if not _is_folded(candidate, chosen):
            item = _evidence(holdings, candidate, filters)
            shown = [e for e in chosen if e.article.article_id == item.article.article_id]
            if len(shown) < per_article and not any(e.start < item.end and item.start < e.end for e in shown):
                chosen.append(item)
    return tuple(chosen)


def _is_folded(candidate: Candidate, chosen: Iterable[Evidence]) -> bool:
    """Whether a near-copy that is shown already carries the sentence for which this candidate would be shown."""
    start, end = candidate.match.best.span
    sentence = candidate.article.text[start:end]
    copies = (e for e in chosen if any(copy.article_id == candidate.article.article_id for copy in e.near_copies))
    return any(sentence in e.article.text for e in copies)


def _evidence(holdings: Holdings, candidate: Candidate, filters: Filters) -> Evidence:
    passage = candidate.hit.passage
    start, end = _without_headings(candidate.article, passage.start, passage.end)
    copies = [copy for copy in holdings.near_copies(candidate.article.article_id) if filters.admits(copy)]
    article, moved = _earliest_with(candidate.article, start, end, copies)
    highlights = tuple((a + moved, b + moved) for a, b in _highlights(candidate.match))
    speakers = different_speakers(article.text, highlights)
    return Evidence(
        article=article,
        start=start + moved,
        end=end + moved,
        highlights=highlights,
        score=round(candidate.score, 6),
        near_copies=tuple(copy for copy in holdings.near_copies(article.article_id) if filters.known_by_then(copy)),
        signals=candidate.signals,
        speaker=speakers[0] if speakers else None,
        other_speakers=tuple(speakers[1:]),
        annotations=_unsaid_days(holdings, article, start + moved, end + moved),
    )


def _unsaid_days(holdings: Holdings, article: Article, start: int, end: int) -> tuple[Annotation, ...]:
    """The annotations within a quote whose words don't name the year themselves."""
    inside = (a for a in holdings.annotations(article.article_id) if start <= a.start and a.end <= end)
    return tuple(a for a in inside if not says_year(article.text[a.start : a.end]))


def _earliest_with(article: Article, start: int, end: int, copies: Iterable[Article]) -> tuple[Article, int]:
    """The earliest of an article and its near-copies that has the same quote word for word, and how far it has moved there."""
    quote = article.text[start:end]
    same = [article, *(copy for copy in copies if quote in copy.text)]
    earliest = min(same, key=lambda a: (a.published.sort_key, a.article_id != article.article_id))
    return earliest, earliest.text.index(quote) - start if earliest is not article else 0


def _without_headings(article: Article, start: int, end: int) -> Span:
    """The slice without subheadings at its edges: a heading is no sentence that answers."""
    spans = split_sentences(article.text, start, end)
    kept = [span for span in spans if not is_heading(article.text, span)] or spans
    return kept[0][0], kept[-1][1]


def _highlights(match: PassageMatch) -> tuple[Span, ...]:
    """The sentences that carry the match: the best, and at most one more that comes near it; in order of the text."""
    ordered = sorted(match.sentences, key=lambda s: (-s.strength, s.span[0]))
    floor = max(HIGHLIGHT_SHARE * ordered[0].strength, 1e-9)
    kept = [sentence.span for sentence in ordered if sentence.strength >= floor][:MAX_HIGHLIGHTS]
    return tuple(sorted(kept or [ordered[0].span]))
