"""Decisions on their way into `concepts.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from lessonlint.api import ConfigError, registry_text
from lessonlint.concepts.deciding import Choice
from lessonlint.concepts.writing import with_choices
from lessonlint.course.values import Course
from lessonlint.disk import write_file
from lessonlint.report.terminal import visible
from lessonlint.wording import counted


class _Entry(NamedTuple):
    """Decisions taken at once, with what the file said before them (nothing: there was none) and after them."""

    choices: tuple[Choice, ...]
    before: str | None
    after: str


class Ledger:
    """Writes each decision as soon as it is taken, so that an interruption costs nothing.

    Somebody may edit the file meanwhile: every decision is added to what the file says by then. While the file cannot
    be read or written, decisions wait for the next try.
    """

    def __init__(self, path: Path, course: Course) -> None:
        self.path = path
        self._course = course
        self._entries: list[_Entry] = []
        self._waiting: list[tuple[Choice, ...]] = []

    def add(self, *choices: Choice) -> None:
        """Write decisions down, and those that wait."""
        self._waiting.append(choices)
        if problem := self._write():
            click.echo(f"{visible(problem)}. The decision is kept and written with the next one.")

    def take_back(self) -> bool:
        """Take back what was added last; not when somebody has edited the file since."""
        if self._waiting:
            self._waiting.pop()
            return True
        entry = self._entries[-1]
        try:
            if registry_text(self.path) != entry.after:
                return False
            if entry.before is None:
                self.path.unlink()
            elif entry.before != entry.after:
                write_file(self.path, entry.before)
        except (ConfigError, OSError):
            return False  # which is told: the decision stays written
        self._entries.pop()
        return True

    def close(self) -> None:
        """Say what was written. Decisions that could not be are printed, so that they are not lost, and raised."""
        problem = self._write()
        written = sum(len(entry.choices) for entry in self._entries if entry.before != entry.after)
        if written:
            click.echo(f"{counted(written, 'decision')} written to {visible(str(self.path))}.")
        elif not self._waiting:
            click.echo("Nothing new to write down.")
        if problem:
            lost = [choice for choices in self._waiting for choice in choices]
            click.echo(f"{counted(len(lost), 'decision')} could not be written; add this by hand:")
            click.echo("\n".join(map(visible, with_choices("", lost, self._course).split("\n"))), nl=False)
            raise ConfigError(problem)

    def _write(self) -> str:
        """Write what waits; why it could not be written, if so."""
        try:
            while self._waiting:
                text = registry_text(self.path)
                after = with_choices(text or "", self._waiting[0], self._course)
                changed = after != (text or "")
                if changed:
                    write_file(self.path, after)
                self._entries.append(_Entry(self._waiting.pop(0), text if changed else after, after))
        except ConfigError as error:
            return str(error)
        except OSError as error:
            return f"{self.path}: {(error.strerror or str(error)).lower()}"
        return ""
