"""Files as commands write them, take them away, or show how they would differ."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from lessonlint.disk import write_file
from lessonlint.report.terminal import visible
from lessonlint.source import BOM, Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def write(path: Path, content: str | bytes) -> None:
    """Write a file, or say why not."""
    try:
        write_file(path, content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}") from None


def save(after: Source) -> None:
    """Write a changed file as it was: with its mark, its line ends and its mode."""
    write(Path(after.path), f"{BOM if after.bom else ''}{after.text}")


def take_away(path: Path) -> None:
    """Remove a file, or say why not."""
    try:
        path.unlink()
    except OSError as error:
        raise click.ClickException(f"{path} cannot be taken away: {error.strerror or error}") from None


def show(before: Source, after: Source) -> None:
    """Show how a file would differ."""
    click.echo("".join(_difference(before, after)), nl=False)


def _difference(before: Source, after: Source) -> Iterator[str]:
    """A unified diff of a file, made visible on a terminal."""
    lines = difflib.unified_diff(
        _LINE.findall(before.text), _LINE.findall(after.text), f"a/{before.path}", f"b/{after.path}"
    )
    for line in lines:
        shown = visible(line.rstrip("\n")) if sys.stdout.isatty() else line.rstrip("\n")
        yield f"{shown}\n" if line.endswith("\n") else f"{shown}\n\\ No newline at end of file\n"
