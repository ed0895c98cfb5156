"""`lessonlint promises`."""

from __future__ import annotations

import os

import click

from lessonlint.api import course_of
from lessonlint.cli.asking import find_lesson
from lessonlint.cli.completion import complete_lessons_and_paths
from lessonlint.cli.opening import opened
from lessonlint.cli.options import format_option, of_curriculum
from lessonlint.cli.printing import put, style
from lessonlint.concepts.kept import NOT_KEPT, UNKNOWN, judged
from lessonlint.report.places import places_of
from lessonlint.report.promises import render_promises_json, render_promises_text


@click.command("promises", short_help="Show what was left for later, and whether it came.")
@click.argument("lesson", required=False, shell_complete=complete_lessons_and_paths)
@click.option("--open", "only_open", is_flag=True, help="Only what is not known to be kept.")
@format_option("text", "json")
@of_curriculum
def command(lesson: str | None, paths: tuple[str, ...], only_open: bool, format_: str, config: str | None) -> None:
    """Show the topics that lessons leave to a later place: from, topic, to, kept or not.

    LESSON is a slug or a number such as 1.1.2; then its own promises are shown, and those that name it. Without
    it, or when it is a folder, those of every lesson in PATHS (default: this folder).

    \b
    Marks: = kept   ! not kept   ? cannot be told from what was read

    \b
    Examples:
      lessonlint promises curriculum/
      lessonlint promises gluten-network curriculum/
      lessonlint promises curriculum/ --open --format json
    """
    if lesson and os.path.exists(lesson):
        paths, lesson = (lesson, *paths), None
    course = course_of(*opened(paths, config))
    verdicts = judged(course)
    if lesson:
        at = find_lesson(course, lesson, paths)
        verdicts = [verdict for verdict in verdicts if verdict.at == at or at in verdict.due]
    if only_open:
        verdicts = [verdict for verdict in verdicts if verdict.outcome in (NOT_KEPT, UNKNOWN)]
    places = places_of(course)
    as_json = format_ == "json"
    put(render_promises_json(verdicts, places) if as_json else render_promises_text(verdicts, places, style()))
