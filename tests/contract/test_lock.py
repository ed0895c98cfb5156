"""The lock pins what pyproject.toml asks for, and nothing that it no longer does: `tools/versions.py --lock`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements-dev.lock").read_text("utf-8")
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?P<rest>.*\n(?:[ #].*\n)*)", re.MULTILINE)
OURS = "lessonlint (pyproject.toml)"


def alike(name: str) -> str:
    """A package name as indexes compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_it_names_what_the_project_asks_for() -> None:
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    asked = {alike(re.split(r"[<>=!~ ;\[]", each)[0]): each.partition(">=")[2] for each in wanted}
    pinned = {alike(each["name"]): each for each in PINNED.finditer(LOCK)}
    assert {name for name, each in pinned.items() if OURS in each["rest"]} == set(asked)
    assert [name for name, least in asked.items() if numbers(pinned[name]["version"]) < numbers(least)] == []


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))
