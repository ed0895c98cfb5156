"""The JSON Schema of `lessonlint.yaml`, for editors."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from lessonlint.config.load import SECTIONS_OF_SETTINGS
from lessonlint.config.settings import Settings
from lessonlint.config.vocabulary import COLUMNS, HEADINGS
from lessonlint.config.words import hyphenated
from lessonlint.vocabulary.sections import FIELDS


def settings_schema() -> dict[str, Any]:
    """The schema, generated from the settings themselves."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Settings).json_schema()
    for owner in (Settings, *SECTIONS_OF_SETTINGS):
        properties = (schema if owner is Settings else schema["$defs"][owner.__name__])["properties"]
        for name, words in _descriptions(owner):
            properties[name]["description"] = words
    words = schema["$defs"]["VocabularySettings"]["properties"]
    for name, known in (("sections", HEADINGS), ("columns", COLUMNS), ("fields", FIELDS)):
        # Editors offer these; other spellings of them are as good.
        schema["$defs"]["Words"] = words[name]["additionalProperties"]
        words[name]["properties"] = {key: {"$ref": "#/$defs/Words"} for key in known}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "lessonlint.yaml"}


def _descriptions(owner: type) -> Iterator[tuple[str, str]]:
    """The keys of a level with the docstrings behind them.

    pydantic can read these too, but then does so whenever a configuration is loaded.
    """
    (tree,) = ast.parse(dedent(inspect.getsource(owner))).body
    assert isinstance(tree, ast.ClassDef)
    for field, words in pairwise(tree.body):
        match field, words:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                yield hyphenated(name), said
