"""LL104 stale-actual-depth."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.problems import OVER, UNDER, deepest_before, is_primarily
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.diagnostic import UNSAFE, Edit, Finding, Fix, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, quoted


@rule("LL104", "stale-actual-depth", Scope.REFERENCES, Severity.WARNING, since="0.1", under=Severity.INFO)
def stale_actual_depth(linked: LinkedLesson) -> Iterator[Finding]:
    """A prerequisites table claims a concept deeper than the records of earlier lessons say.

    ## Why it matters
    The actual depth is copied from somewhere and then stays as it is while lessons change. As long as less is needed
    nobody notices; the next author copies the claim and builds on it. The variant `under` (info) is the opposite:
    students have reached more than the row gives them, and the lesson may repeat what they can do.

    ## When it does not apply
    Rows that have a graver problem: one that is not met (LL101), that contradicts itself (LL105) or that is called
    new although it was taught (LL107) is reported there. Where the record of a cited lesson is not part of the
    input, nothing is concluded.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | first-dough | Felt, not explained |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | INTRODUCED | APPLIED | first-dough | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | first-dough | Felt, not explained |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | INTRODUCED | INTRODUCED | first-dough | OK | Shaping stretches it |
    ~~~
    """
    for link in linked.of(PREREQUISITES):
        row, taught = link.reference.prerequisite, deepest_before(linked, link)
        if row is None or taught is None or not is_primarily(linked, link, OVER, UNDER):
            continue
        where, reached = linked.knowledge.course.lessons[taught.order].name, bare(taught.row.depth)
        over = is_primarily(linked, link, OVER)
        limit = "no deeper than" if over else "already at"
        yield Finding(
            link.reference.doc.at(row.actual),
            f"{quoted(row.concept)} is claimed at {bare(row.actual)}, but the records have it {limit} {reached} "
            f"by this lesson (in {where}).",
            "Correct the cell, or the record if that is out of date."
            if over
            else "Correct the cell; the lesson may be able to ask for more, or repeat less.",
            (Related(taught.doc.at(taught.row.concept), "taught here"),),
            variant="" if over else "under",
            field="actual",
            concept=row.concept.value,
            fix=Fix((Edit(link.reference.doc.at(row.actual), reached),), UNSAFE) if over else None,
        )
