"""LL109 source-mismatch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import SETTLED, Link
from lessonlint.concepts.references import PREREQUISITES, STATE
from lessonlint.concepts.sources import Number, Part, SourceReader, parts
from lessonlint.course.values import Course, Lesson
from lessonlint.diagnostic import Edit, Finding, Fix, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed


@rule("LL109", "source-mismatch", Scope.KNOWLEDGE, Severity.WARNING, since="0.1")
def source_mismatch(knowledge: Knowledge) -> Iterator[Finding]:
    """The slug and the number in a source cell name different lessons.

    ## Why it matters
    One of the two is right, and every reader believes the other. It happens when lessons are moved: slugs stay,
    numbers do not. All rows of a table that make one mistake are told as one, and so is, in the text report, a module
    that was renumbered.

    ## When it does not apply
    Where no plan and no header says which number a lesson has, only its module is compared.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |
    | gluten-network | How dough holds together | BUILD | The reason why |
    | shaping | The skin of a loaf | BUILD | Everyone wants to |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network (1.1.1) | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |
    | gluten-network | How dough holds together | BUILD | The reason why |
    | shaping | The skin of a loaf | BUILD | Everyone wants to |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network (1.1.2) | OK | Shaping stretches it |
    ~~~
    """
    reader = SourceReader(knowledge.course)
    tables = [
        [
            _Mismatch(knowledge.course, link, part, lesson, reader.numbered(part.number))
            for link in linked.of(table)
            for part in parts(link.reference.source.value)
            if (lesson := reader.mismatch(part))
        ]
        for linked in knowledge.lessons
        for table in (PREREQUISITES, STATE)
    ]
    renumbered = _renumbered(each for table in tables for each in table)
    for table in tables:
        groups: dict[tuple[str, Number, str], list[_Mismatch]] = defaultdict(list)
        for each in table:
            groups[each.part.slug, each.part.number, renumbered.get(each.said, each.wrong)].append(each)
        yield from (_finding(found, wrong) for (_, _, wrong), found in groups.items())


class _Mismatch(NamedTuple):
    """A part of a source cell with the lesson that its slug names, and the one that its number names, if any does."""

    course: Course
    link: Link
    part: Part
    named: Lesson
    numbered: Lesson | None

    @property
    def said(self) -> tuple[str, Number]:
        """The slug and the number that do not go together."""
        return self.part.slug, self.part.number

    @property
    def number(self) -> str:
        """The number as lessons have it."""
        return ".".join(map(str, self.part.number))

    @property
    def wrong(self) -> str:
        """The half that is wrong, where exactly one of the two lessons teaches the concept; else ""."""
        taught = [self.course.lessons[order] for event in self.settled for order in event.orders]
        teaches = [lesson for lesson in (self.named, self.numbered) if lesson in taught]
        if len(teaches) != 1:
            return ""
        return self.number if teaches == [self.named] else self.part.slug

    @property
    def settled(self) -> tuple[Event, ...]:
        """What the row means, if that is settled."""
        return self.link.targets if self.link.standing == SETTLED else ()


def _renumbered(found: Iterable[_Mismatch]) -> dict[tuple[str, Number], str]:
    """The numbers that are wrong wherever the records can tell: then they are so in the other rows, too."""
    wrong: dict[tuple[str, Number], set[str]] = defaultdict(set)
    numbers = {}
    for each in found:
        wrong[each.said].add(each.wrong)
        numbers[each.said] = each.number
    return {said: number for said, number in numbers.items() if wrong[said] - {""} == {number}}


def _finding(found: list[_Mismatch], wrong: str) -> Finding:
    """One mistake, and every row of the table that makes it."""
    first, reference = found[0], found[0].link.reference
    named, other = first.named, first.numbered
    taught = dict.fromkeys(each.course.lessons[event.order].name for each in found for event in each.settled)
    what = "it" if len(found) == 1 else "them"
    return Finding(
        reference.doc.at(reference.source),
        f"{named.slug} is {named.number}, not {first.number}{f' ({other.slug})' if other else ''}.",
        f"Write {' or '.join(lesson.name for lesson in _right(first, wrong))}."
        + (f" The records have {what} in {listed(list(taught))}." if taught else ""),
        tuple(Related(reference.doc.at(each.link.reference.source), "so says this row") for each in found[1:]),
        field=f"{reference.table} source",
        concept=reference.concept.value,
        fix=_corrected(found, wrong),
        cause=named.planned[0].path if named.planned and wrong != first.part.slug else "",
    )


def _right(first: _Mismatch, wrong: str) -> list[Lesson]:
    """The lessons that may be meant: one where it is known which half is wrong."""
    named, numbered = ([first.named] if wrong != first.part.slug else []), first.numbered
    return [*named, numbered] if numbered and wrong != first.number else named


def _corrected(found: list[_Mismatch], wrong: str) -> Fix | None:
    """The right half in every row, where the records say which it is."""
    first = found[0]
    right = first.named.number if wrong == first.number else first.numbered.slug if first.numbered else ""
    doc, cells = first.link.reference.doc, [each.link.reference.source for each in found]
    places = [place for cell in cells if wrong and (place := doc.within(cell, wrong))]
    edits = {place.start: Edit(doc.at(place), right) for place in places}
    return Fix(tuple(edits.values())) if len(places) == len(found) else None
