"""Benchmarks measure what they say, and say what they could not."""

import gzip
import json
import operator
from pathlib import Path

import pytest

from eval import bench as bench_module
from eval.bench import Bench, bench, run_and_print
from eval.machine import Machine, this_machine
from eval.reading_bench import reading_figures
from eval.timing import Figure, cost_of

MACHINE = Machine("Test CPU", ("avx2",), 2)
PROSE = "The ferry to Skarvey will not sail before Monday morning, the harbour office said on Friday evening. " * 6


def test_machine_is_told_by_what_linux_says(tmp_path: Path):
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nmodel name\t: Test CPU\nflags\t\t: fpu avx2 amx_tile avx2x\n\nprocessor\t: 1\n")
    machine = this_machine(cpuinfo)
    assert (machine.model, machine.flags) == ("Test CPU", ("avx2", "amx_tile"))
    assert machine.n_cores >= 1
    assert this_machine(tmp_path / "none").flags == ()


def test_figure_has_a_value_or_a_reason():
    assert Figure("x", 1.234, "s").shown == "1.23 s"
    assert Figure("x", 1234.5, "MB").shown == "1,234 MB"
    assert Figure("x", None, "s", skipped="no file at y").shown == "skipped: no file at y"
    with pytest.raises(ValueError, match="a value or a reason"):
        Figure("x", None, "s")


def test_cost_counts_the_memory_of_the_work_and_not_of_this_process():
    held = b"x" * (300 << 20)
    cost = cost_of(operator.mul, b"x", 120 << 20)
    assert 120 << 20 < cost.peak_bytes < len(held)
    assert cost.seconds > 0


def test_reading_without_material_is_skipped_with_the_place(tmp_path: Path):
    figures = list(reading_figures(tmp_path))
    assert [figure.value for figure in figures] == [None] * 4
    assert {figure.skipped.split(" at ")[1].removeprefix(f"{tmp_path}/") for figure in figures} == {
        "newspages", "newsquiz/articles.jsonl.gz",
    }  # fmt: skip


def test_reading_measures_pages_sentences_and_rows(tmp_path: Path):
    for folder in ("newspages/html", "newspages/text", "newsquiz"):
        (tmp_path / folder).mkdir(parents=True)
    page = f"<article><h1>No ferry</h1><p>{PROSE}</p></article>".encode()
    (tmp_path / "newspages/html/a.html.gz").write_bytes(gzip.compress(page))
    (tmp_path / "newspages/text/a.txt").write_text(PROSE)
    (tmp_path / "newsquiz/articles.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": PROSE}).encode()))
    figures = list(reading_figures(tmp_path))
    assert [figure.unit for figure in figures] == ["times as fast", "times as fast", "MB per CPU second", "s", "MB"]
    assert all(figure.value is not None and figure.value > 0 for figure in figures)


def test_bench_prints_a_table_or_json(capsys, monkeypatch):
    figures = (Figure("splitter", 15.4, "MB per CPU second"), Figure("rows", None, "s", skipped="no file"))
    monkeypatch.setitem(bench_module.KINDS, "reading", lambda: figures)
    run_and_print("reading", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["bench"] == "reading"
    assert [(f["what"], f["value"], f["skipped"]) for f in told["figures"]] == [("splitter", 15.4, ""), ("rows", None, "no file")]
    run_and_print("reading", as_json=False)
    assert "15.40 MB per CPU second" in " ".join(capsys.readouterr().out.split())
    assert json.loads(Bench("reading", MACHINE, ()).as_json())["machine"] == {
        "model": "Test CPU", "flags": ["avx2"], "n_cores": 2,
    }  # fmt: skip


def test_bench_names_the_kinds_there_are():
    with pytest.raises(ValueError, match="no benchmark 'speed'; there are reading"):
        bench("speed")
