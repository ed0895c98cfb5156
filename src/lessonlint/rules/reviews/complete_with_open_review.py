"""LL411 complete-with-open-review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lessonlint.course.values import Course, Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import CourseDocument, Doc, SeriesDocument
from lessonlint.model.phrases import read_place, read_status
from lessonlint.model.reviews import is_open, open_counts, open_findings, verdict_words
from lessonlint.model.values import ModuleRow, Review
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.wording import counted, listed, quoted

_NUMBER = re.compile(r"\d+")


@rule("LL411", "complete-with-open-review", Scope.COURSE, Severity.WARNING, since="0.1", critical=Severity.ERROR)
def complete_with_open_review(course: Course) -> Iterator[Finding]:
    """A module, series or course is called complete while the review of one of its lessons is still open.

    ## Why it matters
    “Complete” is what people build on: the next module is planned, the page goes online. It is reported once, on the
    document that says so; with a critical open it is an error (variant `critical`).

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Status:** Complete (1 of 1 lessons built)

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 1
    - Polish: 0

    ### Verdict: NEEDS REVISION
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Status:** In progress (1 of 1 lessons built)

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Summary
    - Critical: 0
    - Improvement: 1
    - Polish: 0

    ### Verdict: NEEDS REVISION
    ~~~
    """
    reported: set[str] = set()
    for what, doc, text, lessons in _claims(course):
        status = read_status(text, course.vocabulary.phrase)
        left = [x for x in lessons if x.plan and is_open(x.plan) and x.name not in reported]
        if status and status.state == "complete" and left:
            reported.update(lesson.name for lesson in left)
            yield _finding(what, doc, text, left)


def _claims(course: Course) -> Iterator[tuple[str, Doc, Text, Sequence[Lesson]]]:
    """Each statement of a status with the lessons it speaks for, the nearest to the lessons first."""
    for module in course.modules:
        for doc in (module.record_doc, module.plan_doc):
            if doc and (text := doc.header.get("status")):
                yield f"Module {module.name}", doc, text, module.lessons
    for series in course.series:
        for doc in (series.summary_doc, series.plan_doc):
            if doc and isinstance(doc.body, SeriesDocument):
                yield from _rows(course, doc, doc.body.modules)
                if text := doc.header.get("status"):
                    lessons = [lesson for module in series.modules for lesson in module.lessons]
                    yield f"Series {series.number}", doc, text, lessons
    if course.doc and isinstance(course.doc.body, CourseDocument):
        yield from _rows(course, course.doc, (*course.doc.body.modules, *course.doc.body.series))


def _rows(course: Course, doc: Doc, rows: Iterable[ModuleRow]) -> Iterator[tuple[str, Doc, Text, Sequence[Lesson]]]:
    """The rows of a table of modules or series."""
    for row in rows:
        place = read_place(row.number.value)
        if place and (module := course.find(place[:2])):
            yield f"Module {module.name}", doc, row.status, module.lessons
        elif number := _NUMBER.search(row.number.value):
            lessons = [lesson for lesson in course.lessons if lesson.module and lesson.module[0] == int(number[0])]
            yield f"Series {number[0]}", doc, row.status, lessons


def _finding(what: str, doc: Doc, text: Text, lessons: Sequence[Lesson]) -> Finding:
    worst = next((lesson for lesson in lessons if _severity(lesson) == "critical"), lessons[0])
    last = _last_review(worst)
    iteration = f", iteration {last.iteration}," if last.iteration else ""
    more = f" {counted(len(lessons) - 1, 'more lesson')} besides." if len(lessons) > 1 else ""
    return Finding(
        doc.at(text),
        f"{what} says {quoted(text)}, but the last review of {worst.name}{iteration} ends "
        f"{verdict_words(last) or 'without a verdict'}{_left(last)}.{more}",
        "If it is fixed, add a fix pass or the next iteration to the lesson.",
        tuple(Related(x.doc.at(_last_review(x).title), f"the open review of {x.slug}") for x in lessons if x.doc),
        variant="critical" if _severity(worst) == "critical" else "",
        field="status",
    )


def _last_review(lesson: Lesson) -> Review:
    assert lesson.plan is not None, "only lessons with an open review come here"
    return lesson.plan.reviews[-1]


def _severity(lesson: Lesson) -> str:
    return open_findings(_last_review(lesson))[0]


def _left(review: Review) -> str:
    """What is open, with the first finding named."""
    counts = [counted(number, name.lower()) for name, number in open_counts(review).items() if number]
    _, findings = open_findings(review)
    named = f": {quoted(findings[0].title)}" if findings else ""
    return f" with {listed(counts)} open{named}" if counts else ""
