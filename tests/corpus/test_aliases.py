"""corpus.aliases: spellings that stand for one another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.aliases import AliasTable, bare, general_aliases, needs_capitals, read_groups

TABLE = AliasTable([["Harl", "Hárl-am-See", "Harlo"], ["Dunmore", "Dunmor"]])


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("Harl", ("Hárl-am-See", "Harlo")),
        ("HARL-AM-SEE", ("Harl", "Harlo")),
        ("dunmór", ("Dunmore",)),
        ("Kessin", ()),
        ("", ()),
    ],
)
def test_spellings_are_the_others_of_the_group(word, others):
    assert TABLE.spellings(word) == others


def test_spellings_of_a_name_in_two_groups_are_those_of_both():
    assert AliasTable([["Harl", "Harlo"], ["Harl", "Harle"]]).spellings("Harl") == ("Harlo", "Harle")


def test_extended_without_a_file_is_the_same_table(tmp_path):
    assert TABLE.extended(tmp_path / "aliases.toml") is TABLE


def test_extended_puts_the_archives_own_first(tmp_path):
    path = tmp_path / "aliases.toml"
    path.write_text('same = [["Harl", "Harle"], ["Kessin", "Kessyn"]]')
    extended = TABLE.extended(path)
    assert extended.spellings("harl") == ("Harle", "Hárl-am-See", "Harlo")
    assert extended.spellings("Kessyn") == ("Kessin",)
    assert TABLE.spellings("Kessyn") == ()


def test_read_groups_names_the_file_and_the_form(tmp_path):
    path = tmp_path / "aliases.toml"
    path.write_text("same = [[")
    with pytest.raises(ValueError, match=r'aliases\.toml: .+; it holds one list, same = \[\["Kyiv", "Kiev"\]\]'):
        read_groups(path)


@pytest.mark.parametrize("content", ['same = ["Kyiv", "Kiev"]', 'same = "Kyiv"', "same = [[1, 2]]"])
def test_read_groups_refuses_groups_that_are_no_lists_of_words(tmp_path, content):
    path = tmp_path / "aliases.toml"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"aliases\.toml"):
        read_groups(path)


@pytest.mark.parametrize(("word", "other"), [("Kyiv", "Kiev"), ("odessa", "Odesa"), ("Türkiye", "Turkey"), ("center", "centre")])
def test_general_aliases_know_common_spellings(word, other):
    assert other in general_aliases().spellings(word)


# names in a text

NAMES = AliasTable(
    [
        ["WHO", "World Health Organization"],
        ["UN", "United Nations", "U.N."],
        ["UN Security Council", "UNSC"],
        ["Ivory Coast", "Côte d'Ivoire"],
        ["Huthi", "Houthis"],
        ["Kyiv", "Kiev"],
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who asked the WHO?", [("WHO", "World Health Organization")]),
        ("WHO ASKED THE WHO?", []),
        ("kiev's mayor", [("kiev", "Kyiv")]),
        ("Houthis of Cote d’Ivoire", [("Houthis", "Huthi"), ("Cote d’Ivoire", "Ivory Coast")]),
        ("the un in french", []),
        ("the U.N. met", [("U.N", "UN")]),
        ("UN Security Council and United Nations", [("UN Security Council", "UNSC"), ("United Nations", "UN")]),
        ("Кієв, КИЕВ", [("КИЕВ", "Kyiv")]),
        ("ivory from the coast", []),
        ("", []),
    ],
)
def test_found_in_gives_each_place_once_longest_first(text, expected):
    assert [(name.words, name.others[0]) for name in NAMES.found_in(text)] == expected


def test_found_in_says_where_a_name_stands():
    (found,) = NAMES.found_in("Was Ivory Coast there?")
    assert (found.start, found.end, found.others) == (4, 15, ("Côte d'Ivoire",))


@given(st.text(max_size=80))
def test_found_in_gives_slices_in_order(text):
    found = NAMES.found_in(text)
    assert all(text[name.start : name.end] == name.words for name in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(("name", "expected"), [("WHO", True), ("U.S.", True), ("NATO", False), ("Fed", False), ("一", False)])
def test_needs_capitals_of_short_capitals_only(name, expected):
    assert needs_capitals(name) is expected


def test_general_aliases_are_some_hundred_names_each_with_another_spelling():
    groups = general_aliases().groups
    assert len(groups) > 300
    assert [group for group in groups if len({bare(name) for name in group}) < 2] == []


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Степанакерт", "Khankendi"),
        ("Xankəndi", "Stepanakert"),
        ("Qarabağ", "Artsakh"),
        ("Ağdam", "Aghdam"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("WHO", "World Health Organization"),
        ("Zelenskyy", "Zelensky"),
        ("Пашинян", "Pashinian"),
    ],
)
def test_general_aliases_know_names_in_other_scripts_and_of_several_words(name, other):
    assert other in general_aliases().spellings(name)
