"""Hooks, action and template in short: what they name is there. `pytest tests/integration` runs them for real."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lessonlint.cli.check import FORMATS
from lessonlint.cli.main import COMMANDS
from lessonlint.config.load import plain
from lessonlint.yaml_text import compose

ROOT = Path(__file__).resolve().parent.parent.parent
MANUAL = (ROOT / "docs" / "ci.md").read_text("utf-8")


def read(name: str) -> Any:
    return plain(compose((ROOT / name).read_text("utf-8")))


HOOKS = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
STEPS = read("action.yml")["runs"]["steps"]


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_runs_a_command_that_there_is(name: str) -> None:
    assert HOOKS[name]["entry"].split()[1] in COMMANDS


def test_no_expression_becomes_a_part_of_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_the_manual_knows_hooks_inputs_and_formats() -> None:
    cells = set(re.findall(r"`([^`]+)`", "".join(re.findall(r"^\|([^|]*)\|", MANUAL, re.MULTILINE))))
    assert cells == {*FORMATS, *HOOKS}
    assert set(read("action.yml")["inputs"]) - {"token"} <= set(re.findall(r"[a-z-]+", MANUAL))
    variables = read("templates/gitlab.yml")["lessonlint"]["variables"]
    assert {"LESSONLINT_PATHS"} <= set(re.findall(r"LESSONLINT_[A-Z]+", MANUAL)) <= set(variables)
