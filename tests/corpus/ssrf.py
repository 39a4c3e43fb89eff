"""Addresses by which a page may try to make Dateline ask this machine or its neighbours.

`PORT` is the canary's, `WEB_PORT` that of the server which is allowed. Each is refused as it stands, and wherever it comes from.
"""

HERE = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "0", "0.0.0.0", "0x0",
    "127.0.0.2", "127.255.255.254", "localhost", "LOCALHOST", "LOCALHOST.", "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1",
    "１２７.0.0.1",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]",
    "ip6-localhost", "loopback.example", "cname-to-loopback.example", "six-loopback.example", "mapped.example",
)  # fmt: skip
"""Hosts that are this machine: by these the canary would be reached."""

CLOSED = (
    "[::127.0.0.1]", "[::7f00:1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::]", "[fec0::1]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001::1]", "[2001:db8::1]",
    "[100::1]", "[3fff::1]", "[5f00::1]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[::ffff:0:7f00:1]",
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1.254", "100.64.0.1",
    "100.100.100.200", "169.254.169.254", "169.254.170.2", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "192.0.0.1",
    "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "0.0.0.1", "metadata.google.internal", "private.example",
    "private-twice.example", "carrier.example", "link-local.example", "empty.example",
)  # fmt: skip
"""Hosts that are not public."""

DISGUISED = (
    "http://news.example\\@127.0.0.1:PORT/", "http://127.0.0.1:PORT\\@news.example/", "http://a@b@127.0.0.1:PORT/",
    "http://user:word@127.0.0.1:PORT/", "http://user:word@news.example:WEB_PORT/", "http://news.example:WEB_PORT@127.0.0.1:PORT/",
    "http://@127.0.0.1:PORT/", "http://127.0.0.1:PORT#@news.example/", "http://127.0.0.1:PORT?@news.example/",
    "http://127.0.0.1%2enews.example:PORT/", "http://127.0.0.1%00.news.example:PORT/", "http://%31%32%37.0.0.1:PORT/",
    "http://127.0\t.0.1:PORT/", "http://127.0.0.1\t:PORT/", "http://127.0.0.1\r\n:PORT/", "http://127.0.0.1:PORT/\r\nHost: a",
    "http://127.0.0.1\x00.news.example:PORT/", "http://127.0.0.1 .news.example:PORT/", "ht\ttp://127.0.0.1:PORT/",
    "\x00http://127.0.0.1:PORT/", "http://[::1]news.example:PORT/", "http://news.example[::1]:PORT/", "http://[::1:PORT/",
    "http://::1:PORT/", "http://[fe80::1%25eth0]:PORT/", "http://[fe80::1%eth0]:PORT/", "http://[::1%lo]:PORT/",
    "http://[v1.127.0.0.1]:PORT/", "http://127.0.0.1:PORT:80/", "http://127.0.0.1:٨٠/", "http://.127.0.0.1:PORT/",
    "http://127..1:PORT/", "http://news.example/\\@127.0.0.1:PORT/",
)  # fmt: skip
"""Forms that two parsers may read in two ways, or that hide where they lead."""

SCHEMES = (
    "file:///etc/passwd", "file://127.0.0.1:PORT/", "ftp://127.0.0.1:PORT/", "gopher://127.0.0.1:PORT/_GET%20/",
    "dict://127.0.0.1:PORT/d:a", "data:text/html,<p>hello", "javascript:alert(1)", "jar:http://127.0.0.1:PORT/a.jar!/b",
    "ws://127.0.0.1:PORT/", "ldap://127.0.0.1:PORT/", "tftp://127.0.0.1:PORT/a", "view-source:http://127.0.0.1:PORT/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "about:blank",
)  # fmt: skip

PORTS = tuple(f"http://news.example:{port}/" for port in (0, 22, 25, 110, 3306, 5432, 6379, 8080, 9200, 65_535, 65_536, 99_999))

INCOMPLETE = (
    "//127.0.0.1:PORT/", "http:///", "http://", "http:\\\\127.0.0.1:PORT\\", "http:/127.0.0.1:PORT/", "http:127.0.0.1:PORT/",
    "https:///127.0.0.1:PORT/", "/etc/passwd", "127.0.0.1:PORT/", "", "http://:PORT/", "http://./",
)  # fmt: skip
"""Forms without a host of their own; on a page, some of them lead to that page's own host."""

REFUSED = (
    *(f"http://{host}:PORT/latest/meta-data" for host in (*HERE, *CLOSED)),
    *(f"https://{host}:PORT/" for host in HERE[:3]),
    *(f"http://{host}/" for host in HERE[:3]),
    *DISGUISED,
    *SCHEMES,
    *PORTS,
    *INCOMPLETE,
)
"""All of them."""
