"""Success@k and reciprocal rank of rankings, by `ir_measures` (trec_eval's own code): its values question by question."""

from collections.abc import Mapping, Sequence, Set

Rankings = Mapping[str, Sequence[str]]  # question id -> names of what was ranked, best first
Relevant = Mapping[str, Set[str]]  # question id -> names of what is relevant


def success(relevant: Relevant, rankings: Rankings, k: int) -> dict[str, float]:
    """1 for each question that has something relevant among its first `k`, else 0."""
    return _per_question(f"Success@{k}", relevant, rankings)


def reciprocal_rank(relevant: Relevant, rankings: Rankings, k: int) -> dict[str, float]:
    """1 / rank of the first relevant one among the first `k` of each question, else 0."""
    return _per_question(f"RR@{k}", relevant, rankings)


def _per_question(measure: str, relevant: Relevant, rankings: Rankings) -> dict[str, float]:
    """What trec_eval leaves out, a question with nothing ranked or nothing relevant, has 0.

    Raises:
        ModuleNotFoundError: where `ir_measures` is not installed, with the command that installs it.
    """
    try:
        import ir_measures
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("measuring rankings needs ir_measures: pip install 'dateline[eval]'") from error
    judged = {question: dict.fromkeys(names, 1) for question, names in relevant.items() if names}
    run = {question: {name: 1 / rank for rank, name in enumerate(names, 1)} for question, names in rankings.items()}
    found = {m.query_id: float(m.value) for m in ir_measures.iter_calc([ir_measures.parse_measure(measure)], judged, run)}
    return {question: found.get(question, 0.0) for question in rankings}
