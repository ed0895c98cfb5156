"""The schema of `concepts.yaml` says what the reader says."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from tests.support.schemas import published

from lessonlint.concepts.registry import read_registry
from lessonlint.source import Source

GOOD = """concepts:
  - id: gluten
    name: Gluten network
    rows:
      - first-dough: Gluten network
    aliases:
      - the web
      - {text: it, scope: "1.1"}
      - {text: a net in the heat, also: [spring]}
background: [Scales]
not-taught: [Lamination]
not-concepts: [{text: A loaf is a balloon}]
"""


def said(text: str) -> tuple[bool, bool]:
    """Whether the schema, and whether the reader, finds fault."""
    data: Any = YAML(typ="safe").load(text)
    wrong = list(jsonschema.Draft202012Validator(published("concepts")).iter_errors(data))
    return bool(wrong), bool(read_registry(Source("concepts.yaml", text)).problems)


def test_what_the_tool_writes_is_valid() -> None:
    assert said(GOOD) == (False, False)


@pytest.mark.parametrize(
    "change",
    [
        ("concepts:", "concept:"),
        ("    name:", "    nmae:"),
        ("[Scales]", "{Scales: 1}"),
        ("      - the web", "      - [the web]"),
        ("scope:", "socpe:"),
        ("[Lamination]", "Lamination"),
        ("also: [spring]", "also: spring"),
        ("{text: it, scope", "{scope"),
        ("{text: A loaf is a balloon}", "{text: A loaf is a balloon, also: [spring]}"),
    ],
)
def test_both_find_the_same_faults(change: tuple[str, str]) -> None:
    assert said(GOOD.replace(*change)) == (True, True)
