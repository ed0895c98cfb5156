"""The JSON Schemas of `check --format json` and of `concepts.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

_CONFIG: dict[str, Any] = {"extra": "allow"}
_CLOSED: dict[str, Any] = {"extra": "forbid"}


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
class EditItem(_Located):
    """A replacement of a stretch of a file; `start` and `end` are offsets in code points, a byte-order mark aside."""

    end_line: int
    end_column: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class FixItem:
    """What `--fix` would do: all edits or none."""

    safety: Literal["safe", "unsafe"]
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
    baselined: int
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


@dataclass(frozen=True)
class ScopedWords:
    """Words that are decided within a series, module or lesson only."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CLOSED
    text: Annotated[str, "the words, as references write them"]
    scope: Annotated[str, "a module such as 4.2, or the slug of a lesson"] = ""


@dataclass(frozen=True)
class FullAlias(ScopedWords):
    """Words that mean the concept in some lessons only, or that merge it with others."""

    also: Annotated[list[str], "the ids of further concepts that the words mean"] = field(default_factory=list)


@dataclass(frozen=True)
class ConceptItem:
    """A concept with its name (for people), the index rows that teach it, and the words that mean it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CLOSED
    id: str
    name: str
    rows: Annotated[list[dict[str, str]], "each `lesson: name of the index row`"] = field(default_factory=list)
    aliases: list[str | FullAlias] = field(default_factory=list)


@dataclass(frozen=True)
class ConceptsFile:
    """`concepts.yaml`: what somebody decided about the meaning of words. Kept by `lessonlint aliases`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CLOSED
    concepts: list[ConceptItem] = field(default_factory=list)
    background: list[str | ScopedWords] = field(default_factory=list)
    not_taught: list[str | ScopedWords] = field(default_factory=list)
    not_concepts: list[str | ScopedWords] = field(default_factory=list)


def concepts_schema() -> dict[str, Any]:
    """The schema of `concepts.yaml`, whose keys have hyphens."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(ConceptsFile).json_schema()
    schema["properties"] = {name.replace("_", "-"): value for name, value in schema["properties"].items()}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def check_schema() -> dict[str, Any]:
    """The schema, generated from the classes above."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(CheckOutput).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
