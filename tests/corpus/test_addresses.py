from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.addresses import FetchRefused, Target, is_public, parse_target, resolve_link


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://news.example", Target("http", "news.example", 80, "/")),
        ("HTTPS://News.Example:443/A?b=c#d", Target("https", "news.example", 443, "/A?b=c")),
        ("http://news.example./a", Target("http", "news.example", 80, "/a")),
        ("http://bücher.example/straße?q=ü", Target("http", "xn--bcher-kva.example", 80, "/stra%C3%9Fe?q=%C3%BC")),
        ("http://straße.example/", Target("http", "xn--strae-oqa.example", 80, "/")),
        ("http://news.example/a%20b c", Target("http", "news.example", 80, "/a%20b%20c")),
        ("http://news.example:/", Target("http", "news.example", 80, "/")),
        ("http://[2606:2800:0:0::1]/", Target("http", "2606:2800::1", 80, "/")),
        ("http://news.example/@home/?u=a@b", Target("http", "news.example", 80, "/@home/?u=a@b")),
        ("http://under_score.example:443/", Target("http", "under_score.example", 443, "/")),
    ],
)
def test_parse_target_takes_an_address_apart(url: str, target: Target):
    assert parse_target(url) == target


@pytest.mark.parametrize(
    ("url", "whole", "site"),
    [
        ("https://News.example/a#b", "https://news.example/a", "https://news.example"),
        ("http://news.example:443", "http://news.example:443/", "http://news.example:443"),
        ("http://[2606:2800::1]/", "http://[2606:2800::1]/", "http://[2606:2800::1]"),
    ],
)
def test_target_is_put_together_again(url: str, whole: str, site: str):
    assert (parse_target(url).url, parse_target(url).site) == (whole, site)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/", "address not allowed: only http and https are fetched"),
        ("http://news.example:8080/", "address not allowed: only ports 80 and 443 are asked"),
        ("http://user@news.example/", "address not allowed: no plain host name in it"),
        ("http://news.example\\a", "address not allowed: a control character or a backslash in it"),
        ("http://news.example/\ud800", "address not allowed: it is not a web address"),
        (f"http://{'a' * 64}.example/", "address not allowed: it is not a web address"),
        (f"http://{'a.' * 130}example/", "address not allowed: it is not a web address"),
    ],
)
def test_parse_target_says_why_not(url: str, reason: str):
    with pytest.raises(FetchRefused) as refused:
        parse_target(url)
    assert (refused.value.reason, refused.value.url) == (reason, url)


@given(st.text() | st.text("http:/@[]\\%.#?12ab", max_size=30).map("http://".__add__))
def test_parse_target_gives_plain_ascii_or_refuses(url: str):
    try:
        target = parse_target(url)
    except FetchRefused:
        return
    assert target.url.isascii()
    assert target.port in (80, 443)
    assert not set(target.host) & set(" /\\@%?#[]\r\n\t")
    assert parse_target(target.url) == target


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("b", "http://news.example/a/b"),
        ("/b", "http://news.example/b"),
        ("//other.example/b", "http://other.example/b"),
        ("https://other.example/", "https://other.example/"),
        ("?page=2", "http://news.example/a/?page=2"),
    ],
)
def test_resolve_link_reads_a_link_as_its_page_means_it(link: str, whole: str):
    assert resolve_link("http://news.example/a/", link) == whole


@pytest.mark.parametrize("link", ["http://127.0\t.0.1/", "\\\\127.0.0.1", "/a\nb", "http://[::1/"])
def test_resolve_link_mends_nothing(link: str):
    with pytest.raises(FetchRefused):
        resolve_link("http://news.example/", link)


PUBLIC = """
    1.1.1.1 93.184.215.14 100.63.255.255 100.128.0.0 172.32.0.1 198.17.255.255 223.255.255.255
    2606:2800:21f:cb07:6820:80da:af6b:8b2c 2a00:1450::1
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_is_public_of_the_internet(address: str):
    assert is_public(ip_address(address))


NOT_PUBLIC = """
    :: ::1 ::7f00:1 ::ffff:8.8.8.8 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:20::1 2001:db8::1 2002:808:808::1
    3fff::1 4000::1 5f00::1 fc00::1 fe80::1 fe80::1%eth0 fec0::1 ff0e::1
    0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 169.254.169.254 172.16.0.1 192.0.0.9 192.0.0.192 192.0.2.1 192.88.99.1
    192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 233.252.0.1 240.0.0.1 255.255.255.255
""".split()


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_is_public_of_nothing_else(address: str):
    assert not is_public(ip_address(address))
