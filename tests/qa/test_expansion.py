"""qa.expansion: which other spellings a question is searched for, over an archive of four sentences."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.aliases import AliasTable
from corpus.archive import Archive
from corpus.filters import Filters
from corpus.outlets import general_registry
from qa.expansion import expansions, spellings_of
from qa.holdings import Holdings
from qa.question import Expansion, interpret
from tests.conftest import add_paths, index
from tests.qa.made import made_interpretation
from tests.toy import ToyEncoder

ALIASES = AliasTable([["Kyiv", "Kiev"], ["UN", "United Nations"], ["Harl", "Harle", "Untermarsch"], ["Reuters", "Wire"]])
TEXTS = (
    "Nikol Pashinyan met the mayor of Kiev. The government of Harl sent a team.",
    "The United Nations sent Aliyev a letter, Reuters said. Harl is near Kiev.",
    "Пашинян met nobody. The astronautical congress was held at Harl with a Wire.",
)


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    folder = tmp_path_factory.mktemp("spelled")
    archive = Archive.create(folder / "archive")
    for number, text in enumerate(TEXTS):
        path = folder / f"{number}.jsonl"
        path.write_text(f'{{"text": "{text}", "title": "Number {number}"}}\n', encoding="utf-8")
        add_paths(archive, path)
    index(archive)
    return Holdings.open(folder / "archive", ToyEncoder())


def found(holdings: Holdings, question: str) -> tuple[Expansion, ...]:
    understood = interpret(question, Filters(), date(2024, 3, 20), general_registry(), [])
    return expansions(understood, ALIASES, holdings)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who was in Kyiv?", Expansion("Kyiv", ("Kiev",), "alias", stands=False)),
        ("What did the UN send?", Expansion("UN", ("United Nations",), "alias", stands=False)),
        ("Where is Untermarsch?", Expansion("Untermarsch", ("Harl",), "alias", stands=False)),
        ("Where is Pashinian?", Expansion("Pashinian", ("Pashinyan",), "spelling", stands=False)),
        ("Where is Pashinan?", Expansion("Pashinan", ("Pashinyan",), "similar", stands=False)),
        ("Which goverment sent a team?", Expansion("goverment", ("government",), "similar", stands=False)),
        ("Where is Untermarsh?", Expansion("Untermarsh", ("Harl",), "spelling", stands=False)),
        ("Where is Пашинян in Kiev, and Алиев?", Expansion("Алиев", ("Aliyev",), "spelling", stands=False)),
    ],
)
def test_a_word_is_searched_in_its_other_spellings(holdings: Holdings, question: str, expected: Expansion):
    assert found(holdings, question) == (expected,)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Kiev?",  # as it stands; Kyiv does not
        "What did Pashkova say?",
        "What did Aliyeva say?",
        "Who said “Pashinian”?",
        "Who is in the harls?",
        "What of 20233?",
        "What did Reuters report of a team?",  # its name is not searched
        "What of PASHINIAN?",
        "What tean was it?",
        "",
    ],
)
def test_other_words_stay_as_they_are(holdings: Holdings, question: str):
    assert found(holdings, question) == ()


def test_expansions_stand_in_the_order_of_the_question(holdings: Holdings):
    assert [e.words for e in found(holdings, "Did Pashinian go to Kyiv with the UN?")] == ["Pashinian", "Kyiv", "UN"]


def test_a_question_is_reworded_where_its_words_stand_nowhere():
    question = interpret("Did Kyiv's Pashinian meet Kyivan Harl?", Filters(), date(2024, 3, 20), general_registry(), [])
    spelled = (
        Expansion("Kyiv", ("Kiev",), "alias", stands=False),
        Expansion("Pashinian", ("Pashinyan",), "spelling", stands=False),
        Expansion("Harl", ("Harle",), "alias", stands=True),
    )
    assert replace(question, expansions=spelled).reworded == "Did Kiev's Pashinyan meet Kyivan Harl?"


def test_a_question_is_reworded_where_its_words_are_rare_beside_an_alias():
    question = interpret("Who went to Kyiv?", Filters(), date(2024, 3, 20), general_registry(), [])
    kyiv = Expansion("Kyiv", ("Kiev",), "alias", stands=True)
    assert replace(question, expansions=(kyiv,)).reworded == "Who went to Kyiv?"
    assert replace(question, expansions=(replace(kyiv, rare=True),)).reworded == "Who went to Kiev?"


def test_a_name_is_rare_where_an_alias_stands_in_seven_times_as_many_passages(tmp_path: Path):
    archive = Archive.create(tmp_path / "archive")
    path = tmp_path / "rows.jsonl"
    names = [*["Kiev"] * 30, *["Kyiv"] * 2, *["Harl"] * 9, *["Untermarsch"] * 5, *["nowhere"] * 30]
    path.write_text(
        "".join(f'{{"text": "{word} is a town, says number {n}."}}\n' for n, word in enumerate(names)), encoding="utf-8"
    )
    add_paths(archive, path)
    index(archive)
    (kyiv, harl) = found(Holdings.open(tmp_path / "archive", ToyEncoder()), "What of Kyiv and Untermarsch?")
    assert (kyiv.stands, kyiv.rare, harl.stands, harl.rare) == (True, True, True, False)


def test_the_spellings_of_a_word_as_asked_and_as_searched_instead():
    question = made_interpretation(expansions=(Expansion("Kiev", ("Kyiv", "Kyyiv"), "alias", False),))
    assert spellings_of(question, "Kiev") == ("Kyiv", "Kyyiv")
    assert spellings_of(question, "kyiv") == ("Kiev", "Kyyiv")
    assert spellings_of(question, "Harl") == ()
