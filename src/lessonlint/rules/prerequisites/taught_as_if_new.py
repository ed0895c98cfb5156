"""LL107 taught-as-if-new."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.links import LIKELY, Link
from lessonlint.concepts.problems import AS_NEW, deepest_before, is_primarily, state_says_new
from lessonlint.concepts.references import PREREQUISITES, STATE
from lessonlint.concepts.rows import says_untaught
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.wording import bare, quoted


@rule("LL107", "taught-as-if-new", Scope.REFERENCES, Severity.WARNING, since="0.1", likely=Severity.WARNING)
def taught_as_if_new(linked: LinkedLesson) -> Iterator[Finding]:
    """A lesson calls a concept untaught although an earlier lesson taught it.

    ## Why it matters
    The lesson then starts from nothing: students who know the concept are told it again, in other words and often in
    another notation, and wonder whether it is the same thing. A callback and a short recap cost less, and recalling
    what one half knows makes it stick.

    Said in the actual depth, in the status, or in the reasoning of a gap (“never taught”, “no prior exposure”); in
    the student-state table it counts too. Where the row gives a depth beside it, the sentence has to end there: “never
    taught at DEVELOPED” and “never taught formally” do not call the concept new. A concept that was only mentioned may
    well be taught as new.

    ## When it does not apply
    If the earlier concept is another one of the same name, tell lessonlint so (`lessonlint aliases`). The variant
    `likely` is for links that are likely but not settled.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Bench rest | INTRODUCED | first-dough | Ten minutes under a cloth |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Bench rest | INTRODUCED | NOT TAUGHT | -- | GAP | Without it the loaf tears |

    ## Gap Resolution

    Bench rest is explained from scratch in Section 2.
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Bench rest | INTRODUCED | first-dough | Ten minutes under a cloth |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Bench rest | INTRODUCED | INTRODUCED | first-dough | OK | Without it the loaf tears |
    ~~~
    """
    told: set[int] = set()
    for link in linked.of(PREREQUISITES):
        row = link.reference.prerequisite
        if row and is_primarily(linked, link, AS_NEW) and (words := says_untaught(row)):
            told.update(event.id for event in link.targets)
            yield from _finding(linked, link, words)
    for link in linked.of(STATE):
        state = state_says_new(linked, link)
        if state and not told.intersection(event.id for event in link.targets):
            yield from _finding(linked, link, state)


def _finding(linked: LinkedLesson, link: Link, words: Text) -> Iterator[Finding]:
    taught = deepest_before(linked, link)
    if taught is None:
        return
    where = linked.knowledge.course.lessons[taught.order].name
    yield Finding(
        link.reference.doc.at(words),
        f"You plan to introduce {quoted(link.reference.concept)} as if new, but {where} taught it "
        f"at {bare(taught.row.depth)}.",
        "A callback and recap may be enough. Not the same thing? `lessonlint aliases`",
        (Related(taught.doc.at(taught.row.concept), "taught here"),),
        variant="likely" if link.standing == LIKELY else "",
        field=link.reference.table,
        concept=link.reference.concept.value,
    )
