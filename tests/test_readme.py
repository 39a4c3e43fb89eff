"""The documents keep their word: every command they name exists, every file they link is there."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from cli import app

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def _commands(text: str) -> list[list[str]]:
    """Every `dateline …` of a document, in code, as words without the program's name."""
    code = re.findall(r"`([^`\n]+)`", text) + [line.split("  #")[0] for line in text.splitlines() if line.startswith("    ")]
    found = (part for piece in code for part in re.split(r"&&|;", piece))
    calls = (re.search(r"(?:^|/|\s)dateline\s+(.+)", part) for part in found)
    return [shlex.split(call.group(1).replace("…", "x")) for call in calls if call]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_dateline_command_exists_with_its_options(document: Path) -> None:
    for words in _commands(document.read_text(encoding="utf-8")):
        assert words[0] in COMMANDS, f"{document.name}: dateline {' '.join(words)}"
        options = {opt for parameter in COMMANDS[words[0]].params for opt in parameter.opts}
        named = [word.strip("[]") for word in words if word.strip("[").startswith("--")]
        assert [option for option in named if option not in options] == [], f"{document.name}: dateline {' '.join(words)}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    named = set(re.findall(r"(?:`|^    )make ([a-z-]+)", document.read_text(encoding="utf-8"), flags=re.M))
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_readme_names_every_command() -> None:
    named = {words[0] for words in _commands((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert named == set(COMMANDS)
