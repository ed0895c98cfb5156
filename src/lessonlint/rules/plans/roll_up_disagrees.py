"""LL509 roll-up-disagrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.comparison import Statement, claim, disagreement, may_mean, recorded
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import BY_WORDS, SETTLED, Link
from lessonlint.concepts.names import stems
from lessonlint.concepts.references import ROLL_UP
from lessonlint.diagnostic import UNSAFE, Edit, Finding, Fix, Severity
from lessonlint.model.documents import SeriesDocument
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.wording import apart, bare

_NEAR = 0.9
_HOLDS = 0.7
_SHORT = 2
_BRACKET = re.compile(r"\(([^()]*+)\)")


@rule("LL509", "roll-up-disagrees", Scope.KNOWLEDGE, Severity.WARNING, since="0.1")
def roll_up_disagrees(knowledge: Knowledge) -> Iterator[Finding]:
    """A series summary gives a concept another depth than the module's record.

    ## Why it matters
    Whoever plans the next series reads the summary, not forty index rows. A depth that is wrong there becomes a
    prerequisite that students do not meet, or a lesson on what they can do already.

    A roll-up gives the deepest depth a concept reached in its module.

    ## When it does not apply
    Where it is not sure which row of the record is meant, or where another row of the module that may be meant has
    the depth of the summary.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | kneading | Seen and felt |

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    ~~~file summary.md
    # Series 1: Bread -- Summary

    ## Rolled-Up Concept List

    ### From Module 1.1: Dough

    | Concept | Depth | Key Teaching |
    |---|---|---|
    | Gluten network | DEVELOPED | A net that carries the starch |
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | kneading | Seen and felt |

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    ~~~file summary.md
    # Series 1: Bread -- Summary

    ## Rolled-Up Concept List

    ### From Module 1.1: Dough

    | Concept | Depth | Key Teaching |
    |---|---|---|
    | Gluten network | INTRODUCED | A net that carries the starch |
    ~~~
    """
    depths = _depths(knowledge)
    for link in knowledge.links:
        row = link.reference
        if row.table != ROLL_UP or link.standing != SETTLED or row.actual.kind != "taught":
            continue
        events = sorted(_meant(link, knowledge), key=lambda event: -event.level)
        if not events or any(row.actual.low <= event.level <= row.actual.high for event in events):
            continue
        depth = depths[row.place.path, row.concept]
        rolled = Statement(-1, claim(depth), row.doc.at(depth), "the summary")
        if found := disagreement([*(recorded(event) for event in events[:1]), rolled]):
            here, there = apart(row.concept, events[0].row.concept)
            yield Finding(
                found.odd.place,
                f"{here} is {found.odd.words} here; the record has {'it' if here == there else there} at "
                f"{found.against.words}.",
                "Write the deepest depth the module reached; if the record is wrong, correct it there.",
                found.related,
                field="roll-up",
                concept=bare(row.concept),
                fix=_corrected(link, depth, events[0]),
            )


def _corrected(link: Link, depth: Text, event: Event) -> Fix | None:
    """The record's depth instead of the summary's, where both call the concept alike; what is said beside it stays."""
    found = None if link.how in BY_WORDS else link.reference.doc.within(depth, claim(depth))
    return Fix((Edit(link.reference.doc.at(found), claim(event.row.depth)),), UNSAFE) if found else None


def _meant(link: Link, knowledge: Knowledge) -> Iterator[Event]:
    """The events of the rolled-up module that teach the concept, or may. A short word in brackets is a second name."""
    module = link.targets[0].module
    bracket = _BRACKET.search(link.reference.concept.value)
    second = frozenset(stems(bracket[1])) if bracket else frozenset()
    having = knowledge.having(second) if len(second) <= _SHORT else ()
    named = [event for event in having if second <= event.name.head]
    # Beside a row in the very same words, only one that holds nearly all of them may be meant too.
    enough = 0.0 if link.how in BY_WORDS else _HOLDS
    close = [each.event for each in link.candidates if each.score >= _NEAR and each.containment >= enough]
    found = (*may_mean(link, knowledge.groups), *close, *named)
    yield from (event for event in found if event.module == module and event.level >= 0)


def _depths(knowledge: Knowledge) -> dict[tuple[str, Text], Text]:
    """The depth cell of every rolled-up concept."""
    docs = [series.summary_doc for series in knowledge.course.series if series.summary_doc]
    return {
        (doc.path, row.concept): row.depth
        for doc in docs
        if isinstance(doc.body, SeriesDocument)
        for _, row in doc.body.roll_up
    }
