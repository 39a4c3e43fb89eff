"""A question to what is asked of the archive: its operators, its words, its limits, its spellings, and the turn it leans on."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from corpus.aliases import general_aliases
from corpus.filters import Filters
from corpus.outlets import OutletRegistry
from qa.dependence import Dependence, dependence
from qa.dialogue import Completion, complete
from qa.expansion import expansions
from qa.holdings import Holdings
from qa.operators import Operators, read_operators
from qa.options import Options
from qa.question import Interpretation, interpret
from qa.shapes import AnswerShape
from qa.sides import kept_to
from qa.turns import Turn


@dataclass(frozen=True)
class Read:
    """A question as it was typed, as it is asked, and whether it leans on the turn before; both are one where it stands alone."""

    bare: Interpretation
    chosen: Interpretation
    leaning: Dependence

    @classmethod
    def alone(cls, question: Interpretation) -> Self:
        """A question that leans on nothing."""
        return cls(question, question, "alone")


class QuestionReader:
    """Reads questions as they are asked of one archive."""

    def __init__(self, holdings: Holdings, registry: OutletRegistry) -> None:
        self.holdings = holdings
        self.registry = registry
        self._aliases = general_aliases().extended(holdings.folder / "aliases.toml")

    def read(self, question: str, filters: Filters, last: Turn | None, today: date, options: Options) -> Read:
        """A question as typed, and completed where it leans on the last turn; the operators of that are not carried over."""
        operators = read_operators(question)
        bare = self._interpreted(Completion(operators.question), operators, filters, today, options)
        leaning = dependence(bare, last) if last else "alone"
        if last is None or leaning == "alone":
            return Read.alone(bare)
        completion = complete(bare, last, self._rarity)
        return Read(bare, self._interpreted(completion, operators, filters, today, options), leaning)

    def _rarity(self, word: str) -> float:
        return max((self.holdings.rarity(term) for term in self.holdings.terms(word)), default=0.0)

    def _interpreted(
        self, completion: Completion, operators: Operators, filters: Filters, today: date, options: Options
    ) -> Interpretation:
        """A question that stands alone, with what its operators limit and the other spellings it is searched with."""
        held = [count.outlet.outlet_id for count in self.holdings.outlets()]
        newest = self.holdings.coverage(Filters()).last
        read = interpret(completion.text, filters, today, self.registry, held, completion.carried, newest)
        understood = replace(
            read,
            from_passage=completion.from_passage,
            excluded=operators.excluded,
            authors=operators.authors,
            first=read.first or options.first,
            strictness=options.strictness,
        )
        understood = replace(understood, filters=self._limited(understood))
        expanded = expansions(understood, self._aliases, self.holdings) if options.expand else ()
        if not expanded:
            return understood
        spelled = replace(understood, expansions=expanded)
        return replace(spelled, shape=AnswerShape.of(spelled.reworded))  # whose words are asked for, as the archive spells them

    def _limited(self, question: Interpretation) -> Filters:
        """The person's filters with the limits that the question itself sets: only an outlet, an author, words left out."""
        filters = kept_to(question.filters, [outlet.outlet_id for outlet in question.outlets if outlet.only])
        if question.authors:
            by_all = frozenset.intersection(*(self.holdings.articles_by(author) for author in question.authors))
            filters = replace(filters, within=by_all if filters.within is None else by_all & filters.within)
        return replace(filters, without_words=(*filters.without_words, *question.excluded))
