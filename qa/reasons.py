"""Hard reasons to abstain: what needs no weighing, since the archive plainly does not hold it."""

import re
from collections.abc import Callable, Sequence

from corpus.aliases import AliasTable
from corpus.archive import Coverage
from corpus.filters import Filters
from qa.answer import Abstention
from qa.evidence import Candidate
from qa.holdings import Holdings
from qa.question import Interpretation

OUTLETS_NAMED = 8  # at most so many held outlets are named where a chosen one is not held


class HardReasons:
    """The checks, in the order in which they are made; the first that holds is the reason."""

    def __init__(self, holdings: Holdings, aliases: AliasTable) -> None:
        self._holdings = holdings
        self._aliases = aliases

    def find(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        """The first reason that holds, or None where the evidence must be weighed."""
        checks: tuple[Callable[[Interpretation, Coverage], Abstention | None], ...] = (
            self._outlet_missing,
            self._nothing_asked,
            self._nothing_searched,
            self._period_missing,
            self._name_missing,
        )
        return next((reason for check in checks if (reason := check(question, coverage))), None)

    def _nothing_asked(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        if question.words or question.phrases:
            return None
        return Abstention("empty_question", "The question has no word that can be looked for.")

    def _nothing_searched(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        chosen = question.filters.outlet_ids
        if chosen and not self._holdings.coverage(Filters(outlet_ids=chosen)).n_articles:
            held = ", ".join(count.outlet.name for count in self._holdings.outlets()[:OUTLETS_NAMED] if count.outlet.is_known)
            return Abstention(
                "outlet_not_held", f"The archive holds nothing by the chosen outlets; it holds: {held or 'no known outlet'}."
            )
        if coverage.n_articles == 0:
            return Abstention("nothing_searched", "No article lies within the chosen outlets and dates.")
        return None

    def _outlet_missing(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        """An outlet whose report is asked for, which the archive neither holds nor mentions."""
        for outlet in question.outlets:
            if outlet.attributed and not outlet.held and not self._stands(outlet.words, exactly=True):
                return Abstention("outlet_not_held", f"The archive holds nothing by {outlet.name}, and no article names it.")
        return None

    def _period_missing(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        """A period of which the whole archive holds no article, and whose year no article mentions."""
        for period in question.dates:
            held = self._holdings.coverage(Filters(first=period.first, last=period.last)).n_articles
            if not held and not self._stands(str(period.first.year), exactly=True):
                whole = self._holdings.coverage(Filters())
                span = f"its dated articles run from {whole.first} to {whole.last}" if whole.first else "it has no dated articles"
                return Abstention("period_not_covered", f"The archive holds nothing of {period.words}: {span}.")
        return None

    def _name_missing(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        held = {outlet.words for outlet in question.outlets if outlet.held}
        for name in question.names:
            own = name not in (
                *question.carried_over,
                *question.from_passage,
            )  # what came from before was judged there
            if own and name not in held and not self._name_stands(name):
                return Abstention("name_unknown", f"“{name}” stands nowhere in the archive.")
        return None

    def _name_stands(self, name: str) -> bool:
        """Whether a name stands in the archive: its words together, or its last word as a name of its own, in any spelling.

        All words somewhere are not enough: "European Parliament" is not held where only "European" and "parliament" are.
        """
        words = re.findall(r"\w+", name)
        if not self._stands(name):
            return False
        if len(words) < 2 or self._holdings.stand_together(words) or not self._holdings.holds_word(words[-1], exactly=True):
            return True  # one word; the words together; a last word that is held in another spelling only
        return any(self._holdings.stands_as_name(last) for last in (words[-1], *self._aliases.spellings(words[-1])))

    def _stands(self, name: str, exactly: bool = False) -> bool:
        """Whether every word of a name, or another spelling of it, stands somewhere in the archive."""
        return all(
            any(self._holdings.holds_word(spelling, exactly) for spelling in (word, *self._aliases.spellings(word)))
            for word in re.findall(r"\w+", name)
        )


def not_said(question: Interpretation, ordered: Sequence[Candidate]) -> Abstention | None:
    """For a question of what somebody said: that no passage near it has them say anything."""
    if question.shape.kind != "statement" or any(s.has_shape for c in ordered for s in c.match.sentences):
        return None
    return Abstention("not_said", f"No passage near the question gives words of {question.shape.speaker}.")


def phrase_not_found(question: Interpretation, ordered: Sequence[Candidate]) -> Abstention | None:
    """For a question with words in quotation marks: that no passage holds them verbatim."""
    if not question.phrases or ordered:
        return None
    return Abstention("phrase_not_found", f"“{question.phrases[0]}” stands in no passage word for word.")


def too_weak() -> Abstention:
    """The abstention of a ranking that does not support an answer."""
    return Abstention("too_weak", "No passage supports an answer; the nearest ones are too weak.")
