"""Answers leaving Dateline: the one public JSON form, the same from the command line, the API and exports.

It is documented in docs/answer-json.md; `VERSION` is raised when a field is taken away or changes its meaning.
"""

from collections.abc import Mapping
from typing import Any

from corpus.archive import Coverage
from corpus.article import Article, Original
from corpus.relative_days import Annotation
from qa.answer import Answer, Evidence, Figure, Speaker
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
        "calibrated": answer.is_calibrated,
        "first_report": answer.first_report,
        "figures": [_figure(answer, figure) for figure in answer.figures],
        "sides": [{"words": s.words, "kind": s.kind, "evidence": s.n_evidence, "reason": s.reason} for s in answer.sides],
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
        "originals": [_original(original) for original in article.originals],
        "url": article.url,
        "source_file": article.source_name,
    }


def evidence_to_json(item: Evidence) -> Json:
    """One quote with all that must stand beside it; offsets are code points into the article's text."""
    return {
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        **article_to_json(item.article),
        "speaker": _speaker(item.speaker) if item.speaker else None,
        "other_speakers": [_speaker(speaker) for speaker in item.other_speakers],
        "credited": [_original(original) for original in item.credited],
        "score": item.score,
        "signals": {name: round(value, 4) for name, value in item.signals.items()},
        "highlights": [list(span) for span in item.highlights],
        "near_copies": [_near_copy(copy) for copy in item.near_copies],
        "annotations": [annotation_to_json(item.article, annotation) for annotation in item.annotations],
    }


def annotation_to_json(article: Article, annotation: Annotation) -> Json:
    """Which days words of an article mean: the words, where they stand, and the days."""
    return {
        "words": article.text[annotation.start : annotation.end],
        "start": annotation.start,
        "end": annotation.end,
        "first": annotation.first.isoformat(),
        "last": annotation.last.isoformat(),
    }


def _speaker(speaker: Speaker) -> Json:
    start, end = speaker.evidence
    return {"name": speaker.name, "start": speaker.start, "end": speaker.end, "evidence_start": start, "evidence_end": end}


def _original(original: Original) -> Json:
    return {
        "name": original.name,
        "kind": original.kind,
        "evidence": original.evidence,
        "start": original.start,
        "end": original.end,
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
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "bound": figure.bound,
        "sentence": list(figure.sentence),
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
        "dates": [
            {
                "words": d.words,
                "first": d.first.isoformat() if d.first else None,
                "last": d.last.isoformat() if d.last else None,
                "kind": d.kind,
            }
            for d in question.dates
        ],
        "outlets": [
            {
                "words": o.words,
                "outlet_id": o.outlet_id,
                "name": o.name,
                "held": o.held,
                "attributed": o.attributed,
                "only": o.only,
            }
            for o in question.outlets
        ],
        "excluded": list(question.excluded),
        "authors": list(question.authors),
        "expansions": [
            {"words": e.words, "spellings": list(e.spellings), "why": e.why, "stands": e.stands} for e in question.expansions
        ],
        "asks_for": question.shape.kind,
        "as_of": question.as_of.isoformat(),
        "first": question.first,
        "strictness": question.strictness,
        "filters": {
            "outlets": sorted(filters.outlet_ids),
            "quotes_only": filters.quotes_only,
            **{key: day.isoformat() if day else None for key, day in days.items()},
        },
    }
