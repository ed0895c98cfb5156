"""`lessonlint links`."""

from __future__ import annotations

from pathlib import Path

import click

from lessonlint.api import knowledge_in, open_paths
from lessonlint.changes import NoHistory, changed_files
from lessonlint.cli.asking import find_lesson
from lessonlint.cli.completion import complete_lessons
from lessonlint.cli.opening import opened
from lessonlint.cli.options import format_option, of_curriculum
from lessonlint.cli.printing import put, style
from lessonlint.concepts.links import Link
from lessonlint.report.links import render_links_json, render_links_text


@click.command("links", short_help="Show what each concept named in a table means.")
@click.option("--questions", is_flag=True, help="Only what is neither settled nor decided.")
@click.option("--changed", is_flag=True, help="Only what stands in files changed since the last commit, or means them.")
@click.option(
    "--lesson",
    metavar="SLUG",
    shell_complete=complete_lessons,
    help="Only the references of this lesson (slug or number).",
)
@click.option(
    "--table",
    "tables",
    multiple=True,
    type=click.Choice(("prerequisites", "state", "connections", "targets", "roll-up")),
    help="Only these tables.",
)
@format_option("text", "json")
@of_curriculum
def command(
    paths: tuple[str, ...],
    questions: bool,
    changed: bool,
    lesson: str | None,
    tables: tuple[str, ...],
    format_: str,
    config: str | None,
) -> None:
    """Show every reference in PATHS with the index row it means, and how surely.

    \b
    Marks: = settled   ~ likely   ? a question   o outside the course   - nothing found

    \b
    Examples:
      lessonlint links curriculum/ --questions
      lessonlint links curriculum/ --questions --changed
      lessonlint links curriculum/ --lesson gluten-network --table prerequisites
      lessonlint links curriculum/ --format json
    """
    targets, configuration, cache = opened(paths, config)
    workspace = open_paths(targets, configuration)
    knowledge = knowledge_in(workspace, configuration, cache)
    course = knowledge.course
    asked = [link for link in knowledge.links if link.reference.doc.path in workspace.asked]
    links = [link for link in asked if _wanted(link, questions, tables)]
    if lesson:
        at = find_lesson(course, lesson, paths)
        links = [link for link in links if link.reference.at == at]
    if changed:
        links = _changed(links, Path(paths[0] if paths else "."))
    links.sort(key=lambda link: (link.reference.doc.path, link.reference.concept.start))
    put(render_links_json(links, course) if format_ == "json" else render_links_text(links, course, style()))


def _changed(links: list[Link], near: Path) -> list[Link]:
    """The links that a change may have made or broken: their row changed, or the file of an index row they mean."""
    try:
        files = changed_files(near)
    except NoHistory as error:
        raise click.UsageError(f"--changed: {error}.") from None
    touched = {path for path in _paths(links) if Path(path).resolve() in files}
    return [link for link in links if not touched.isdisjoint(_paths([link]))]


def _paths(links: list[Link]) -> set[str]:
    return {doc.path for link in links for doc in (link.reference.doc, *(event.doc for event in link.targets))}


def _wanted(link: Link, questions: bool, tables: tuple[str, ...]) -> bool:
    if tables and link.reference.table not in tables:
        return False
    return not questions or link.is_open
