"""What several commands ask of their arguments: which lesson or concept is meant."""

from __future__ import annotations

from collections.abc import Sequence

import click

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.names import read_name
from lessonlint.concepts.state import lesson_at
from lessonlint.course.values import Course
from lessonlint.wording import counted, listed, quoted

_NEAREST, _NEAR, _FAR = 3, 0.7, 0.5


def searched(paths: Sequence[str]) -> str:
    """Where something was looked for, in a sentence."""
    return " ".join("this folder" if path == "." else path for path in paths) or "this folder"


def find_lesson(course: Course, name: str, paths: Sequence[str]) -> int:
    """The index of a lesson; a usage error with the nearest slugs when there is none."""
    at = lesson_at(course, name)
    if at is not None:
        return at
    where = searched(paths)
    if not course.lessons:
        raise click.UsageError(f"There are no lessons in {where}. Name the folder of the curriculum after the lesson.")
    slugs = [lesson.slug for lesson in course.lessons]
    first, last = course.lessons[0].name, course.lessons[-1].name
    there = f"There {'are' if slugs[1:] else 'is'} {counted(len(slugs), 'lesson')}"
    there += f", from {first} to {last}." if slugs[1:] else f": {first}."
    raise click.UsageError(f"There is no lesson {name!r} in {where}. {did_you_mean(name, slugs) or there}")


def did_you_mean(name: str, slugs: Sequence[str]) -> str:
    """A question with the slugs that hold a name or are most like it; "" when none is."""
    near = _near(name, slugs)
    return f"Did you mean {listed(near, 'or')}?" if near else ""


def _near(name: str, slugs: Sequence[str]) -> list[str]:
    """The slugs that come near a name, the best first; only one where none comes very near."""
    from difflib import get_close_matches

    wanted = name.casefold().replace(" ", "-")
    near = [slug for slug in slugs if wanted in slug][:_NEAREST] or get_close_matches(wanted, slugs, _NEAREST, _NEAR)
    return near or get_close_matches(wanted, slugs, n=1, cutoff=_FAR)


def find_concept(knowledge: Knowledge, words: str, paths: Sequence[str]) -> Event:
    """An event of the concept that some words name; a usage error with the nearest names when none is plainly meant."""
    found, name = knowledge.search(words), read_name(words)
    same = [event for event in found if name.head_key == event.name.head_key]
    holding = [event for event in found if name.telling and name.telling <= event.name.words and _says(event, words)]
    roots = {knowledge.groups.same(event)[0].id for event in holding}
    if same or len(roots) == 1:
        return (same or holding)[0]
    where = searched(paths)
    near = list(dict.fromkeys(quoted(event.row.concept) for event in holding or found))[:_NEAREST]
    lessons = [] if holding else _near(words, [lesson.slug for lesson in knowledge.course.lessons])[:1]
    near = [*lessons, *near][:_NEAREST]
    hint = f" Did you mean {listed(near, 'or')}?" if near else ""
    what = f"Several concepts are called {words!r}" if holding else f"There is no lesson and no concept {words!r}"
    raise click.UsageError(f"{what} in {where}.{hint}")


def _says(event: Event, words: str) -> bool:
    """Whether a row has all the words as they were typed, one or several of them, and not only their stems."""
    said = event.row.concept.value.casefold()
    return all(word.removesuffix("s") in said for word in words.casefold().split())
