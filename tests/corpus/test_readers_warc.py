"""corpus.readers.warc: web archives, whole, cut, damaged and hostile."""

import gzip
import io
import resource
import tracemalloc
import zlib

import brotli
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from corpus.readers.reader import read
from corpus.readers.reading import Reading
from corpus.readers.warc import read_warc
from corpus.readers.warc_frames import MAX_RECORD
from tests.corpus.builders import REGISTRY, source

PROSE = "The sirens rang at dawn, and the town of Harl was empty by six, said the mayor. "


def page(title: str, n_sentences: int = 6, head: str = "") -> bytes:
    text = "".join(f"<p>{PROSE}It was hour {n} of the flood in {title}.</p>" for n in range(n_sentences))
    markup = f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return markup.encode()


def record(
    url: str,
    payload: bytes,
    content_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
    warc_headers: dict[str, str] | None = None,
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(WarcRecordType.response)
    made.headers["WARC-Target-URI"] = url
    for name, value in (warc_headers or {}).items():
        made.headers[name] = value
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + payload)
    return made


def written(*records: WarcRecord, zipped: bool = True) -> bytes:
    """The records as FastWARC writes them, each in its own gzip member where zipped."""
    members = []
    for made in records:
        stream = io.BytesIO()
        made.write(stream)
        members.append(gzip.compress(stream.getvalue(), mtime=0) if zipped else stream.getvalue())
    return b"".join(members)


def four(zipped: bool) -> list[bytes]:
    return [written(record(f"https://vale-courier.example/{n}", page(f"Story {n}")), zipped=zipped) for n in range(4)]


def warc(content: bytes, name: str = "news.warc.gz") -> Reading:
    return read_warc(source(content, name), REGISTRY)


def titles(reading: Reading) -> list[str | None]:
    return [article.title for article in reading.articles]


def test_read_warc_reads_pages_and_passes_over_the_rest():
    content = written(
        record("https://www.vale-courier.example/a?utm_source=x#top", page("Sirens ring in Harl")),
        record("https://x.example/b", page("Canonical", head='<link rel="canonical" href="https://northern-wire.example/b">')),
        record("https://x.example/c.jpg", b"\xff\xd8", "image/jpeg"),
        record("https://x.example/d", page("Gone"), status="404 Not Found"),
    )
    reading = warc(content)
    first, second = reading.articles
    assert reading.failures == ()
    assert (first.url, first.title) == ("https://www.vale-courier.example/a", "Sirens ring in Harl")
    assert (first.outlet.name, first.outlet.origin) == ("Vale Courier", "domain")
    assert (second.url, second.outlet.name) == ("https://northern-wire.example/b", "Northern Wire")
    assert {a.source_id for a in reading.articles} == {source(content).source_id}
    assert {a.source_name for a in reading.articles} == {"news.warc.gz"}
    assert first.text.startswith("The sirens rang at dawn, and the town of Harl")
    assert first.published.value is None  # the crawl date is no publication date


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("name", ["a.warc", "A.WARC.GZ"])
def test_read_takes_web_archives_by_name(name, zipped):
    assert titles(read(source(b"".join(four(zipped)), name), REGISTRY)) == ["Story 0", "Story 1", "Story 2", "Story 3"]


def test_read_warc_reads_a_file_that_was_gzipped_as_a_whole():
    assert len(warc(gzip.compress(b"".join(four(False)))).articles) == 4


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "chunked"])
def test_read_warc_undoes_the_content_encoding(encoding):
    plain = page("Sirens ring in Harl")
    payload = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "chunked": chunked}[encoding](plain)
    header = "Transfer-Encoding: chunked\r\n" if encoding == "chunked" else f"Content-Encoding: {encoding}\r\n"
    assert titles(warc(written(record("https://x.example/", payload, headers=header)))) == ["Sirens ring in Harl"]


def chunked(payload: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(payload), payload)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "identity"])
def test_read_warc_reads_a_payload_that_was_decoded_before(encoding):
    headers = f"Content-Encoding: {encoding}\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n"
    assert titles(warc(written(record("https://x.example/", page("Sirens ring in Harl"), headers=headers)))) == [
        "Sirens ring in Harl"
    ]


@pytest.mark.parametrize(("encoding", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)])
def test_read_warc_keeps_no_page_whose_compressed_form_was_cut(encoding, compress):
    payload = compress(page("Sirens ring in Harl"))
    cut = record("https://x.example/", payload[: len(payload) - 20], headers=f"Content-Encoding: {encoding}\r\n")
    reading = warc(written(cut, record("https://x.example/2", page("Story"))))
    assert titles(reading) == ["Story"]
    (failure,) = reading.failures
    assert (failure.record, failure.reason) == ("record 1 (https://x.example/)", "ValueError: the compressed data end early")


def test_read_warc_reads_the_charset_of_the_http_header():
    payload = page("Дамба стоит").decode().encode("koi8-r")
    assert titles(warc(written(record("https://x.example/", payload, "text/html; charset=KOI8-R")))) == ["Дамба стоит"]


@pytest.mark.parametrize("zipped", [True, False])
def test_read_warc_never_ends_early_in_silence(zipped):
    members = four(zipped)
    content = b"".join(members)
    bounds = {sum(map(len, members[:n])) for n in range(5)}
    for cut in range(1, len(content), len(content) // 60):
        reading = warc(content[:cut])
        n_whole = sum(bound <= cut for bound in bounds) - 1
        assert titles(reading)[:n_whole] == [f"Story {n}" for n in range(n_whole)]
        assert len(reading.articles) <= n_whole + 1
        if cut not in bounds:
            (incomplete,) = [f for f in reading.failures if f.record is None]
            assert incomplete.reason.startswith("incomplete: ")
            assert incomplete.reason.endswith("records read before that")


def test_read_warc_says_how_many_records_it_read():
    members = four(True)
    (failure,) = warc(b"".join(members[:3]) + members[3][:20]).failures
    assert failure.reason == "incomplete: the compressed data end early; 3 records read before that"
    cut, end = warc(b"".join(four(False)[:2]) + four(False)[2][:-30]).failures
    assert cut.record == "record 3 (https://vale-courier.example/2)"
    assert end.reason.startswith("incomplete: the file ends inside a record: ")


def test_read_warc_reads_what_stands_before_damage():
    members = four(True)
    damaged = members[1][:200] + b"\x00\xff\x00\xff" + members[1][204:]
    reading = warc(members[0] + damaged + b"".join(members[2:]))
    assert titles(reading)[:1] == ["Story 0"]
    assert any("the compressed data are damaged" in f.reason for f in reading.failures)


@pytest.mark.parametrize("length", [b"0", b"17", b"3000", b"19999999", b"", b"-5", b"abc", b"99999999999999999999"])
def test_read_warc_goes_on_after_a_wrong_content_length(length):
    members = four(False)
    head, _, rest = members[1].partition(b"Content-Length: ")
    broken = head + b"Content-Length: " + length + rest[rest.index(b"\r\n") :]
    reading = warc(members[0] + broken + b"".join(members[2:]), "a.warc")
    assert titles(reading) == ["Story 0", "Story 2", "Story 3"]
    (failure,) = reading.failures
    assert failure.record == "record 2"
    assert "Content-Length" in failure.reason


def test_read_warc_says_where_a_huge_length_swallows_records():
    members = four(False)
    head, _, rest = members[1].partition(b"Content-Length: ")
    broken = head + b"Content-Length: 30000000" + rest[rest.index(b"\r\n") :]
    reading = warc(members[0] + broken + b"".join(members[2:]), "a.warc")
    assert titles(reading) == ["Story 0"]
    assert any(f.reason.startswith("incomplete: the file ends inside a record") for f in reading.failures)


def test_read_warc_passes_over_a_huge_record():
    big = written(record("https://x.example/v.mp4", b"\x00" * (MAX_RECORD + 1), "video/mp4"), zipped=False)
    members = four(False)
    reading = warc(members[0] + big + members[1], "a.warc")
    assert titles(reading) == ["Story 0", "Story 1"]
    (failure,) = reading.failures
    assert failure.record == "record 2 (https://x.example/v.mp4)"
    assert failure.reason.endswith(" bytes; at most 20,000,000 are read")


def peak_of(content: bytes) -> tuple[Reading, int, int]:
    """A reading, the peak of Python's memory and the growth of the process's, in bytes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    reading = warc(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return reading, peak, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024


def test_read_warc_stays_small_before_a_gzip_bomb():
    compressor = zlib.compressobj(6, zlib.DEFLATED, 31)
    start = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 300000000\r\n\r\n"
    zeros = [compressor.compress(start), *(compressor.compress(b"\0" * 1_000_000) for _ in range(300)), compressor.flush()]
    reading, peak, growth = peak_of(b"".join(zeros))
    assert any("expands to more than 100 times its size" in f.reason for f in reading.failures)
    assert (peak < 80_000_000, growth < 120_000_000) == (True, True)


def test_read_warc_stays_small_before_a_payload_that_expands_from_2_kb_to_1_gb():
    compressor = brotli.Compressor(quality=5)
    bomb = b"".join(compressor.process(b"\0" * 1_000_000) for _ in range(1_000)) + compressor.finish()
    assert len(bomb) < 2_000
    made = record("https://x.example/", bomb, headers="Content-Encoding: br\r\n")
    reading, peak, growth = peak_of(written(made, record("https://x.example/2", page("Story"))))
    assert titles(reading) == ["Story"]
    assert [f.reason for f in reading.failures] == ["ValueError: the page expands to more than 20,000,000 bytes"]
    assert (peak < 80_000_000, growth < 120_000_000) == (True, True)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"HTTP/1.1 200", b"HTXX/1.1 200", "ValueError: a response without an HTTP header"),
        (b"application/http", b"application/xxxx", "ValueError: a response without an HTTP header"),
        (b"WARC-Type: response", b"WARC-Tipe: response", "ValueError: its WARC-Type is none of the known ones"),
        (b"WARC-Type: response", b"WARC-Type: rxsponse", "ValueError: its WARC-Type is none of the known ones"),
    ],
)
def test_read_warc_says_that_a_record_is_damaged(old, new, reason):
    members = four(False)
    reading = warc(members[0] + members[1].replace(old, new) + members[2], "a.warc")
    assert titles(reading) == ["Story 0", "Story 2"]
    assert [(f.record, f.reason) for f in reading.failures] == [("record 2 (https://vale-courier.example/1)", reason)]


def test_read_warc_says_that_the_crawler_cut_a_page():
    made = record("https://x.example/", page("Story"), warc_headers={"WARC-Truncated": "length"})
    reading = warc(written(made))
    assert titles(reading) == ["Story"]
    (failure,) = reading.failures
    assert failure.reason == "this page was cut when it was stored (length); what stands there was read"


@pytest.mark.parametrize(
    ("header", "payload", "lack"),
    [
        ("Transfer-Encoding: chunked", chunked(page("Story"))[:-5], "its last chunk is missing"),
        ("Content-Length: 5000", page("Story"), "830 of 5,000 bytes"),
    ],
)
def test_read_warc_says_that_an_answer_was_cut(header, payload, lack):
    reading = warc(written(record("https://x.example/", payload, headers=f"{header}\r\n")))
    assert titles(reading) == ["Story"]
    assert [f.reason for f in reading.failures] == [f"this page was cut when it was stored ({lack}); what stands there was read"]


@pytest.mark.parametrize("content", [b"", b"WARC/1.0", b"hello\r\n\r\n", gzip.compress(b""), b"\x1f\x8b\x08junk", b"\r\n" * 9])
def test_read_warc_says_what_is_no_web_archive(content):
    reading = warc(content)
    assert (reading.articles, bool(reading.failures)) == ((), True)


def test_read_warc_takes_zeros_behind_the_last_member_for_padding():
    reading = warc(b"".join(four(True)) + b"\0" * 512)
    assert (len(reading.articles), reading.failures) == (4, ())
