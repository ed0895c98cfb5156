"""From a row to what it means and back, and a document's headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types as lsp

from lessonlint.concepts.events import Event
from lessonlint.concepts.links import Link
from lessonlint.course.values import Lesson
from lessonlint.lsp.desk import Desk, Spot
from lessonlint.lsp.positions import Positions
from lessonlint.lsp.session import Snapshot
from lessonlint.model.read import outline
from lessonlint.parse.document import LOWEST_HEADING, Part
from lessonlint.source import Place, Source, Text
from lessonlint.yaml_text import is_yaml

_YAML_TITLE = re.compile(r"^(?:title|([ \t]*+(?:-[ \t]++)?+)heading):[ \t]++(\S.*)$", re.MULTILINE)


def links_at(snapshot: Snapshot, at: Spot) -> list[Link]:
    """The references in whose row a place is."""
    return [
        link
        for link in snapshot.knowledge.links
        if link.reference.doc.path == at.path and _holds(link.reference.row, at.offset)
    ]


def events_at(snapshot: Snapshot, at: Spot) -> list[Event]:
    """The index rows that a place is in."""
    return [
        event for event in snapshot.knowledge.events if event.doc.path == at.path and _holds(event.row.row, at.offset)
    ]


def definitions(snapshot: Snapshot, at: Spot) -> list[Place]:
    """From a reference to the index rows it means; from a cell that names lessons to these lessons."""
    if snapshot.doc(at.path) is None:
        return []
    lessons = snapshot.course.lessons
    found: list[Place] = []
    for link in links_at(snapshot, at):
        if _holds(link.reference.source, at.offset) and link.citation.lessons:
            found += _plans(lessons[order] for order in sorted(link.citation.lessons))
        else:
            found += [event.doc.at(event.row.concept) for event in link.targets]
    for event in events_at(snapshot, at):
        if _holds(event.row.lesson, at.offset):
            found += _plans(lessons[order] for order in event.orders)
        else:
            found.append(event.doc.at(event.row.concept))
    return list(dict.fromkeys(found))


def references(snapshot: Snapshot, at: Spot, with_rows: bool) -> list[Place]:
    """Every row that means the concept at a place; `with_rows` adds the index rows that teach it."""
    if snapshot.doc(at.path) is None:
        return []
    events, links = concept_at(snapshot, at)
    rows = [event.doc.at(event.row.concept) for event in events] if with_rows else []
    return sorted({*rows, *(link.reference.place for link in links)})


def concept_at(snapshot: Snapshot, at: Spot) -> tuple[list[Event], list[Link]]:
    """The index rows that teach the concept at a place, and the references that mean it."""
    knowledge = snapshot.knowledge
    named = [*events_at(snapshot, at), *(event for link in links_at(snapshot, at) for event in link.targets)]
    same = {event.id: event for one in named for event in knowledge.groups.same(one)}
    return list(same.values()), [link for link in knowledge.links if any(event.id in same for event in link.targets)]


def symbols(snapshot: Snapshot, source: Source, desk: Desk) -> list[lsp.DocumentSymbol]:
    """The headings of a document, each with those below it."""
    doc = snapshot.doc(source.path)
    if doc is None:
        return []
    lines = desk.positions(source.text)
    if is_yaml(source.path):
        return _sections(list(_YAML_TITLE.finditer(source.text)), len(source.text), lines)
    return [_symbol(part, lines) for part in _headings(outline(source, doc.vocabulary))]


def _symbol(part: Part, lines: Positions) -> lsp.DocumentSymbol:
    title = lines.range(part.title.start, part.title.end)
    return lsp.DocumentSymbol(
        name=part.title.value or "(no title)",
        kind=lsp.SymbolKind.String,
        range=lines.range(min(part.start, part.title.start), max(part.end, part.title.end)),
        selection_range=title,
        children=[_symbol(each, lines) for each in _headings(part)],
    )


def _sections(found: list[re.Match[str]], end: int, lines: Positions) -> list[lsp.DocumentSymbol]:
    """The title and headings of a document in YAML, each with those that begin further right below it.

    They are taken from its lines: while somebody writes, YAML often has no other structure yet.
    """
    symbols = []
    while found:
        first, *rest = found
        inner = next((at for at, each in enumerate(rest) if _column(each) <= _column(first)), len(rest))
        below, found = rest[:inner], rest[inner:]
        stop = found[0].start() if found else end
        words = first[2].strip().strip("\"'") or "(no title)"
        stretch, title = lines.range(first.start(), stop), lines.range(first.start(2), first.end(2))
        children = _sections(below, stop, lines)
        symbols.append(lsp.DocumentSymbol(words, lsp.SymbolKind.String, stretch, title, children=children))
    return symbols


def _column(heading: re.Match[str]) -> int:
    return len(heading[1] or "")


def _headings(part: Part) -> Iterator[Part]:
    return (each for each in part.parts if each.rank <= LOWEST_HEADING)


def _plans(lessons: Iterator[Lesson]) -> list[Place]:
    """The lesson plans, or the rows that plan the lessons where these have no file."""
    found = []
    for lesson in lessons:
        if lesson.doc:
            found.append(lesson.doc.at(lesson.doc.identity.title))
        elif lesson.planned:
            found.append(lesson.planned[0].at(lesson.planned[1].lesson))
    return found


def _holds(text: Text, offset: int) -> bool:
    return text.start <= offset <= text.end
