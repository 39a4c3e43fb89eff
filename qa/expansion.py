"""Names in all their spellings: what a question is searched for beside its own words.

1. Names of the alias table, of one word or several, with those of their other spellings that stand in the archive.
2. A word that stands nowhere, not even by an alias: the archive's own words that are the same in another spelling, else a slip
   away; else names of the table that are, with their aliases.

Numbers, short words, phrases in quotation marks, words in capitals and outlets whose report is asked for stay as they are.
"""

import re
from collections.abc import Iterable

from corpus.aliases import AliasTable
from corpus.spelling import may_differ, nearest
from corpus.text import fold
from qa.holdings import Holdings
from qa.question import PHRASE, Expansion, Interpretation

MAX_SPELLINGS = 6  # of one name; a table's group is rarely longer
RARER = 2.0  # of rarity, some seven times fewer passages; of 0.3, 1, 2 and never the best on spellings and the karabakh sets


def expansions(question: Interpretation, aliases: AliasTable, holdings: Holdings) -> tuple[Expansion, ...]:
    """The expansions of a question, in the order of its words; none where all its words are searched as they are."""
    by_table = _by_table(question, aliases, holdings)
    covered = {word for expansion in by_table for word in re.findall(r"\w+", expansion.words)}
    phrased = " ".join(question.phrases)
    lacking = (word for word in question.words if word not in covered and word not in phrased and not holdings.holds_word(word))
    by_letters = [found for word in lacking if (found := _by_letters(word, question, aliases, holdings))]
    return tuple(sorted([*by_table, *by_letters], key=lambda e: question.completed.find(e.words)))


def _by_table(question: Interpretation, aliases: AliasTable, holdings: Holdings) -> list[Expansion]:
    found = {}
    for name in aliases.found_in(_open_text(question)):
        spellings = _standing(name.words, name.others, holdings)
        if spellings and name.words not in found:
            rarer = _rarity(name.words, holdings) - _rarity(spellings[0], holdings)
            stands = holdings.holds_words(name.words)
            found[name.words] = Expansion(name.words, spellings, "alias", stands, rare=stands and rarer > RARER)
    return list(found.values())


def _open_text(question: Interpretation) -> str:
    """The question without what is not to be expanded, the rest in its place."""
    text = PHRASE.sub(lambda match: " . " * (len(match.group()) // 3), question.completed)
    for outlet in question.outlets:
        text = text.replace(outlet.words, " . ") if outlet.attributed else text
    return text


def _standing(words: str, others: Iterable[str], holdings: Holdings) -> tuple[str, ...]:
    """Those of other spellings that stand in the archive and are searched as other words, commonest first."""
    seen, standing = {tuple(holdings.terms(words))}, []
    for other in others:
        terms = tuple(holdings.terms(other))
        if terms not in seen and holdings.holds_words(other):
            standing.append((_rarity(other, holdings), other))
        seen.add(terms)
    return tuple(other for _, other in sorted(standing)[:MAX_SPELLINGS])


def _rarity(words: str, holdings: Holdings) -> float:
    """The rarity of a name: that of its rarest word."""
    return max(holdings.rarity(term) for term in holdings.terms(words))


def _by_letters(word: str, question: Interpretation, aliases: AliasTable, holdings: Holdings) -> Expansion | None:
    folded = holdings.folded_words(word)
    is_name = any(word in name.split() for name in question.names) or (word[0].isupper() and not word.isascii())
    if len(folded) != 1 or word.isupper() or not may_differ(folded[0], is_name):
        return None
    near = holdings.words_near(folded[0])
    found = nearest(folded[0], near)
    if found:
        kind, names = found
        with_aliases = [near[name] for name in names] + [other for name in names for other in aliases.spellings(name)]
        return Expansion(word, _standing(word, with_aliases, holdings), kind, stands=False)
    return _by_names_of_table(word, folded[0], aliases, holdings)


def _by_names_of_table(word: str, folded: str, aliases: AliasTable, holdings: Holdings) -> Expansion | None:
    """A slip in a name that the archive holds under an alias only."""
    found = nearest(folded, aliases.single_words())
    spellings = _standing(word, [other for name in found[1] for other in aliases.spellings(name)], holdings) if found else ()
    return Expansion(word, spellings, found[0], stands=False) if found and spellings else None


def covers(expansion: Expansion, word: str) -> bool:
    """Whether a word is the one, or one of those, that an expansion stands for."""
    return fold(word) in re.findall(r"\w+", fold(expansion.words))


def spellings_of(question: Interpretation, word: str) -> tuple[str, ...]:
    """The other spellings of a word, where it is one that the question is searched with, as asked or instead of that."""
    return tuple(
        other
        for expansion in question.expansions
        for spellings in [(expansion.words, *expansion.spellings)]
        if covers(expansion, word) or fold(word) in map(fold, spellings)
        for other in spellings
        if fold(other) != fold(word)
    )
