"""Where new documents go: beside the ones that are there, in folders named as they are, and in their form."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lessonlint.course.values import Course, Lesson, Module, ModuleNumber
from lessonlint.yaml_text import is_yaml


def course_path(folder: str) -> str:
    """Where the page of a new course goes."""
    return posixpath.join(folder, "course.md")


def series_path(course: Course, number: int, folder: str) -> str:
    """Where the plan of a new series goes: named like those of other series."""
    for series in reversed(course.series):
        if series.plan_doc and (path := _renumbered(series.plan_doc.path, (series.number, 0), (number, 0))):
            return path
    suffix = _suffix(course.doc.path if course.doc else "")
    return posixpath.join(_root(course, folder), f"series-{number}", f"plan{suffix}")


def module_path(course: Course, number: ModuleNumber, folder: str) -> str:
    """Where the plan of a new module goes: named like those of other modules, the nearest first."""
    modules = sorted(course.modules, key=lambda each: (each.number[0] != number[0], each.number))
    for module in modules:
        if module.plan_doc and (path := _renumbered(module.plan_doc.path, module.number, number)):
            return path
    series = next((each for each in course.series if each.number == number[0] and each.plan_doc), None)
    top = posixpath.dirname(series.plan_doc.path) if series and series.plan_doc else ""
    top = top or posixpath.join(_root(course, folder), f"series-{number[0]}")
    above = series.plan_doc if series else course.doc
    return posixpath.join(top, f"module-{number[0]}-{number[1]}", f"plan{_suffix(above.path if above else '')}")


def record_path(course: Course, module: Module) -> str:
    """Where the record of a module goes: beside its plan, called as other records are."""
    assert module.plan_doc, "a module without a record has a plan"
    folder, name = posixpath.split(module.plan_doc.path)
    for other in course.modules:
        if other.plan_doc and other.record_doc and posixpath.basename(other.plan_doc.path) == name:
            return posixpath.join(folder, posixpath.basename(other.record_doc.path))
    plain = "record.md" if name == "plan.md" else name.replace("plan", "record")
    return posixpath.join(folder, plain if plain != name else f"record-{name}")


def lesson_path(course: Course, module: Module, lesson: Lesson) -> str:
    """Where a lesson plan goes: to its siblings, in their form, else where other modules keep theirs."""
    frame = module.plan_doc or module.record_doc
    assert frame, "a lesson without a file is known from its module's plan or record"
    here = posixpath.dirname(frame.path)
    sibling = next((each.doc.path for each in module.lessons if each.doc), "")
    there = posixpath.dirname(sibling) or "." if sibling else None
    folder = there or next((posixpath.join(here, each) for each in _kept_in(course)), None)
    name = f"{lesson.slug}{_suffix(sibling or frame.path)}"
    return posixpath.normpath(posixpath.join(folder or posixpath.join(here, "lessons"), name))


def _kept_in(course: Course) -> Iterator[str]:
    """Where other modules keep their lessons, seen from their plans."""
    for module in course.modules:
        if module.plan_doc:
            start = posixpath.dirname(module.plan_doc.path) or "."
            for lesson in module.lessons:
                if lesson.doc:
                    yield posixpath.relpath(posixpath.dirname(lesson.doc.path) or ".", start)


def _suffix(path: str) -> str:
    """The ending of a new document beside another: YAML goes with YAML."""
    return posixpath.splitext(path)[1] if is_yaml(path) else ".md"


def _root(course: Course, folder: str) -> str:
    return posixpath.dirname(course.doc.path) if course.doc else folder


def _renumbered(path: str, old: ModuleNumber, new: ModuleNumber) -> str | None:
    """A path with other numbers in its names; None where they cannot be told from the path. Module 0 is no module."""
    changed = path
    if old[1]:
        changed, found = re.subn(rf"(?<!\d){old[0]}([-_.]){old[1]}(?!\d)", rf"{new[0]}\g<1>{new[1]}", path)
        if not found:
            return None
    changed = re.sub(rf"(series[-_ ]?){old[0]}(?!\d)", rf"\g<1>{new[0]}", changed)
    return changed if changed != path else None
