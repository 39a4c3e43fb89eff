"""Bytes to text, and the few ways in which Dateline normalises text.

Nothing here is ever applied to what is quoted, beyond NFC and line ends when a source is first read.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii
from charset_normalizer import from_bytes

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")  # anyascii goes letter by letter: only these runs need it
_OTHER_LETTERS = re.compile(r"[\u0370-\u058f\u10a0-\u10ff]+")  # Greek, Cyrillic, Armenian, Georgian
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

SAMPLE = 200_000  # bytes of a file from which an undeclared encoding is told

# What undeclared news pages are in, where they are not UTF-8; Baltic and OEM code pages look like Western ones and are rarer.
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "gb18030",
    "big5",
]


def decode(content: bytes) -> str:
    """The text of a file, NFC, with `\\n` line ends and without NUL: byte order mark, else UTF-8, else the likeliest.

    Undecodable bytes become U+FFFD; nothing raises.
    """
    return normalise(_decode_bytes(content))


def _decode_bytes(content: bytes) -> str:
    return content.decode(encoding_of((content,)), "replace")


def encoding_of(blocks: Iterable[bytes]) -> str:
    """The encoding of a file, all of whose bytes decide whether it is UTF-8: byte order mark, else UTF-8, else the likeliest."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample, is_utf8 = b"", True
    for block in blocks:
        sample += block[: SAMPLE - len(sample)]
        is_utf8 = is_utf8 and _decodes(decoder, block)
        if len(sample) == SAMPLE and not is_utf8:
            break
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    if is_utf8 and _decodes(decoder, b"", final=True):
        return "utf-8"
    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    return best.encoding if best else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def normalise(text: str) -> str:
    """NFC, `\\n` line ends, no NUL, no lone surrogates (they can't be stored as UTF-8)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def fold(text: str) -> str:
    """For comparing names, never for showing: ASCII letters, lower case ("Qarabağ" and "QARABAG" agree)."""
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(lambda run: str(anyascii(run.group())), text).lower()


def romanised(text: str) -> str:
    """For searching, never for showing: Greek, Cyrillic, Armenian and Georgian words in Latin letters, all else as it is."""
    if text.isascii():
        return text
    return _OTHER_LETTERS.sub(lambda run: re.sub("[^A-Za-z]", "", anyascii(run.group())), text)


def caseless(text: str) -> str:
    """In lower case and with one letter for the i's of Turkish: what patterns written in lower case are held against.

    That is several times as fast as patterns which ignore case.
    """
    return text.lower() if text.isascii() else text.replace("İ", "i").lower().replace("ı", "i")


def collapse(text: str) -> str:
    """The same words with single spaces between them."""
    return " ".join(text.split())
