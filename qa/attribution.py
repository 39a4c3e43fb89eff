"""Who says it: the speaker of a sentence, where the article itself says so. Precision before recall: else nobody is named.

A sentence's speaker is, in this order:

1. who the sentence names as saying something (`qa.saying`);
2. whom its "he said" or "she said" stands for, where only one person was named before (`qa.antecedents`);
3. of a sentence inside a quotation, or one that is all quotation: whom the words after its end or before its beginning name,
   else who spoke the quotation right before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.passages import is_heading, split_sentences
from qa.answer import Span, Speaker
from qa.antecedents import Named, antecedent, is_generic, is_person
from qa.quotations import Quotation, masked, quotations_of
from qa.saying import Said, said_in

BEFORE, AFTER = 2_500, 1_500  # characters around a passage in which its speakers are looked for
STEPS = 6  # sentences of one quotation, or of one run of quotations, that are followed


def speaker_of(text: str, spans: Iterable[Span]) -> Speaker | None:
    """The speaker of the first of some sentences that has one; None where nobody is named for certain."""
    return next((speaker for speaker in speakers_of(text, tuple(spans)) if speaker), None)


def different_speakers(text: str, spans: Sequence[Span]) -> list[Speaker]:
    """The speakers of some sentences, in order, each name once."""
    found: dict[str, Speaker] = {}
    for speaker in speakers_of(text, spans):
        if speaker:
            found.setdefault(speaker.name, speaker)
    return list(found.values())


def speakers_of(text: str, spans: Sequence[Span]) -> list[Speaker | None]:
    """The speaker of each sentence, in order; `spans` are sentences of `text`."""
    if not spans:
        return []
    surroundings = Surroundings.of(text, min(a for a, _ in spans), max(b for _, b in spans))
    return [surroundings.speaker(span) for span in spans]


@dataclass(frozen=True)
class Surroundings:
    """A stretch of whole paragraphs of an article: its sentences and quotations."""

    text: str
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    _masked: dict[int, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Surroundings":
        """Those of `text[start:end]`: so much before and after, to the ends of the paragraphs."""
        first = text.rfind("\n\n", 0, max(0, start - BEFORE)) + 1
        last = text.find("\n\n", min(len(text), end + AFTER))
        stop = len(text) if last < 0 else last
        spans = tuple(split_sentences(text, first, stop))
        return cls(text, spans, tuple(quotations_of(text, first, stop)))

    def speaker(self, span: Span) -> Speaker | None:
        """Who speaks in `span`: of its first sentence that has a speaker."""
        inside = (i for i, (start, end) in enumerate(self.sentences) if start < span[1] and span[0] < end)
        return next((speaker for i in inside if (speaker := self._speaker(i, STEPS))), None)

    def _speaker(self, index: int, steps: int) -> Speaker | None:
        if steps < 0 or index < 0 or is_heading(self.text, self.sentences[index]):
            return None
        said = self._said(index)
        if said is None:
            return self._of_quotation(index, steps)
        return self._resolved(index, said, steps)

    def _resolved(self, index: int, said: Said, steps: int) -> Speaker | None:
        if not said.pronoun:
            return None if is_generic(self.text, said.name) else self._named(said.name, said.evidence)
        named = self._antecedent(index, said, steps)
        return self._named(named, said.evidence) if named else None

    def _named(self, name: Span, evidence: Span) -> Speaker:
        return Speaker(self.text[name[0] : name[1]], *name, *evidence)

    def _said(self, index: int) -> Said | None:
        """The form in a sentence, with places in the text."""
        said = said_in(self.masked(index))
        if said is None:
            return None
        begin = self.sentences[index][0]
        name, evidence = ((a + begin, b + begin) for a, b in (said.name, said.evidence))
        return Said(name, evidence, said.pronoun)

    def masked(self, index: int) -> str:
        """A sentence with its quotations masked."""
        if index not in self._masked:
            self._masked[index] = masked(self.text, list(self.quotations), *self.sentences[index])
        return self._masked[index]

    def _antecedent(self, index: int, said: Said, steps: int) -> Span | None:
        """The name for which a pronoun stands: of who spoke before, or of the one person named before."""
        start = self.sentences[index][0]
        own = Named(self.masked(index), start)
        before = []
        for i in range(index - 1, max(-1, index - 1 - 3), -1):
            if is_heading(self.text, self.sentences[i]):
                break
            speaker = self._speaker(i, steps - 1)
            person = (speaker.start, speaker.end) if speaker and is_person(self.text, (speaker.start, speaker.end)) else None
            heard = self._heard(i, speaker)
            before.append(
                Named(self.masked(i), self.sentences[i][0], person, speaker is not None or self._said(i) is not None, heard)
            )
        return antecedent(self.text, self.text[said.name[0] : said.name[1]].lower(), own, before)

    def _heard(self, index: int, speaker: Speaker | None) -> str:
        """The words outside quotations from where a sentence's speaker is named to its end."""
        named_in = self._sentence_at(speaker.evidence[0]) if speaker else None
        first = index if named_in is None else min(named_in, index)
        return " ".join(self.masked(i) for i in range(first, index + 1))

    def _of_quotation(self, index: int, steps: int) -> Speaker | None:
        start, end = self.sentences[index]
        quotation = next((q for q in self.quotations if q.start <= start < q.end), None)
        if quotation is None or not self._is_speech(quotation, end):
            return None
        return self._named_after(index, quotation, steps) or self._named_before(index, quotation, steps)

    def _is_speech(self, quotation: Quotation, sentence_end: int) -> bool:
        """Whether a quotation is more than a title or a few words at the head of a sentence."""
        inside = self.text[quotation.start : quotation.end - 1].rstrip("’'")
        return quotation.end >= sentence_end or inside.endswith((",", ".", "?", "!", "…"))

    def _named_after(self, index: int, quotation: Quotation, steps: int) -> Speaker | None:
        """Whom the words after the end of the quotation name, in the sentence in which it ends."""
        last = self._sentence_at(quotation.end - 1)
        if last is None:
            return None
        if last == index:
            following = self._following(quotation)
            return (
                self._named_after(index, following, steps - 1)
                if following and steps > 0
                else self._named_next(index, quotation, steps)
            )
        said = self._said(last)
        if said and said.name[0] >= quotation.end:
            return self._resolved(last, said, steps - 1)
        return None

    def _named_next(self, index: int, quotation: Quotation, steps: int) -> Speaker | None:
        """Whom the next sentence names at its beginning, where the quotation ends in a mark of its own: “Stop!” Holt said."""
        end = self.sentences[index][1]
        if quotation.end != end or self.text[end - 2] not in "?!" or index + 1 == len(self.sentences):
            return None
        start, said = self.sentences[index + 1][0], self._said(index + 1)
        same_paragraph = "\n" not in self.text[end:start]
        return self._resolved(index + 1, said, steps - 1) if said and same_paragraph and said.evidence[0] == start else None

    def _following(self, quotation: Quotation) -> Quotation | None:
        """The quotation that goes on in the next paragraph, where this one is not closed."""
        if quotation.closed:
            return None
        return next(
            (q for q in self.quotations if q.start >= quotation.end and not self.text[quotation.end : q.start].strip()), None
        )

    def _named_before(self, index: int, quotation: Quotation, steps: int) -> Speaker | None:
        """Whom the words before the quotation name, or who spoke the quotation that ends right before it."""
        first = self._sentence_at(quotation.start)
        if first is None:
            return None
        said = self._said(first)
        if said:
            return self._resolved(first, said, steps - 1) if said.name[0] < quotation.start else None
        if quotation.start != self.sentences[first][0] or first == 0:
            return None
        return self._speaker(first - 1, steps - 1) if self._leads_on(first - 1) else None

    def _leads_on(self, index: int) -> bool:
        """Whether the sentence before a quotation introduces it or quotes the same speaker."""
        start, end = self.sentences[index]
        introduces = self.text[end - 1] == ":"
        return introduces or any(q.start < end and start < q.end and self._is_speech(q, end) for q in self.quotations)

    def _sentence_at(self, place: int) -> int | None:
        return next((i for i, (a, b) in enumerate(self.sentences) if a <= place < b), None)
