"""`lessonlint impact`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from lessonlint.analysis.changed import CannotChange
from lessonlint.analysis.ground import Ground
from lessonlint.analysis.impact import Impact, with_concept_at, with_lesson_at, without_lesson
from lessonlint.api import ground_of
from lessonlint.cli.asking import find_concept, find_lesson
from lessonlint.cli.completion import complete_lessons
from lessonlint.cli.opening import opened
from lessonlint.cli.options import format_option, of_curriculum
from lessonlint.cli.printing import put, style
from lessonlint.concepts.state import lesson_at
from lessonlint.report.impact import render_impact, render_impact_json
from lessonlint.wording import bare

_PLACE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{1,2})")


@click.command("impact", short_help="Show what breaks if a lesson or concept goes, moves or gets shallower.")
@click.argument("target", shell_complete=complete_lessons)
@click.option("--to", "place", metavar="S.M.L", help="Move the lesson to this place instead of taking it out.")
@click.option("--shallower", "depth", metavar="DEPTH", help="Teach it no deeper than this instead of not at all.")
@format_option("text", "json")
@of_curriculum
def command(
    target: str, paths: tuple[str, ...], place: str | None, depth: str | None, format_: str, config: str | None
) -> None:
    """Show what breaks in PATHS if TARGET goes: a lesson (slug or number), or a concept.

    The changed course is judged by the rules of `check`. Rows that lose their ground are listed with the depth they
    need and the depth that is left, also where `check` will not notice. Nothing is written.

    \b
    Examples:
      lessonlint impact gluten-network curriculum/
      lessonlint impact 1.1.4 curriculum/ --to 1.1.2
      lessonlint impact "gluten network" curriculum/
      lessonlint impact gluten-network curriculum/ --shallower INTRODUCED
    """
    if place and depth:
        raise click.UsageError("--to and --shallower are two changes; ask about one at a time.")
    ground = ground_of(*opened(paths, config))
    try:
        impact = _impact(ground, target, paths, place, depth)
    except CannotChange as error:
        raise click.UsageError(f"{error}.") from None
    put(render_impact_json(impact) if format_ == "json" else render_impact(impact, style()))


def _impact(ground: Ground, target: str, paths: Sequence[str], place: str | None, depth: str | None) -> Impact:
    at = lesson_at(ground.course, target)
    if place:
        at = find_lesson(ground.course, target, paths)
        match = _PLACE.fullmatch(place.strip())
        if match is None:
            raise click.UsageError(f"--to wants a place such as 4.2.3, not {place!r}.")
        module = (int(match[1]), int(match[2]))
        return with_lesson_at(ground, at, module, int(match[3]))
    step = _step(ground, depth) if depth else -1
    if at is not None and not depth:
        return without_lesson(ground, at)
    if at is not None:
        lesson = ground.course.lessons[at]
        events = [event for event in ground.knowledge.events if at in event.orders]
        return with_concept_at(ground, events, step, f"With {lesson.name} no deeper than {depth}")
    event = find_concept(ground.knowledge, target, paths)
    words = f"{'With' if depth else 'Without'} “{bare(event.row.concept)}”"
    what = f"{words} no deeper than {depth}" if depth else words
    return with_concept_at(ground, ground.knowledge.groups.same(event), step, what)


def _step(ground: Ground, depth: str) -> int:
    ladder = ground.course.vocabulary.depths.ladder
    names = [name.casefold() for name in ladder]
    if depth.strip().casefold() not in names:
        raise click.UsageError(f"There is no depth {depth!r}. Depths: {', '.join(ladder)}.")
    return names.index(depth.strip().casefold())
