"""`lessonlint new`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lessonlint.api import course_of, knowledge_of
from lessonlint.authoring import layout, listings
from lessonlint.authoring.lesson import new_lesson
from lessonlint.authoring.templates import begun
from lessonlint.cli import review
from lessonlint.cli.asking import did_you_mean, find_lesson
from lessonlint.cli.completion import complete_lessons, complete_lessons_and_paths
from lessonlint.cli.opening import opened
from lessonlint.cli.options import of_curriculum
from lessonlint.cli.writing import change, create, in_its_form
from lessonlint.concepts.state import lesson_at, state_at
from lessonlint.course.values import Course
from lessonlint.model.waivers import newline_of
from lessonlint.report.terminal import visible

_MODULE = re.compile(r"(\d{1,2})\.(\d{1,2})")
_force = click.option("--force", is_flag=True, help="Write the file anew where there is one.")


def _begins(command: Callable[..., Any]) -> Callable[..., Any]:
    return _force(of_curriculum(command))


@click.group("new", short_help="Begin a course, series, module, lesson or review.")
def command() -> None:
    """Begin a document: what can be worked out is filled in, what only you can decide says TODO:.

    PATHS are the curriculum (default: this folder). `lessonlint check` reports a begun document once, as LL011, until
    every such place is filled.

    \b
    Examples:
      lessonlint new course "How Bread Works"
      lessonlint new series 1 "Dough"
      lessonlint new module 1.1 "Flour and Water"
      lessonlint new lesson
      lessonlint new review gluten-network
    """


@command.command("course", short_help="Begin the page of a course.")
@click.argument("title")
@_begins
def new_course(title: str, paths: tuple[str, ...], force: bool, config: str | None) -> None:
    """Begin the page of a course called TITLE.

    \b
    Example:
      lessonlint new course "How Bread Works" curriculum/
    """
    targets, configuration, cache = opened(paths, config)
    course = course_of(targets, configuration, cache)
    if course.doc and not force:
        raise click.UsageError(f"{course.doc.path} is the page of this course already.")
    path = course.doc.path if course.doc else layout.course_path(targets[0])
    _create(path, begun("course", course.vocabulary, title=_line(title)), force, course)


@command.command("series", short_help="Begin the plan of a series.")
@click.argument("number", type=click.IntRange(1, 99))
@click.argument("title")
@_begins
def new_series(number: int, title: str, paths: tuple[str, ...], force: bool, config: str | None) -> None:
    """Begin the plan of series NUMBER, called TITLE, and list it on the course page.

    \b
    Example:
      lessonlint new series 1 "Dough" curriculum/
    """
    targets, configuration, cache = opened(paths, config)
    course = course_of(targets, configuration, cache)
    known = next((each.plan_doc for each in course.series if each.number == number and each.plan_doc), None)
    path = known.path if known else layout.series_path(course, number, targets[0])
    _create(path, begun("series plan", course.vocabulary, number=number, title=_line(title)), force, course)
    change(course.docs, listings.list_series(course, number, _line(title)), f"listed series {number}")


@command.command("module", short_help="Begin the plan of a module.")
@click.argument("number")
@click.argument("title")
@_begins
def new_module(number: str, title: str, paths: tuple[str, ...], force: bool, config: str | None) -> None:
    """Begin the plan of module NUMBER (such as 1.2), called TITLE, and list it where its series and course do.

    \b
    Example:
      lessonlint new module 1.1 "Flour and Water" curriculum/
    """
    targets, configuration, cache = opened(paths, config)
    course = course_of(targets, configuration, cache)
    match = _MODULE.fullmatch(number)
    if match is None:
        raise click.UsageError(f"{number!r} is no number of a module. Write series and module, such as 1.2.")
    place = int(match[1]), int(match[2])
    known = course.find(place)
    path = known.plan_doc.path if known and known.plan_doc else None
    path = path or layout.module_path(course, place, targets[0])
    loads = ", ".join(course.vocabulary.loads.names())
    text = begun("module plan", course.vocabulary, number=f"{place[0]}.{place[1]}", title=_line(title), loads=loads)
    _create(path, text, force, course)
    change(course.docs, listings.list_module(course, place, _line(title)), f"listed module {number}")
    for path in listings.without_table(course, place):
        click.echo(f"{visible(path)} has no table of modules: list module {number} there yourself.", err=True)


@command.command("lesson", short_help="Begin the plan of a lesson.")
@click.argument("lesson", required=False, shell_complete=complete_lessons_and_paths)
@_begins
def begin_lesson(lesson: str | None, paths: tuple[str, ...], force: bool, config: str | None) -> None:
    """Begin the plan of LESSON (a slug, or a number such as 1.1.4), or of the next one that has none.

    Its module's plan has to list it. Phase 1 and the prerequisites come from what earlier lessons are recorded to
    have taught, what matters most here first.

    \b
    Examples:
      lessonlint new lesson
      lessonlint new lesson work-and-time curriculum/
    """
    if lesson and Path(lesson).is_dir():
        paths, lesson = (lesson, *paths), None
    knowledge = knowledge_of(*opened(paths, config))
    course = knowledge.course
    if lesson and course.lessons and lesson_at(course, lesson) is None:
        meant = did_you_mean(lesson, [each.slug for each in course.lessons])
        raise click.UsageError(f"No module plan lists {lesson!r}. Put it into a lesson sequence first. {meant}".strip())
    at = find_lesson(course, lesson, paths) if lesson else _next(course)
    found = course.lessons[at]
    module = course.find(found.module) if found.module else None
    if module is None or not (module.plan_doc or module.record_doc):
        raise click.UsageError(f"No module plan lists {found.name}. Put it into a lesson sequence first.")
    path = found.doc.path if found.doc else layout.lesson_path(course, module, found)
    _create(path, new_lesson(state_at(knowledge, at), module), force, course)


@command.command("review", short_help="Begin the next review of a lesson.")
@click.argument("lesson", shell_complete=complete_lessons)
@click.option("--diff", is_flag=True, help="Show what would be written.")
@of_curriculum
@click.pass_context
def begin_review(context: click.Context, lesson: str, paths: tuple[str, ...], diff: bool, config: str | None) -> None:
    """Begin the next review of LESSON: the same as `lessonlint review LESSON --new`.

    \b
    Example:
      lessonlint new review gluten-network curriculum/ --diff
    """
    context.invoke(review.command, lesson=lesson, paths=paths, new=True, diff=diff, config=config)


def _next(course: Course) -> int:
    """The first lesson that is planned, and neither written nor recorded. Raises a usage error where there is none."""
    at = next((at for at, lesson in enumerate(course.lessons) if not (lesson.doc or lesson.built)), None)
    if at is None:
        raise click.UsageError("Every lesson that a module plan lists is written. Add a row to a lesson sequence.")
    return at


def _create(path: str, text: str, force: bool, course: Course) -> None:
    """Write a new document with the line ends of the curriculum."""
    newline = newline_of(course.docs[0].source.text) if course.docs else "\n"
    create(in_its_form(path, text, course.vocabulary, newline), force)


def _line(title: str) -> str:
    return " ".join(title.split())
