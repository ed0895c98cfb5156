"""LL109 source-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import SETTLED, Link
from lessonlint.concepts.references import PREREQUISITES, STATE
from lessonlint.concepts.sources import Part, SourceReader, parts
from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Edit, Finding, Fix, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed


@rule("LL109", "source-mismatch", Scope.KNOWLEDGE, Severity.WARNING, since="0.1")
def source_mismatch(knowledge: Knowledge) -> Iterator[Finding]:
    """The slug and the number in a source cell name different lessons.

    ## Why it matters
    One of the two is right, and every reader believes the other. It happens when lessons are moved: slugs stay,
    numbers do not.

    ## When it does not apply
    Where no plan and no header says which number a lesson has, only its module is compared.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |
    | gluten-network | How dough holds together | BUILD | The reason why |
    | shaping | The skin of a loaf | BUILD | Everyone wants to |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network (1.1.1) | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |
    | gluten-network | How dough holds together | BUILD | The reason why |
    | shaping | The skin of a loaf | BUILD | Everyone wants to |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network (1.1.2) | OK | Shaping stretches it |
    ~~~
    """
    reader = SourceReader(knowledge.course)
    for linked in knowledge.lessons:
        for link in linked.of(PREREQUISITES, STATE):
            for part in parts(link.reference.source.value):
                if lesson := reader.mismatch(part):
                    number = ".".join(map(str, part.number))
                    other = reader.numbered(part.number)
                    yield Finding(
                        link.reference.doc.at(link.reference.source),
                        f"{lesson.slug} is {lesson.number}, not {number}{f' ({other.slug})' if other else ''}.",
                        f"Write {lesson.name}{f' or {other.name}' if other else ''}.{_taught(knowledge, link)}",
                        field=f"{link.reference.table} source",
                        concept=link.reference.concept.value,
                        fix=_corrected(knowledge, link, part, lesson, other),
                    )


def _corrected(knowledge: Knowledge, link: Link, part: Part, named: Lesson, numbered: Lesson | None) -> Fix | None:
    """The half that is wrong, where exactly one of the two lessons teaches the concept."""
    if link.standing != SETTLED:
        return None
    taught = [knowledge.course.lessons[order] for event in link.targets for order in event.orders]
    teaches = [lesson for lesson in (named, numbered) if lesson in taught]
    if len(teaches) != 1:
        return None
    reference = link.reference
    number = ".".join(map(str, part.number))
    wrong, right = (number, named.number) if teaches == [named] else (part.slug, numbered.slug if numbered else "")
    found = reference.doc.within(reference.source, wrong)
    return Fix((Edit(reference.doc.at(found), right),)) if found else None


def _taught(knowledge: Knowledge, link: Link) -> str:
    """Where the records have the concept, if that is settled."""
    if link.standing != SETTLED:
        return ""
    lessons: list[Lesson] = [knowledge.course.lessons[event.order] for event in link.targets]
    return f" The records have it in {listed(list(dict.fromkeys(lesson.name for lesson in lessons)))}."
