"""corpus.outlets: who published it, by name, domain and the user's own rules."""

import pytest

from corpus.article import Outlet
from corpus.outlets import OutletEntry, OutletRegistry, cleaned_name, general_registry, read_entries
from tests.corpus.builders import REGISTRY, source

TOML = """
[[outlet]]
name = "Harl Herald"
aliases = ["The Herald"]
domains = ["harl-herald.example"]
country = "NO"
files = ["herald-*.txt"]
lines = ["Hérald House, Quay 3"]
"""


@pytest.fixture
def own_file(tmp_path):
    path = tmp_path / "outlets.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("vale COURIER", "Vale Courier"),
        ("Välé Courier", "Vale Courier"),
        ("the courier of the vale", "Vale Courier"),
        ("www.vale-courier.example", "Vale Courier"),
        ("NW News", "Northern Wire"),
        ("Courier", None),
        ("Newsroom logo", None),
        ("", None),
    ],
)
def test_find_knows_name_alias_and_domain_in_any_spelling(name, found):
    entry = REGISTRY.find(name)
    assert (entry and entry.name) == found


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("vale-courier.example", "Vale Courier"),
        ("WWW.Vale-Courier.Example.", "Vale Courier"),
        ("m.en.vale-courier.example", "Vale Courier"),
        ("harbour.example", None),
        ("notvale-courier.example", None),
        ("example", None),
        ("", None),
    ],
)
def test_find_domain_takes_hosts_under_a_domain_only(host, found):
    entry = REGISTRY.find_domain(host)
    assert (entry and entry.name) == found


def test_find_domain_prefers_the_longest_domain():
    registry = OutletRegistry([OutletEntry("Press", domains=("x.example",)), OutletEntry("Sport", domains=("sport.x.example",))])
    assert registry.find_domain("www.sport.x.example").name == "Sport"


def test_registry_lets_the_later_entry_win():
    registry = OutletRegistry([*REGISTRY.entries, OutletEntry("vale courier", country="IE")])
    assert (registry.find("Vale Courier").name, registry.find("Vale Courier").country) == ("vale courier", "IE")


def test_canonical_gives_the_registered_spelling_or_the_name():
    assert REGISTRY.canonical("nw news", "metadata") == Outlet(
        "northern-wire", "Northern Wire", "northern-wire.example", "SE", "metadata"
    )
    assert REGISTRY.canonical("Harl Herald", "page") == Outlet("harl-herald", "Harl Herald", origin="page")


@pytest.mark.parametrize("name", ["Unknown", "-", "★"])
def test_canonical_of_no_name_is_the_unknown_outlet(name):
    assert REGISTRY.canonical(name, "metadata") == Outlet.unknown()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://en.vale-courier.example/a?b=1", "Vale Courier"),
        ("https://harl.example/vale-courier.example", None),
        ("/a/b", None),
        (None, None),
    ],
)
def test_of_url_is_the_outlet_of_the_host(url, name):
    found = REGISTRY.of_url(url)
    assert (found and (found.name, found.origin)) == (name and (name, "domain"))


def test_of_url_of_a_broken_address_is_none():
    assert REGISTRY.of_url("http://[vale-courier.example/1") is None


@pytest.mark.parametrize(
    ("name", "content", "outlet_name"),
    [
        ("herald-12.txt", "Any words.", "Harl Herald"),
        ("2024/herald-12.txt", "Any words.", "Harl Herald"),
        ("herald.txt", "Any words.", None),
        ("page.txt", "The dam held.\n  HERALD HOUSE, Quay 3 \n", "Harl Herald"),
        ("page.txt", "They met at Herald House, Quay 3, at noon.", None),
    ],
)
def test_rule_for_states_the_outlet_by_file_or_line(own_file, name, content, outlet_name):
    found = REGISTRY.extended(own_file).rule_for(source(content, name))
    assert (found and (found.name, found.origin, found.country)) == (outlet_name and (outlet_name, "user", "NO"))


def test_rule_for_lets_the_later_rule_win():
    registry = OutletRegistry([OutletEntry("First", files=("*.txt",)), OutletEntry("Second", files=("page*",))])
    assert registry.rule_for(source("Any words.")).name == "Second"
    assert registry.rule_for(source("Any words.", "other.txt")).name == "First"


def test_extended_adds_the_archives_own(own_file):
    extended = REGISTRY.extended(own_file)
    assert extended.find("the herald").name == "Harl Herald"
    assert extended.find("Vale Courier").name == "Vale Courier"
    assert REGISTRY.find("the herald") is None


def test_extended_without_a_file_is_the_same_registry(tmp_path):
    assert REGISTRY.extended(tmp_path / "outlets.toml") is REGISTRY


def test_read_entries_reads_every_field(own_file):
    assert read_entries(own_file) == [
        OutletEntry(
            "Harl Herald",
            ("The Herald",),
            ("harl-herald.example",),
            "NO",
            "outlet",
            ("herald-*.txt",),
            ("Hérald House, Quay 3",),
        )
    ]


@pytest.mark.parametrize(
    "content", ["[[outlet]\n", "[[outlet]]\nnaem = 'Harl Herald'", "outlet = 5", "[[outlet]]\nname='X'\nfiles=5"]
)
def test_read_entries_names_the_file_and_the_form(tmp_path, content):
    path = tmp_path / "outlets.toml"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"outlets\.toml: .+; each outlet is a table \[\[outlet\]\] with at least a name"):
        read_entries(path)


@pytest.mark.parametrize(
    "content",
    ["[[outlet]]\nname='X'\nfiles='*.txt'", "[[outlet]]\nname='X'\nkind='paper'", "[[outlet]]\nname=5", "outlet = ['X']"],
)
def test_read_entries_refuses_wrong_types(tmp_path, content):
    path = tmp_path / "outlets.toml"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"outlets\.toml"):
        read_entries(path)


@pytest.mark.parametrize(
    ("name", "registered", "kind"),
    [("azertac", "AZERTAC", "agency"), ("caliber.az", "Caliber.Az", "outlet"), ("DAILY SABAH", "Daily Sabah", "outlet")],
)
def test_general_registry_knows_names(name, registered, kind):
    entry = general_registry().find(name)
    assert (entry.name, entry.kind) == (registered, kind)


def test_general_registry_is_well_formed():
    entries = general_registry().entries
    assert {e.kind for e in entries} == {"agency", "outlet", "official"}
    assert all(e.country is None or (len(e.country) == 2 and e.country.isupper()) for e in entries)
    domains = [d for e in entries for d in e.domains]
    assert len(domains) == len(set(domains))
    assert all(d == d.lower().removeprefix("www.") for d in domains)
    assert not any(e.files or e.lines for e in entries), "rules are the user's"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Harl Herald - Harl Verlag und Druck GmbH &amp; Co. KG", "Harl Herald"),
        ("Harl Herald AB", "Harl Herald"),
        ("Harl Herald | News from the valley", "Harl Herald"),
        ("https://www.harl.example", "harl.example"),
        ("Caliber.Harl", "Caliber.Harl"),
        ("Jyllands-Posten", "Jyllands-Posten"),
        ("Co", "Co"),
        ("Herald " * 20, ""),
        ("2024", ""),
        ("", ""),
    ],
)
def test_cleaned_name_leaves_off_what_is_no_name(name, cleaned):
    assert cleaned_name(name) == cleaned
