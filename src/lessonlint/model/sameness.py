"""Whether two texts say the same: their read models compared, but for where words stand and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from lessonlint.model.documents import Doc
from lessonlint.parse.tables import Table
from lessonlint.source import Text
from lessonlint.vocabulary.words import dashes_unified

_OFFSETS = {"start", "end"}
_NOT_SAID = {Doc: {"source", "vocabulary", "odd_words", "tally"}, Table: {"cuts", "gaps"}}
"""Where a file lies and what is odd in it; how a table is cut shows in its rows."""
_ABOUT_PIPES = re.compile(r"\s*+\|\s*+")


def first_difference(old: Doc | None, new: Doc | None) -> str:
    """Where two read documents first say different things, as a path of field names; "" when they say the same.

    Dashes, capitals and the white space between words do not count, nor does the place of anything.
    """
    return next(_differences(old, new, "document"), "")


def _differences(old: Any, new: Any, where: str) -> Iterator[str]:
    if type(old) is not type(new):
        yield where
    elif isinstance(old, Text):
        yield from _differences(old.value, new.value, where)
    elif isinstance(old, str):
        if old != new and _written_alike(old) != _written_alike(new):
            yield where
    elif pairs := _pairs(old, new):
        for name, one, other in pairs:
            yield from _differences(one, other, f"{where} {name}")
    elif old != new:
        yield where


def _pairs(old: Any, new: Any) -> list[tuple[str, Any, Any]]:
    """The parts of two values of one type, each with its name; none where the parts are not the same in number."""
    if hasattr(old, "_fields") or is_dataclass(old):
        return [(name, getattr(old, name), getattr(new, name)) for name in _names(old)]
    if isinstance(old, tuple) and len(old) == len(new):
        return [(str(number), *both) for number, both in enumerate(zip(old, new, strict=True), 1)]
    if isinstance(old, dict) and list(old) == list(new):
        return [(str(key), old[key], new[key]) for key in old]
    return []


def _names(value: Any) -> Iterator[str]:
    unsaid = _NOT_SAID.get(type(value), set()) | _OFFSETS
    names = value._fields if hasattr(value, "_fields") else [field.name for field in fields(value)]
    return (name for name in names if name not in unsaid)


def _written_alike(words: str) -> str:
    return " ".join(_ABOUT_PIPES.sub("|", dashes_unified(words)).casefold().split())
