"""eval.near_copies: a labelled set of copies and lookalikes, and what the archive links of it."""

import pytest

from eval.copied_rows import ALIKE, COPIES, N_COPIED, Row, labelled_set, read_material
from eval.near_copies import DEMO, judge, measure_near_copies


def row(row_id: str, kind: str = "article", carries: str | None = None, looks_like: str = "") -> Row:
    return Row(row_id, "Dam", "Vale Courier", "text", kind, frozenset((carries or row_id).split()), looks_like)


@pytest.fixture(scope="module")
def measured():
    return measure_near_copies([DEMO])


def test_demo_articles_are_linked_with_all_their_copies_and_with_nothing_else(measured):
    copies = dict(measured["copies"])
    n, linked = copies.pop("two copies")  # two openings changed, or one changed and the end cut, may leave too little in common
    assert copies == dict.fromkeys(COPIES, (18, 18))
    assert (measured["precision"], measured["wrong"]) == (1.0, [])
    assert (n, measured["recall"] >= 0.95, linked >= 0.95 * n) == (270, True, True)


def test_demo_set_holds_every_kind_of_lookalike(measured):
    assert set(measured["alike"]) == {*ALIKE, "any other"}


def test_labelled_set_is_the_same_every_time():
    material = read_material([DEMO])
    assert labelled_set(material, 4) == labelled_set(read_material([DEMO]), 4)
    assert N_COPIED == 150


def test_material_holds_one_of_each_text():
    titles = [row.title for row in read_material([DEMO])]
    assert titles.count("Families leave Lower Harrow after alarm at Cold Tarn dam") == 1


def test_edited_copies_differ_in_about_one_word_of_twenty():
    rows = labelled_set(read_material([DEMO]), 18)
    texts = {row.row_id: row.text.split(" ") for row in rows}
    changed = n_words = 0
    for edited in (row for row in rows if row.kind == "edited"):
        (base,) = edited.carries
        changed += sum(a != b for a, b in zip(texts[base], texts[edited.row_id], strict=True))
        n_words += len(texts[base])
    assert 0.03 <= changed / n_words <= 0.07


def test_judge_counts_copies_lookalikes_and_wrong_links():
    rows = [row("a"), row("a-cut", "cut", "a"), row("a-edited", "edited", "a"), row("b", "same headline", looks_like="a")]
    judged = judge(rows, {frozenset({"a", "a-cut"}), frozenset({"a", "b"})})
    assert {kind: (c.n, c.linked) for kind, c in judged.copies.items()} == {"cut": (1, 1), "edited": (1, 0), "two copies": (1, 0)}
    assert {kind: (c.n, c.linked) for kind, c in judged.alike.items()} == {"same headline": (1, 1), "any other": (2, 0)}
    assert judged.wrong == [("a", "b")]


def test_judge_takes_a_merged_text_for_a_copy_of_both():
    judged = judge([row("a"), row("b"), row("a-b", "merged", "a b")], {frozenset({"a", "a-b"}), frozenset({"b", "a-b"})})
    assert (judged.copies["merged"].n, judged.copies["merged"].linked, judged.wrong) == (2, 2, [])
