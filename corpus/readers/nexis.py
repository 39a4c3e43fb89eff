"""Nexis exports, text or HTML: several articles a file, in the form of Nexis Uni or in the older one of LexisNexis.

1. documents: Nexis Uni closes each with "End of Document"; the older form opens each with "3 of 10 DOCUMENTS"
2. head: Nexis Uni has headline, publication, date line, rights line; the older form publication, date line, edition, then
   the headline. Which it is tells the number of lines above the date line.
3. labels: "Byline:", "Section:", "Length:", "Dateline:", "Highlight:" follow the head, in either form
4. body: from the line "Body", else from the last label of the head, to "Load-Date:", "Classification", "Graphic" and the like

"Load-Date" says when Nexis took the article in, which is never taken for the date of publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Outlet, PublicationDate, Source
from corpus.dates import date_of_field
from corpus.outlets import OutletRegistry
from corpus.readers.documents import Document, read_documents
from corpus.readers.lines import author_names, language_code, lines_of_markup, paragraphs
from corpus.readers.reading import ArticleDraft, Reading
from corpus.text import collapse, decode

_CLOSING = re.compile(r"^\s*End of Document\s*$", re.I)
_OPENING = re.compile(r"^\s*(?:Document\s+)?\d+ (?:of|von|de) \d+(?: DOCUMENTS?)?\s*$|^\s*Dokument \d+ von \d+\s*$", re.I)
_LABEL = re.compile(
    r"^\s*(byline|autor|section|rubrik|length|länge|longueur|dateline|highlight|load-date|language|sprache|langue):\s*(.*)$", re.I
)
_BODY = re.compile(r"^\s*(Body|Volltext|Texte intégral)\s*:?\s*$")
_TAIL = re.compile(
    r"^\s*((load-date|publication-type|journal[- ]code|zeitungs-code)\s*:.*|(language|sprache|langue)\s*:\s*\S*(\s+\S+){0,3}"
    r"|update\s*:\s*(\d{1,2}\.?\s+\w+|\w+\s+\d{1,2},)\s+\d{4}|(graphic|grafik)\s*:?|graphic:.*|classification)\s*$",
    re.I,
)
_LENGTH = re.compile(r"^\s*(length|länge|longueur):", re.I)
_LOADED = re.compile(r"^\s*Load-Date\s*:", re.I)
_RIGHTS = re.compile(r"^\s*(©|\(c\)|copyright\b|all rights reserved)", re.I)
_DATE_LINE = re.compile(
    r"^(?:\w{2,10},?\s+)?(?:\d{1,2}\.?\s+[^\W\d]{3,12}\.?,?|[^\W\d]{3,12}\.?\s+\d{1,2},?)\s+(?:19|20)\d\d\b.{0,50}$"
)
_SIGN = re.compile(r" (?i:of Document|(?:of|von|de) \d)")  # stands in every export, and seldom elsewhere


@dataclass(frozen=True)
class _Head:
    title: str | None
    publication: str
    date_line: str


def nexis_lines(text: str) -> list[str] | None:
    """The lines of a Nexis export, or None where the text is none."""
    if not _SIGN.search(text):
        return None
    lines = lines_of_markup(text) if text.lstrip()[:1] == "<" else text.split("\n")
    has_frame = any(_CLOSING.match(line) or _OPENING.match(line) for line in lines)
    has_labels = any(_LABEL.match(line) or _BODY.match(line) for line in lines)
    return lines if has_frame and has_labels else None


def read_nexis(source: Source, registry: OutletRegistry) -> Reading:
    """The articles of a Nexis export; a document that can't be read is a failure with its number, and the rest goes on.

    A last document without its closing line is read as far as it goes, with a failure that says so.
    """
    lines = nexis_lines(decode(source.content))
    if lines is None:
        return Reading.failed(source, "no Nexis export: neither “End of Document” nor “1 of 10 DOCUMENTS” stands in it")
    return read_documents(_documents(lines), _draft, "“End of Document” or “Load-Date: …”", source, registry)


def _documents(lines: list[str]) -> Iterator[Document]:  # 1
    """Every document; what stands before the first opening or after the last closing line is one only if it has a label."""
    is_uni = any(_CLOSING.match(line) for line in lines)
    runs = _runs(lines, _CLOSING if is_uni else _OPENING)
    if is_uni:
        closed = [(part, last) for run in runs[:-1] for part, last in _loaded_apart(run)]
        whole = [*closed, *((run, False) for run in runs[-1:] if any(_LABEL.match(line) or _BODY.match(line) for line in run))]
    else:
        first = runs[0] if any(_LENGTH.match(line) for line in runs[0]) else None
        whole = [(run, any(_TAIL.match(line) for line in run)) for run in ([first] if first else []) + runs[1:]]
    for number, (run, is_closed) in enumerate(whole, start=1):
        yield Document(number, run, is_closed)


def _runs(lines: list[str], mark: re.Pattern[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for line in lines:
        if mark.match(line):
            runs.append([])
        else:
            runs[-1].append(line)
    return runs


def _loaded_apart(run: list[str]) -> Iterator[tuple[list[str], bool]]:
    """The documents between two closing lines, each with whether it was closed: one, unless a closing line is missing."""
    first = 0
    for at in [i for i, line in enumerate(run) if _LOADED.match(line)][:-1]:
        yield run[first : at + 1], False
        first = at + 1
    yield run[first:], True


def _draft(lines: list[str], registry: OutletRegistry) -> ArticleDraft:
    labels, first, last = _zones(lines)
    head = _head(lines[:first])
    text = paragraphs(lines[last : _body_end(lines, last)])
    if not text:
        raise ValueError(f"no text between head and “Load-Date:”; headline: {head.title or 'none'}")
    return ArticleDraft(
        title=head.title,
        text=text,
        outlet=_outlet(head.publication, registry),
        published=_published(head.date_line, labels.get("load-date", "")),
        authors=author_names(labels.get("byline") or labels.get("autor") or ""),
        language=language_code(labels.get("language") or labels.get("sprache") or ""),
    )


def _zones(lines: list[str]) -> tuple[dict[str, str], int, int]:
    """The labels by their lower-case names, the line at which the head ends, the line at which the body begins."""  # 3, 4
    found = [(i, match) for i, line in enumerate(lines) if (match := _LABEL.match(line))]
    labels = {match.group(1).lower(): collapse(match.group(2)) for _, match in reversed(found)}
    if sum(1 for line in lines if _LENGTH.match(line)) > 1:
        raise ValueError("two labels “Length” in one document: the end of the first article is missing, neither was read")
    bodies = [i for i, line in enumerate(lines) if _BODY.match(line)]
    if len(bodies) > 1:
        raise ValueError("two lines “Body” in one document: the end of the first article is missing, neither was read")
    body = bodies[0] if bodies else None
    heads = [i for i, match in found if not _TAIL.match(lines[i]) and (body is None or i < body)]
    if body is not None:
        return labels, min([*heads, body]), body + 1
    if not heads:
        raise ValueError("no line “Body” and no label such as “Byline:” or “Length:”: not an article of this export")
    return labels, heads[0], _block_end(lines, heads[-1])


def _block_end(lines: list[str], label: int) -> int:
    """The line after a label's value: a highlight runs to the next blank line, other values are one line."""
    if not lines[label].strip().lower().startswith("highlight"):
        return label + 1
    return next((i for i in range(label, len(lines)) if not lines[i].strip()), label + 1)


def _body_end(lines: list[str], first: int) -> int:
    return next((i for i in range(first, len(lines)) if _TAIL.match(lines[i])), len(lines))


def _head(lines: list[str]) -> _Head:  # 2
    """Headline, publication and date line of the lines above the labels; what is not there is empty."""
    shown = [(i, collapse(line)) for i, line in enumerate(lines) if line.strip() and not _RIGHTS.match(line)]
    at = next((n for n in reversed(range(len(shown))) if _DATE_LINE.match(shown[n][1])), None)
    if at is None:
        return _Head(shown[0][1] if shown else None, "", "")
    above = [line for _, line in shown[:at] if not _OPENING.match(line)]
    date_line, publication = shown[at][1], above[-1] if above else ""
    below = _after_blank(lines, shown[at][0])
    is_older = len(above) < 2 or bool(below)
    title = below if is_older else above[-2]
    return _Head(title or None, publication, date_line)


def _after_blank(lines: list[str], date_line: int) -> str:
    """The headline of the older form: the first block after the one in which date line and edition stand."""
    blank = next((i for i in range(date_line, len(lines)) if not lines[i].strip()), len(lines))
    words: list[str] = []
    for line in lines[blank:]:
        if line.strip() and not _RIGHTS.match(line):
            words.append(line)
        elif words:
            break
    return collapse(" ".join(words))


def _published(date_line: str, load_date: str) -> PublicationDate:
    if date_line:
        return date_of_field(date_line, "date line")
    remark = f"no date line; Load-Date: {load_date} says when Nexis took the article in" if load_date else ""
    return PublicationDate.unknown(remark)


def _outlet(publication: str, registry: OutletRegistry) -> Outlet:
    """The publication in the registry's spelling, also where Nexis adds its place: "The Times (London)"."""
    if not publication:
        return Outlet.unknown()
    bare = re.sub(r"\s*\([^()]*\)$", "", publication)
    return registry.canonical(publication if registry.find(publication) or not registry.find(bare) else bare, "metadata")
