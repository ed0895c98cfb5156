"""`lessonlint review`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lessonlint.api import course_of
from lessonlint.cli.asking import find_lesson
from lessonlint.cli.completion import complete_lessons_and_paths, complete_paths
from lessonlint.cli.main import CLEAN, FINDINGS
from lessonlint.cli.opening import opened
from lessonlint.cli.options import config_option, format_option
from lessonlint.cli.printing import put, style
from lessonlint.cli.reviewing import begin, stamp
from lessonlint.course.backlog import backlog, blocking
from lessonlint.course.values import Course, Lesson
from lessonlint.disk import shown
from lessonlint.report import reviews as report
from lessonlint.report.places import places_of
from lessonlint.surroundings import curriculum_around


@click.command("review", short_help="Show what reviews found, and begin the next one.")
@click.argument("lesson", required=False, shell_complete=complete_lessons_and_paths)
@click.argument("paths", nargs=-1, shell_complete=complete_paths)
@click.option("--new", is_flag=True, help="Begin the next review at the end of the lesson's reviews.")
@click.option("--stamp", "stamping", is_flag=True, help="Note on the last review which text it is about.")
@click.option("--gate", is_flag=True, help="Exit 1 while a lesson that is called built or complete has work left.")
@click.option("--diff", is_flag=True, help="Show what would be written.")
@format_option("text", "json")
@config_option
def command(
    lesson: str | None,
    paths: tuple[str, ...],
    new: bool,
    stamping: bool,
    gate: bool,
    diff: bool,
    format_: str,
    config: str | None,
) -> int:
    """Show what reviews have found and nobody has dealt with, the most pressing first.

    With LESSON (a slug, a number such as 1.1.2 or its file), all findings of that lesson and where each stands: open,
    fixed (a fix pass says so), verified (a later review does), deferred, accepted, withdrawn, passed (a review passed
    the lesson without a word of it) or raised again. PATHS are the curriculum (default: this folder).

    --new writes what is to be verified and what was planned, for a person to tick; counts, findings and the verdict
    are that person's. --gate counts criticals, improvements, reviews without an answer, and lessons that were stamped
    and have changed since they passed.

    \b
    Examples:
      lessonlint review curriculum/
      lessonlint review gluten-network curriculum/
      lessonlint review gluten-network curriculum/ --new --diff
      lessonlint review gluten-network curriculum/ --stamp
      lessonlint review curriculum/ --gate
    """
    if new + stamping + gate > 1:
        raise click.UsageError("--new, --stamp and --gate are three different things: ask for one.")
    if diff and not (new or stamping):
        raise click.UsageError("--diff shows what --new or --stamp would write.")
    if lesson and Path(lesson).is_dir():
        paths, lesson = (lesson, *paths), None
    if lesson and Path(lesson).is_file():
        paths = paths or (curriculum_around(lesson),)
    course, today = course_of(*opened(paths, config)[:2]), date.today()  # what is written is read anew
    one = _lesson(course, lesson, paths) if lesson else None
    if new or stamping:
        if one is None:
            raise click.UsageError("Which lesson? Name its slug, its number or its file.")
        (begin if new else stamp)(one, course.vocabulary, today.isoformat(), diff)
        return CLEAN
    if one and not gate:
        put(_one(one, course, today, format_))
        return CLEAN
    lessons = (one,) if one else (*course.lessons, *course.loose)
    tasks = blocking(course, today, lessons) if gate else backlog(lessons, today)
    if format_ == "json":
        put(report.render_backlog_json(tasks, places_of(course)))
    else:
        reviewed = sum(bool(each.plan and each.plan.outcome.last) for each in lessons)
        put(report.render_backlog_text(tasks, reviewed, places_of(course), style(), gate))
    return FINDINGS if gate and tasks else CLEAN


def _lesson(course: Course, name: str, paths: tuple[str, ...]) -> Lesson:
    """The lesson that is meant; one whose module nobody names may be, too. Raises a usage error."""
    if Path(name).is_file():
        path = shown(Path(name))
        found = next((each for each in (*course.lessons, *course.loose) if each.doc and each.doc.path == path), None)
        if found is None:
            raise click.UsageError(f"{name} was not read as a lesson.")
    else:
        loose = next((each for each in course.loose if each.slug == name), None)
        found = loose or course.lessons[find_lesson(course, name, paths)]
    if found.plan is None:
        raise click.UsageError(f"The plan of {found.name} is not among the files.")
    return found


def _one(lesson: Lesson, course: Course, today: date, format_: str) -> str:
    if format_ == "json":
        return report.render_lesson_json(lesson, places_of(course), today)
    return report.render_lesson_text(lesson, places_of(course), style())
