"""The JSON Schemas of documents written as YAML: what an editor offers and refuses while somebody types."""

from __future__ import annotations

from typing import Any

from lessonlint.model.yaml_shape import COLUMNS, KINDS, ROLE_COLUMNS, TABLE
from lessonlint.parse.document import LOWEST_HEADING
from lessonlint.vocabulary import DEFAULT_VOCABULARY
from lessonlint.vocabulary.sections import FIELDS, SECTIONS

_TEXT, _CONTENT, _SECTIONS = ({"$ref": f"#/$defs/{name}"} for name in ("text", "content", "sections"))
_DEPTHS = {"required", "actual", "depth"}


def document_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of document, from the vocabulary that documents are read by."""
    return {kind: _document(kind) for kind in KINDS}


def _document(kind: str) -> dict[str, Any]:
    markdown = {"type": "string", "description": "Markdown"}
    header = {"type": "object", "properties": dict.fromkeys(FIELDS, _TEXT), "additionalProperties": _TEXT}
    properties = {
        "kind": {"const": kind, "description": "What this document is."},
        "title": {**_TEXT, "description": "The heading of the whole document."},
        "front": {**markdown, "description": "YAML front matter, word for word."},
        "preamble": {**markdown, "description": "What stands above the title."},
        "header": {**header, "description": "The lines `**Key:** value` below the title."},
        "content": _CONTENT,
        "sections": _SECTIONS,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A {kind} of lessonlint",
        **_closed(properties, "kind"),
        "$defs": {
            "text": {"type": ["string", "number", "null"]},
            "content": {"anyOf": [markdown, {"type": "array", "items": {"anyOf": [markdown, _table()]}}]},
            "sections": {"type": "array", "items": _section(kind)},
        },
    }


def _section(kind: str) -> dict[str, Any]:
    titles = [section.names[0].capitalize() for section in SECTIONS[kind]]
    level = {"type": "integer", "minimum": 1, "maximum": LOWEST_HEADING, "description": "Where it is not one deeper."}
    heading = {**_TEXT, "examples": titles}
    return _closed({"heading": heading, "level": level, "content": _CONTENT, "sections": _SECTIONS}, "heading")


def _table() -> dict[str, Any]:
    rows = {role: {"type": "array", "items": _row(role)} for role in ROLE_COLUMNS}
    cells = {"type": "array", "items": {"type": "array", "items": _TEXT}, "description": "Rows of cells, header first."}
    columns = {"type": "object", "additionalProperties": _TEXT, "description": "The title of each column, in order."}
    return {
        **_closed({**rows, TABLE: cells, COLUMNS: columns}),
        "oneOf": [{"required": [name]} for name in (*ROLE_COLUMNS, TABLE)],
    }


def _row(role: str) -> dict[str, Any]:
    return _closed({part: _cell(role, part, title) for part, title in ROLE_COLUMNS[role].items()})


def _cell(role: str, part: str, title: str) -> dict[str, Any]:
    words = DEFAULT_VOCABULARY
    usual: tuple[str, ...] = ()
    if part in _DEPTHS:
        usual = words.depths.ladder
    elif part == "load":
        usual = words.loads.names()
    elif (role, part) == ("prerequisites", "status"):
        usual = words.statuses.names
    return {**_TEXT, "description": title, **({"examples": list(usual)} if usual else {})}


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**shape, "required": list(required)} if required else shape
