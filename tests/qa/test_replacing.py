"""A fragment stands in the last question in the place of what it replaces."""

import pytest

from qa.replacing import put_in_place
from tests.qa.asking import asked


@pytest.mark.parametrize(
    ("question", "last", "completed"),
    [
        ("Why?", "How much flour was stuck in Weir?", "Why was flour stuck in Weir?"),
        ("And when?", "How much money did the county ask for?", "When did the county ask for money?"),
        ("When?", "Why did the mayor go?", "When did the mayor go?"),
        ("When?", "Who mediated?", None),
        ("And in October 2023?", "Who left in September 2023?", "Who left in October 2023?"),
        ("And in May and in July 2023?", "Who left in 2021?", "Who left in May and in July 2023?"),
        ("And in 2021?", "Who left in May and in July 2023?", "Who left in 2021?"),
        ("And on 17 March 2024?", "Who left Weir?", "Who left Weir on 17 March 2024?"),
        ("And on 17 March 2024?", "Who left? (Weir, 14 March 2024)", "Who left? (Weir, on 17 March 2024)"),
        ("What did the Harrow Gazette say?", "Who left Weir?", "Who left Weir according to Harrow Gazette?"),
        (
            "And the Harrow Gazette?",
            "Who left Weir according to the Vale Courier?",
            "Who left Weir according to the Harrow Gazette?",
        ),
        ("And in the Philippines?", "How strong was the quake in Abra?", "How strong was the quake in the Philippines?"),
        ("And WhatsApp?", "How much was Instagram fined?", "How much was WhatsApp fined?"),
        ("And the company?", "What did the crews get?", "What did the company get?"),
        ("And the company?", "What was agreed?", None),
        ("And on the Merrow Line?", "What does a ticket cost?", None),
        ("How fast is she?", "Who built the Petrel?", None),
    ],
)
def test_put_in_place(question: str, last: str, completed: str | None):
    assert put_in_place(asked(question), asked(last)) == completed
