"""Web archives (`.warc`, `.warc.gz`): every HTML page that was answered with success is an article.

`corpus.readers.warc_frames` cuts the file into records and notices what is wrong with it. FastWARC then reads each
record's header and its HTTP answer. A file that was cut exactly between two records can't be told from a whole one.
"""

import codecs
import io
import re
import zlib
from dataclasses import replace

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from corpus.article import Article, Source, article_id_of, blocks_of
from corpus.originals import credited_originals
from corpus.outlets import OutletRegistry
from corpus.readers.gzipped import MAGIC, PIECE, Inflated
from corpus.readers.html import read_html
from corpus.readers.reading import Failure, Reading, canonical_url
from corpus.readers.warc_frames import MAX_RECORD, Framed, framed_records

MAX_REASON = 300  # characters of a reason; what FastWARC trips over it quotes whole
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(;[^\r\n]{0,200})?\r\n")
_LAST_CHUNK = re.compile(rb"(^|\n)0+[ \t]*(;[^\r\n]{0,200})?\r\n")
MAX_TRAILER = 4_096  # bytes at the end of a body in which its last chunk stands
_HTML = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, registry: OutletRegistry) -> Reading:
    """The articles of the HTML responses in a web archive, each with its page's address.

    Records of other kinds, other types and other statuses than success are passed over. A page that can't be read is a
    failure with its record's number and address; a file that ends early is one with the number of records read.
    """
    stream = Inflated(source.blocks())
    articles: list[Article] = []
    failures: list[Failure] = []
    n_records = 0
    for framed in framed_records(stream):
        n_records = framed.number
        reading = _read_record(framed, source, registry)
        articles.extend(reading.articles)
        failures.extend(reading.failures)
    if stream.problem:
        failures.append(Failure(source.name, f"incomplete: {stream.problem}; {n_records:,} records read before that"))
    if not n_records and not failures:
        failures.append(Failure(source.name, "the file holds no records"))
    return Reading(tuple(articles), tuple(failures))


def _read_record(framed: Framed, source: Source, registry: OutletRegistry) -> Reading:
    place = f"record {framed.number}"
    if not framed.content:
        return Reading(failures=(Failure(source.name, framed.problem, place),))
    try:
        record = _parsed(framed.content)
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        place += f" ({url})" if url else ""
        if framed.problem:
            failed = record.record_type == WarcRecordType.response
            return Reading(failures=(Failure(source.name, framed.problem, place),) if failed else ())
        return _placed(_read_page(record, framed.content, url, source, registry), source, place)
    except Exception as error:  # a page may hold anything; it is that record's failure, and the file goes on
        return Reading(failures=(Failure(source.name, f"{type(error).__name__}: {error}"[:MAX_REASON], place),))


def _parsed(content: bytes) -> WarcRecord:
    """A framed record; through the iterator, because `WarcRecord.from_bytes` expands a whole payload at once (FastWARC 2.0.1)."""
    record = next(iter(ArchiveIterator(io.BytesIO(content), parse_http=False)), None)
    if record is None:
        raise ValueError("FastWARC finds no record here")
    return record


def _read_page(record: WarcRecord, content: bytes, url: str, source: Source, registry: OutletRegistry) -> Reading:
    """The article of a record, if it holds a page."""
    if record.record_type in (WarcRecordType.unknown, WarcRecordType.no_type):
        raise ValueError("its WARC-Type is none of the known ones")
    if record.record_type != WarcRecordType.response:
        return Reading()
    record.parse_http(auto_decode="none")
    if url.startswith("http") and not (record.http_headers and record.http_headers.status_code):
        raise ValueError("a response without an HTTP header")
    content_type = (record.http_content_type or "").lower()
    status = record.http_headers.status_code if record.http_headers else None
    if content_type not in _HTML or not 200 <= (status or 0) < 300:
        return Reading()
    encoding = (record.http_headers.get("Content-Encoding") or "").lower() if record.http_headers else ""
    payload, lack = _payload(content)
    page = _expanded(payload, encoding)
    reading = read_html(Source(source.name, _in_utf8(page, record.http_charset), source.added), registry)
    articles = tuple(_of_record(article, url, source, registry) for article in reading.articles)
    cut = record.headers.get("WARC-Truncated") or lack
    note = (Failure(source.name, f"this page was cut when it was stored ({cut}); what stands there was read"),) if cut else ()
    return Reading(articles, (*reading.failures, *note))


def _payload(content: bytes) -> tuple[bytes, str]:
    """The body of a record's HTTP answer, put together from its chunks, and what is missing of it.

    Many archives keep the header of an answer but its body without chunks or encoding; that is read as it stands.
    """
    record = _parsed(content)
    record.parse_http(auto_decode="none")
    headers = record.http_headers
    stored = bytes(record.reader.read())
    if headers and "chunked" in (headers.get("Transfer-Encoding") or "").lower() and _CHUNK.match(stored):
        record = _parsed(content)
        record.parse_http(auto_decode="transfer")
        return bytes(record.reader.read()), "" if _LAST_CHUNK.search(stored[-MAX_TRAILER:]) else "its last chunk is missing"
    claimed = (headers.get("Content-Length") or "") if headers else ""
    is_short = claimed.isdecimal() and len(stored) < int(claimed[:18]) and not (headers and headers.get("Content-Encoding"))
    return stored, f"{len(stored):,} of {int(claimed[:18]):,} bytes" if is_short else ""


def _expanded(payload: bytes, encoding: str) -> bytes:
    """A page without its content encoding, which many archives name though they keep the page expanded.

    FastWARC expands too, but gives a compressed page that was cut as if it were whole.

    Raises:
        ValueError: where the compressed page is cut, damaged, or larger than `MAX_RECORD`.
    """
    if payload.startswith(MAGIC):
        stream = Inflated(blocks_of(payload))
        page, problem = stream.read(MAX_RECORD + 1), stream.problem
    elif encoding in ("br", "deflate") and not payload.lstrip().startswith(b"<"):
        page, problem = _unbrotlied(payload) if encoding == "br" else _undeflated(payload)
    else:
        page, problem = payload, ""
    if len(page) > MAX_RECORD:
        raise ValueError(f"the page expands to more than {MAX_RECORD:,} bytes")
    if problem:
        raise ValueError(problem)
    return page


def _unbrotlied(payload: bytes) -> tuple[bytes, str]:
    """The expanded bytes, at most a little more than `MAX_RECORD`, and what is wrong with their end."""
    expander, parts, n = brotli.Decompressor(), list[bytes](), 0
    rest = payload
    while n <= MAX_RECORD and (part := expander.process(rest, output_buffer_limit=PIECE)):
        parts.append(part)
        n, rest = n + len(part), b""
    return b"".join(parts), "" if expander.is_finished() else "the compressed data end early"


def _undeflated(payload: bytes) -> tuple[bytes, str]:
    """The same for "deflate", which servers send with and without the header of zlib."""
    has_header = len(payload) > 1 and payload[0] & 15 == 8 and int.from_bytes(payload[:2], "big") % 31 == 0
    expander = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    page = expander.decompress(payload, MAX_RECORD + 1)
    return page, "" if expander.eof else "the compressed data end early"


def _in_utf8(page: bytes, charset: str | None) -> bytes:
    """A page in the encoding that its HTTP header declares, which no reader of pages sees, as UTF-8."""
    try:
        page.decode("utf-8")
        return page
    except UnicodeDecodeError:
        pass
    try:
        return page.decode(codecs.lookup(charset).name).encode("utf-8") if charset else page
    except (LookupError, UnicodeError):
        return page


def _of_record(article: Article, url: str, source: Source, registry: OutletRegistry) -> Article:
    """The article of a page as one of this file; a page that names no address of its own takes the record's."""
    article = replace(article, source_id=source.source_id)
    address = canonical_url(url)
    if article.url or not address:
        return article
    outlet = article.outlet if article.outlet.origin == "user" else registry.of_url(address) or article.outlet
    return replace(
        article,
        url=address,
        outlet=outlet,
        originals=credited_originals(article.text, registry, outlet.outlet_id),
        article_id=article_id_of(address, outlet.name, article.title, article.text),
    )


def _placed(reading: Reading, source: Source, place: str) -> Reading:
    return Reading(reading.articles, tuple(Failure(source.name, failure.reason, place) for failure in reading.failures))
