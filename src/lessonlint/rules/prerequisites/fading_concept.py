"""LL115 fading-concept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.links import SETTLED
from lessonlint.concepts.problems import deepest_before, has_graver, namesakes, sibling
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.concepts.rows import has_gap, recalls
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, quoted

_SHALLOW = 1  # the ladder's second step, INTRODUCED


class Options(NamedTuple):
    """How long a concept that was met once is taken to last."""

    lessons: int = 3


@rule("LL115", "fading-concept", Scope.REFERENCES, Severity.INFO, since="0.1", rests=True, options=Options)
def fading_concept(linked: LinkedLesson, options: Options) -> Iterator[Finding]:
    """A lesson needs a concept that students met once, long ago, and have not used since.

    ## Why it matters
    What was introduced and not used fades within days. Retrieval holds it: an old concept that the lesson brings back
    on purpose is an opportunity, one that it silently needs is a stumbling block.

    ## When it does not apply
    Rows that are called a gap, or that speak of a recap, a reminder, time that has passed or deepening. Use is known
    only from lesson plans, so each lesson in between must be part of the input. What an index row says counts too:
    one that names the concept among other words has used it, and may have taken it deeper.

    ## Bad
    ~~~config
    options:
      LL115: {lessons: 1}
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Bench rest | INTRODUCED | first-dough | Ten minutes under a cloth |
    ~~~
    ~~~file proving.md
    # Lesson: Proving

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** proving
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 3
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Bench rest | INTRODUCED | INTRODUCED | first-dough | OK | Without it the loaf tears |
    ~~~

    ## Good
    ~~~config
    options:
      LL115: {lessons: 1}
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Bench rest | INTRODUCED | first-dough | Ten minutes under a cloth |
    ~~~
    ~~~file proving.md
    # Lesson: Proving

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** proving
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 3
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Bench rest | INTRODUCED | INTRODUCED | first-dough | OK | One minute of recap: why did we wait? |
    ~~~
    """
    plan = linked.lesson.plan
    for link in linked.of(PREREQUISITES):
        row, taught = link.reference.prerequisite, deepest_before(linked, link)
        if plan is None or row is None or taught is None or link.standing != SETTLED:
            continue
        if link.plausible > _SHALLOW or has_gap(plan, row) or recalls(plan, row) or has_graver(linked, link):
            continue
        named = namesakes(linked, link)
        if sibling(link, _SHALLOW + 1) or any(event.level > _SHALLOW for event in named):
            continue
        ago = _lessons_ago(linked, taught, named)
        if ago > options.lessons:
            lessons = linked.knowledge.course.lessons
            yield Finding(
                link.reference.place,
                f"{quoted(row.concept)} was last used {ago} lessons ago, in {lessons[linked.at - ago].name}, "
                f"and is only at {bare(taught.row.depth)}. It will have faded.",
                "Plan a recap of a minute or two, or a question that makes students recall it.",
                (Related(taught.doc.at(taught.row.concept), "taught here"),),
                field="concept",
                concept=row.concept.value,
            )


def _lessons_ago(linked: LinkedLesson, taught: Event, named: list[Event]) -> int:
    """How many lessons ago a concept was last taught or used; 0 where a lesson in between is not part of the input."""
    last = max([linked.knowledge.last_use(taught, linked.at), *(event.order for event in named)])
    return linked.at - last if linked.knowledge.records.planned_between(last, linked.at) else 0
