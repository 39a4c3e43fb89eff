"""Whom a quote itself credits."""

from dataclasses import replace

import pytest

from corpus.outlets import general_registry
from qa.credits import with_credits
from tests.qa.made import made_evidence


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("AFP reported that the dam leaked.", [("AFP", "AFP reported")]),
        ("On Monday Reuters reported a leak.", [("Reuters", "Reuters reported")]),
        ("“It leaked,” Holt told Reuters.", [("Reuters", "told Reuters")]),
        ("It leaked, according to the BBC.", [("BBC News", "according to the BBC")]),
        ("Ford reported a loss.", []),
        ("The dam leaked.", []),
    ],
)
def test_a_quote_credits_what_it_names(text: str, credited: list[tuple[str, str]]):
    found = with_credits(made_evidence(text), general_registry()).credited
    assert [(o.name, o.evidence) for o in found] == credited
    assert all(text[o.start : o.end] == o.evidence for o in found)


def test_only_what_the_quote_itself_says_counts():
    item = made_evidence("The dam leaked. AFP reported a leak.")
    assert with_credits(replace(item, end=15), general_registry()).credited == ()
