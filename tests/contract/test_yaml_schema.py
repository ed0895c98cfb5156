"""The schema of YAML documents and the model hold the same: each column that editors offer, each field that rules read.

Both come from one declaration, the roles of tables in the vocabulary: a column's words, by which readers find it, and
its key, which the schema offers. What a row's fields are called, and which columns of several tables share one, is the
model's own. So a table with every column of a role is read here, and each cell has to arrive in a field of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

import pytest
from tests.support.schemas import document_schemas

from lessonlint.model import values as v
from lessonlint.model.documents import Body
from lessonlint.model.read import read
from lessonlint.model.yaml_shape import ROLE_COLUMNS
from lessonlint.source import Source, Text
from lessonlint.vocabulary import DEFAULT_VOCABULARY

PLACES = {
    "prerequisites": ("lesson plan", "Prerequisites"),
    "misconceptions": ("lesson plan", "Misconceptions"),
    "examples": ("lesson plan", "Examples"),
    "modalities": ("lesson plan", "Modalities"),
    "gaps": ("lesson plan", "Gap Resolution"),
    "connections": ("lesson plan", "Connections"),
    "targets": ("lesson plan", "Depth Targets"),
    "state": ("lesson plan", "Student State"),
    "fix verification": ("lesson plan", "Review > Fix Verification"),
    "reinforced": ("lesson plan", "Student State"),
    "sequence": ("module plan", "Lesson Sequence"),
    "loads": ("module plan", "Cognitive Load"),
    "module misconceptions": ("module plan", "Misconceptions"),
    "topics": ("module plan", "Topic Allocation"),
    "concept index": ("module record", "Concept Index"),
    "analogies": ("module record", "Key Mental Models"),
    "roll-up": ("series summary", "Rolled-Up Concepts"),
    "lessons": ("series plan", "Modules and Lessons"),
    "modules": ("series plan", "Modules and Lessons"),
    "series": ("course", "Series"),
}
"""Where a table of each role stands."""
FOR_PEOPLE = {
    ("fix verification", "number"), ("fix verification", "severity"), ("fix verification", "status"),
    ("fix verification", "notes"), ("loads", "number"),
    ("module misconceptions", "progression"), ("topics", "notes"), ("lessons", "description"),
    ("modules", "description"), ("series", "description"), ("reinforced", "concept"), ("reinforced", "lesson"),
    ("reinforced", "notes"), ("concept index", "source"), ("roll-up", "module"),
}  # fmt: skip
"""Columns whose words no field holds: they are read for what they say (a number, an outcome), or by people only."""
ROWS = (v.Prerequisite, v.ConceptRow, v.Misconception, v.Example, v.Modality, v.Gap, v.Connection, v.Analogy, v.Topics,
        v.SequenceRow, v.ModuleRow)  # fmt: skip
OPENINGS = {"depth": "DEVELOPED", "required": "DEVELOPED", "actual": "DEVELOPED", "load": "BUILD", "module": "1.1"}


def cells(role: str) -> dict[str, str]:
    """A row with every part of a role, each cell in words of its own."""
    return {part: f"{OPENINGS.get(part, 'some')} {role} {part}" for part in ROLE_COLUMNS[role]}


def body(role: str) -> Body:
    """What a document holds of one table, below its headings, with one such row."""
    kind, headings = PLACES[role]
    lines = [f"kind: {kind}", "title: x"]
    for depth, heading in enumerate(headings.split(" > ")):
        lines += [f"{'    ' * depth}sections:", f"{'    ' * depth}  - heading: {heading}"]
    indent = " " * (len(lines[-1]) - len(lines[-1].lstrip()) + 2)
    lines += [f"{indent}content:", f"{indent}  - {role}:", f"{indent}      -"]
    lines += [f"{indent}        {part}: {words}" for part, words in cells(role).items()]
    doc = read(Source("x.yaml", "\n".join(lines)), DEFAULT_VOCABULARY)
    assert doc is not None and doc.syntax_errors == ()
    return doc.body


def held(value: Any, owner: type = tuple, name: str = "") -> Iterator[tuple[type, str, str]]:
    """The texts in a value: what they are fields of, the field, and their words."""
    if isinstance(value, Text):
        yield owner, name, value.value
    elif is_dataclass(value):
        for field in fields(value):
            yield from held(getattr(value, field.name), type(value), field.name)
    elif hasattr(value, "_fields"):
        for each in value._fields:
            yield from held(getattr(value, each), type(value), each)
    elif isinstance(value, tuple):
        for each in value:
            yield from held(each, owner, name)


def test_the_schema_offers_each_role_with_its_columns() -> None:
    assert set(PLACES) == set(ROLE_COLUMNS)
    for kind, schema in document_schemas().items():
        table = schema["$defs"]["content"]["anyOf"][1]["items"]["anyOf"][1]["properties"]
        offered = {role: list(table[role]["items"]["properties"]) for role in ROLE_COLUMNS}
        assert offered == {role: list(columns) for role, columns in ROLE_COLUMNS.items()}, kind


@pytest.mark.parametrize("role", PLACES)
def test_what_the_schema_offers_arrives_in_the_model(role: str) -> None:
    arrived = {words for _, _, words in held(body(role))}
    lost = {(role, part) for part, words in cells(role).items() if words not in arrived}
    assert lost == {pair for pair in FOR_PEOPLE if pair[0] == role}


def test_what_the_model_holds_can_be_written() -> None:
    written = {
        (kind, name) for role in PLACES for kind, name, words in held(body(role)) if words in cells(role).values()
    }
    in_model = {(kind, name) for kind in ROWS for name, hint in get_type_hints(kind).items() if hint is Text}
    assert in_model - {(kind, "row") for kind in ROWS} - written == set()
