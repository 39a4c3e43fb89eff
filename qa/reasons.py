"""Hard reasons to abstain: what needs no weighing, since the archive plainly does not hold it."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from corpus.archive import Coverage
from corpus.filters import Filters
from qa.answer import Abstention
from qa.evidence import Candidate
from qa.expansion import covers
from qa.holdings import Holdings
from qa.outlet_mentions import ReadOutlet, names_outlet
from qa.question import Interpretation

NEAR_SHARE = 0.5  # of the best passage's share of the question: what holds less is not near it; not tuned
_PAST = re.compile(r"\b(?:did|was|were|had|won|went|became|\w{3,}ed)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:will|would|plan\w*|expect\w*|schedul\w*|forecast\w*|predict\w*|project\w*|propos\w*|due|set to|going to)\b", re.I
)
OUTLETS_NAMED = 8  # at most so many held outlets are named where a chosen one is not held


class HardReasons:
    """The checks, in the order in which they are made; the first that holds is the reason."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def find(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        """The first reason that holds, or None where the evidence must be weighed."""
        checks: tuple[Callable[[Interpretation, Coverage], Abstention | None], ...] = (
            self._outlet_missing,
            self._nothing_asked,
            self._author_missing,
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

    def _author_missing(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        """An author whose articles alone are asked for, and who wrote none of those held."""
        missing = next((author for author in question.authors if not self._holdings.articles_by(author)), None)
        return Abstention("author_not_held", f"No article names {missing} as its author.") if missing else None

    def _outlet_missing(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        """Outlets whose report is asked for, none of which the archive holds; nor, unless only theirs is asked for, mentions."""
        asked = [outlet for outlet in question.outlets if outlet.attributed]
        for outlet in asked:
            if outlet.held or (not outlet.only and self._stands(question, outlet.words)):
                return None
        if not asked:
            return None
        names = " or ".join(outlet.name for outlet in asked)
        mentioned = "" if asked[0].only else ", and no article names it" if len(asked) == 1 else ", and no article names them"
        return Abstention("outlet_not_held", f"The archive holds nothing by {names}{mentioned}.")

    def _period_missing(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        """A period of which the whole archive holds no article, and which none can tell of.

        None can where it never mentions the year, and where the question names a year and takes for past what comes after the
        archive's last day: a year to come may be mentioned, as a plan is, but not what happened in it.
        """
        for period in question.dates:
            if period.year_guessed or period.first is None:
                continue  # a year that nobody said; all time before a day
            if self._holdings.coverage(Filters(first=period.first, last=period.last)).n_articles:
                continue
            whole = self._holdings.coverage(Filters())
            is_after = whole.last is not None and period.first > whole.last and str(period.first.year) in period.words
            is_over = is_after and _takes_for_past(question.completed)
            if is_over or not self._holdings.holds_word(str(period.first.year)):
                span = f"its dated articles run from {whole.first} to {whole.last}" if whole.first else "it has no dated articles"
                return Abstention("period_not_covered", f"The archive holds nothing of {period.words}: {span}.")
        return None

    def _name_missing(self, question: Interpretation, coverage: Coverage) -> Abstention | None:
        held = {outlet.words for outlet in question.outlets if outlet.held}
        held |= {word for period in question.dates for word in period.words.split()}  # a month is no name: its days are judged
        for name in question.names:
            before = name in (*question.carried_over, *question.from_passage)  # what came from there was judged there
            if not before and name not in held and not self._name_stands(question, name):
                return Abstention("name_unknown", f"“{name}” stands nowhere in the archive.")
        return None

    def _name_stands(self, question: Interpretation, name: str) -> bool:
        """Whether a name stands in the archive: its words together, or its last word as a name of its own, in any spelling.

        All words somewhere are not enough: "European Parliament" is not held where only "European" and "parliament" are. Of a
        long run of capitals ("NHL Stanley Cup Finals") two neighbours are enough: it may be several names.
        """
        words = re.findall(r"\w+", name)
        if not self._stands(question, name):
            return False
        if any(all(covers(expansion, word) for word in words) for expansion in question.expansions):
            return True
        if len(words) < 2 or self._holdings.stand_together(words) or not self._holdings.holds_word(words[-1]):
            return True  # one word; the words together; a last word that is held in another spelling only
        if len(words) > 2 and any(self._holdings.stand_together(list(pair)) for pair in pairwise(words)):
            return True
        return any(self._holdings.stands_as_name(last) for last in (words[-1], *_spellings(question, words[-1])))

    def _stands(self, question: Interpretation, name: str) -> bool:
        """Whether every word of a name, or another spelling under which it is searched, stands somewhere in the archive."""
        return all(self._holdings.holds_word(word) or _spellings(question, word) for word in re.findall(r"\w+", name))


def _takes_for_past(question: str) -> bool:
    """Whether a question speaks of something that has happened, and not of what is planned or foreseen."""
    return bool(_PAST.search(question)) and not _TO_COME.search(question)


def _spellings(question: Interpretation, word: str) -> tuple[str, ...]:
    """The other spellings under which a word is searched: all of them stand in the archive."""
    return tuple(name for expansion in question.expansions if covers(expansion, word) for name in expansion.spellings)


def quoting_outlet(question: Interpretation, ordered: Sequence[Candidate]) -> Sequence[Candidate]:
    """What can tell of an outlet that is asked for and not held: what names or credits it; all for any other question."""
    asked = _not_held(question)
    return [c for c in ordered if any(names_outlet(c.article, c.article.text, o) for o in asked)] if asked else ordered


def _not_held(question: Interpretation) -> list[ReadOutlet]:
    """The outlets whose report is asked for, where the archive holds none of them."""
    asked = [outlet for outlet in question.outlets if outlet.attributed]
    return [] if any(outlet.held for outlet in asked) else asked


def outlet_not_quoted(question: Interpretation, ordered: Sequence[Candidate]) -> Abstention | None:
    """For an outlet that is asked for and not held: that no passage near the question names it, nor credits its article to it."""
    asked = _not_held(question)
    if not asked:
        return None
    bar = NEAR_SHARE * max((c.match.coverage for c in ordered), default=0.0)
    near = [c for c in ordered if c.match.coverage >= bar]
    if any(names_outlet(c.article, _passage(c), outlet) for c in near for outlet in asked):
        return None
    names = " or ".join(outlet.name for outlet in asked)
    return Abstention("outlet_not_held", f"The archive holds nothing by {names}, and no passage near the question names it.")


def _passage(candidate: Candidate) -> str:
    return candidate.article.text[candidate.hit.passage.start : candidate.hit.passage.end]


def phrase_not_found(question: Interpretation, ordered: Sequence[Candidate]) -> Abstention | None:
    """For a question with words in quotation marks: that no passage holds them verbatim."""
    if not question.phrases or ordered:
        return None
    return Abstention("phrase_not_found", f"“{question.phrases[0]}” stands in no passage word for word.")


def too_weak() -> Abstention:
    """The abstention of a ranking that does not support an answer."""
    return Abstention("too_weak", "No passage supports an answer; the nearest ones are too weak.")
