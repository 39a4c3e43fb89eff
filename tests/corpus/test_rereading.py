"""A source that is read again gives the same articles under their ids; changed text is a new version."""

from dataclasses import replace

from corpus.adding import AddReport, ReadingRules, reread
from corpus.copies import MIN_SHINGLES
from corpus.rereading import Pairing
from tests.conftest import add_paths

LONG = " ".join(f"word{i}" for i in range(MIN_SHINGLES + 20))
FURNITURE = "Our journalism is free for you."


def page(number: int) -> dict:
    text = f"{'Dam ferry museum mayor children'.split()[number]} news number {number} is told here.\n\n{FURNITURE}"
    return {"title": f"News {number}", "text": text, "outlet": "Vale Courier", "url": f"https://vale.example/{number}"}


def articles(archive, write_rows, *rows):
    add_paths(archive, write_rows(*rows))
    return list(archive.articles())


def test_pairing_takes_by_id_then_by_equal_text_then_by_common_text(archive, write_rows):
    one, two, three = articles(archive, write_rows, {"text": "One fell."}, {"text": "Two fell."}, {"text": f"{LONG} three."})
    renamed = replace(two, article_id="x", title="New")
    longer = replace(three, article_id="y", text=f"{LONG} three. More.")
    new = replace(one, article_id="z", text="Nothing of the kind.")
    pairing = Pairing(archive, one.source_id)
    assert [pairing.take(read) for read in (longer, renamed, one, new, one)] == [three, two, one, None, None]
    assert Pairing(archive, one.source_id).take(one) == one


def test_pairing_leaves_what_stands_elsewhere_or_came_later(archive, write_rows):
    (held,) = articles(archive, write_rows, {"text": f"{LONG} one."})
    pairing = Pairing(archive, held.source_id)
    add_paths(archive, write_rows({"text": f"{LONG} one. More."}, name="b.jsonl"))
    later = list(archive.articles())[1]
    assert pairing.take(later) is None
    assert Pairing(archive, later.source_id).take(held) is None


def test_reread_with_the_same_readers_changes_nothing(archive, write_rows):
    articles(archive, write_rows, page(0), page(1))
    report = AddReport()
    reread(archive, archive.sources.ids()[0], ReadingRules(archive.registry()), report)
    assert report.outcomes == {"unchanged": 2}


def test_short_paragraph_of_three_articles_becomes_a_furniture_rule(archive, write_rows):
    articles(archive, write_rows, page(0), page(1))
    assert archive.furniture_rules() == []
    add_paths(archive, write_rows(page(2), name="c.jsonl"))
    assert archive.furniture_rules() == [("vale-courier", FURNITURE, 3)]


def test_furniture_rule_is_applied_to_what_is_added_from_then_on(archive, write_rows):
    articles(archive, write_rows, page(0), page(1), page(2))
    add_paths(archive, write_rows(page(3), name="d.jsonl"))
    assert list(archive.articles())[-1].text == "mayor news number 3 is told here."


def test_reread_applies_the_rules_to_the_rest_as_new_versions(archive, write_rows):
    before = articles(archive, write_rows, page(0), page(1), page(2))
    report = AddReport()
    reread(archive, archive.sources.ids()[0], ReadingRules(archive.registry()), report)
    after = list(archive.articles())
    assert report.outcomes == {"new version": 3}
    assert [a.text for a in after] == [
        f"{word} news number {i} is told here." for i, word in enumerate(("Dam", "ferry", "museum"))
    ]
    assert [archive.version_before(a.article_id) for a in after] == before


def test_reread_takes_up_fields_under_the_same_id(archive, write_rows):
    (held,) = articles(archive, write_rows, {"text": "The dam broke.", "when": "2024-03-16"})
    report = AddReport()
    reread(archive, archive.sources.ids()[0], ReadingRules(archive.registry(), {"published": "when"}), report)
    (article,) = archive.articles()
    assert report.outcomes == {"corrected": 1}
    assert (article.article_id, article.published.iso) == (held.article_id, "2024-03-16")
