"""`lessonlint links`."""

from __future__ import annotations

import click

from lessonlint.api import knowledge_in, open_paths
from lessonlint.cli.completion import complete_paths
from lessonlint.cli.opening import opened
from lessonlint.cli.options import config_option, format_option
from lessonlint.cli.printing import put, style
from lessonlint.report.links import render_links_json, render_links_text


@click.command("links", short_help="Show what each concept named in a table means.")
@click.argument("paths", nargs=-1, shell_complete=complete_paths)
@click.option("--questions", is_flag=True, help="Only what is neither settled nor decided.")
@click.option(
    "--table",
    "tables",
    multiple=True,
    type=click.Choice(("prerequisites", "state", "connections", "targets", "roll-up")),
    help="Only these tables.",
)
@format_option("text", "json")
@config_option
def command(paths: tuple[str, ...], questions: bool, tables: tuple[str, ...], format_: str, config: str | None) -> int:
    """Show every reference in PATHS with the index row it means, and how surely.

    \b
    Marks: = settled   ~ likely   ? a question   o outside the course   - nothing found

    \b
    Examples:
      lessonlint links curriculum/ --questions
      lessonlint links curriculum/series-1/module-1-1/lessons/gluten-network.md --table prerequisites
      lessonlint links curriculum/ --format json
    """
    targets, configuration, cache = opened(paths, config)
    workspace = open_paths(targets, configuration)
    knowledge = knowledge_in(workspace, configuration, cache)
    course = knowledge.course
    links = [
        link
        for link in knowledge.links
        if link.reference.doc.path in workspace.asked
        and (link.is_open or not questions)
        and (not tables or link.reference.table in tables)
    ]
    links.sort(key=lambda link: (link.reference.doc.path, link.reference.concept.start))
    put(render_links_json(links, course) if format_ == "json" else render_links_text(links, course, style()))
    return 0
