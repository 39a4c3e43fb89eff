"""Lines of text from markup or exports, and what exports write in one line: several names, a language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import html as lxml_html

from corpus.readers.markup_guard import guarded
from corpus.text import collapse

_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main"
    " ol p pre section table tbody td th thead title tr ul".split()
)
_SILENT = frozenset("head script style noscript template".split())
WRAPPED_AT = range(50, 101)  # characters of a line that was broken by a column's width, not by its author
MAX_NAMES = 200  # characters of a byline; anything longer is no list of names
_POSTS = re.compile(r"\b(correspondent|editor|reporter|writer|staff|columnist|bureau chief|analyst)s?$", re.I)
_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
    "italian": "it", "italiano": "it", "portuguese": "pt", "russian": "ru", "turkish": "tr", "azerbaijani": "az",
    "armenian": "hy", "arabic": "ar", "dutch": "nl", "polish": "pl", "ukrainian": "uk", "persian": "fa",
}  # fmt: skip


def lines_of_markup(markup: str, mark: Callable[[Any], str] = lambda _: "") -> list[str]:
    """The lines that a browser would show of a piece of markup, with an empty line between blocks.

    `mark` may give words to put at the beginning of an element's line, told from the element; the element then begins a
    line of its own. Markup without any text gives no lines. Nothing is fetched, no script runs.

    Raises:
        ValueError: where elements are nested so deep that the parser would drop what stands inside, or are too many.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = lxml_html.document_fromstring(guarded(markup).encode("utf-8"), parser=parser) if markup.strip() else None
    if tree is None:
        return []
    if any("Excessive depth" in str(error.message) for error in parser.error_log):
        raise ValueError("elements are nested more than 2,048 deep; what stands inside would be lost")
    shown = "".join(_pieces(tree, mark)).split("\n")
    return ["\t".join(collapse(part) for part in line.split("\t")) for line in shown]


def _pieces(tree: Any, mark: Callable[[Any], str]) -> Iterator[str]:
    """The text of a tree in order, blocks parted by blank lines; without recursion, for trees may be deep."""
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        before, inside, after = _around(node, mark)
        yield before
        if inside:
            yield _flat(node.text)
            closing = [after]
            children = [piece for child in node for piece in (child, _flat(child.tail))]
            waiting.extend(reversed([*children, *closing]))


def _flat(text: str | None) -> str:
    """Text without line ends and tabs, which in the lines come from elements and marks alone."""
    return re.sub(r"[\n\t]", " ", text or "")


def _around(node: Any, mark: Callable[[Any], str]) -> tuple[str, bool, str]:
    """What stands before a node, whether its content is shown, what stands after it."""
    if not isinstance(node.tag, str) or node.tag in _SILENT:
        return "", False, ""
    if node.tag == "br":
        return "\n", False, ""
    words = mark(node)
    if words or node.tag in _BLOCKS:
        return "\n\n" + words, True, "\n\n"
    return "", True, ""


def paragraphs(lines: list[str]) -> str:
    """The running text of lines: paragraphs parted by one blank line.

    Every line is a paragraph, unless the lines were broken at a column's width; then blank lines part the paragraphs.
    """
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(collapse(line))
        elif blocks[-1]:
            blocks.append([])
    wrapped = _are_wrapped(blocks)
    texts = [" ".join(block) if wrapped else "\n\n".join(block) for block in blocks if block]
    return "\n\n".join(texts)


def _are_wrapped(blocks: list[list[str]]) -> bool:
    inner = [line for block in blocks for line in block[:-1]]
    longest = max((len(line) for block in blocks for line in block), default=0)
    is_column = bool(inner) and longest in WRAPPED_AT and all(len(line) in WRAPPED_AT for line in inner)
    return is_column and any(not line.endswith((".", "!", "?", "”", '"')) for line in inner)


def author_names(byline: str) -> tuple[str, ...]:
    """The names of a byline: "By Ann Lee and Bo Carr, Staff Writer" gives two; a byline beyond `MAX_NAMES` gives none."""
    if len(byline) > MAX_NAMES:
        return ()
    line = re.sub(r"^by[\s:]+", "", collapse(byline), flags=re.I)
    names = (re.sub(r"\s+in\s+[A-Z].*$", "", part.strip(" .|–—-")) for part in re.split(r"[,;&|]|\band\b", line))
    return tuple(dict.fromkeys(name for name in names if name and not _POSTS.search(name)))


def language_code(name: str) -> str | None:
    """The ISO 639-1 code of a language that is named in words ("English", "GERMAN; DEUTSCH"), or None."""
    return next((_LANGUAGES[word] for word in re.findall(r"\w+", name.lower()) if word in _LANGUAGES), None)
