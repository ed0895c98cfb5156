"""`lessonlint why`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from lessonlint.api import check_and_know
from lessonlint.cli.check import style_of
from lessonlint.cli.completion import complete_paths
from lessonlint.cli.opening import opened
from lessonlint.cli.options import config_option, format_option
from lessonlint.concepts.why import events_on, explain, links_on, use_of
from lessonlint.disk import shown
from lessonlint.report.explaining import Line
from lessonlint.report.why import nothing_there, render_why, render_why_json
from lessonlint.source import LineIndex
from lessonlint.surroundings import curriculum_around

_WHERE = re.compile(r"(.+?):(\d+)(?::\d+)?:?")
_NO_LINE = re.compile(r":[^:/\\]*$")


@click.command("why", short_help="Explain how a reference was resolved, and what follows.")
@click.argument("where", metavar="FILE:LINE", shell_complete=complete_paths)
@click.argument("paths", nargs=-1, shell_complete=complete_paths)
@format_option("text", "json")
@config_option
def command(where: str, paths: tuple[str, ...], format_: str, config: str | None) -> int:
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
    path = shown(Path(file))
    sources = {source.path: source for source in knowledge.course.sources()}
    findings = [
        found
        for found in report.diagnostics
        if found.place.path == path
        and path in report.sources
        and LineIndex(report.sources[path].text).position(found.place.start)[0] == number
    ]
    line = Line(
        path=path,
        number=number,
        explanations=tuple(explain(knowledge, link) for link in links_on(knowledge, path, number)),
        uses=tuple(use_of(knowledge, event) for event in events_on(knowledge, path, number)),
        findings=tuple(findings),
        course=knowledge.course,
        ladder=knowledge.course.vocabulary.depths.ladder,
        sources=sources,
    )
    if line.is_empty:
        raise click.ClickException(nothing_there(line, knowledge))
    if format_ == "json":
        click.echo(render_why_json(line), nl=False)
    else:
        style = style_of(sys.stdout)
        click.echo(render_why(line, style), nl=False, color=style.enabled or None)
    return 0
