"""LL008 duplicate-document."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.members import fullness
from lessonlint.course.values import Course
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted


@rule("LL008", "duplicate-document", Scope.COURSE, Severity.ERROR, since="0.1")
def duplicate_document(course: Course) -> Iterator[Finding]:
    """Two documents claim to be the same plan, record, lesson or course.

    ## Why it matters
    Authors will update one of them and readers will open the other. lessonlint follows the fuller one and checks
    the rest of the curriculum against it, but only you know which is right.

    ## When it does not apply
    Keep old versions in your version control, or `exclude` the folder that holds them.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson |
    |---|---|---|
    | Gluten | INTRODUCED | first-dough |
    ~~~
    ~~~file record-old.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson |
    |---|---|---|
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson |
    |---|---|---|
    | Gluten | INTRODUCED | first-dough |
    ~~~
    """
    used = {doc.path for doc in _in_use(course)}
    for group in course.duplicates:
        kept = next((doc for doc in group if doc.path in used), group[0])
        fuller = any(doc is not kept and fullness(doc) < fullness(kept) for doc in group)
        why = "is fuller and therefore the one used" if fuller else "is the one used"
        for doc in group:
            if doc is not kept:
                yield Finding(
                    doc.at(doc.identity.text),
                    f"This {doc.kind} claims the same place as {kept.path}, which {why}.",
                    "Delete one of them, or correct the title or header of the one that is something else.",
                    (Related(kept.at(kept.identity.text), f"also {quoted(kept.identity.text)}"),),
                )


def _in_use(course: Course) -> Iterator[Doc]:
    yield from (each for series in course.series for each in (series.plan_doc, series.summary_doc) if each)
    yield from (each for module in course.modules for each in (module.plan_doc, module.record_doc) if each)
    yield from (lesson.doc for lesson in (*course.lessons, *course.loose) if lesson.doc)
    if course.doc:
        yield course.doc
