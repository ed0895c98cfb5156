"""The JSON Schema of `check --format json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

_CONFIG: dict[str, Any] = {"extra": "allow"}


@dataclass(frozen=True)
class _Located:
    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    path: str
    line: int
    column: int


@dataclass(frozen=True)
class RelatedItem(_Located):
    """A second place, and what it has to do with the finding."""

    message: str


@dataclass(frozen=True)
class UnreadItem(_Located):
    """A table or section that no part of the model holds."""

    what: str


@dataclass(frozen=True)
class IgnoredItem:
    """A reason for ignoring tables or sections, and how many it concerns."""

    reason: str
    count: int


@dataclass(frozen=True)
class KeyItem:
    """What a finding is about, independent of lines."""

    rule: str
    lesson: str
    field: str
    concept: str
    ordinal: int


@dataclass(frozen=True)
class EditItem:
    """A replacement of a stretch of a file, in code points."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class FixItem:
    """What `--fix` would do: all edits or none."""

    safety: Literal["safe", "unsafe", "shown"]
    edits: list[EditItem]


@dataclass(frozen=True)
class DiagnosticItem(_Located):
    """A finding."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    end_line: int
    end_column: int
    message: str
    help: str
    related: list[RelatedItem]
    fix: FixItem | None
    key: KeyItem


@dataclass(frozen=True)
class SummaryItem:
    """Counts over the run."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    documents: int
    lessons: int
    errors: int
    warnings: int
    infos: int
    hidden_infos: int
    waived: int
    undecided: int


@dataclass(frozen=True)
class BinItem:
    """How much ended in each bin."""

    read: int
    ignored: int
    unread: int


@dataclass(frozen=True)
class StatisticsItem:
    """What `--statistics` adds."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    documents: dict[str, int]
    lessons: int
    tables: BinItem
    sections: BinItem
    rules: dict[str, int]
    ignored: list[IgnoredItem]
    unread: list[UnreadItem]


@dataclass(frozen=True)
class CheckOutput:
    """`lessonlint check --format json`. Lines and columns are 1-based; more keys may be added."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    version: Literal[1]
    diagnostics: list[DiagnosticItem]
    summary: SummaryItem
    statistics: Annotated[StatisticsItem | None, "only with --statistics"] = None


def check_schema() -> dict[str, Any]:
    """The schema, generated from the classes above."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(CheckOutput).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
