"""A record and a lesson that leans on it, with one word to mend, and ways to check them as people do."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import click
from click.testing import CliRunner

from lessonlint.cli.main import cli
from lessonlint.config.error import ConfigError

RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network | DEVELOPED | mixing | Seen |
"""
LESSON = """# Lesson: Shaping

**Module:** 1.1 (Dough)
**Position:** Lesson 2
**Slug:** shaping

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten network | Developed | DEVELOPED | mixing | OK | Stretch |
"""


def write(folder: Path) -> Path:
    """Write both into a folder, the lesson as Windows would; the folder."""
    (folder / "record.md").write_text(RECORD, "utf-8")
    (folder / "shaping.md").write_bytes(b"\xef\xbb\xbf" + LESSON.replace("\n", "\r\n").encode())
    return folder


class Answer(NamedTuple):
    """What a run came to."""

    exit_code: int
    stdout: str
    stderr: str


def check(*arguments: str, text: str | bytes | None = None) -> Answer:
    """Run `check` in this process; what is refused is exit code 2 with its words."""
    done = CliRunner().invoke(cli, ["check", *arguments], input=text, standalone_mode=False)
    if isinstance(done.exception, click.ClickException | ConfigError):
        error = done.exception
        words = error.format_message() if isinstance(error, click.ClickException) else str(error)
        return Answer(2, done.stdout, f"{done.stderr}{words}")
    assert done.exception is None
    return Answer(int(done.return_value or 0), done.stdout, done.stderr)


def git(*arguments: str) -> None:
    """Run git in this folder, as somebody with a name."""
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


def committed() -> None:
    """Make this folder a repository in which all files are committed."""
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
