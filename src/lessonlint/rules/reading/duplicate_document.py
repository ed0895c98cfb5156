"""LL008 duplicate-document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lessonlint.course.members import fullness
from lessonlint.course.values import Course
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted


@rule("LL008", "duplicate-document", Scope.COURSE, Severity.ERROR, since="0.1", case=Severity.WARNING)
def duplicate_document(course: Course) -> Iterator[Finding]:
    """Two documents claim to be the same plan, record, lesson or course.

    ## Why it matters
    Authors will update one of them and readers will open the other. lessonlint follows the fuller one and checks
    the rest of the curriculum against it, but only you know which is right.

    Two files whose paths differ only in capitals are reported as well (`LL008.case`, a warning), whatever they hold:
    Windows and macOS keep only one of them, so half of the team would never see the other.

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
    yield from _duplicates(course)
    told = {doc.path for group in course.duplicates for doc in group}
    yield from _collisions(doc for doc in course.docs if doc.path not in told)


def _duplicates(course: Course) -> Iterator[Finding]:
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


def _collisions(docs: Iterable[Doc]) -> Iterator[Finding]:
    """Files that are one file where capitals do not count."""
    first: dict[str, Doc] = {}
    for doc in sorted(docs, key=lambda each: each.path):
        other = first.setdefault(doc.path.casefold(), doc)
        if other is not doc:
            yield Finding(
                doc.at(doc.identity.text),
                f"This path differs from {other.path} only in capitals: Windows and macOS keep only one of the two.",
                "Give one of them another name.",
                (Related(other.at(other.identity.text), f"also {quoted(other.identity.text)}"),),
                variant="case",
            )


def _in_use(course: Course) -> Iterator[Doc]:
    yield from (each for series in course.series for each in (series.plan_doc, series.summary_doc) if each)
    yield from (each for module in course.modules for each in (module.plan_doc, module.record_doc) if each)
    yield from (lesson.doc for lesson in (*course.lessons, *course.loose) if lesson.doc)
    if course.doc:
        yield course.doc
