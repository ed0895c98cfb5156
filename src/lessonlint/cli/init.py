"""`lessonlint init`."""

from __future__ import annotations

from pathlib import Path

import click

from lessonlint.api import load_course, open_paths
from lessonlint.authoring.configuration import new_configuration, unread_columns, whole
from lessonlint.cli.writing import create
from lessonlint.config.find import FILE_NAME
from lessonlint.config.settings import Configuration, Settings
from lessonlint.source import Source
from lessonlint.wording import counted, listed


@click.command("init", short_help="Write lessonlint.yaml for a curriculum.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False))
@click.option("--force", is_flag=True, help="Write it anew where there is one.")
def command(folder: str, force: bool) -> None:
    """Write lessonlint.yaml for the curriculum in FOLDER (default: this folder), from what can be seen in it.

    What is whole and says so is called complete; a column header that can mean only one thing becomes a word of your
    team. `lessonlint check --statistics` lists what was not understood.

    \b
    Examples:
      lessonlint init
      lessonlint init curriculum/
    """
    settings = Settings()
    workspace = open_paths([folder], Configuration(settings))
    course = load_course(workspace, settings)
    text = new_configuration(course, len(workspace.paths()))
    create(Source(str(Path(folder) / FILE_NAME), text), force)
    told = [counted(len(course.docs), "document")]
    told += [f"complete: {', '.join(found)}"] if (found := whole(course)) else []
    told += [f"“{name}” is read as {ours}" for ours, names in unread_columns(course).items() for name in names]
    click.echo(f"Seen: {listed(told)}.", err=True)
