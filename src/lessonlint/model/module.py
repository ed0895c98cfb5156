"""Module plans and records, series plans and summaries, and the course page, read from their outlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.model import loads, notebooks, rows, summaries
from lessonlint.model import values as v
from lessonlint.model.documents import CourseDocument, ModulePlan, ModuleRecord, SeriesDocument
from lessonlint.model.lesson import Tables, part_of, text_of, whole_text
from lessonlint.model.outline import Titled, items_of
from lessonlint.model.phrases import read_place, read_slug, read_status, without_history
from lessonlint.model.reviews import read_claim
from lessonlint.parse.document import LABEL_RANK, Fence, Item, Part
from lessonlint.source import Text
from lessonlint.vocabulary import Vocabulary, plain

_SUMMARY_ORDER = re.compile(r"lesson\s+(\d{1,2})\b", re.IGNORECASE)
_SUMMARY_PREFIX = re.compile(r"lesson(?:\s++\d{1,2})?+\s*+(?::|--)\s*+", re.IGNORECASE)
_SLUG_MARK = re.compile(r"\(`?([a-z0-9]+(?:-[a-z0-9]+)+)`?\)|`([a-z0-9]+(?:-[a-z0-9]+)*)`")
_TOPIC_ITEM = re.compile(r"`?([a-z0-9]++(?:-[a-z0-9]++)*+)`?\s*+(?::|--|—|–)\s*+(\S.*)", re.DOTALL)
_BELIEF = re.compile(
    r'\*\*([^*\r\n]+?)[:.]?\*\*|(["“][^"”\r\n]+["”]|„[^“”"\r\n]+[“”"])'
    r"|(\S(?:[^\r\n]*?\S)??)(?=\s*(?: -- |—|: |\. |[\r\n]|$))"
)
_MODULE_TITLE = re.compile(r"(?:from\s+)?module\s+\d", re.IGNORECASE)


def read_module_plan(header: dict[str, Text], found: list[Titled], tables: Tables, words: Vocabulary) -> ModulePlan:
    """Everything the model holds of a module plan."""
    claims: list[v.LoadClaim] = []
    sequence: list[v.SequenceRow] = []
    trajectories: list[v.Trajectory] = []
    for table, _ in tables:
        if table.role in ("sequence", "lessons"):
            sequence += rows.sequence(table)
            claims += loads.table_claims(table, words.loads, "sequence")
        elif table.role == "loads":
            claims += loads.table_claims(table, words.loads, "trajectory")
            trajectories.append(loads.table_trajectory(table))
    trajectory = part_of(found, "loads")
    if trajectory:
        claims += loads.prose_claims(trajectory, words)
        trajectories += loads.prose_trajectories(trajectory, words)
    return ModulePlan(
        goal=_goal(header, found),
        status=read_status(header.get("status", v.NOWHERE), words.phrase),
        sequence=tuple(sequence),
        loads=tuple(claims),
        load_text=_with_code(trajectory, text_of(found, "loads")),
        trajectories=tuple(trajectories),
        misconceptions=tuple(_misconceptions(found, tables)),
        topics=tuple(_topics(found, tables)),
        narrative=text_of(found, "narrative"),
    )


def _with_code(part: Part | None, text: Text) -> Text:
    fences = [b.text.value for inner in part.walk() for b in inner.content if isinstance(b, Fence)] if part else []
    return text._replace(value="\n".join([text.value, *fences]))


def _goal(header: dict[str, Text], found: list[Titled]) -> Text:
    for key in ("goal", "module goal", "series goal"):
        if header.get(key):
            return header[key]
    return text_of(found, "goal")


def _misconceptions(found: list[Titled], tables: Tables) -> Iterator[Text]:
    yield from (_belief(item.text) for item in items_of(found, "misconceptions") if item.depth == 1)
    for table, _ in tables:
        if table.role in ("module misconceptions", "misconceptions"):
            yield from (rows.cell(row, table.columns, "belief") for row in rows.rows(table))


def _belief(item: Text) -> Text:
    """What students believe: the emphasised or quoted words an item opens with, else its first clause."""
    words = _BELIEF.match(item.value)
    if words is None:
        return item
    group = next(group for group in (1, 2, 3) if words[group])
    return item.group(words, group)


def _topics(found: list[Titled], tables: Tables) -> Iterator[v.Topics]:
    """Topic allocations: rows of a table, or items `**Lesson 2 (slug):** …` and `slug: …`."""
    for titled in found:
        if titled.section.role == "topics":
            part = titled.part
            if part.rank > LABEL_RANK:
                yield v.Topics(part.title, part.value, Text("", part.start, part.end))
            for block in part.content:
                if isinstance(block, Item) and block.depth == 1 and (match := _TOPIC_ITEM.match(block.text.value)):
                    lesson, words = (block.text.group(match, number) for number in (1, 2))
                    yield v.Topics(lesson, words, Text("", block.text.start, block.end))
    for table, _ in tables:
        if table.role == "topics":
            yield from rows.topics(table)


def read_module_record(header: dict[str, Text], found: list[Titled], tables: Tables, words: Vocabulary) -> ModuleRecord:
    """Everything the model holds of a module record."""
    index = [row for t, _ in tables if t.role == "concept index" for row in rows.concepts(t, words.depths)]
    section = part_of(found, "summaries")
    lessons = [part for part in section.parts if part.rank <= 6] if section else []
    return ModuleRecord(
        goal=_goal(header, found),
        status=read_status(header.get("status", v.NOWHERE), words.phrase),
        index=tuple(index),
        summaries=tuple(_summary(part, words) for part in lessons),
        analogies=tuple(row for t, _ in tables if t.role == "analogies" for row in rows.analogies(t)),
    )


def _summary(part: Part, words: Vocabulary) -> v.LessonSummary:
    """A record's summary of one lesson. Its heading may be a slug, a title, or both with number and load."""
    title = part.title.value
    said_title = words.kind(plain(title))
    order = _SUMMARY_ORDER.search(said_title)
    marked = _SLUG_MARK.search(title)
    name = _SUMMARY_PREFIX.sub("", said_title, count=1).partition("(")[0].partition(" -- ")[0].strip()
    slug = (marked[1] or marked[2]) if marked else read_slug(name)
    claims = []
    if found := words.loads.find(title):
        load, start, end = found
        stated = Text(title[start:end], part.title.start + start, part.title.start + end)
        claims.append(v.LoadClaim("record", load, stated))
    status = None
    for label in part.parts:
        said = words.title(label.title.value)
        if said.startswith(("cognitive load", "type", "load")) and (claimed := words.loads.opening(label.value.value)):
            claims.append(v.LoadClaim("record", claimed, label.value))
        elif said == "status":
            status = read_status(label.value, words.phrase)
    return v.LessonSummary(
        title=part.title,
        name=name,
        slug=slug,
        order=int(order[1]) if order else None,
        loads=tuple(claims),
        status=status,
        parts=tuple((words.title(label.title.value), whole_text(label)) for label in part.parts),
        start=part.start,
        end=part.end,
        taught=tuple(summaries.taught(part, words)),
        not_covered=summaries.not_covered(part, words),
        notebooks=tuple(notebooks.in_summary(part, words)),
        review=read_claim(part, words),
    )


def read_series(header: dict[str, Text], found: list[Titled], tables: Tables, words: Vocabulary) -> SeriesDocument:
    """Everything the model holds of a series plan or summary."""
    around = _module_around(found, words)
    lessons: list[tuple[int | None, v.SequenceRow]] = []
    roll_up: list[tuple[int | None, v.ConceptRow]] = []
    modules: list[v.ModuleRow] = []
    for table, _ in tables:
        module = around.get(table.table.start)
        if table.role in ("lessons", "sequence"):
            lessons += [(module, row) for row in rows.sequence(table)]
        elif table.role in ("roll-up", "concept index", "state"):
            roll_up += _rolled_up(table, module, words)
        elif table.role == "modules":
            modules += rows.modules(table)
    return SeriesDocument(
        goal=_goal(header, found),
        status=read_status(header.get("status", v.NOWHERE), words.phrase),
        modules=tuple(modules),
        lessons=tuple(lessons),
        roll_up=tuple(roll_up),
        connections=tuple(row for t, _ in tables if t.role == "connections" for row in rows.connections(t)),
    )


def _rolled_up(table: v.ReadTable, module: int | None, words: Vocabulary) -> Iterator[tuple[int | None, v.ConceptRow]]:
    """The rows of a concept list, each with its module: of the heading above, else of its own column or its source."""
    cells = (rows.cell(row, table.columns, "module") for row in rows.rows(table))
    for cell, row in zip(cells, rows.concepts(table, words.depths), strict=True):
        yield module or _module_in(cell) or _module_in(row.lesson), row


def _module_in(text: Text) -> int | None:
    place = read_place(without_history(text.value))
    return place[1] if place else None


def _module_around(found: list[Titled], words: Vocabulary) -> dict[int, int]:
    """The module number of the `Module S.M` heading around each table, by the table's start."""
    around = {}
    for titled in found:
        if _MODULE_TITLE.match(words.kind(plain(titled.part.title.value))) and (
            place := read_place(titled.part.title.value)
        ):
            around.update({table.start: place[1] for table in titled.part.tables()})
    return around


def read_course(header: dict[str, Text], found: list[Titled], tables: Tables, words: Vocabulary) -> CourseDocument:
    """Everything the model holds of the course page."""
    return CourseDocument(
        goal=_goal(header, found),
        series=tuple(row for t, _ in tables if t.role == "series" for row in rows.modules(t)),
        modules=tuple(row for t, _ in tables if t.role == "modules" for row in rows.modules(t)),
    )
