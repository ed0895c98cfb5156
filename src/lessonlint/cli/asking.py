"""What several commands ask of their arguments: which lesson is meant."""

from __future__ import annotations

from collections.abc import Sequence

import click

from lessonlint.concepts.state import lesson_at
from lessonlint.course.values import Course

_NAMED = 12


def find_lesson(course: Course, name: str, paths: Sequence[str]) -> int:
    """The index of a lesson; a usage error with the nearest slug when there is none."""
    at = lesson_at(course, name)
    if at is not None:
        return at
    where = " ".join(paths) or "this folder"
    if not course.lessons:
        raise click.UsageError(f"There are no lessons in {where}. Name the folder of the curriculum after the lesson.")
    from difflib import get_close_matches

    slugs = [lesson.slug for lesson in course.lessons]
    near = get_close_matches(name.casefold().replace(" ", "-"), slugs, n=1, cutoff=0.5)
    listed = f"Lessons: {', '.join(slugs[:_NAMED])}{' …' if len(slugs) > _NAMED else '.'}"
    raise click.UsageError(f"There is no lesson {name!r} in {where}. {f'Did you mean {near[0]}?' if near else listed}")
