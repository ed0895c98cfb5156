"""LL507 depth-target-missed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.comparison import Statement, claim, disagreement, may_mean, recorded
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import LinkedLesson, Taught
from lessonlint.concepts.links import SETTLED, Link
from lessonlint.concepts.names import GENERIC, read_name
from lessonlint.concepts.references import TARGETS
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

_LIST = re.compile(r"\(([^(),]*+,[^()]*+)\)")


@rule("LL507", "depth-target-missed", Scope.REFERENCES, Severity.INFO, since="0.1")
def depth_target_missed(linked: LinkedLesson) -> Iterator[Finding]:
    """The record says a lesson took a concept to another depth than its plan aimed at.

    ## Why it matters
    Later lessons were planned with the target in mind. If students got less, those lessons start from a depth that
    was never reached; if they got more, a lesson may be repeating what is known.

    ## When it does not apply
    Only where the target surely means one row of the record. A target that lists its parts in brackets,
    `Pre-ferments (poolish, biga)`, is held against the rows of the parts.

    ## Bad
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Depth Targets

    | Concept | Target Depth |
    |---|---|
    | Gluten network | DEVELOPED |
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | kneading | Shown, not explained |
    ~~~

    ## Good
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Depth Targets

    | Concept | Target Depth |
    |---|---|
    | Gluten network | INTRODUCED |
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | kneading | Shown, not explained |
    ~~~
    """
    depths = {row.concept: row.depth for row in linked.lesson.plan.targets} if linked.lesson.plan else {}
    said: set[str] = set()
    for link in linked.of(TARGETS):
        target = link.reference
        name = read_name(target.concept.value).key
        if target.actual.kind != "taught" or name in said:
            continue
        for events in _meant(link, linked.knowledge):
            taught = [event for event in events if event.level >= 0]
            if any(target.actual.low <= event.level <= target.actual.high for event in taught):
                continue
            aimed = Statement(-1, claim(depths[target.concept]), target.place, "the target")
            found = disagreement([*(recorded(event) for event in taught), aimed])
            if found and taught:
                said.add(name)
                yield Finding(
                    target.place,
                    f"{quoted(target.concept)} was to reach {claim(depths[target.concept])}; the record has "
                    f"{quoted(taught[0].row.concept)} at {claim(taught[0].row.depth)}.",
                    "Correct whichever is wrong: the record tells later lessons what they may assume.",
                    tuple(related for related in found.related if related.place != target.place),
                    field="targets",
                    concept=name,
                )


def _meant(link: Link, knowledge: Taught) -> Iterator[list[Event]]:
    """What the record has for a target: the rows it means, with others of the concept, then rows of its parts."""
    at = link.reference.at
    if link.standing == SETTLED:
        yield [event for event in may_mean(link, knowledge.groups) if at in event.orders]
    listed = _LIST.search(link.reference.concept.value)
    whole = read_name(link.reference.concept.value).head
    for part in listed[1].split(",") if listed else ():
        own = read_name(part).head
        if own:
            yield [
                each
                for each in knowledge.having(own)
                if at in each.orders and own <= each.name.head <= own | whole | GENERIC
            ]
