"""What several commands ask of their arguments: which lesson is meant, and which curriculum a file belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.names import read_name
from lessonlint.concepts.state import lesson_at
from lessonlint.config.load import find_config
from lessonlint.course.values import Course
from lessonlint.model.documents import LessonPlan
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY
from lessonlint.wording import bare, listed
from lessonlint.workspace import Disk, may_be_document

_NAMED, _NEAREST = 12, 3
# How far up a curriculum is looked for, and in how many files of a folder.
_HIGHEST, _MOST_FILES = 6, 40


def searched(paths: Sequence[str]) -> str:
    """Where something was looked for, in a sentence."""
    return " ".join("this folder" if path == "." else path for path in paths) or "this folder"


def find_lesson(course: Course, name: str, paths: Sequence[str]) -> int:
    """The index of a lesson; a usage error with the nearest slug when there is none."""
    at = lesson_at(course, name)
    if at is not None:
        return at
    where = searched(paths)
    if not course.lessons:
        raise click.UsageError(f"There are no lessons in {where}. Name the folder of the curriculum after the lesson.")
    from difflib import get_close_matches

    slugs = [lesson.slug for lesson in course.lessons]
    near = get_close_matches(name.casefold().replace(" ", "-"), slugs, n=1, cutoff=0.5)
    listed = f"Lessons: {', '.join(slugs[:_NAMED])}{' …' if len(slugs) > _NAMED else '.'}"
    raise click.UsageError(f"There is no lesson {name!r} in {where}. {f'Did you mean {near[0]}?' if near else listed}")


def find_concept(knowledge: Knowledge, words: str, paths: Sequence[str]) -> Event:
    """An event of the concept that some words name; a usage error with the nearest names when none is plainly meant."""
    found, name = knowledge.search(words), read_name(words)
    same = [event for event in found if name.head_key == event.name.head_key]
    holding = [event for event in found if name.telling and name.telling <= event.name.words]
    roots = {knowledge.groups.same(event)[0].id for event in holding}
    if same or len(roots) == 1:
        return (same or holding)[0]
    where = searched(paths)
    near = list(dict.fromkeys(bare(event.row.concept) for event in holding or found))[:_NEAREST]
    hint = f" Did you mean {listed(near)}?" if near else ""
    what = f"Several concepts are called {words!r}" if holding else f"There is no lesson and no concept {words!r}"
    raise click.UsageError(f"{what} in {where}.{hint}")


def curriculum_around(file: str) -> str:
    """The folder of the curriculum a file is in: where its configuration is, else the highest that frames lessons.

    A folder frames lessons when a module's, series' or course's own document lies in it.
    """
    if found := find_config([file]):
        return str(found.parent)
    folders = Path(file).resolve().parents[:_HIGHEST]
    frames = [folder for folder in folders if any(map(_frames, _documents(folder)))]
    return str(frames[-1] if frames else folders[0])


def _documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if may_be_document(path.name))[:_MOST_FILES]


def _frames(file: Path) -> bool:
    source = Disk().read(str(file))
    doc = read(source, DEFAULT_VOCABULARY) if isinstance(source, Source) else None
    return doc is not None and not isinstance(doc.body, LessonPlan)
