"""How commands that write say what they do: new files, changed files, or only how they would differ."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click

from lessonlint.cli.files import save, write
from lessonlint.converting import MARKDOWN, converted
from lessonlint.diagnostic import Edit
from lessonlint.disk import shown
from lessonlint.fixing import apply
from lessonlint.model.documents import Doc
from lessonlint.model.yaml_edits import NoPlace
from lessonlint.report.terminal import visible
from lessonlint.source import Source
from lessonlint.vocabulary import TODO, Vocabulary
from lessonlint.wording import counted
from lessonlint.yaml_text import is_yaml


def in_its_form(path: str, markdown: str, vocabulary: Vocabulary, newline: str = "\n") -> Source:
    """A new document in the form that its path says."""
    source = Source(str(Path(path).with_suffix(MARKDOWN)), markdown.replace("\n", newline))
    if not is_yaml(path):
        return source._replace(path=path)
    return converted(source, vocabulary)._replace(path=path)


def create(new: Source, force: bool) -> None:
    """Write a new file and the folders it stands in. Raises a usage error where a file is in the way."""
    there = Path(new.path)
    path = shown(there)
    if there.exists() and not force:
        raise click.UsageError(f"{visible(path)} is there already. --force writes it anew; what it says now is lost.")
    try:
        there.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{there.parent} cannot be made: {error.strerror or error}") from None
    did = "Wrote anew" if there.exists() else "Wrote"
    write(there, new.text)
    todos = new.text.count(TODO)
    left = f", with {counted(todos, 'place')} to fill (search for {TODO})" if todos else ""
    click.echo(f"{did} {visible(path)}{left}.", err=True)


def change(docs: Iterable[Doc], edits: Iterable[Edit], did: str) -> None:
    """Make edits in files that were read; says so where one of them has no place for them."""
    sources = {doc.path: doc.source for doc in docs}
    try:
        wanted = sorted(edits, key=lambda edit: edit.place)
    except NoPlace as error:
        raise click.ClickException(visible(str(error))) from None
    for path, own in groupby(wanted, key=lambda edit: edit.place.path):
        save(apply(sources[path], own))
        click.echo(f"{visible(path)}: {did}.", err=True)
