"""LL108 unknown-source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.concepts.knowledge import Knowledge, LinkedLesson
from lessonlint.concepts.links import SETTLED, Link
from lessonlint.concepts.references import PREREQUISITES, STATE
from lessonlint.concepts.sources import Part, SourceReader, parts
from lessonlint.course.values import Lesson
from lessonlint.diagnostic import SAFE, UNSAFE, Edit, Finding, Fix, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed, quoted

_SHOWN = 5


@rule("LL108", "unknown-source", Scope.KNOWLEDGE, Severity.WARNING, since="0.1")
def unknown_source(knowledge: Knowledge) -> Iterator[Finding]:
    """A source cell names a lesson, module or series that does not exist.

    ## Why it matters
    Whoever prepares the lesson looks up where students met a concept, to pick up its words and pictures. A source
    that leads nowhere is often a lesson that was renamed or dropped; if it was dropped, so was what it taught.

    The findings of one table are told as one; those that can be mended alike, apart from the others.

    ## When it does not apply
    What is not part of the input may well exist. So a slug or number counts as unknown only where its module, series
    or course is closed, where the number beside a slug names another lesson, or where a slug differs from a known one
    by a slip of the pen. A slug alone, of three words or more, is also unknown where everything before the lesson is
    recorded and no slug is like it; two words may be a field of knowledge (`linear-algebra`).

    Another lesson is offered only where its slug is alike, or where the records say that the lesson with the number
    teaches the concept: a number alone may have passed to the lesson after the one that is gone.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | DEVELOPED | gluten-network | Felt and explained |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-netwrok | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | DEVELOPED | gluten-network | Felt and explained |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network | OK | Shaping stretches it |
    ~~~
    """
    reader = SourceReader(knowledge.course)
    for linked in knowledge.lessons:
        known = linked.at > 0 and knowledge.records.recorded_before(linked.at)
        for table in (PREREQUISITES, STATE):
            found = [
                _Unknown(link, part, _meant(reader, linked, link, part), _is_recorded(reader, linked, link, part))
                for link in linked.of(table)
                if not link.citation.outside
                for part in parts(link.reference.source.value)
                if reader.missing(part) or (known and reader.is_strange(part))
            ]
            groups: dict[str, list[_Unknown]] = defaultdict(list)
            for each in found:
                groups[_safety(reader, each)].append(each)
            yield from (_finding(reader, group, _corrected(reader, group, safety)) for safety, group in groups.items())


class _Unknown(NamedTuple):
    """A part of a source cell that names nothing, the lessons it may mean, and whether the records bear out its number.

    A number alone is no guess: when a lesson goes, the one after it gets its number.
    """

    link: Link
    part: Part
    meant: tuple[Lesson, ...]
    recorded: bool


def _meant(reader: SourceReader, linked: LinkedLesson, link: Link, part: Part) -> tuple[Lesson, ...]:
    spelt = [lesson for lesson in reader.meant(part) if lesson is not linked.lesson]
    numbered = reader.numbered(part.number)
    recorded = [numbered] if numbered and _is_recorded(reader, linked, link, part) else []
    return tuple({lesson.name: lesson for lesson in (*recorded, *spelt)}.values())


def _is_recorded(reader: SourceReader, linked: LinkedLesson, link: Link, part: Part) -> bool:
    """Whether it is settled that the lesson with the number of a part, an earlier one, teaches what cites it."""
    numbered, lessons = reader.numbered(part.number), linked.knowledge.course.lessons
    taught = [lessons[order] for event in link.targets for order in event.orders if order < linked.at]
    return bool(part.slug) and link.standing == SETTLED and numbered in taught


def _target(reader: SourceReader, each: _Unknown) -> Lesson | None:
    """The lesson whose slug is right: that with the number, or without a number the only one that is spelt alike."""
    numbered = reader.numbered(each.part.number)
    if each.part.slug and numbered in each.meant:
        return numbered
    return each.meant[0] if not each.part.number and len(each.meant) == 1 else None


def _safety(reader: SourceReader, each: _Unknown) -> str:
    """How safe it is to write the slug of the lesson that is meant; "" where that is not known.

    Where the spelling means another lesson than the number, only what is settled decides between them.
    """
    if _target(reader, each) is None:
        return ""
    if each.recorded:
        return SAFE
    return UNSAFE if len(each.meant) == 1 else ""


def _corrected(reader: SourceReader, found: list[_Unknown], safety: str) -> Fix | None:
    """The slugs of the lessons that are meant, where that is known of all that is found."""
    edits = {}
    for each in found:
        target, reference = _target(reader, each), each.link.reference
        slug = reference.doc.within(reference.source, each.part.slug) if each.part.slug else None
        if not safety or target is None or slug is None:
            return None
        edits[slug.start] = Edit(reference.doc.at(slug), target.slug)
    return Fix(tuple(edits.values()), safety)


def _finding(reader: SourceReader, found: list[_Unknown], fix: Fix | None) -> Finding:
    first = found[0].link.reference
    names = list(dict.fromkeys(each.part.words for each in found))
    shown = listed([*names[:_SHOWN], *(["others"] if len(names) > _SHOWN else [])])
    what = "lessons" if all(each.part.slug for each in found) else "lessons, modules or series"
    meant = {each.part.words: " or ".join(lesson.name for lesson in each.meant) for each in found if each.meant}
    hints = [f"{name} for {words}" if len(names) > 1 else name for words, name in meant.items()]
    others = {each.link.reference.source.start: each.link.reference for each in found if each.link is not found[0].link}
    return Finding(
        first.doc.at(first.source),
        _missing(reader, found[0].part)
        if len(names) == 1
        else f"{len(names)} sources in this table name {what} that do not exist: {shown}.",
        f"Did you mean {listed(hints)}?" if hints else "Name the lesson that teaches it, or say where it comes from.",
        tuple(Related(other.doc.at(other.source), "does not exist either") for other in others.values()),
        field=f"{first.table} source",
        concept=first.concept.value,
        fix=fix,
    )


def _missing(reader: SourceReader, part: Part) -> str:
    if not part.slug:
        return f"The source {part.words} names no lesson, module or series."
    module = ".".join(map(str, part.number[:2])) if reader.has_module(part.number) else ""
    return f"There is no lesson {quoted(part.slug)}{f' in module {module}' if module else ''}."
