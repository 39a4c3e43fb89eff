"""Who wrote it, as a page says.

1. persons of JSON-LD (`name`, `givenName` and `familyName`, or a `byline`), references followed
2. meta elements that name an author, in the order below
3. the page's own byline: `rel=author`, `itemprop=author`, or a class that says "author" or "byline"
4. the outlet itself, where a page gives no other author

An address, an account, a template's word ("admin") or the outlet's own name is no author before rule 4.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.article import outlet_id_of
from corpus.readers.page_metadata import PageMetadata, as_list, text_of, words

_AUTHOR_META = (
    "article:author", "author", "articleauthor", "byl", "parsely-author", "sailthru.author", "cxenseparse:author",
    "dc.creator", "dcterms.creator", "dc.creator.name", "article:author_name", "authors", "article_author", "byline",
)  # fmt: skip
_NO_NAMES = re.compile(
    r"https?:|www\.|^@|\w@\w|^(admin(istrator)?|editor|redaktion|redaction|staff|web ?master|developer|guest|user|n/?a|none|null"
    r"|anonymous|unknown)$|\bdeveloper$",
    re.I,
)
_BY = re.compile(r"^(?:written\s+)?(?:by|von|par|por|di|da|door|av|af|autor(?:en)?|texte?|text)\b\s*:?\s+|^by\s*:", re.I)
_BETWEEN = re.compile(r"\s*(?:,|;|\||／|、|\band\b|\bund\b|\by\b(?=\s[A-ZÀ-Þ])|&|\n)\s*")
_ROLE = re.compile(
    r"\s*[,(–—-]\s*(?:\w+\s){0,2}(?:[\w-]*(?:journalist|redakt|reporter|editor|correspond|korrespondent|writer|autor|columnist)[\w/:-]*).*$",
    re.I,
)
_IN_BYLINE = (
    "//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author')"
    " or contains(@class,'Author') or contains(@class,'Byline')]"
)
MAX_BYLINE = 90  # characters; a longer element with such a class is a portrait of the author, not the byline
MAX_NAME = 60  # characters


def authors_of(page: PageMetadata, tree: Any, outlet_names: Iterable[str]) -> tuple[str, ...]:
    """The authors a page names, in its order, each once; none where it names none."""
    outlets = {outlet_id_of(name) for name in outlet_names if name}
    sources = (_in_json, _in_meta, lambda p: _in_bylines(tree))
    fallback: tuple[str, ...] = ()
    for source in sources:
        named = tuple(dict.fromkeys(name for name in source(page) if is_name(name)))
        persons = tuple(name for name in named if outlet_id_of(name) not in outlets)
        if persons:
            return persons
        fallback = fallback or named
    return fallback


def _in_json(page: PageMetadata) -> Iterator[str]:
    for author in page.objects_of("author"):
        for one in as_list(author):
            yield from split_names(_json_name(one))


def _json_name(author: Any) -> str:
    if not isinstance(author, dict):
        return words(text_of(author))
    parts = (text_of(author.get("givenName")), text_of(author.get("familyName")))
    return words(text_of(author.get("name")) or " ".join(part for part in parts if part) or text_of(author.get("byline")))


def _in_meta(page: PageMetadata) -> Iterator[str]:
    for name in _AUTHOR_META:
        named = [one for one in split_names(words(page.meta.get(name))) if is_name(one)]
        if named:
            yield from named
            return
    for number in ("1", "2"):
        if re.match(r"written by|author|verfasst|escrito|écrit|door|von", page.meta.get(f"twitter:label{number}", ""), re.I):
            yield from split_names(words(page.meta.get(f"twitter:data{number}")))


def _in_bylines(tree: Any) -> Iterator[str]:
    """The names in the first elements that are marked as byline and are short enough to be one."""
    for element in tree.xpath(_IN_BYLINE)[:12]:
        if element.tag in ("script", "style", "img", "meta", "link", "body", "html", "input", "form"):
            continue
        named = [name for name in split_names(words(" ".join(element.itertext()))[: MAX_BYLINE + 1]) if is_name(name)]
        if (
            named
            and len(" ".join(element.itertext()).strip()) <= MAX_BYLINE
            and re.search(r"[^\W\d_]\s+[^\W\d_]", " ".join(named))
        ):
            yield from named
            return


def split_names(byline: str) -> list[str]:
    """The names of a byline: "By Ann Lee and Bo Carr | Harl" gives "Ann Lee", "Bo Carr", "Harl"."""
    bare = _ROLE.sub("", _BY.sub("", byline.strip()))
    return [name.strip(" .|–—-:") for name in _BETWEEN.split(bare) if name.strip(" .|–—-:")]


def is_name(text: str) -> bool:
    """Whether words can be somebody's name: letters, no address, no long sentence."""
    return (
        2 <= len(text) <= MAX_NAME
        and len(text.split()) <= 7
        and re.search(r"[^\W\d_]{2}", text) is not None
        and not _NO_NAMES.search(text)
    )
