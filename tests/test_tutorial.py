"""docs/tutorial.md, done as it says: every command in order, what it prints, and the filled-in documents taken over."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from lessonlint.cli.main import cli

_STEP = re.compile(r"^```console\n(?P<console>.*?)^```$|\]\((?P<filled>tutorial/[^)]+)\)", re.MULTILINE | re.DOTALL)
_LEFT_OUT = "…"


class Step(NamedTuple):
    """A command with the lines it should print; or, without lines, the path of a document that is filled in."""

    words: str
    expected: list[str] | None = None


def steps(page: str) -> Iterator[Step]:
    for match in _STEP.finditer(page):
        if match["filled"]:
            yield Step(match["filled"])
            continue
        for shown in re.split(r"^\$ ", match["console"], flags=re.MULTILINE)[1:]:
            command, *lines = shown.rstrip("\n").split("\n")
            yield Step(command, lines)


def run(command: str) -> list[str]:
    program, *arguments = shlex.split(command)
    if program == "lessonlint":
        output = CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False).output
    else:
        output = subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout
    return output.rstrip("\n").split("\n") if output.strip() else []


def agrees(printed: list[str], expected: list[str]) -> bool:
    """Whether lines are as shown; a line of nothing but `…` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*?" if line == _LEFT_OUT else re.escape(line.rstrip()) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="the tutorial edits with GNU sed")
def test_the_tutorial_does_what_it_says(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "tutorial.md").read_text("utf-8")
    done = 0
    with chdir(tmp_path):
        for step in steps(page):
            if step.expected is None:
                target = Path(step.words).relative_to("tutorial")
                shutil.copyfile(root / "docs" / step.words, target)
                continue
            printed = run(step.words)
            assert agrees(printed, step.expected), "\n".join(["$ " + step.words, *printed])
            done += 1
    assert done == len(re.findall(r"^\$ ", page, re.MULTILINE)) > 0


def test_lines_that_differ_are_noticed() -> None:
    assert agrees(["a", "b", "c"], ["a", _LEFT_OUT, "c"])
    assert not agrees(["a", "b"], ["a"])
    assert not agrees(["a", "b"], ["a", "c"])
