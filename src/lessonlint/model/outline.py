"""Which family every title and table of a document belongs to, so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lessonlint.model.loads import HEADER_KEYS
from lessonlint.model.values import ReadSection, ReadTable
from lessonlint.parse.document import ITEM_RANK, LABEL_RANK, LOWEST_HEADING, Fence, Item, Part, words_of
from lessonlint.parse.tables import Table
from lessonlint.source import Text
from lessonlint.vocabulary import Section, SectionIndex, Vocabulary, is_todo
from lessonlint.vocabulary.sections import ALL, FAMILY, TITLES

READ, IGNORED, UNREAD = "read", "ignored", "unread"

_TITLE = Section("title", (), TITLES)
_HEADER = Section("header", (), FAMILY)
_UNKNOWN = Section("", (), TITLES)
_REVIEW_TABLE = "a table in a review that verifies no finding: the reviewer's working"
_CONTENT_TABLE = "lesson material: what students see, not a statement about the lesson"
_HOLDS_MATERIAL = {"outline", "widgets", "built", "topics"}


class Titled(NamedTuple):
    """A part and the family it belongs to; `own` when its own title says so, rather than a part around it."""

    part: Part
    section: Section
    own: bool


def families(root: Part, index: SectionIndex, header: set[int], said: Callable[[str], str]) -> list[Titled]:
    """Every part below the root with its family, in reading order.

    `header` holds the starts of header lines, `said` folds their keys.
    """
    found: list[Titled] = []
    left = [(part, _TITLE) for part in reversed(root.parts)]
    while left:
        part, around = left.pop()
        section, own = _family(part, around, index, header, said)
        found.append(Titled(part, section, own))
        if part.parts:
            left += [(child, section) for child in reversed(part.parts)]
    return found


def _family(
    part: Part, around: Section, index: SectionIndex, header: set[int], said: Callable[[str], str]
) -> tuple[Section, bool]:
    if around.holds == ALL:
        return around, False
    if part.rank == 1 and around is _TITLE:
        return _TITLE, True
    known = index.find(part.title.value)
    if known is None and is_review(part):
        known = index.find("review")
    if part.start in header and (known is None or known.reason or said(part.title.value) in HEADER_KEYS):
        return _HEADER, True
    if around.holds == FAMILY and (known is None or known.reason or part.rank >= ITEM_RANK):
        return around, False
    if known is None or (part.rank >= ITEM_RANK and known.reason):
        return (around, False) if part.rank >= ITEM_RANK else (_UNKNOWN, True)
    return known, True


def is_review(part: Part) -> bool:
    """Whether a heading says in the midst of other words that a review is below, and one is: `Iteration 1 review`."""
    if part.rank > LOWEST_HEADING or part.title.value.casefold().find("review") < 1:
        return False
    return any("verdict" in inner.title.value.casefold() for inner in part.parts)


def items_of(found: list[Titled], role: str) -> Iterator[Item]:
    """The list items right below the titles of a family."""
    for titled in found:
        if titled.section.role == role:
            yield from (block for block in titled.part.content if isinstance(block, Item))


def read_sections(found: list[Titled]) -> tuple[ReadSection, ...]:
    """The bins of the headings and bold labels; labels in list items count with the list they are in."""
    return tuple(
        ReadSection(
            titled.part.title, titled.section.role, _bin(titled.section), titled.section.reason, _is_empty(titled.part)
        )
        for titled in found
        if titled.part.rank <= LABEL_RANK
    )


def _is_empty(part: Part) -> bool:
    return not (part.parts or any(not isinstance(each, Table) or each.rows for each in part.content) or part.value)


def _bin(section: Section) -> str:
    if section is _UNKNOWN:
        return UNREAD
    return IGNORED if section.reason else READ


def tables_in(root: Part, found: list[Titled]) -> Iterator[tuple[Table, Section]]:
    """Every table with the family of the part it stands in."""
    for block in root.content:
        if isinstance(block, Table):
            yield block, _TITLE
    for titled in found:
        for block in titled.part.content:
            if isinstance(block, Table):
                yield block, titled.section


def read_tables(root: Part, found: list[Titled], vocabulary: Vocabulary) -> tuple[tuple[ReadTable, Section], ...]:
    """Every table with its role and bin, and the family it stands in."""
    return tuple((_read_table(table, section, vocabulary), section) for table, section in tables_in(root, found))


def _read_table(table: Table, section: Section, vocabulary: Vocabulary) -> ReadTable:
    role, columns = vocabulary.tables.find(tuple(cell.value for cell in table.header))
    if section.role in ("review", "answer"):
        if role == "fix verification":
            return ReadTable(table, role, columns, READ, "")
        return ReadTable(table, "", {}, IGNORED, _REVIEW_TABLE)
    if section.reason:
        return ReadTable(table, "", {}, IGNORED, section.reason)
    if section.role in _HOLDS_MATERIAL and role not in ("topics",):
        return ReadTable(table, "", {}, IGNORED, _CONTENT_TABLE)
    return ReadTable(table, role, columns, READ if role else UNREAD, "")


def todos(root: Part) -> tuple[Text, ...]:
    """Every place that is still to be filled, in reading order; code is not looked into."""
    texts = {
        (text.start, text.end): text
        for part in root.walk()
        for text in (
            part.title,
            part.value,
            *(t for b in part.content if not isinstance(b, Fence) for t in words_of(b)),
        )
        if is_todo(text.value)
    }
    return tuple(texts[place] for place in sorted(texts))
