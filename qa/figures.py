"""Figures side by side: what different passages give as the number of the same thing. It states presence, never which is true."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qa.answer import Evidence, Figure, Span
from qa.nouns import MEASURES, PEOPLE, Counted, counted
from qa.numbers import quantities

Terms = Callable[[str], list[str]]  # the words of a text in the form in which the index holds them
Key = tuple[str, str]  # unit, stem of the noun


def figures_side_by_side(evidence: Sequence[Evidence], question_terms: frozenset[str], terms: Terms) -> tuple[Figure, ...]:
    """The figures in highlighted sentences whose noun or unit the question names, where two articles give different ones.

    Figures of one thing agree in unit and noun, "people" standing for "residents" too; they stand together, by publication
    day and outlet. Near-copies count as one article.
    """
    by_key: dict[Key, list[Figure]] = {}
    for index, item in enumerate(evidence):
        for key, figure in _figures_of(index, item, question_terms, terms):
            if not _is_repeated(figure, by_key.setdefault(key, []), evidence):
                by_key[key].append(figure)
    return tuple(
        replace(figure, thing=same[0].thing)
        for same in by_key.values()
        if _differ(same, evidence)
        for figure in sorted(same, key=lambda f: _by_day(evidence[f.evidence_index], f))
    )


def _by_day(item: Evidence, figure: Figure) -> tuple[str, str, int, int]:
    article = item.article
    return article.published.sort_key.isoformat(), article.outlet.name, figure.evidence_index, figure.start


def _figures_of(index: int, item: Evidence, question_terms: frozenset[str], terms: Terms) -> Iterator[tuple[Key, Figure]]:
    text = item.article.text
    for sentence in item.highlights:
        for quantity in quantities(text, *sentence):
            found = counted(text, quantity, sentence[1])
            key = _key(found, question_terms, terms)
            if key is not None:
                yield key, _figure(text, found, index, sentence)


def _figure(text: str, found: Counted, index: int, sentence: Span) -> Figure:
    quantity = found.quantity
    value = text[quantity.start : quantity.end]
    thing = (found.noun or found.unit).lower()
    place = (quantity.start, quantity.end)
    return Figure(thing, value, index, *place, found.unit, quantity.low, quantity.high, quantity.bound, sentence)


def _key(found: Counted, question_terms: frozenset[str], terms: Terms) -> Key | None:
    """Under which key a figure counts, None where the question names neither its noun nor, without a noun, its measure."""
    if found.unit == "people":
        asks_people = any(term in question_terms for word in PEOPLE for term in terms(word))
        return ("people", "") if asks_people else None
    if found.noun:
        stems = terms(found.noun)
        return (found.unit, stems[0]) if stems and stems[0] in question_terms else None
    measured = found.unit in MEASURES.values() and any(
        term in question_terms for word, unit in MEASURES.items() if unit == found.unit for term in terms(word)
    )
    return (found.unit, "") if measured else None


def _is_repeated(figure: Figure, others: Sequence[Figure], evidence: Sequence[Evidence]) -> bool:
    """Whether the same article, or a near-copy of it, already gives the same number."""
    return any(_same_number(figure, f) and _same_text(evidence, figure.evidence_index, f.evidence_index) for f in others)


def _same_number(one: Figure, other: Figure) -> bool:
    return (one.low, one.high, one.bound) == (other.low, other.high, other.bound)


def _same_text(evidence: Sequence[Evidence], one: int, other: int) -> bool:
    a, b = evidence[one], evidence[other]
    ids = {b.article.article_id, *(copy.article_id for copy in b.near_copies)}
    return a.article.article_id in ids or any(copy.article_id in ids for copy in a.near_copies)


def _differ(figures: Sequence[Figure], evidence: Sequence[Evidence]) -> bool:
    """Whether two articles that are no near-copies of each other give different numbers."""
    return any(
        not _same_text(evidence, one.evidence_index, other.evidence_index) and (one.low, one.high) != (other.low, other.high)
        for one in figures
        for other in figures
    )
