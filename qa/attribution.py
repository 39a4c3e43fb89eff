"""Who says it: the speaker of a quotation, where the sentence itself says so. Precision before recall."""

import re
from collections.abc import Iterable

from qa.answer import Span, Speaker

_PERSON = r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
_VERB = r"(?:said|says|told|stated|added|announced|declared|wrote|tweeted|warned|noted|stressed|claimed)"
_FORMS = (
    re.compile(rf"[,.?!…][”\"’']+\s*{_PERSON} {_VERB}\b"),
    re.compile(rf"[,.?!…][”\"’']+\s*{_VERB} (?:the |a |an )?{_PERSON}"),
    re.compile(rf"[,.?!…][”\"’']+\s*[^.“”\"]{{0,20}}?{_PERSON} {_VERB}\b"),
)
_NO_PERSON = frozenset(("He", "She", "It", "They", "We", "The", "A", "In", "But", "And"))


def speaker_of(text: str, spans: Iterable[Span]) -> Speaker | None:
    """The first speaker named right after a quotation in one of the spans, as a slice of the text; None where none is."""
    for start, end in spans:
        for form in _FORMS:
            match = form.search(text, start, end)
            if match and match.group("name").split()[0] not in _NO_PERSON:
                return Speaker(match.group("name"), match.start("name"), match.end("name"))
    return None
