"""corpus.aliases: spellings that stand for one another."""

import pytest

from corpus.aliases import AliasTable, general_aliases, read_groups

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
