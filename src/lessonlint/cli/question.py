"""One question of `lessonlint aliases`: the reference in its row, what it may mean, and the keys that answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from lessonlint.concepts.deciding import Open
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import OUTSIDE, Link
from lessonlint.concepts.references import OWN_TABLES, ROLL_UP, Reference
from lessonlint.concepts.registry import BACKGROUND, NO_CONCEPT, NOT_TAUGHT
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import bare, counted, listed

KINDS = {"n": NOT_TAUGHT, "b": BACKGROUND, "x": NO_CONCEPT}
_OFFERED, _PLACES = 3, 4
_LONGEST, _CELL = 100, 180
_ANSWER = re.compile(r"([0-9]{1,3}(?:[ ,]{1,3}[0-9]{1,3}){0,9}|[nbx]) ?(h?)")


class Picked(NamedTuple):
    """An answer: numbers of what was offered (from 1), or the key of a kind; `here` limits it to the lesson shown."""

    numbers: tuple[int, ...]
    kind: str
    here: bool


def picked(answer: str, offered: int) -> Picked | None:
    """What an answer picks out of so many; nothing when it picks nothing that is there."""
    match = _ANSWER.fullmatch(answer)
    if match is None:
        return None
    if match[1] in KINDS:
        return Picked((), KINDS[match[1]], bool(match[2]))
    numbers = tuple(dict.fromkeys(int(number) for number in re.findall("[0-9]+", match[1])))
    return Picked(numbers, "", bool(match[2])) if all(1 <= number <= offered for number in numbers) else None


def offered(each: Open) -> list[Event]:
    """The nearest rows."""
    return [candidate.event for candidate in each.first.candidates[:_OFFERED]]


def cited(each: Open, knowledge: Knowledge) -> list[Event]:
    """Every row of the lessons that the reference cites or is bound to, or of its modules where it cites no lesson."""
    lessons = each.first.reference.only or each.first.citation.lessons
    modules = set() if lessons else each.first.citation.modules
    return [x for x in knowledge.events if lessons.intersection(x.orders) or x.module in modules]


def keys(count: int, has_cited: bool) -> str:
    """The keys that answer, after what is shown."""
    parts = [f"1-{count} accept (1,2 where it merges both)" if count > 1 else "1 accept"] if count else []
    parts += ["a all rows of the cited place"] if has_cited else []
    parts += ["o other", "n not taught", "b background", "x no concept"]
    return "   ".join([*parts, "…h only here", "s skip", "u undo", "q quit"])


def show(each: Open, events: Sequence[Event], progress: str, knowledge: Knowledge, style: Style) -> None:
    """The reference in its row, where else it stands, and the candidates with depth, lesson and notes."""
    places = Places({doc.path: doc.source for doc in knowledge.course.docs})
    click.echo("")
    click.echo(f"{style.paint(progress, 'dim')}  {style.paint(visible(bare(each.words)), 'bold')}")
    click.echo(f"    in {_where(each.first, knowledge, places)}")
    for line in _row(each.first.reference):
        click.echo(f"    {visible(line)}")
    for line in _elsewhere(each, knowledge, places):
        click.echo(f"    {line}")
    show_events(events, each.first.reference, knowledge, style)


def show_events(events: Sequence[Event], reference: Reference, knowledge: Knowledge, style: Style) -> None:
    """Index rows to choose from."""
    for number, event in enumerate(events, 1):
        click.echo(f"{number:>3}  {_event(event, reference, knowledge)}")
        if event.row.notes:
            click.echo(f"       {style.paint(visible(bare(event.row.notes, _LONGEST)), 'dim')}")


def _where(link: Link, knowledge: Knowledge, places: Places) -> str:
    reference = link.reference
    lesson = knowledge.course.lessons[reference.at]
    of = f"module {lesson.module[0]}.{lesson.module[1]}" if lesson.module else lesson.name
    where = f"the roll-up of {of}" if reference.table == ROLL_UP else f"{lesson.name}, {reference.table}"
    return visible(f"{where}: {places.show(reference.place)}")


def _row(reference: Reference) -> Iterator[str]:
    """The cells beside the concept, each with its column's name; the whole line where there is no table."""
    for read in reference.doc.tables:
        if read.table.start <= reference.row.start < read.table.end:
            for row in (row for row in read.table.rows if row.start == reference.row.start):
                for header, cell in zip(read.table.header, row.cells, strict=False):
                    if cell and cell.start != reference.concept.start:
                        yield f"{bare(header)}: {bare(cell, _CELL)}"
                return
    line = reference.doc.source.text[reference.row.start : reference.row.end]
    if line.strip() != reference.concept.value:
        yield bare(line, _CELL)


def _elsewhere(each: Open, knowledge: Knowledge, places: Places) -> Iterator[str]:
    """The other places with the same words: those that are open too, and those that are settled and will stay so.

    The same words in one lesson are one decision, so what is settled there beside the open row follows the answer.
    """
    asked = {link.reference.at for link in each.links}
    for link in each.links[1 : _PLACES + 1]:
        yield f"also in {_where(link, knowledge, places)}"
    if len(each.links) > _PLACES + 1:
        yield f"and in {counted(len(each.links) - _PLACES - 1, 'more place')}"
    for link in each.settled[:_PLACES]:
        meant = listed([bare(event.row.concept, _LONGEST) for event in link.targets])
        meant = "outside the course" if link.standing == OUTSIDE else meant
        follows = ", and follows your answer" if link.reference.at in asked else ""
        yield f"settled in {_where(link, knowledge, places)} as {visible(meant)}{follows}"
    if len(each.settled) > _PLACES:
        yield f"settled in {counted(len(each.settled) - _PLACES, 'more place')}"


def _event(event: Event, reference: Reference, knowledge: Knowledge) -> str:
    lesson = knowledge.course.lessons[event.order]
    when = ""
    if reference.table not in OWN_TABLES and event.order >= reference.at:
        when = ", this very lesson" if event.order == reference.at else ", a later lesson"
    return visible(f"{bare(event.row.concept, _LONGEST)} ({bare(event.row.depth)}, {lesson.name}{when})")
