"""LL101 prerequisite-not-met."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import LinkedLesson, Taught
from lessonlint.concepts.links import BY_WORDS, LIKELY, Link
from lessonlint.concepts.names import read_name
from lessonlint.concepts.problems import TOO_SHALLOW, deeper_namesake, deepest_before, is_primarily, lessons_since
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.values import Prerequisite
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, counted, listed, quoted


@rule(
    "LL101", "prerequisite-not-met", Scope.KNOWLEDGE, Severity.ERROR,
    since="0.1", likely=Severity.WARNING, merged=Severity.INFO,
)  # fmt: skip
def prerequisite_not_met(knowledge: Taught) -> Iterator[Finding]:
    """A lesson needs a concept deeper than any lesson before it has taught it, and does not call that a gap.

    ## Why it matters
    A plan may claim any depth; what students know is what the records of earlier lessons say. Where the claim is
    higher, the lesson builds on ground that is not there, and nobody has planned a recap, because the table looks
    fine. Learning needs what it builds on to be within reach of memory, not just met once.

    The rule compares the required depth with the deepest step any earlier record gives the concept, under whatever
    name. It speaks as an error where it is settled which index row is meant, and as the variant `likely` (a warning)
    where that is only likely and every plausible row falls short, or where a deeper row has the concept inside a longer
    name, or in the words that explain it, and may be enough. A row that merges concepts is the variant `merged` (info):
    nobody can say of several at once how deep they are.

    ## When it does not apply
    Rows that are called a gap, that a gap resolution names, that say `this lesson`, or that come from outside the
    course. Where the record of a cited lesson is not part of the input, nothing is concluded.

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
    | Gluten network | DEVELOPED | DEVELOPED | first-dough | OK | Shaping stretches it |
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
    asked: dict[tuple[int, str], str] = {}  # which lesson was first told what may answer the same question again
    for linked in knowledge.lessons:
        for link in linked.of(PREREQUISITES):
            row, taught = link.reference.prerequisite, deepest_before(linked, link)
            if row is None or taught is None or not is_primarily(linked, link, TOO_SHALLOW):
                continue
            namesake = deeper_namesake(linked, link)
            answer = _may_suffice(linked, link, namesake) if namesake else _if_deeper(link)
            first = asked.setdefault((taught.id, answer), linked.lesson.name)
            if first != linked.lesson.name:
                answer = f"{first} has the same problem: an index row or alias that solves it there solves it here too."
            yield _finding(linked, link, taught, answer, _variant(link, namesake))


def _finding(linked: LinkedLesson, link: Link, taught: Event, answer: str, variant: str) -> Finding:
    row, doc = link.reference.prerequisite, link.reference.doc
    gap = doc.vocabulary.statuses.gap
    assert row is not None, "a reference of the prerequisites table is one of its rows"
    return Finding(
        doc.at(row.required),
        f"{quoted(row.concept)} is needed at {bare(row.required)}{_claimed(row)}, but {_reached(linked, link, taught)}",
        f"Correct the row: ask for {bare(taught.row.depth)}, or mark it {gap} and plan a recap. {answer}",
        (Related(taught.doc.at(taught.row.concept), "taught here"),),
        variant=variant,
        field="required",
        concept=row.concept.value,
    )


def _variant(link: Link, namesake: Event | None) -> str:
    if len(link.targets) > 1:
        return "merged"
    return "likely" if link.standing == LIKELY or namesake else ""


def _claimed(row: Prerequisite) -> str:
    """Whether the row contradicts the records, rather than ask for more than anybody claims."""
    claims = row.actual_depth.kind == "taught" and row.actual_depth.high >= row.required_depth.low
    return ", and the row says students have it so" if claims else ""


def _reached(linked: LinkedLesson, link: Link, taught: Event) -> str:
    """What the index rows say, and no more: use that nobody recorded may have taken students deeper."""
    lesson, since = linked.knowledge.course.lessons[taught.order], lessons_since(linked, taught.order)
    ago = f", {counted(since, 'lesson')} ago" if since else ""
    depth = f"{bare(taught.row.depth)} ({lesson.name}{ago})"
    if len(link.targets) > 1:
        rows = listed([f"{quoted(each.row.concept)} {bare(each.row.depth)}" for each in link.targets])
        return f"of the index rows it names ({rows}) none goes deeper than {depth}."
    if link.how not in BY_WORDS or quoted(taught.row.concept) == quoted(link.reference.concept):
        return f"its index rows go no deeper than {depth}."
    return f"the nearest index row, {quoted(taught.row.concept)}, goes no deeper than {depth}."


def _if_deeper(link: Link) -> str:
    """What to do where the record is silent, or where another row is meant than the one found by its words."""
    other = " If another row is meant, say so with `lessonlint aliases`." if link.how in BY_WORDS else ""
    return f"If a lesson took it deeper, give that an index row.{other}"


def _may_suffice(linked: LinkedLesson, link: Link, namesake: Event) -> str:
    """What to do about a deeper row that has the concept in its name: as what it is about, or only on the way."""
    lesson = linked.knowledge.course.lessons[namesake.order]
    wanted, name = read_name(link.reference.concept.value), namesake.name
    if not wanted.telling <= name.head:  # it only stands in the words that explain something else
        return f"If a lesson took it deeper, perhaps {lesson.name}, give that an index row."
    deeper = f"{quoted(namesake.row.concept)} in {lesson.name} is {bare(namesake.row.depth)} and"
    if wanted.in_order(wanted.core)[-1:] == name.in_order(name.core)[-1:]:
        return f"{deeper} names it: if it went deep enough there, give it an index row there that says so."
    return (
        f"{deeper} has its name, but may be about something else: if the concept itself went as deep there, give it "
        "an index row there that says so."
    )
