"""How commands that write say what they do: new files, changed files, or only how they would differ."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click

from lessonlint.cli.mend import difference, write
from lessonlint.diagnostic import Edit
from lessonlint.disk import shown
from lessonlint.fixing import apply
from lessonlint.model.documents import Doc
from lessonlint.report.terminal import visible
from lessonlint.source import BOM, Source
from lessonlint.vocabulary import TODO
from lessonlint.wording import counted


def create(path: str, text: str, force: bool, newline: str = "\n") -> None:
    """Write a new file and the folders it stands in. Raises a usage error where a file is in the way."""
    there = Path(path)
    path = shown(there)
    if there.exists() and not force:
        raise click.UsageError(f"{visible(path)} is there already. --force writes it anew; what it says now is lost.")
    try:
        there.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{there.parent} cannot be made: {error.strerror or error}") from None
    did = "Wrote anew" if there.exists() else "Wrote"
    write(there, text.replace("\n", newline))
    todos = text.count(TODO)
    left = f", with {counted(todos, 'place')} to fill (search for {TODO})" if todos else ""
    click.echo(f"{did} {visible(path)}{left}.", err=True)


def change(docs: Iterable[Doc], edits: Iterable[Edit], did: str) -> None:
    """Make edits in files that were read."""
    sources = {doc.path: doc.source for doc in docs}
    for path, own in groupby(sorted(edits, key=lambda edit: edit.place), key=lambda edit: edit.place.path):
        save(apply(sources[path], own))
        click.echo(f"{visible(path)}: {did}.", err=True)


def save(after: Source) -> None:
    """Write a changed file as it was: with its mark, its line ends and its mode."""
    write(Path(after.path), f"{BOM if after.bom else ''}{after.text}")


def show(before: Source, after: Source) -> None:
    """Show how a file would differ."""
    click.echo("".join(difference(before, after)), nl=False)
