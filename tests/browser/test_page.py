"""The page as a person uses it: ask, see who says so and when, open the article at the passage, be told "not here"."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DOCS

EVACUATED = "How many people had to leave Lower Harrow because of the dam?"
ABSTAINS = "What did the BBC report about the evacuation of Lower Harrow?"
LIGHT, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}


class Seen:
    """What a page did that it should not: console errors and requests that leave the machine."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not re.match(r"(http://127\.0\.0\.1:|data:|blob:)", url):
            self.outside.append(url)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page on the first screen; at its end no console error and no outside request was seen."""
    context = browser.new_context(viewport=LIGHT, color_scheme="light")
    opened = context.new_page()
    seen = Seen(opened)
    opened.goto(address)
    opened.wait_for_selector(".welcome")
    yield opened
    context.close()
    assert seen.errors == []
    assert seen.outside == []


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, wait for its turn."""
    n_turns = page.locator(".turn").count()
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
    expect(page.locator(".turn")).to_have_count(n_turns + 1)


def settle(page: Page) -> None:
    """Let smooth scrolling end before a screenshot."""
    page.wait_for_timeout(700)


def test_first_screen_says_what_is_held_and_what_is_not_done(page: Page) -> None:
    expect(page.locator("header .holds")).to_have_text(
        "39 articles · 7 outlets · 2 March 2024 to 19 April 2024 · 1 undated · demo, fictional"
    )
    expect(page.locator(".fiction")).to_contain_text("This archive is fiction.")
    expect(page.locator(".examples button")).to_have_count(3)
    expect(page.locator(".not li")).to_have_count(4)
    page.screenshot(path=DOCS / "first-screen.png")


def test_example_is_asked_and_its_quote_shows_outlet_date_and_marks(page: Page) -> None:
    page.click(f".examples button:has-text('{EVACUATED}')")
    first = page.locator(".turn .card").first
    expect(first.locator(".who strong")).to_have_text(
        re.compile("Northern Wire|Radio Halden|Vale Courier|The Upland Observer|Harrow Gazette")
    )
    expect(first.locator(".who time")).to_have_text(re.compile(r"1[4-8] March 2024"))
    expect(first.locator("mark").first).to_contain_text(re.compile("1,900|2,350"))
    settle(page)
    page.screenshot(path=DOCS / "answer.png")


def test_second_card_opens_the_reader_at_its_marked_passage(page: Page) -> None:
    ask(page, EVACUATED)
    second = page.locator(".turn .card").nth(1)
    marked = second.locator("mark").first.inner_text()
    second.locator("button:has-text('open at this passage')").click()
    passage = page.locator("#reader .passage")
    expect(passage.locator("mark").first).to_have_text(marked)
    expect(passage).to_be_in_viewport()
    expect(page.locator("#reader .receipt")).to_contain_text("SHA-256 of the text")
    expect(second).to_have_class(re.compile("open"))


def test_quote_in_the_browser_is_the_stored_text(page: Page) -> None:
    ask(page, EVACUATED)
    shown = page.locator(".turn .card blockquote").first.evaluate(
        "node => [...node.children].map(p => p.textContent).join('\\n\\n')"
    )
    page.locator(".turn .card").first.click()
    article = page.locator("#reader .text").evaluate(
        "node => [...node.querySelectorAll('p')].map(p => p.textContent).join('\\n\\n')"
    )
    assert shown in article


def test_question_without_answer_abstains_with_reason_and_near_misses_apart(page: Page) -> None:
    ask(page, ABSTAINS)
    expect(page.locator(".none")).to_contain_text("The archive holds nothing by BBC News, and no article names it.")
    expect(page.locator(".none .searched")).to_contain_text("Searched: 39 articles of 7 known outlets")
    expect(page.locator("h3.near")).to_have_text("Closest, but they do not answer this")
    expect(page.locator(".card:not(.dim)")).to_have_count(0)
    settle(page)
    page.screenshot(path=DOCS / "abstention.png")


def test_outlet_filter_narrows_the_evidence(page: Page) -> None:
    page.get_by_label(re.compile("Radio Halden")).check()
    ask(page, EVACUATED)
    assert set(page.locator(".turn .card .who strong").all_inner_texts()) == {"Radio Halden"}


def test_impossible_date_is_said_and_the_question_kept(page: Page) -> None:
    page.get_by_label("Published from").fill("some day")
    page.fill("#ask textarea", EVACUATED)
    page.press("#ask textarea", "Enter")
    expect(page.locator(".notice")).to_contain_text("from: not a date: 'some day'")
    expect(page.locator("#ask textarea")).to_have_value(EVACUATED)


def test_follow_up_is_completed_and_says_so(page: Page) -> None:
    ask(page, "How much was the stolen astrolabe insured for?")
    ask(page, "And where was it found?")
    expect(page.locator(".turn").nth(1).locator(".chip").first).to_contain_text("understood as: And where was it found? (")


def test_completed_question_can_be_edited_and_asked_again(page: Page) -> None:
    ask(page, "How much was the stolen astrolabe insured for?")
    ask(page, "And where was it found?")
    edited = page.locator(".turn").nth(1).locator("[data-alone]")
    edited.fill("Where was the Tarrant astrolabe found?")
    edited.press("Enter")
    expect(page.locator(".turn").nth(2).locator("h2.q")).to_have_text("Where was the Tarrant astrolabe found?")
    expect(page.locator(".turn").nth(2)).not_to_contain_text("understood as")


def test_card_opens_by_keyboard_alone(page: Page) -> None:
    ask(page, EVACUATED)
    page.locator(".turn .card").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn .card").nth(1)).to_have_class(re.compile("open"))


def test_two_conversations_do_not_see_each_other(browser: Browser, address: str, page: Page) -> None:
    ask(page, EVACUATED)
    other = browser.new_context().new_page()
    other.goto(address)
    other.wait_for_selector(".welcome")
    ask(other, ABSTAINS)
    ask(page, "Why did the ferry crews go on strike?")
    assert page.locator(".turn .q").all_inner_texts() == [EVACUATED, "Why did the ferry crews go on strike?"]
    assert other.locator(".turn .q").all_inner_texts() == [ABSTAINS]
    other.context.close()


@pytest.mark.parametrize(("scheme", "viewport", "name"), [("dark", LIGHT, "answer-dark"), ("light", PHONE, "answer-phone")])
def test_other_looks_show_the_same(browser: Browser, address: str, scheme: str, viewport: dict, name: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport=viewport)
    opened = context.new_page()
    opened.goto(address)
    opened.wait_for_selector(".welcome")
    ask(opened, EVACUATED)
    expect(opened.locator(".turn .card").first).to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    settle(opened)
    opened.screenshot(path=DOCS / f"{name}.png")
    context.close()
