"""The page: Gradio's layout and events around the pure functions of this package. It asks `Pipeline.ask`, nothing else.

Everything a browser shows of an archive goes through `gr.HTML(value=escaped)`; templates never hold article text.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from corpus.filters import Filters
from qa.answer import Answer, Evidence
from qa.asking import read_filters
from qa.pipeline import Pipeline, QuestionError
from qa.question import MAX_QUESTION
from qa.turns import Turn
from ui.cards import turn
from ui.reader import EMPTY, reader
from ui.welcome import Holding, header, welcome

HERE = Path(__file__).parent
STYLE = HERE / "style.css"
EXAMPLE_HEADLINES = 2


def build_page(pipeline: Pipeline) -> gr.Blocks:
    """The whole page over one opened archive."""
    holding = _holding(pipeline)
    desk = _Desk(pipeline, welcome(holding))
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        answers = gr.State([])
        gr.HTML(header(holding))
        with gr.Row(elem_id="main"):
            with gr.Column(elem_id="filters"):
                filters = _filter_inputs(pipeline)
            with gr.Column(elem_id="talk"):
                conversation = gr.HTML(desk.first_screen, elem_id="conversation", js_on_load=(HERE / "page.js").read_text())
                question = gr.Textbox(
                    elem_id="ask",
                    show_label=False,
                    container=False,
                    placeholder="Ask the archive, or follow up…",
                    max_length=MAX_QUESTION,
                    autofocus=True,
                    max_lines=4,
                )
            with gr.Column(elem_id="reader"):
                opened = gr.HTML(EMPTY, js_on_load=(HERE / "reader.js").read_text())
        outputs = [conversation, answers, question, opened]
        quiet: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": 4, "api_visibility": "private"}
        question.submit(desk.ask, [question, answers, *filters], outputs, **quiet)
        conversation.submit(desk.ask_example, [answers, *filters], outputs, **quiet)
        conversation.select(desk.open_passage, [answers], [opened], **quiet)
    page.queue(max_size=64, api_open=False)
    return page


def _filter_inputs(pipeline: Pipeline) -> list[Any]:
    """The widgets that narrow what is searched, in the order of `_Desk.ask`: outlets, from, to, as of."""
    counts = pipeline.holdings.outlets()
    choices = [(f"{count.outlet.name} · {count.n_articles:,}", count.outlet.outlet_id) for count in counts]
    outlets = gr.CheckboxGroup(choices, label="Outlets", value=[], elem_id="outlets")
    first = gr.Textbox(label="Published from", placeholder="2024-03 or 2024-03-14", max_lines=1)
    last = gr.Textbox(label="to", placeholder="2024-03-31", max_lines=1)
    as_of = gr.Textbox(label="As of", placeholder="today", max_lines=1)
    gr.HTML('<p class="note">No outlet ticked: all are searched. With a date set, undated articles are left out and counted.</p>')
    return [outlets, first, last, as_of]


def _holding(pipeline: Pipeline) -> Holding:
    holdings = pipeline.holdings
    return Holding(holdings.coverage(Filters()), holdings.is_fiction, tuple(holdings.newest_headlines(EXAMPLE_HEADLINES)))


class _Desk:
    """The page's event functions. All state of a conversation is passed in and out; nothing of it is kept here."""

    def __init__(self, pipeline: Pipeline, first_screen: str) -> None:
        self.pipeline = pipeline
        self.first_screen = first_screen

    def ask(
        self, question: str, answers: list[Answer], outlets: Sequence[str], first: str, last: str, as_of: str
    ) -> tuple[str, list[Answer], str, str]:
        """Answer a question; the conversation, its answers, an empty box and the reader on the first quote."""
        return self._ask(question, answers, [Turn.of(answer) for answer in answers], (outlets, first, last, as_of))

    def _ask(
        self, question: str, answers: list[Answer], history: Sequence[Turn], limits: tuple[Sequence[str], str, str, str]
    ) -> tuple[str, list[Answer], str, str]:
        question = question.strip()
        if not question:
            return self._conversation(answers), answers, "", EMPTY
        try:
            answer = self.pipeline.ask(question, read_filters(self.pipeline.registry, *limits), history)
        except (QuestionError, ValueError) as error:
            return self._conversation(answers, str(error)), answers, question, EMPTY
        answers = [*answers, answer]
        return (
            self._conversation(answers),
            answers,
            "",
            reader(answer.evidence[0], answer.generation) if answer.evidence else EMPTY,
        )

    def ask_example(
        self, answers: list[Answer], outlets: Sequence[str], first: str, last: str, as_of: str, event: gr.EventData
    ) -> tuple[str, list[Answer], str, str]:
        """Answer the example that was clicked, or a completed question that was edited, which stands alone."""
        history = [] if event._data.get("alone") else [Turn.of(answer) for answer in answers]
        return self._ask(str(event._data.get("question", "")), answers, history, (outlets, first, last, as_of))

    def open_passage(self, answers: list[Answer], event: gr.EventData) -> str:
        """The reader on the passage of a card: "4:e:2" is the third evidence of the fifth turn, "4:n:0" its first near miss."""
        found = _shown(answers, str(event._data.get("target", "")))
        return reader(*found) if found else EMPTY

    def _conversation(self, answers: Sequence[Answer], problem: str = "") -> str:
        notice = f'<div class="notice" role="alert">{escape(problem)}</div>' if problem else ""
        turns = "".join(turn(answer, number) for number, answer in enumerate(answers))
        return (turns or self.first_screen) + notice


def _shown(answers: Sequence[Answer], target: str) -> tuple[Evidence, int] | None:
    number, _, place = target.partition(":")
    kind, _, index = place.partition(":")
    if not (number.isdigit() and index.isdigit() and int(number) < len(answers)):
        return None
    answer = answers[int(number)]
    items = answer.evidence if kind == "e" else answer.near_misses
    return (items[int(index)], answer.generation) if int(index) < len(items) else None
