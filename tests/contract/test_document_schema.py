"""What an editor that knows JSON Schema says of documents in YAML: it agrees with the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.support.schemas import document_schemas

from lessonlint.converting import converted
from lessonlint.decoding import decode
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

SCHEMAS = document_schemas()
KNOWN = "kind: lesson plan\nsections: [{heading: a, content: [{prerequisites: [{concept: b, required: DEVELOPED}]}]}]\n"


def complaints(text: str) -> list[str]:
    """What a validator says of a YAML document."""
    data: Any = YAML(typ="safe", pure=True).load(text)
    return [error.message for error in Draft202012Validator(SCHEMAS[data["kind"]]).iter_errors(data)]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert complaints(f"kind: {kind}\n") == []


def test_documents_of_every_kind_are_valid(root: Path) -> None:
    kinds = set()
    for name in ("course.md", "series-1/*.md", "series-1/module-1-1/*.md", "series-1/module-1-1/lessons/what*.md"):
        for path in sorted((root / "curriculum").glob(name)):
            source = decode(str(path), path.read_bytes())
            assert isinstance(source, Source)
            made = converted(source, DEFAULT_VOCABULARY).text
            assert complaints(made) == []
            kinds.add(made[: made.index("\n")].removeprefix("kind: "))
    assert kinds >= {"course", "module plan", "module record", "lesson plan"}


@pytest.mark.parametrize("typo", ["sectons", "headin", "conten", "prerequisite", "concpt"])
def test_typing_errors_are_refused(typo: str) -> None:
    meant = {"sectons": "sections", "headin": "heading", "conten": "content", "prerequisite": "prerequisites"}
    assert complaints(KNOWN) == []
    assert complaints(KNOWN.replace(meant.get(typo, "concept"), typo, 1))


def test_an_editor_can_offer_depths_and_headings() -> None:
    schema = SCHEMAS["lesson plan"]
    table = schema["$defs"]["content"]["anyOf"][1]["items"]["anyOf"][1]
    row = table["properties"]["prerequisites"]["items"]["properties"]
    assert row["required"]["examples"] == list(DEFAULT_VOCABULARY.depths.ladder)
    assert "Misconception" in schema["$defs"]["sections"]["items"]["properties"]["heading"]["examples"]
