"""Factiva exports, text or HTML: several articles a file, each closed by a line "Document ACCESSION-NUMBER".

Two displays are read, told by what stands in the document:

1. with codes (`HD` headline, `BY` byline, `PD` date, `ET` time, `SN` outlet, `LA` language, `LP` and `TD` text): the value
   stands behind the code or in the lines under it
2. without codes: headline, byline, "500 words", date, time, outlet, its code, language, rights line, text

The same lines come out of HTML, where classes say which is the headline and which are paragraphs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.article import Outlet, PublicationDate, Source
from corpus.dates import date_of_field
from corpus.outlets import OutletRegistry
from corpus.readers.documents import Document, read_documents
from corpus.readers.lines import author_names, language_code, lines_of_markup, paragraphs
from corpus.readers.reading import ArticleDraft, Reading
from corpus.text import collapse, decode

_HEAD_CODES = "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP CLM ART DLN CX".split()
_ONCE = ("PD", "SN", "WC", "AN")
_TAIL_CODES = "CT RF CO IN NS RE IPC IPD PUB AN".split()
_CODE = re.compile(rf"^\s*({'|'.join((*_HEAD_CODES, 'TD', *_TAIL_CODES))})(?:\s*$|\t\s*|\s{{2,}})(.*)$")
_HEAD_LINE = re.compile(rf"^\s*({'|'.join(_HEAD_CODES)})\s+(.*)$")
_BODY_LINE = re.compile(r"^\s*(TD|PUB|AN|(?:CO|IN|NS|RE|IPC|IPD)(?=\s+\S+\s+:))\s+(.*)$")
_END = re.compile(r"^\s*(?:AN\s+)?(?:Document|Dokument|Documento)\s+(?=\S*\d)([A-Z][A-Za-z0-9_]{5,})\s*$")
_WORDS = re.compile(r"^\d[\d.,\s]*(words?|Wörter|mots|palabras|parole|palavras|слов|語|字)$")
_CLOCK = re.compile(r"^\d{1,2}:\d\d\b.{0,12}$")
_RIGHTS = re.compile(r"^(©|\(c\)|copyright\b)", re.I)
_SIGNS = ("HD", "Document", "Dokument")  # one of which stands in every export
_MARKUP_SIGN = re.compile(r"articleParagraph|enHeadline|<b>\s*HD\s*</b>|>\s*HD\s*<|Factiva", re.I)
RIGHTS_WITHIN = 10  # lines after the word count in which edition, page, language and the rights line stand


def factiva_lines(text: str) -> list[str] | None:
    """The lines of a Factiva export, or None where the text is none."""
    is_markup = text.lstrip()[:1] == "<"
    if not any(sign in text for sign in _SIGNS) or (is_markup and not _MARKUP_SIGN.search(text)):
        return None
    lines = lines_of_markup(text, _mark) if is_markup else text.split("\n")
    codes = {match.group(1) for line in lines if (match := _CODE.match(line) or _HEAD_LINE.match(line))}
    is_coded = {"HD", "PD", "SN"} <= codes
    is_plain = any(_END.match(line) for line in lines) and any(_WORDS.match(line.strip()) for line in lines)
    return lines if is_coded or is_plain else None


def _mark(element: Any) -> str:
    classes = str(element.get("class") or "")
    if element.tag == "span" and "Headline" in classes:
        return "HD\t"
    return "TD\t" if element.tag == "p" and "articleParagraph" in classes else ""


def read_factiva(source: Source, registry: OutletRegistry) -> Reading:
    """The articles of a Factiva export; a document that can't be read is a failure with its number, and the rest goes on.

    A last document without its closing line is read as far as it goes, with a failure that says so.
    """
    lines = factiva_lines(decode(source.content))
    if lines is None:
        return Reading.failed(source, "no Factiva export: neither its field codes nor a closing line “Document …” stand in it")
    return read_documents(_documents(lines), _draft, "“Document …”", source, registry)


def _documents(lines: list[str]) -> Iterator[Document]:
    """Every document, also one that the next begins before it is closed.

    What stands after the last closing line is one only where it looks like one.
    """
    number, pending, has_text = 1, list[str](), False
    for line in lines:
        end, code = _END.match(line), _CODE.match(line)
        if end or (has_text and code and code.group(1) == "HD"):
            yield Document(number, pending, bool(end), end.group(1) if end else "")
            number, pending, has_text = number + 1, [], False
        if not end:
            pending.append(line)
            has_text = has_text or bool(code and code.group(1) in ("LP", "TD"))
    if any(_CODE.match(line) or _HEAD_LINE.match(line) or _WORDS.match(line.strip()) for line in pending):
        yield Document(number, pending, is_closed=False)


def _draft(lines: list[str], registry: OutletRegistry) -> ArticleDraft:
    fields = _coded_fields(lines)
    if not (fields.keys() & {"PD", "SN", "WC", "LP"}):
        fields = _placed_fields(lines)
    text = paragraphs([*fields["LP"], "", *fields["TD"]])
    if not text:
        raise ValueError(f"no text: the fields LP and TD are empty; fields found: {', '.join(sorted(fields.keys())) or 'none'}")
    return ArticleDraft(
        title=_value(fields, "HD") or None,
        text=text,
        outlet=_outlet(_value(fields, "SN"), registry),
        published=_published(_value(fields, "PD"), _value(fields, "ET")),
        authors=author_names(_value(fields, "BY")),
        language=language_code(_value(fields, "LA")),
    )


def _coded_fields(lines: list[str]) -> defaultdict[str, list[str]]:
    """Field code to the lines of its value; in a document without codes only what HTML marks has one.

    Raises:
        ValueError: where a field stands twice that an article has once.
    """
    fields: defaultdict[str, list[str]] = defaultdict(list)
    code, in_body = "", False
    for line in lines:
        match = _CODE.match(line) or (_BODY_LINE if in_body else _HEAD_LINE).match(line)
        if match:
            code = match.group(1)
            if code in _ONCE and code in fields:
                raise ValueError(f"two fields {code} in one document: the end of the first article is missing, neither was read")
            in_body = in_body or code in ("LP", "TD")
            fields[code].append(match.group(2))
        elif code:
            fields[code].append(line)
    return fields


def _placed_fields(lines: list[str]) -> defaultdict[str, list[str]]:
    """The same fields of a document without codes, by their places around the word count.

    Raises:
        ValueError: where no word count stands, or two.
    """
    stripped = [line.strip() for line in lines if line.strip()]
    count = next((i for i, line in enumerate(stripped) if _WORDS.match(line)), None)
    if count is None:
        raise ValueError("no field codes (HD, PD, SN, LP, TD) and no word count: not an article of this export")
    if sum(1 for line in stripped if _WORDS.match(line)) > 1:
        raise ValueError("two word counts in one document: the end of the first article is missing, neither was read")
    fields: defaultdict[str, list[str]] = defaultdict(list)
    head, rest = stripped[:count], stripped[count + 1 :]
    byline = next((i for i, line in enumerate(head) if re.match(r"by\s", line, re.I)), None)
    headlines = [line[3:] for line in head if line.startswith("HD\t")] or head[:byline][-1:]
    fields["HD"], fields["BY"] = headlines, [head[byline]] if byline is not None else []
    fields["PD"], rest = rest[:1], rest[1:]
    if rest and _CLOCK.match(rest[0]):
        fields["ET"], rest = rest[:1], rest[1:]
    fields["SN"], rest = rest[:1], rest[1:]
    fields["LA"], fields["TD"] = _language_and_text(rest)
    return fields


def _language_and_text(rest: list[str]) -> tuple[list[str], list[str]]:
    """What stands after the outlet: edition, page, language and rights line, then the text and the publisher's name."""
    marked = [line[3:] for line in rest if line.startswith("TD\t")]
    rights = next((i for i, line in enumerate(rest[:RIGHTS_WITHIN]) if _RIGHTS.match(line)), None)
    languages = [i for i, line in enumerate(rest[:RIGHTS_WITHIN]) if len(line.split()) <= 2 and language_code(line)]
    last = rights if rights is not None else languages[0] if languages else 0
    body = rest[last + 1 :]
    if len(body) > 1 and len(body[-1].split()) <= 8 and not body[-1].endswith((".", "!", "?", "”", '"')):
        body = body[:-1]
    return rest[languages[0] : languages[0] + 1] if languages else [], _parted(marked or body)


def _parted(lines: list[str]) -> list[str]:
    return [piece for line in lines for piece in (line, "")]


def _value(fields: defaultdict[str, list[str]], code: str) -> str:
    return collapse(" ".join(fields.get(code, ())))


def _published(day: str, clock: str) -> PublicationDate:
    """The day of PD, with the clock of ET where that is one."""
    found = date_of_field(day, "PD")
    if not (clock and _CLOCK.match(clock)) or found.precision != "day":
        return found
    with_clock = date_of_field(f"{day} {clock}", "PD")
    return replace(with_clock, evidence=f"PD: {day}, ET: {clock}") if with_clock.time else found


def _outlet(name: str, registry: OutletRegistry) -> Outlet:
    return registry.canonical(name, "metadata") if name else Outlet.unknown()
