"""Outlets that a question names: which, whether it asks what they say ("according to the BBC"), and whether only they may.

1. Names are found by the registry and the archive's own outlets, longest first, each place once.
2. Names in one run ("the BBC, Reuters and AFP") are judged together, by what stands before and after the run.
3. An outlet is *attributed* where a reporting verb, a kind of report or "according to" ties it to what is asked. Else the
   question is about it ("Who bought the Guardian?") and its name is a word like others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Article, outlet_id_of
from corpus.outlets import OutletRegistry

CREDITED = 0.5  # of the fit of an outlet's own article, for one that credits it or names it in its text
MAX_NAME_WORDS = 6

_SAY = (
    r"(?:report|sa(?:y|id)|writ|wrote|publish|claim|describ|cover|mention|put|quot|call|tell|told|not(?:e|ing)|explain"
    r"|cit(?:e|ing)"
    r"|state[ds]?\b|stating|reveal|present|portray|characteri[sz]|frame|argu|suggest"
    r"|give|gave|carr(?:y|ie)|print|broadcast|air(?:ed)?\b|confirm|know|learn|think|expect|believe|predict"
    r"|document|analy[sz]|summari[sz]|estimat|count|identif|name|show|list|point|assess"
    r"|comment|depict|find\b|found\b|make of|made of|ha(?:ve|s|d) (?:to say|on\b|about))"
)
_REPORT = (
    r"(?:reporting|reports?|coverage|articles?|stor(?:y|ies)|pieces?|accounts?|versions?|analys[ei]s|dispatch(?:es)?|headlines?"
    r"|editorials?|columns?|op-eds?|features?|interviews?|take|figures?|count|tally|bulletins?|news|pages|wire"
    r"|liveblog|live blog|explainer|investigation|view|words|sources|website|site)"
)
_THE = r"(?:(?:the|a|an|any|its|their|newspaper|magazine|agency|broadcaster|website|news agency|news site|outlet|paper)\s+)*"
_BEFORE = re.compile(
    rf"(?:\b(?:according (?:only |solely |exclusively )?to|as per|per|citing|quoting"
    rf"|as told by|in the words of|if we believe|as stated by)"
    rf"|\b{_REPORT}(?:\s+\w+){{0,2}}?\s+(?:by|in|of|from|on)"
    rf"|\b(?:reported|published|written|covered|described|told|said|carried|run|printed|quoted|posted|aired"
    rf"|broadcast|presented"
    rf"|mentioned|cited|portrayed|framed|characteri[sz]ed|revealed|documented|explained)(?:\s+\w+)?\s+(?:by|in|on)"
    rf"|\b(?:read|reads|see|seen|find|found|appear(?:s|ed)?|hear|heard|learn|learned|learnt|know|known|get|got|stands?|stood)"
    rf"(?:\s+\w+){{0,2}}?\s+(?:in|from|on)"
    rf"|\b(?:anything|something|everything|nothing|what is there|what's there|latest|news|word)\s+(?:from|by|in)"
    rf"|^\s*(?:in|from|on|for|per|by)|\b(?:quotes?|quotations?|statements?|lines?)\s+(?:from|in)"
    rf"|,\s*(?:says?|said|reports?|reported|writes?|wrote|adds?)"
    rf"|\b(?:what|how|when|where|who|why|which)\b[^?]*\b(?:does|did|do|has|have|is|was|were|are),?\s+(?:in|per))"
    rf"\s+{_THE}$",
    re.I,
)
_ASKS_DID = re.compile(rf"\b(?:did|does|do|has|have|had|would)\s+{_THE}$", re.I)
_ASKS_IS = re.compile(rf"\b(?:is|was|were|are)\s+{_THE}$", re.I)
_IS_SAYING = re.compile(rf"^\s+(?:also |now |still )?(?={_SAY})\w+ing\b", re.I)
_DOES_SAY = re.compile(rf"^\s+(?:(?:also|first|really|actually|ever|not|exactly|since|and others)\s+)*{_SAY}", re.I)
_AFTER = re.compile(
    rf"^(?:[’']s|[’'])?\s+(?:(?:own|latest|first|live|online|original|morning|front-page|news|exclusive|\d{{4}}|\w+day)\s+)*{_REPORT}\b"
    r"|^\s+(?:reports?|reported|reporting|says?|said|writes?|wrote|claims?|claimed|describes?|described|tells?|told|quotes?|quoted"
    r"|puts?|notes?|noted|mentions?|mentioned|published|covers?|covered|gives?|gave|explains?|explained|finds?|found"
    r"|calls|reveals?|revealed|estimates?|estimated|counts?|counted)\b"
    r"|^\s+on\b|^\s*:\s",
    re.I,
)
_ENDS_IN = re.compile(rf"(?:\b(?:in|by|per)\s+{_THE})$", re.I)
_ON_AIR = re.compile(rf"\bon\s+{_THE}$", re.I)
_OF_WHAT = re.compile(r"^\s+(?:about|regarding|concerning|on)\b", re.I)
_END = re.compile(r"^\s*[?.!]*\s*$|^\s*,")
_ABOUT_PASSIVE = re.compile(
    r"\b(?:bought|acquired|owned|sued|fired|hired|employed|paid|funded|founded|sold|led|banned|closed|hacked"
    r"|attacked|invested"
    r"|work(?:s|ed|ing)?"
    r"|shares?|stake|job|jobs|staff|layoffs?|strike|protest|advert\w*|money|retire[ds]?|resign(?:s|ed)?|office|offices"
    r"|offers?|for sale|presenters?|journalists?|reporters?|subscri\w+"
    r"|switch\w*|moved|donated|leaked|complain\w*|confiden\w+|trust)\b"
    r"[^?]*$",
    re.I,
)
_ONLY_BEFORE = re.compile(
    rf"(?:\b(?:only|just|solely|exclusively|nothing but|limit(?:ed)? (?:it )?to|restrict(?:ed)? (?:it )?to"
    rf"|keep to|stick to)"
    rf"(?:\s+(?:what(?: is| was|[’']s)?(?: said| reported| written)?|things?|articles?|reports?|stories|passages?"
    rf"|sources?|coverage|texts?|pieces?))?"
    rf"(?:\s+(?:from|by|in|of|via|according to|use|using|search|searching|with|on))\s+{_THE}"
    rf"|\b(?:use|search|show|ask|take|quote|cite|limit(?:ed)? to|restrict(?:ed)? to|keep to"
    rf"|stick to|nothing but)\s+(?:only\s+)?{_THE}"
    rf"|according (?:only|solely|exclusively) to\s+{_THE}|(?:^|[,;:(–—.?!]\s*)\s*only\s+{_THE})$",
    re.I,
)
_ONLY_AFTER = re.compile(
    r"^(?:\s+(?:articles?|reports?|reporting|coverage|stories|sources?|pieces|passages))?,?\s+(?:only|alone|exclusively)\b"
    r"(?=\s*(?:$|[?.!,:;)–—]|on\b|about\b|please\b))",
    re.I,
)
_IS_LIMITING = re.compile(r"\b(?:only|just|solely|exclusively|nothing but|limit\w*|restrict\w*|keep to|stick to)\b", re.I)
_LINK = re.compile(
    rf"^(?:[’']s)?\s*(?:(?:,|;|/|&|and|or|vs?\.?|versus|as well as|compared (?:with|to))\s*)+"
    rf"(?:(?:that of|what|by|in|from|how|according to|to|of|only)\s+)*{_THE}\s*$",
    re.I,
)
_COMPARES = re.compile(rf"\b(?:compare|contrast|differen\w+ between|between|both)\s+{_THE}$", re.I)
_COMPARED_SAYS = re.compile(rf"^(?:[’']s?)?\s*(?:$|[?.,]|{_REPORT}\b|on\b|{_SAY}|differ|agree|disagree)", re.I)


@dataclass(frozen=True)
class ReadOutlet:
    """An outlet that a question names; `attributed` where it asks what that outlet says, `only` where nobody else may."""

    words: str
    outlet_id: str
    name: str
    held: bool
    attributed: bool
    only: bool = False


@dataclass(frozen=True)
class _Mention:
    """A name at `[start, end)` of a question."""

    outlet: ReadOutlet
    start: int
    end: int


def read_outlets(question: str, registry: OutletRegistry, held: frozenset[str]) -> tuple[ReadOutlet, ...]:
    """The outlets that a question names, in order, each once; `held` are the ids of the archive's own."""
    found: dict[str, ReadOutlet] = {}
    for run in _runs(question, _mentions(question, registry, held)):
        attributed, only = _judged(question, run)
        for mention in run:
            outlet = replace(mention.outlet, attributed=attributed or only, only=only)
            before = found.get(outlet.outlet_id)
            if before is None or outlet.attributed > before.attributed or outlet.only > before.only:
                found[outlet.outlet_id] = outlet
    return tuple(found.values())


def outlet_fit(article: Article, outlets: Sequence[ReadOutlet]) -> float:
    """How well an article fits the outlets whose report is asked for: 1 is theirs, `CREDITED` credits or names one, else 0."""
    asked = [outlet for outlet in outlets if outlet.attributed]
    if any(article.outlet.outlet_id == outlet.outlet_id for outlet in asked):
        return 1.0
    return CREDITED if any(names_outlet(article, article.text, outlet) for outlet in asked) else 0.0


def names_outlet(article: Article, text: str, outlet: ReadOutlet) -> bool:
    """Whether an article credits an outlet as an original, or some of its text names it."""
    names = {outlet.words, outlet.name, outlet.name.removeprefix("The ")}
    credited = {outlet_id_of(original.name) for original in article.originals}
    if outlet.outlet_id in credited:
        return True
    return any(name in text and re.search(rf"\b{re.escape(name)}\b", text) for name in names)  # `in` is a hundred times faster


def _mentions(question: str, registry: OutletRegistry, held: frozenset[str]) -> list[_Mention]:
    found: list[_Mention] = []
    tokens = list(re.finditer(r"[\w.’'&-]*\w", question))
    for length in range(min(MAX_NAME_WORDS, len(tokens)), 0, -1):
        for run in (tokens[i : i + length] for i in range(len(tokens) - length + 1)):
            start = run[0].start()
            words = re.sub(r"[’']s$", "", question[start : run[-1].end()])
            outlet, end = _outlet_named(words, registry, held), start + len(words)
            if outlet and not any(start < m.end and m.start < end for m in found):
                found.append(_Mention(ReadOutlet(words, *outlet, outlet[0] in held, attributed=False), start, end))
    return sorted(found, key=lambda mention: mention.start)


def _outlet_named(words: str, registry: OutletRegistry, held: frozenset[str]) -> tuple[str, str] | None:
    """(outlet_id, name) where the words are an outlet's name as a person writes it: with capitals, or a domain."""
    if not any(c.isupper() for c in words) and "." not in words:
        return None
    entry = registry.find(words)
    if entry:
        return outlet_id_of(entry.name), entry.name
    outlet_id = outlet_id_of(words)
    return (outlet_id, words) if outlet_id in held else None


def _runs(question: str, mentions: Sequence[_Mention]) -> list[list[_Mention]]:
    """Mentions that are named in one breath, as runs."""
    runs: list[list[_Mention]] = []
    for mention in mentions:
        if runs and _LINK.match(question[runs[-1][-1].end : mention.start]):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _judged(question: str, run: Sequence[_Mention]) -> tuple[bool, bool]:
    """Whether the question asks what the outlets of a run say, and whether nobody else may."""
    before, after = question[: run[0].start], question[run[-1].end :]
    limits = bool(_ONLY_BEFORE.search(before)) and bool(_IS_LIMITING.search(before))
    only = limits or bool(_ONLY_AFTER.match(after))
    asked = (
        bool(_BEFORE.search(before))
        or bool(_AFTER.match(after))
        or bool(_ASKS_DID.search(before) and _DOES_SAY.match(after))
        or bool(_ASKS_IS.search(before) and _IS_SAYING.match(after))
        or bool(_ENDS_IN.search(before) and _END.match(after) and not _ABOUT_PASSIVE.search(before))
        or bool(_ON_AIR.search(before) and _OF_WHAT.match(after))
        or bool(len(run) > 1 and _COMPARES.search(before) and _COMPARED_SAYS.match(after))
    )
    return asked, only
