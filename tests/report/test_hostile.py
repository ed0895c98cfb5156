"""Hostile words in every command and format: nothing is sent that a terminal obeys, and data stays data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.support.bread import ask
from tests.support.hostile import HOSTILE, NOT_IN_FILES, OBEYED, TERMINAL, spoiled

from lessonlint import api
from lessonlint.cli.main import _run
from lessonlint.workspace import Workspace

NAMES = tuple(name for name in HOSTILE if name not in NOT_IN_FILES)
CHECKS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
QUESTIONS = (
    "state baking", "state baking --format markdown", "links", "links --questions", "promises", "review", "stats",
    "order 1.1", "impact weighing", "graph 1.1 --format dot", "graph 1.1 --format mermaid",
    "graph --level everything --format graphml",
)  # fmt: skip
DATA = ("state baking", "links", "promises", "review", "stats", "order 1.1", "impact weighing", "graph 1.1")


@pytest.fixture(scope="module", autouse=True)
def once() -> Iterator[None]:
    """The same files are read and judged once: what is tested here is how all of it is told."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_course", "examine"):
            patch.setattr(api, name, _kept(getattr(api, name)))
        yield


def _kept(real: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[str, Any] = {}

    def answer(workspace: Workspace, *arguments: Any, **named: Any) -> Any:
        files = (Path.cwd(), workspace.walked, workspace.named, workspace.asked)
        key = repr((files, arguments, named))
        if key not in known:
            known[key] = real(workspace, *arguments, **named)
        return known[key]

    return answer


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoiled(tmp_path_factory.mktemp("hostile"), NAMES)


@pytest.mark.parametrize("name", CHECKS)
def test_a_report_sends_nothing_that_is_obeyed(course: Path, name: str) -> None:
    answer = ask("check", course, "--no-cache", "--strict", "--format", name)
    assert answer.code == 1
    assert "weighing" in answer.out or "LL" in answer.out
    assert not OBEYED.search(answer.out), OBEYED.findall(answer.out)


@pytest.mark.parametrize("words", QUESTIONS)
def test_an_answer_sends_nothing_that_is_obeyed(course: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)
    answer = ask(*words.split())
    assert answer.out
    assert not OBEYED.search(answer.out), OBEYED.findall(answer.out)


@pytest.mark.parametrize("words", DATA)
def test_data_is_the_words_as_written(course: Path, words: str) -> None:
    command, *arguments = words.split()
    answer = ask(command, *arguments, course, "--format", "json")
    assert not OBEYED.search(answer.out)
    assert json.loads(answer.out)


def test_names_come_back_from_json(course: Path) -> None:
    data = json.loads(ask("check", course, "--no-cache", "--strict", "--format", "json").out)
    told = "\n".join(each["key"]["concept"] + each["message"] for each in data["diagnostics"])
    assert [name for name in ("\x9b31m", "\u202eabc", "パンの生地", "👩\u200d🍳") if name not in told] == []


@pytest.mark.parametrize("words", ("| \x1b[2J", "| \u202eabc", "| <script>", "| __proto__"))
def test_why_says_it_safely(course: Path, words: str) -> None:
    plan = course / "module-1-1" / "lessons" / "baking.md"
    lines = plan.read_bytes().decode().split("\n")
    number = next(number for number, line in enumerate(lines, 1) if line.startswith(words) and "1.1.4" in line)
    for style in ("text", "json"):
        answer = ask("why", f"{plan}:{number}", course, "--format", style)
        assert answer.code == 0
        assert not OBEYED.search(answer.out), OBEYED.findall(answer.out)


def test_graphml_is_xml(course: Path) -> None:
    ElementTree.fromstring(ask("graph", course, "--level", "everything", "--format", "graphml").out.encode())


@pytest.mark.parametrize("command", ("explain {}", "why {}:1", "state {}", "check {}", "check --config {}", "{}"))
def test_an_argument_that_is_refused_is_told_safely(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (*TERMINAL, "byte\udc9b"):
        monkeypatch.setattr("sys.argv", ["lessonlint", *command.format(name).split(" ")])
        assert _run() in (1, 2)
        told = capsys.readouterr()
        assert told.err + told.out
        assert not OBEYED.search(told.err + told.out), (command, told)
