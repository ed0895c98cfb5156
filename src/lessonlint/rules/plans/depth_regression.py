"""LL508 depth-regression."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.comparison import claim, same_name
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

_MENTIONED = 0


@rule("LL508", "depth-regression", Scope.KNOWLEDGE, Severity.INFO, since="0.1")
def depth_regression(knowledge: Knowledge) -> Iterator[Finding]:
    """A later lesson records a concept at less depth than students already have.

    ## Why it matters
    Students do not unlearn at the end of a lesson. Either the later lesson teaches as new what they can already do,
    and bores them, or the earlier row promised more than was reached.

    ## When it does not apply
    To a bare mention: any concept may be named again in passing. A row that repeats a concept without a depth of its
    own (`REINFORCED`, `REVISITED`) is fine, too.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | DEVELOPED | kneading | Explained with a model |
    | Gluten network | INTRODUCED | resting | Why rest helps |

    ## Per-Lesson Summaries

    ### kneading

    ### resting
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | DEVELOPED | kneading | Explained with a model |
    | Gluten network | REINFORCED | resting | Why rest helps |

    ## Per-Lesson Summaries

    ### kneading

    ### resting
    ~~~
    """
    for event in knowledge.events:
        if event.level <= _MENTIONED:
            continue
        deeper = _deeper(event, knowledge)
        if deeper:
            here, there = (knowledge.course.lessons[each.order] for each in (event, deeper))
            yield Finding(
                event.doc.at(event.row.depth),
                f"{quoted(event.row.concept)} is {claim(event.row.depth)} in {here.slug}, but {there.name} already "
                f"took it to {claim(deeper.row.depth)}.",
                "Write REINFORCED if the lesson only returns to it, or correct the depth that is wrong.",
                (Related(deeper.doc.at(deeper.row.depth), f"already {claim(deeper.row.depth)}"),),
                field="index",
                concept=event.name.key,
            )


def _deeper(event: Event, knowledge: Knowledge) -> Event | None:
    """An earlier lesson's event of the very same concept that went further."""
    earlier = (
        each
        for each in knowledge.groups.same(event)
        if each.order < min(event.orders)
        and each.level > event.level
        and same_name(each.row.concept.value, event.row.concept.value)
    )
    return max(earlier, key=lambda each: each.level, default=None)
