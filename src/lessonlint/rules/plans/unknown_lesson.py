"""LL502 unknown-lesson."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lessonlint.course.strangers import FILE, INDEX, SEQUENCE, Stranger, series_strangers, strangers
from lessonlint.course.values import Course
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import counted


@rule("LL502", "unknown-lesson", Scope.COURSE, Severity.ERROR, since="0.1")
def unknown_lesson(course: Course) -> Iterator[Finding]:
    """A file, a concept index, a summary or a series plan is about a lesson that its module does not have.

    ## Why it matters
    What a row teaches is credited to the lesson it names. If there is no such lesson, nobody learns it: every later
    lesson that builds on the concept finds it missing. A lesson plan that its module's plan does not have, because one
    of the two was renamed, the row was dropped or the file moved, stands nowhere in the order: nobody knows what it may
    rely on, nor who may rely on it.

    ## When it does not apply
    Only where the module has a plan that lists its lessons. Remarks in brackets do not count, and of
    `resting -> shaping` only the last is asked for.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten | INTRODUCED | kneeding | Seen and felt |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten | INTRODUCED | kneading (seen and felt) | From LL502's manual page |
    ~~~
    """
    homes = {lesson.slug: module.name for module in course.modules for lesson in module.lessons if lesson.order}
    for module in course.modules:
        yield from _grouped(strangers(module), homes)
    for series in course.series:
        if series.plan_doc:
            yield from _grouped(series_strangers(series.plan_doc, series.modules), homes)


def _grouped(found: Iterator[Stranger], homes: dict[str, str]) -> Iterator[Finding]:
    """One finding for all rows of a document that give the same name."""
    groups: dict[tuple[str, str, str], list[Stranger]] = defaultdict(list)
    for stranger in found:
        groups[stranger.kind, stranger.module, stranger.slug].append(stranger)
    for (kind, _, slug), group in groups.items():
        first, *rest = group
        rows = f" ({counted(len(group), 'row')})" if kind == INDEX and rest else ""
        where = "the plan of module" if kind == FILE else "module"
        yield Finding(
            first.doc.at(first.text),
            f"There is no lesson “{slug}” in {where} {first.module}{rows}.",
            _advice(first, homes.get(slug, "")),
            (*_instead(first), *(Related(each.doc.at(each.text), "here too") for each in rest)),
            field=kind,
            concept=slug,
        )


def _advice(found: Stranger, home: str) -> str:
    if found.near:
        return f"Write {found.near}, if that is meant."
    if found.kind == FILE:
        return _place_for(found, home)
    if home and found.kind == SEQUENCE:
        return f"Module {home} has it: move the row there, or name the lesson that is meant."
    if home:
        return f"{found.slug} is a lesson of module {home}; its rows belong in that module's record."
    return "Give the lesson its row in the module plan, name the lesson that is meant, or drop the row."


def _place_for(found: Stranger, home: str) -> str:
    """What to do with a lesson plan that the module plan does not have."""
    if home:
        return f"Module {home} has it: move the file there, or give it a row and a name of its own here."
    if found.instead:
        name = found.instead.slug
        return f"The plan has {name} in its place. Use one name in both if that is this lesson; else give it a row."
    return "Give it a row in the module plan, at the place where students have it, or move the file."


def _instead(found: Stranger) -> Iterator[Related]:
    if found.instead and found.instead.planned:
        plan, row = found.instead.planned
        yield Related(plan.at(row.lesson or row.title), "planned in its place, without a file")
