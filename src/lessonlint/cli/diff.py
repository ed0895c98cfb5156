"""`lessonlint diff`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from lessonlint.analysis.difference import Side, difference
from lessonlint.api import configure, examine
from lessonlint.changes import NoHistory, files_at, files_now
from lessonlint.cli.completion import complete_paths
from lessonlint.cli.options import config_option, format_option
from lessonlint.cli.printing import put, style
from lessonlint.config.settings import Configuration
from lessonlint.report.difference import render_difference, render_difference_json, render_difference_markdown
from lessonlint.walk import REGISTRY, may_be_document
from lessonlint.workspace import Workspace, as_in_tree

_HERE = "the working tree"


@click.command("diff", short_help="Show what changed in the curriculum between two revisions.")
@click.argument("revision", metavar="REV")
@click.argument("other", metavar="[REV]", required=False)
@click.option(
    "--in",
    "paths",
    metavar="PATH",
    multiple=True,
    shell_complete=complete_paths,
    help="The curriculum, where it is not the whole folder.",
)
@format_option("text", "markdown", "json")
@config_option
def command(revision: str, other: str | None, paths: tuple[str, ...], format_: str, config: str | None) -> None:
    """Show what changed in the curriculum from REV to another revision, or to the files as they are now.

    Lessons, concepts with their depths, prerequisites, loads and findings, and above all which lessons break. Both
    trees are judged by the settings in force now. `--format markdown` makes a comment for a pull request.

    \b
    Examples:
      lessonlint diff main
      lessonlint diff v1.0 v1.1 --in curriculum/
      lessonlint diff origin/main HEAD --format markdown
    """
    wanted = paths or (".",)
    configuration = configure(wanted, config)
    try:
        before = _side(revision, wanted, configuration)
        after = _side(other, wanted, configuration)
    except NoHistory as error:
        path = next((each for each in (other, revision) if each and Path(each).exists()), None)
        hint = f" {path} is a path: diff takes revisions, and --in {path} says what to compare." if path else ""
        raise click.UsageError(f"{error}.{hint}") from None
    found = difference(before, after)
    match format_:
        case "json":
            put(render_difference_json(found))
        case "markdown":
            put(render_difference_markdown(found))
        case _:
            put(render_difference(found, style()))


def _side(revision: str | None, paths: Sequence[str], configuration: Configuration) -> Side:
    today = date.today().isoformat()
    report, subjects = examine(_tree(revision, paths, configuration), configuration, today)
    return Side(revision or _HERE, report, subjects.knowledge)


def _tree(revision: str | None, paths: Sequence[str], configuration: Configuration) -> Workspace:
    folder = next(up for up in (Path(paths[0]).resolve(), *Path(paths[0]).resolve().parents) if up.is_dir())
    root = Path(configuration.root) if configuration.root else None
    texts = files_at(folder, revision, _is_ours) if revision else files_now(folder, _is_ours)
    return as_in_tree(texts, paths, root, configuration.settings.exclude)


def _is_ours(name: str) -> bool:
    # Without the baseline: what it hides on one side alone is neither gone nor new.
    return may_be_document(name) or name == REGISTRY
