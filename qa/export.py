"""Answers leaving Dateline: the one public JSON form, the same from the command line, the API and exports.

It is documented in docs/answer-json.md; `VERSION` is raised when a field is taken away or changes its meaning.
"""

from collections.abc import Mapping
from typing import Any

from corpus.archive import Coverage
from corpus.article import Article
from qa.answer import Answer, Evidence, Figure
from qa.question import Interpretation

VERSION = 1
Json = dict[str, Any]


def answer_to_json(answer: Answer) -> Json:
    """The public form of an answer."""
    return {
        "version": VERSION,
        "question": answer.question,
        "interpretation": _interpretation(answer.interpretation),
        "abstained": answer.abstention is not None,
        "reason": answer.abstention.reason if answer.abstention else None,
        "reason_code": answer.abstention.code if answer.abstention else None,
        "support": answer.support,
        "evidence": [evidence_to_json(item) for item in answer.evidence],
        "near_misses": [evidence_to_json(item) for item in answer.near_misses],
        "figures": [_figure(answer, figure) for figure in answer.figures],
        "coverage": coverage_to_json(answer.coverage),
        "generation": answer.generation,
        "settings_digest": answer.settings_digest,
        "milliseconds": answer.timings.get("ask", 0.0),
    }


def article_to_json(article: Article) -> Json:
    """An article's own fields, without its text."""
    return {
        "article_id": article.article_id,
        "article_sha256": article.text_sha256,
        "title": article.title,
        "outlet": article.outlet.name if article.outlet.is_known else None,
        "outlet_origin": article.outlet.origin,
        "published": article.published.iso,
        "published_precision": article.published.precision,
        "published_origin": article.published.origin,
        "published_evidence": article.published.evidence or None,
        "updated": article.updated.iso,
        "authors": list(article.authors),
        "originals": [
            {"name": o.name, "kind": o.kind, "evidence": o.evidence, "start": o.start, "end": o.end} for o in article.originals
        ],
        "url": article.url,
        "source_file": article.source_name,
    }


def evidence_to_json(item: Evidence) -> Json:
    """One quote with all that must stand beside it; offsets are code points into the article's text."""
    speaker = item.speaker
    return {
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        **article_to_json(item.article),
        "speaker": {"name": speaker.name, "start": speaker.start, "end": speaker.end} if speaker else None,
        "score": item.score,
        "highlights": [list(span) for span in item.highlights],
        "near_copies": [_near_copy(copy) for copy in item.near_copies],
    }


def _near_copy(article: Article) -> Json:
    fields = article_to_json(article)
    return {key: fields[key] for key in ("article_id", "title", "outlet", "published", "published_precision", "url")}


def coverage_to_json(coverage: Coverage) -> Json:
    """What was searched, in counts and days."""
    return {
        "articles": coverage.n_articles,
        "outlets": coverage.n_outlets,
        "first": coverage.first.isoformat() if coverage.first else None,
        "last": coverage.last.isoformat() if coverage.last else None,
        "undated": coverage.n_undated,
        "undated_left_out": coverage.n_undated_left_out,
        "not_encoded": coverage.n_not_encoded,
    }


def _figure(answer: Answer, figure: Figure) -> Json:
    item = answer.evidence[figure.evidence_index]
    return {
        "thing": figure.thing,
        "value": figure.value,
        "article_id": item.article.article_id,
        "start": figure.start,
        "end": figure.end,
        "outlet": item.article.outlet.name if item.article.outlet.is_known else None,
        "published": item.article.published.iso,
    }


def _interpretation(question: Interpretation) -> Json:
    filters = question.filters
    days: Mapping[str, Any] = {"from": filters.first, "to": filters.last, "as_of": filters.as_of}
    return {
        "completed": question.completed,
        "carried_over": list(question.carried_over),
        "from_passage": list(question.from_passage),
        "words": list(question.words),
        "names": list(question.names),
        "phrases": list(question.phrases),
        "dates": [{"words": d.words, "first": d.first.isoformat(), "last": d.last.isoformat()} for d in question.dates],
        "outlets": [
            {"words": o.words, "outlet_id": o.outlet_id, "name": o.name, "held": o.held, "attributed": o.attributed}
            for o in question.outlets
        ],
        "asks_for": question.shape.kind,
        "as_of": question.as_of.isoformat(),
        "filters": {
            "outlets": sorted(filters.outlet_ids),
            **{key: day.isoformat() if day else None for key, day in days.items()},
        },
    }
