"""Markup that would hold the parser or what comes after it for minutes, told before it is parsed.

libxml2 compares every attribute of an element with all before it (40,000 take 2 s, 300,000 two minutes); everything behind
the parser goes through all elements again and again (100,000 paragraphs take some 13 s).
"""

import re
from itertools import islice

MAX_ATTRIBUTES = 1_000  # of one element; those beyond are left out, which costs no text
HARMLESS = 100_000  # characters of markup that hold too few attributes to take the parser a second
MAX_TAGS = 100_000  # opening and closing ones of a page; of 127 real news pages the largest has 8,093

# Every alternative matches whatever follows, and gives nothing back: one pass over the markup, however broken it is.
_TAG = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+"  # a comment
    r"|<(script|style)\b(?:[^<]++|<(?!/\1\b))*+"  # what holds no markup
    r"|(?P<tag><[a-z](?:[^=>]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+>?)",
    re.I,
)
_ATTRIBUTE = re.compile(r"[\s/]+[^\s/=>][^\s/=>]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+))?")


def guarded(markup: str) -> str:
    """The markup without attributes beyond `MAX_ATTRIBUTES` on an element.

    Raises:
        ValueError: where it has more than `MAX_TAGS`.
    """
    n_tags = markup.count("<")
    if n_tags > MAX_TAGS:
        raise ValueError(f"a page of {n_tags:,} tags; at most {MAX_TAGS:,} are read")
    return _TAG.sub(_with_few_attributes, markup) if len(markup) >= HARMLESS else markup


def _with_few_attributes(match: re.Match[str]) -> str:
    tag = match["tag"]
    if not tag or len(tag) < 2 * MAX_ATTRIBUTES:
        return match.group()
    last = next(islice(_ATTRIBUTE.finditer(tag), MAX_ATTRIBUTES - 1, None), None)
    return match.group() if last is None else f"{tag[: last.end()]}>"
