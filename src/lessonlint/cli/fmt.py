"""`lessonlint fmt`."""

from __future__ import annotations

import click

from lessonlint.api import configure, open_paths
from lessonlint.cli.files import save, show
from lessonlint.cli.main import CLEAN, FINDINGS
from lessonlint.cli.options import of_curriculum
from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.formatting import formatted
from lessonlint.report.terminal import visible
from lessonlint.source import Source, Unreadable
from lessonlint.wording import counted
from lessonlint.yaml_text import is_yaml


@click.command("fmt", short_help="Write every document in one way; change no word.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file would change.")
@click.option("--diff", is_flag=True, help="Show what would change; write nothing.")
@of_curriculum
def command(paths: tuple[str, ...], check: bool, diff: bool, config: str | None) -> int:
    """Bring the documents in PATHS (default: this folder) into one form.

    Tables get one space around each cell, dashes between words become --, depths, loads, statuses and severities get
    the capitals of the vocabulary, and blank lines are single. Code, HTML, comments, links and front matter stay as
    they are, and so does a document in YAML. A file is written only when it reads the same as before.

    \b
    Examples:
      lessonlint fmt curriculum/
      lessonlint fmt curriculum/ --check
      lessonlint fmt lessons/shaping.md --diff
    """
    targets = paths or (".",)
    configuration = configure(targets, config)
    workspace = open_paths(targets, configuration)
    vocabulary = vocabulary_of(configuration.settings)
    seen = changed = 0
    unreadable = [*workspace.problems]
    for path in (path for path in workspace.paths() if path in workspace.asked):
        if is_yaml(path):
            continue
        source = workspace.source.read(path)
        if isinstance(source, Unreadable):
            unreadable.append(source)
            continue
        found = formatted(source, vocabulary)
        if found is None:
            if path in workspace.named:
                click.echo(f"{visible(path)}: Left alone: no document of a curriculum.", err=True)
            continue
        seen += 1
        if found.left:
            click.echo(f"{visible(path)}: Left its {' and '.join(found.left)}: they carry meaning here.", err=True)
        if found.source != source:
            changed += 1
            _show(source, found.source, check, diff)
    for each in unreadable:
        click.echo(f"{visible(each.path)}: Left alone: {each.reason}.", err=True)
    did = "would change" if check or diff else "changed"
    click.echo(f"{counted(seen, 'document')}, {changed} {did}.", err=True)
    return FINDINGS if check and changed else CLEAN


def _show(before: Source, after: Source, check: bool, diff: bool) -> None:
    if diff:
        show(before, after)
    elif check:
        click.echo(f"{visible(before.path)}: Would change.")
    else:
        save(after)
        click.echo(f"{visible(before.path)}: Formatted.")
