"""What is recorded is not proposed again."""

from __future__ import annotations

from pathlib import Path

from lessonlint.api import knowledge_of
from lessonlint.authoring.proposal import SAME, entries
from lessonlint.authoring.record import fold_in


def test_nothing_is_proposed_for_our_own_curriculum(root: Path) -> None:
    knowledge = knowledge_of([str(root / "curriculum")])
    course, seen = knowledge.course, 0
    for at, lesson in enumerate(course.lessons):
        module = course.find(lesson.module) if lesson.module else None
        assert module and module.record_doc
        found = entries(knowledge, at)
        assert {each.outcome for each in found} == {SAME}, lesson.slug
        assert fold_in(module.record_doc, module, lesson, found) == []
        seen += len(found)
    assert seen > len(course.lessons)
