"""The report: one page, nothing fetched, everything escaped, every table with its numbers."""

import re
from dataclasses import replace

from eval import newsquiz, offtopic, twins
from eval.html_report import html_report
from eval.meanings import MEANINGS
from eval.measures import GATED
from tests.eval.made_runs import BEFORE, NOW

FLOORS = {"newsquiz": {"digests": dict(NOW.digests), "floors": {"answer_at_1": 0.8}}}


def cells(page: str, first: str) -> list[str]:
    """The row that begins with a cell."""
    row = re.search(rf"<tr><td>{first}</td>(.*?)</tr>", page)
    assert row, first
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row.group(1))]


def test_the_page_fetches_nothing():
    page = html_report([NOW], FLOORS, {"newsquiz": BEFORE})
    assert re.findall(r"(?:src|href)=\"([^\"]+)\"", page) == ["#newsquiz"]
    assert "@import" not in page
    assert "url(" not in page
    assert "<script" not in page


def test_measures_stand_with_interval_and_floor():
    row = cells(html_report([NOW], FLOORS), "answer at 1")
    assert (row[0], row[1], row[-1]) == ("0.750", "0.250 – 1.000", "0.800 below")
    assert cells(html_report([NOW], FLOORS), "median ms")[0] == "12.3"
    assert cells(html_report([NOW], FLOORS), "n scored")[0] == "4"


def test_what_is_measured_is_said():
    page = html_report([NOW], {})
    assert "<dt>answer at 1</dt><dd>the answer&#x27;s words stand in the first passage" in page
    gated = {*GATED, *newsquiz.GATED, *twins.GATED, *offtopic.GATED}
    assert {name.removeprefix("no_day_") for name in gated} <= MEANINGS.keys()


def test_floors_of_other_articles_are_not_shown():
    page = html_report([replace(NOW, digests={"articles": "other"})], FLOORS)
    assert "No floors are pinned for just these questions and articles." in page
    assert "below" not in page


def test_baselines_stand_beside_with_the_best_in_bold():
    page = html_report([NOW], {})
    assert "<td>as asked</td><td><strong>0.750</strong></td>" in page
    assert "<td>bm25</td><td>0.250</td>" in page


def test_slices_are_escaped_and_counted():
    page = html_report([NOW], {})
    assert cells(page, "asks who") == ["2", "1.000"]
    assert cells(page, "asks &lt;b&gt;") == ["2", "0.500"]


def test_curves_are_drawn_where_some_answers_are_unsupported():
    page = html_report([NOW], {})
    assert page.count('class="plot"') == 2
    assert "shipped threshold: answers 75.0%, unsupported 33.3%" in page
    all_right = tuple(replace(outcome, supported=True) for outcome in NOW.outcomes)
    assert 'class="plot"' not in html_report([replace(NOW, outcomes=all_right)], {})


def test_the_comparison_names_what_was_not_the_same():
    page = html_report([NOW], {}, {"newsquiz": BEFORE})
    after = page[page.index("Against the other run") :]
    assert "Not the same articles in both runs." in after
    assert cells(after, "answer at 1") == ["0.750", "0.250", "+0.500", "+0.000 to +1.000", "2", "0"]


def test_a_set_without_questions_has_its_values_alone():
    page = html_report([replace(NOW, name="ingest", outcomes=(), values={"body_f1": 0.96}, gated=("body_f1",))], {})
    assert cells(page, "body f1")[0] == "0.960"
    assert "By slice" not in page
