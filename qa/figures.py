"""Figures side by side: what different passages give as the number of the same thing. It states presence, never which is true."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qa.answer import Evidence, Figure

_FIGURE = re.compile(
    r"(?P<value>\b\d{1,3}(?:[,.]\d{3})+|\b\d+(?:\.\d+)?)(?P<scale> (?:hundred|thousand|million|billion))?"
    r"(?: (?:more|other|estimated|ethnic))?(?P<nouns>(?: [A-Za-z]+){1,2})"
)


Terms = Callable[[str], list[str]]  # the words of a text in the form in which the index holds them


def figures_side_by_side(evidence: Sequence[Evidence], question_terms: frozenset[str], terms: Terms) -> tuple[Figure, ...]:
    """The figures in highlighted sentences whose noun the question names, where at least two articles give different ones.

    Figures of one thing stand together, in the order of the evidence.
    """
    by_stem: dict[str, list[Figure]] = {}
    for index, item in enumerate(evidence):
        for stem, figure in _figures_of(index, item, question_terms, terms):
            by_stem.setdefault(stem, []).append(figure)
    return tuple(replace(f, thing=same[0].thing) for same in by_stem.values() if _differ(same, evidence) for f in same)


def _differ(figures: Sequence[Figure], evidence: Sequence[Evidence]) -> bool:
    articles = {evidence[figure.evidence_index].article.article_id for figure in figures}
    return len({figure.value for figure in figures}) > 1 and len(articles) > 1


def _figures_of(index: int, item: Evidence, question_terms: frozenset[str], terms: Terms) -> Iterator[tuple[str, Figure]]:
    for start, end in item.highlights:
        for match in _FIGURE.finditer(item.article.text, start, end):
            nouns = [(stem, noun) for noun in match.group("nouns").split() for stem in terms(noun) if stem in question_terms]
            if nouns:
                stem, noun = nouns[0]
                last = "scale" if match.group("scale") else "value"
                value = match.group("value") + (match.group("scale") or "")
                yield stem, Figure(noun.lower(), value, index, match.start("value"), match.end(last))
