"""Figures side by side: what different passages give as the number of the same thing. It states presence, never which is true."""

import re
from collections.abc import Callable, Iterable, Sequence

from qa.answer import Evidence, Figure

_FIGURE = re.compile(
    r"(?P<value>\b\d{1,3}(?:[,.]\d{3})+|\b\d+(?:\.\d+)?)(?P<scale> (?:hundred|thousand|million|billion))?"
    r"(?: (?:more|other|estimated|ethnic))?(?P<nouns>(?: [A-Za-z]+){1,2})"
)


def figures_side_by_side(
    evidence: Sequence[Evidence], question_terms: frozenset[str], terms: Callable[[str], list[str]]
) -> tuple[Figure, ...]:
    """The figures in highlighted sentences whose noun the question names, where at least two articles give different ones."""
    found = [figure for index, item in enumerate(evidence) for figure in _figures_of(index, item, question_terms, terms)]
    kept = []
    for thing in dict.fromkeys(figure.thing for figure in found):
        same = [figure for figure in found if figure.thing == thing]
        articles = {evidence[figure.evidence_index].article.article_id for figure in same}
        if len({figure.value for figure in same}) > 1 and len(articles) > 1:
            kept.extend(same)
    return tuple(kept)


def _figures_of(
    index: int, item: Evidence, question_terms: frozenset[str], terms: Callable[[str], list[str]]
) -> Iterable[Figure]:
    for start, end in item.highlights:
        for match in _FIGURE.finditer(item.article.text, start, end):
            noun = next((t for t in terms(match.group("nouns")) if t in question_terms), None)
            if noun:
                yield Figure(
                    noun,
                    match.group("value") + (match.group("scale") or ""),
                    index,
                    match.start("value"),
                    match.end("scale" if match.group("scale") else "value"),
                )
