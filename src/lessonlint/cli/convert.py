"""`lessonlint convert`."""

from __future__ import annotations

from pathlib import Path

import click

from lessonlint.api import configure
from lessonlint.cli.completion import complete_paths
from lessonlint.cli.files import save, take_away
from lessonlint.cli.main import CLEAN, FINDINGS
from lessonlint.cli.options import config_option
from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.converting import NotConverted, converted
from lessonlint.disk import Disk, shown
from lessonlint.report.terminal import visible
from lessonlint.source import Unreadable
from lessonlint.vocabulary import Vocabulary


@click.command("convert", short_help="Turn Markdown into YAML, and back.")
@click.argument("files", nargs=-1, required=True, shell_complete=complete_paths)
@click.option("--force", is_flag=True, help="Overwrite a file that has the other form's name.")
@click.option("--remove", is_flag=True, help="Take the file away once its other form is written.")
@config_option
def command(files: tuple[str, ...], force: bool, remove: bool, config: str | None) -> int:
    """Write each of FILES in the other form beside it: lesson.md becomes lesson.yaml, lesson.yaml becomes lesson.md.

    Headings, header lines and tables become keys; everything else is carried word for word under its heading. What is
    written is read first, and refused when it would be read otherwise or lack a word. Without --remove both files
    stay, and `check` will say that there are two.

    \b
    Examples:
      lessonlint convert lessons/shaping.md
      lessonlint convert lessons/shaping.yaml --force
      lessonlint convert lessons/*.md --remove

    Exit codes: 0 all converted, 1 some were refused.
    """
    configuration = configure(files, config)
    vocabulary = vocabulary_of(configuration.settings)
    refused = [reason for file in files if (reason := _refusal(Path(file), vocabulary, force, remove))]
    for reason in refused:
        click.echo(reason, err=True)
    return FINDINGS if refused else CLEAN


def _refusal(path: Path, vocabulary: Vocabulary, force: bool, remove: bool) -> str:
    """Convert a file; why not, in words, where that is refused."""
    source = Disk().read(shown(path))
    name = visible(shown(path))
    if isinstance(source, Unreadable):
        return f"{name}: Not converted: {source.reason}."
    try:
        made = converted(source, vocabulary)
    except NotConverted as error:
        return f"{name}: Not converted: {visible(str(error))}."
    if Path(made.path).exists() and not force:
        return f"{name}: Not converted: {visible(made.path)} exists; --force overwrites it."
    save(made)
    if remove:
        take_away(path)
    click.echo(f"{name}: Converted to {visible(made.path)}{', and removed' if remove else ''}.")
    return ""
