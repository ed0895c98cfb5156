"""A begun lesson plan, held against the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.api import check_workspace, knowledge_of, open_paths
from lessonlint.authoring.lesson import new_lesson
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.state import lesson_at, state_at
from lessonlint.config.settings import Configuration, Settings
from lessonlint.source import Source
from lessonlint.workspace import Overlay

STRICT = Configuration(Settings(preset="strict"))
BEGUN = ("what-flour-is", "bakers-percentages", "focaccia-day", "crust-and-colour", "the-sour-loaf")


@pytest.fixture(scope="module")
def knowledge(root: Path) -> Knowledge:
    return knowledge_of([str(root / "curriculum")])


def begun(knowledge: Knowledge, slug: str) -> Source:
    """The lesson as `new lesson` would begin it, in place of the one that is there."""
    at = lesson_at(knowledge.course, slug)
    assert at is not None
    lesson = knowledge.course.lessons[at]
    assert lesson.doc and lesson.module
    module = knowledge.course.find(lesson.module)
    assert module
    return Source(lesson.doc.path, new_lesson(state_at(knowledge, at), module))


def test_begun_lessons_have_one_finding_each_and_cause_none(knowledge: Knowledge, root: Path) -> None:
    workspace = open_paths([str(root / "curriculum")], STRICT)
    replaced = {source.path: source for source in (begun(knowledge, slug) for slug in BEGUN)}
    workspace = workspace._replace(source=Overlay(workspace.source, replaced))
    found = check_workspace(workspace, STRICT, "2026-06-01").diagnostics
    assert [(each.code, each.place.path) for each in found] == [("LL011", path) for path in sorted(replaced)]


def test_what_is_offered_was_taught_before(knowledge: Knowledge) -> None:
    """Nothing of the lesson itself, nothing later, each concept once."""
    rows = [line for line in begun(knowledge, "the-last-rise").text.split("\n") if "TODO: depth, or strike" in line]
    sources = {row.split("|")[4].strip() for row in rows}
    assert sources
    assert all(source.rpartition("(")[2] < "2.1.2" for source in sources)
    names = [row.split("|")[1] for row in rows]
    assert len(names) == len(set(names))
