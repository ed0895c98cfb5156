"""LL114 state-disagrees."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.comparison import Statement, disagreement
from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.links import SETTLED, Link
from lessonlint.concepts.names import merged, read_name
from lessonlint.concepts.problems import has_graver, state_row
from lessonlint.concepts.references import PREREQUISITES, STATE
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, quoted

_TABLES = {PREREQUISITES: "the prerequisites table", STATE: "the student-state table"}


@rule("LL114", "state-disagrees", Scope.REFERENCES, Severity.WARNING, since="0.1")
def state_disagrees(linked: LinkedLesson) -> Iterator[Finding]:
    """The student-state table and the prerequisites table of one lesson give different depths for one concept.

    ## Why it matters
    Both say what students bring to the lesson, a page apart. The lesson is written with one of them in mind and
    reviewed with the other; if students have less than the lesson was written for, they are the ones to find out.

    ## When it does not apply
    Rows with the same name are compared, and rows of which it is settled that both mean one index row. A cell with
    both halves of a split (`DEVELOPED/INTRODUCED`) agrees with either. Where the records already deny the
    prerequisites row (LL101, LL104), that is reported alone.

    ## Bad
    ~~~file lesson.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)

    ## Phase 1: Student State

    | Concept | Depth | Source | Notes |
    |---|---|---|---|
    | Gluten network | INTRODUCED | first-dough | Felt, not explained |

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | first-dough | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)

    ## Phase 1: Student State

    | Concept | Depth | Source | Notes |
    |---|---|---|---|
    | Gluten network | DEVELOPED | first-dough | Felt and explained |

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | first-dough | OK | Shaping stretches it |
    ~~~
    """
    states = linked.of(STATE)
    for link in linked.of(PREREQUISITES):
        same = [other for other in states if not _agree(link, other) and _is_same(link, other)]
        agreeing = (other for other in states if _agree(link, other))
        if not same or any(_is_same(link, other) for other in agreeing) or has_graver(linked, link):
            continue
        # What the records back is believed; the state table where they back neither.
        pair = sorted((same[0], link), key=lambda each: each.reference.actual.high != each.depth_before)
        if found := disagreement([_statement(linked, each) for each in pair]):
            yield Finding(
                found.odd.place,
                f"{quoted(link.reference.concept)} is at {found.odd.words} here, "
                f"but at {found.against.words} in {found.against.where}.",
                "Look up what the records say and write it in both tables.",
                found.related,
                field="actual",
                concept=link.reference.concept.value,
            )


def _is_same(link: Link, other: Link) -> bool:
    if not link.reference.actual.kind == other.reference.actual.kind == "taught":
        return False
    one, two = (read_name(each.reference.concept.value) for each in (link, other))
    if one.key == two.key or (one.head_key == two.head_key and not (one.gloss and two.gloss)):
        return True
    targets = (*link.targets, *other.targets)
    one_row = len(targets) == 2 and targets[0].id == targets[1].id
    if not (one_row and link.standing == other.standing == SETTLED):
        return False
    return not any(merged(each.reference.concept.value) for each in (link, other))


def _agree(link: Link, other: Link) -> bool:
    one, two = link.reference.actual, other.reference.actual
    return one.low <= two.high and two.low <= one.high


def _statement(linked: LinkedLesson, link: Link) -> Statement:
    reference, state = link.reference, state_row(linked, link)
    cell = reference.prerequisite.actual if reference.prerequisite else state.depth if state else reference.concept
    return Statement(reference.actual, bare(cell), reference.doc.at(cell), _TABLES[reference.table])
