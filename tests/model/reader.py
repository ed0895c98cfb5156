"""Reads a few lines of Markdown the way `lessonlint` does."""

from __future__ import annotations

from lessonlint.model.documents import Doc, Identity, LessonPlan, ModulePlan, ModuleRecord
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY


def doc(text: str, path: str = "bread/dough.md") -> Doc:
    """The document a text is; it must be one."""
    found = read(Source(path, text), DEFAULT_VOCABULARY)
    assert found is not None, "not a document of a curriculum"
    return found


def identity(text: str, path: str = "bread/dough.md") -> Identity:
    """What a text says it is."""
    return doc(text, path).identity


def lesson(text: str, path: str = "bread/dough.md") -> LessonPlan:
    """A lesson plan, from what stands below its title."""
    body = doc(f"# Lesson: First Dough\n\n{text}\n", path).body
    assert isinstance(body, LessonPlan)
    return body


def plan(text: str) -> ModulePlan:
    """A module plan, from what stands below its title."""
    body = doc(f"# Module 1.1: Dough -- Plan\n\n{text}\n").body
    assert isinstance(body, ModulePlan)
    return body


def record(text: str) -> ModuleRecord:
    """A module record, from what stands below its title."""
    body = doc(f"# Module 1.1: Dough -- Record\n\n{text}\n").body
    assert isinstance(body, ModuleRecord)
    return body
