"""LL110 wrong-source."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.problems import ELSEWHERE, deepest_before, is_primarily
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.diagnostic import UNSAFE, Edit, Finding, Fix, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, quoted


@rule("LL110", "wrong-source", Scope.REFERENCES, Severity.INFO, since="0.1")
def wrong_source(linked: LinkedLesson) -> Iterator[Finding]:
    """A prerequisite cites one earlier lesson, but another one taught it.

    ## Why it matters
    A callback works when it names the moment students remember. Sent to the wrong lesson, they look for something
    that is not there, and so does the teacher who prepares.

    ## When it does not apply
    Where it is not settled which index row is meant, where the cited place teaches something alike, or where the
    record of the cited lesson is not part of the input.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Flour types | DEVELOPED | first-dough | Three labels read |
    | Gluten network | DEVELOPED | gluten-network | Felt and explained |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 3
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | first-dough | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Flour types | DEVELOPED | first-dough | Three labels read |
    | Gluten network | DEVELOPED | gluten-network | Felt and explained |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 3
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network | OK | Shaping stretches it |
    ~~~
    """
    for link in linked.of(PREREQUISITES):
        taught = deepest_before(linked, link)
        if taught is None or not is_primarily(linked, link, ELSEWHERE):
            continue
        reference, where = link.reference, linked.knowledge.course.lessons[taught.order].name
        yield Finding(
            reference.doc.at(reference.source),
            f"{quoted(reference.concept)} is taught in {where}, not in {bare(reference.source)}.",
            f"Cite {where}, or record what the cited lesson teaches of it.",
            (Related(taught.doc.at(taught.row.concept), "taught here"),),
            field="source",
            concept=reference.concept.value,
            fix=Fix((Edit(reference.doc.at(reference.source), where),), UNSAFE),
        )
