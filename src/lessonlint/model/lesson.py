"""A lesson plan, read from its outline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from lessonlint.model import design, loads, notebooks, rows
from lessonlint.model import values as v
from lessonlint.model.documents import LessonPlan
from lessonlint.model.outcome import outcome_of
from lessonlint.model.outline import Titled, is_review, items_of
from lessonlint.model.phrases import read_positions, read_status
from lessonlint.model.reviews import read_answer, read_review
from lessonlint.model.verifications import unmentioned
from lessonlint.parse.document import LOWEST_HEADING, Fence, Item, Part, words_of
from lessonlint.source import Text
from lessonlint.vocabulary import DepthWords, Section, Vocabulary

R = TypeVar("R")
Tables = tuple[tuple[v.ReadTable, Section], ...]

_CONCEPT_TABLES = {"state", "concept index", "roll-up", "targets"}
_TARGET_SEPARATOR = re.compile(r"(?::|--|—|–)\s*+")
_CONNECTION_ITEM = re.compile(r"\*\*([^*]++)\*\*(?:\s*+\(([^()]*+)\))?\s*+(?::|--|—|–)?\s*+(.*)", re.DOTALL)
_ANSWER_TITLE = re.compile(
    r"(?:fix pass|fix(?:es)? applied|improvement (?:summary|pass)|revision|post review|rework)\b"
)
_REVIEW_TITLE = re.compile(r"(?:final |re )?review(?! (?:note|check|finding|summar|process))")


def read_lesson(header: dict[str, Text], found: list[Titled], tables: Tables, words: Vocabulary) -> LessonPlan:
    """Everything the model holds of a lesson plan."""
    reviews, answers = tuple(_reviews(found, words)), tuple(_answers(found, words))
    everything = (titled.part for titled in found)
    found = [titled for titled in found if titled.section.role not in ("review", "answer")]  # the better part of many
    load_part = part_of(found, "load")
    labels = loads.labelled(load_part, words.title) if load_part else {}
    claims = [*loads.header_claims(header, words.loads), *loads.section_claims(labels, words.loads)]
    return LessonPlan(
        state=_concepts(tables, words.depths, lambda role: role != "targets"),
        prerequisites=_collect(tables, "prerequisites", lambda read: rows.prerequisites(read, words)),
        gaps=_collect(tables, "gaps", lambda read: rows.gaps(read, words)),
        gap_text=rows.said(text_of(found, "gaps"), words),
        misconceptions=_collect(tables, "misconceptions", lambda read: rows.misconceptions(read, words)),
        examples=_collect(tables, "examples", lambda read: rows.examples(read, words)),
        modalities=_collect(tables, "modalities", rows.modalities) or tuple(design.listed_modalities(found)),
        connections=(*_collect(tables, "connections", rows.connections), *_listed_connections(found)),
        targets=(
            *_concepts(tables, words.depths, lambda role: role == "targets"),
            *_target_items(found, words.depths),
        ),
        loads=tuple(claims),
        previous_load=loads.previous_claim(labels, words.loads),
        new_concepts=loads.new_concepts(labels, words),
        load_text=text_of(found, "load"),
        load_reason=loads.reasons(labels, words.loads),
        positions=_positions(header, words),
        status=read_status(header.get("status", v.NOWHERE), words.phrase),
        target=text_of(found, "target concept"),
        built=built.title if (built := part_of(found, "built")) else v.NOWHERE,
        narrative=text_of(found, "narrative"),
        readiness=text_of(found, "readiness"),
        mental_models=_items(found, "mental models"),
        not_covered=_items(found, "not covered"),
        misleading=_items(found, "misleading"),
        about=_items(found, "about"),
        not_about=_items(found, "not about"),
        outline=design.outline(found),
        checks=tuple(_checks(found, words)),
        scope=design.read_scope(found, words.phrase),
        depth_claims=tuple(design.depth_claims(found, words)),
        notebooks=tuple(notebooks.in_lesson(header, found, words)),
        reviews=reviews,
        answers=answers,
        outcome=outcome_of(reviews, answers),
        unmentioned=tuple(unmentioned(everything, reviews, answers, words.phrase)),
    )


def _reviews(found: list[Titled], words: Vocabulary) -> Iterator[v.Review]:
    for part, section, own in found:
        says_so = own and section.role == "review"
        if says_so and (_REVIEW_TITLE.match(words.title(part.title.value)) or is_review(part)):
            yield read_review(part, words)


def _answers(found: list[Titled], words: Vocabulary) -> Iterator[v.Answer]:
    for part, _, _ in found:
        if part.rank <= LOWEST_HEADING and _ANSWER_TITLE.match(words.title(part.title.value)):
            yield read_answer(part, words)


def _collect(tables: Tables, role: str, read: Callable[[v.ReadTable], Iterator[R]]) -> tuple[R, ...]:
    return tuple(row for table, _ in tables if table.role == role for row in read(table))


def _concepts(tables: Tables, depths: DepthWords, wanted: Callable[[str], bool]) -> tuple[v.ConceptRow, ...]:
    """Concept tables say student state, unless they stand among the depth targets."""
    return tuple(
        row
        for table, section in tables
        if table.role in _CONCEPT_TABLES and wanted("targets" if "targets" in (section.role, table.role) else "state")
        for row in rows.concepts(table, depths)
    )


def _listed_connections(found: list[Titled]) -> Iterator[v.Connection]:
    """Connections given as a list: `- **Kneading** (gluten-network): the same movement, now by time`."""
    for text in (item.text for item in items_of(found, "connections")):
        if match := _CONNECTION_ITEM.match(text.value):
            end = Text("", text.end, text.end)
            source = text.group(match, 2) if match[2] else end
            row = Text("", text.start, text.end)
            yield v.Connection(text.group(match, 1), text.group(match, 3), end, source, row)


def _target_items(found: list[Titled], depths: DepthWords) -> Iterator[v.ConceptRow]:
    """Depth targets given as a list: `- Layer normalization: INTRODUCED (knows what it does)`."""
    for text in (item.text for item in items_of(found, "targets")):
        if found_at := _depth_in(text.value, depths):
            name = text.value[: found_at[0]].rstrip()
            concept = Text(name, text.start, text.start + len(name))
            depth = Text(text.value[found_at[1] :], text.start + found_at[1], text.end)
            end, row = Text("", text.end, text.end), Text("", text.start, text.end)
            yield v.ConceptRow(concept, depth, end, end, depths.read(depth.value), row)


def _depth_in(words: str, depths: DepthWords) -> tuple[int, int] | None:
    """Where the separator before a depth starts and ends."""
    for match in _TARGET_SEPARATOR.finditer(words):
        if depths.opens(words[match.end() :].lstrip("*")):
            return match.span()
    return None


def _items(found: list[Titled], role: str) -> tuple[Text, ...]:
    """The outermost list items of a family, or the headings an outline is made of."""
    return tuple(
        text
        for titled in found
        if titled.section.role == role
        for text in [
            *(block.text for block in titled.part.content if isinstance(block, Item) and block.depth == 1),
            *([titled.part.title] if not titled.own and titled.part.rank <= 6 else []),
        ]
    )


def _checks(found: list[Titled], words: Vocabulary) -> Iterator[v.Check]:
    for item in items_of(found, "checklists"):
        if item.box:
            yield v.Check(item.text, item.box == "x", tuple(design.tallies(item.text, words.phrase)))


def text_of(found: list[Titled], role: str) -> Text:
    """The words of the first part of a family; empty when there is none."""
    part = part_of(found, role)
    return whole_text(part) if part else v.NOWHERE


def part_of(found: list[Titled], role: str) -> Part | None:
    """The first part of a family."""
    return next((t.part for t in found if t.own and t.section.role == role), None)


def whole_text(part: Part) -> Text:
    """All words of a part, its labels, items and table cells included, placed at its title."""
    words = [part.value.value] if part.value else []
    for inner in part.walk():
        if inner is not part:
            words.append(f"{inner.title.value}: {inner.value.value}")
        words += [text.value for b in inner.content if not isinstance(b, Fence) for text in words_of(b)]
    unwrapped = (" ".join(each.split()) for each in words)
    return Text("\n".join(unwrapped), part.title.start, part.title.end)


def _positions(header: dict[str, Text], words: Vocabulary) -> tuple[v.Position, ...]:
    found: list[v.Position] = []
    for key in ("position", "module position", "lesson"):
        found += read_positions(header.get(key, v.NOWHERE), "module", words)
    for key in ("lesson number in series", "series position", "position in series"):
        found += read_positions(header.get(key, v.NOWHERE), "series", words)
    return tuple(found)
