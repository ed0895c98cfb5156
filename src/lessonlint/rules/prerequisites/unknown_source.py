"""LL108 unknown-source."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import SETTLED, Link
from lessonlint.concepts.references import PREREQUISITES, STATE
from lessonlint.concepts.sources import Part, SourceReader, parts
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

    The findings of one table are told as one.

    ## When it does not apply
    What is not part of the input may well exist. So a slug or number counts as unknown only where its module, series
    or course is closed, where the number beside a slug names another lesson, or where a slug differs from a known one
    by a slip of the pen.

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
        for table in (PREREQUISITES, STATE):
            found = [
                (link, part)
                for link in linked.of(table)
                if not link.citation.outside
                for part in parts(link.reference.source.value)
                if reader.missing(part)
            ]
            if found:
                yield _finding(reader, found, _corrected(knowledge, reader, found))


def _corrected(knowledge: Knowledge, reader: SourceReader, found: list[tuple[Link, Part]]) -> Fix | None:
    """The slugs of the lessons that the numbers mean; safe where it is settled that each teaches what cites it.

    Where the spelling means another lesson than the number, only what is settled decides between them.
    """
    edits, sure = {}, True
    for link, part in found:
        meant = reader.numbered(part.number)
        reference = link.reference
        slug = reference.doc.within(reference.source, part.slug) if meant else None
        if meant is None or slug is None:
            return None
        edits[slug.start] = Edit(reference.doc.at(slug), meant.slug)
        taught = [knowledge.course.lessons[order] for event in link.targets for order in event.orders]
        settled = link.standing == SETTLED and meant in taught
        if not settled and len(reader.meant(part)) > 1:
            return None
        sure = sure and settled
    return Fix(tuple(edits.values()), SAFE if sure else UNSAFE)


def _finding(reader: SourceReader, found: list[tuple[Link, Part]], fix: Fix | None) -> Finding:
    first = found[0][0].reference
    names = list(dict.fromkeys(part.words for _, part in found))
    shown = listed([*names[:_SHOWN], *(["others"] if len(names) > _SHOWN else [])])
    what = "lessons" if all(part.slug for _, part in found) else "lessons, modules or series"
    meant = {part.words: " or ".join(each.name for each in maybe) for _, part in found if (maybe := reader.meant(part))}
    hints = [f"{name} for {words}" if len(names) > 1 else name for words, name in meant.items()]
    others = {link.reference.source.start: link.reference for link, _ in found if link is not found[0][0]}
    return Finding(
        first.doc.at(first.source),
        _missing(reader, found[0][1])
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
