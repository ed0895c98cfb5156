"""LL103 taught-too-late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import LinkedLesson, Taught
from lessonlint.concepts.links import SETTLED, Link
from lessonlint.concepts.problems import LATE, cited_later, deepest_before, is_primarily
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.concepts.rows import taught_here
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.rows import GAP
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

Loop = tuple[int, ...]


@rule("LL103", "taught-too-late", Scope.KNOWLEDGE, Severity.ERROR, since="0.1")
def taught_too_late(knowledge: Taught) -> Iterator[Finding]:
    """A lesson takes a concept from a lesson that comes later, or from itself without saying so.

    ## Why it matters
    Students cannot use today what they learn tomorrow. It happens when lessons are moved and their tables are not, or
    when two lessons each wait for the other; such a loop cannot be put in any order, so it is printed whole, once.
    Where the records show that an earlier lesson teaches the concept as deep, only the source is wrong, and the help
    names that lesson.

    ## When it does not apply
    Rows that are called a gap, or that say that the concept is taught in `this lesson`. Where neither a plan nor the
    lessons' own numbers say which of two lessons comes first, nothing is concluded.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | shaping | The skin of a loaf | BUILD | Everyone wants to |
    | gluten-network | How dough holds together | BUILD | The reason why |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | INTRODUCED | INTRODUCED | gluten-network | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten-network | How dough holds together | BUILD | The reason why |
    | shaping | The skin of a loaf | BUILD | Everyone wants to |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | INTRODUCED | INTRODUCED | gluten-network | OK | Shaping stretches it |
    ~~~
    """
    needs = _needs(knowledge)
    told: set[frozenset[int]] = set()
    for linked in knowledge.lessons:
        for link in linked.of(PREREQUISITES):
            if is_primarily(linked, link, LATE):
                before = _known_before(linked, link)
                loop = () if before else _loop(needs, linked.at, link)
                yield _finding(knowledge, linked, link, before, () if frozenset(loop) in told else loop, needs)
                told.add(frozenset(loop))


def _finding(
    knowledge: Taught,
    linked: LinkedLesson,
    link: Link,
    before: Event | None,
    loop: Loop,
    needs: dict[int, dict[int, Link]],
) -> Finding:
    reference, later = link.reference, cited_later(linked, link)
    steps = [needs[one][other].reference for one, other in pairwise(loop[1:])]
    related = [Related(step.doc.at(step.source), f"needs {quoted(step.concept)} from there") for step in steps]
    if before:
        related.append(Related(before.doc.at(before.row.concept), "taught before"))
    message, help_text = _words(knowledge, link, later, before, loop)
    return Finding(
        reference.doc.at(reference.source),
        message,
        help_text,
        tuple(related),
        field="source",
        concept=reference.concept.value,
    )


def _words(knowledge: Taught, link: Link, later: str, before: Event | None, loop: Loop) -> tuple[str, str]:
    """What is wrong, and what to do: nothing has to move where an earlier lesson teaches the concept as deep."""
    concept, lessons = quoted(link.reference.concept), knowledge.course.lessons
    bridge = f"mark the row {link.reference.doc.vocabulary.statuses.gap} and plan how to bridge it"
    known = f"{lessons[before.order].name}, which teaches it as deep" if before else "where it was taught"
    if not later:
        return (
            f"{concept} is cited from this very lesson, so students do not bring it along.",
            f"If it is taught here, write `this lesson` as its source; else cite {known}.",
        )
    if before:
        return (
            f"{concept} is cited from {later}, which comes after this lesson.",
            f"Cite {known}. If only the later lesson will do, move one of the two, or {bridge}.",
        )
    if loop:
        names = " → ".join(lessons[index].slug for index in loop)
        return (
            f"{concept} is taught too late: {later} comes after this lesson. No order mends that, as each of these "
            f"lessons needs the next ({names}).",
            f"Teach it earlier, let one of these lessons do without the next, or {bridge}.",
        )
    return (
        f"{concept} is taught too late: {later} comes after this lesson.",
        f"Move one of the lessons, teach it earlier, or {bridge}.",
    )


def _known_before(linked: LinkedLesson, link: Link) -> Event | None:
    """Where students surely have the concept from, as deep as the row asks, whatever the row cites."""
    row = link.reference.prerequisite
    surely = row is not None and link.standing == SETTLED and link.depth_before >= row.required_depth.low
    return deepest_before(linked, link) if surely else None


def _needs(knowledge: Taught) -> dict[int, dict[int, Link]]:
    """The lessons each lesson cites, with the first row that does."""
    found: dict[int, dict[int, Link]] = defaultdict(dict)
    for linked in knowledge.lessons:
        for link in linked.of(PREREQUISITES):
            row = link.reference.prerequisite
            if row and row.standing != GAP and not taught_here(row):
                for index in sorted(link.citation.lessons):
                    found[linked.at].setdefault(index, link)
    return found


def _loop(needs: dict[int, dict[int, Link]], at: int, link: Link) -> Loop:
    """The shortest way back to a lesson from a later one it cites; () when there is none."""
    paths: list[Loop] = [(at, index) for index in sorted(link.citation.lessons) if index != at]
    seen: set[int] = set()
    for path in paths:
        for index in sorted(needs.get(path[-1], ())):
            if index == at:
                return (*path, at)
            if index not in seen:
                seen.add(index)
                paths.append((*path, index))
    return ()
