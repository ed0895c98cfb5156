"""LL411 complete-with-open-review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lessonlint.course.values import Course, Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import CourseDocument, Doc
from lessonlint.model.phrases import read_place, read_status
from lessonlint.model.reviews import is_open, open_findings
from lessonlint.model.values import ModuleRow
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.wording import counted, quoted


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
    for what, doc, text, lessons in _claims(course):
        status = read_status(text)
        still_open = [lesson for lesson in lessons if lesson.plan and is_open(lesson.plan)]
        if status and status.state == "complete" and still_open:
            yield _finding(what, doc, text, still_open)


def _claims(course: Course) -> Iterator[tuple[str, Doc, Text, Sequence[Lesson]]]:
    """Each statement of a status, with the lessons it speaks for: one per module, series and course row."""
    spoken_for = set()
    for module in course.modules:
        for doc in (module.record_doc, module.plan_doc):
            if doc and (text := doc.header.get("status")) and module.number not in spoken_for:
                spoken_for.add(module.number)
                yield f"Module {module.name}", doc, text, module.lessons
    for series in course.series:
        lessons = [lesson for m in series.modules if m.number not in spoken_for for lesson in m.lessons]
        for doc in (series.summary_doc, series.plan_doc):
            if doc and (text := doc.header.get("status")):
                yield f"Series {series.number}", doc, text, lessons
                break
    if course.doc and isinstance(course.doc.body, CourseDocument):
        yield from _course_rows(course, course.doc, course.doc.body.modules, spoken_for)


def _course_rows(
    course: Course, doc: Doc, rows: Iterable[ModuleRow], spoken_for: set[tuple[int, int]]
) -> Iterator[tuple[str, Doc, Text, Sequence[Lesson]]]:
    for row in rows:
        place = read_place(row.number.value)
        module = course.find(place[:2]) if place else None
        if module and module.number not in spoken_for:
            yield f"Module {module.name}", doc, row.status, module.lessons


def _finding(what: str, doc: Doc, text: Text, lessons: Sequence[Lesson]) -> Finding:
    first = lessons[0]
    assert first.plan is not None and first.doc is not None
    last = first.plan.reviews[-1]
    iteration = f" (iteration {last.iteration})" if last.iteration else ""
    severity, findings = open_findings(last)
    named = f": {quoted(findings[0].title)}" if findings else ""
    left = f" with {counted(len(findings), 'finding')} open{named}" if findings else ""
    more = f" {counted(len(lessons) - 1, 'more lesson')} besides." if len(lessons) > 1 else ""
    return Finding(
        doc.at(text),
        f"{what} says {quoted(text)}, but the last review of {first.name}{iteration} ends "
        f"{last.verdict or 'without a verdict'}{left}.{more}",
        "If it is fixed, add a fix pass or the next iteration to the lesson.",
        tuple(
            Related(x.doc.at(x.plan.reviews[-1].title), f"the open review of {x.slug}")
            for x in lessons
            if x.doc and x.plan
        ),
        variant="critical" if severity == "critical" else "",
        field="status",
    )
