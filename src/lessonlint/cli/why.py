"""`lessonlint why`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from lessonlint.api import check_and_know
from lessonlint.cli.completion import complete_paths
from lessonlint.cli.opening import opened
from lessonlint.cli.options import format_option, of_curriculum
from lessonlint.cli.printing import put, style
from lessonlint.disk import shown
from lessonlint.report.explaining import line_of
from lessonlint.report.places import Places
from lessonlint.report.why import nothing_there, render_why, render_why_json
from lessonlint.surroundings import curriculum_around

_WHERE = re.compile(r"(.+?):(\d+)(?::\d+)?:?")
_NO_LINE = re.compile(r":[^:/\\]*$")


@click.command("why", short_help="Explain how a reference was resolved, and what follows.")
@click.argument("where", metavar="FILE:LINE", shell_complete=complete_paths)
@format_option("text", "json")
@of_curriculum
def command(where: str, paths: tuple[str, ...], format_: str, config: str | None) -> None:
    """Explain the row at FILE:LINE: what its concept was taken to mean, why, and what would settle it.

    Works on rows of prerequisites, student state, connections, depth targets, roll-ups and concept indexes. PATHS are
    what to read as context; without them, the whole curriculum around the file.

    \b
    Examples:
      lessonlint why curriculum/series-1/module-1-1/lessons/work-and-time.md:51
      lessonlint why curriculum/series-1/module-1-1/record.md:19
      lessonlint why lesson.md:52 curriculum/ --format json
    """
    match = _WHERE.fullmatch(where)
    file = match[1] if match else _NO_LINE.sub("", where) or where
    if not Path(file).is_file():
        raise click.UsageError(f"There is no file {file}. The path is taken from the working directory.")
    if match is None:
        raise click.UsageError(f"Which line of {file}? Write it as {file}:LINE, for example {file}:40.")
    number = int(match[2])
    targets = (*paths, file) if paths else (curriculum_around(file),)
    report, knowledge = check_and_know(*opened(targets, config), infos=True)
    path, places = shown(Path(file)), Places(report.sources)
    here = [found for found in report.diagnostics if found.place.path == path and path in report.sources]
    findings = tuple(found for found in here if places.position(path, found.place.start)[0] == number)
    line = line_of(knowledge, path, number, places, findings)
    if line.is_empty:
        raise click.ClickException(nothing_there(line, knowledge))
    put(render_why_json(line) if format_ == "json" else render_why(line, style()))
