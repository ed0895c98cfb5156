"""What rules find and what people are shown: frozen values. Edits can be made, and nothing else happens here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from lessonlint.source import Place, Source


class Severity(Enum):
    """How much a finding matters. Infos are shown only with `--strict` or when selected."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Related(NamedTuple):
    """The other half of the story: a second place and what it has to do with the finding."""

    place: Place
    message: str


class Edit(NamedTuple):
    """Other words for a stretch of a file; an empty stretch is where they are put in."""

    place: Place
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with its edits made; everything outside them stays as it is."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda each: each.place.start):
        pieces += [text[at : edit.place.start], edit.text]
        at = edit.place.end
    return "".join([*pieces, text[at:]])


SAFE, UNSAFE = "safe", "unsafe"


class Fix(NamedTuple):
    """What would mend a finding: all edits or none. `unsafe` may change what the author means."""

    edits: tuple[Edit, ...]
    safety: str = SAFE


class Finding(NamedTuple):
    """What a rule yields. It knows no severity, and not whether anyone wants to hear it.

    `field` and `concept` say *what in the lesson* is meant, so that a finding can be recognised after lines
    have moved; `variant` picks one of the rule's declared shades (`argued`, `likely`, …). `excuse` are the author's own
    words for the exception, which may become a waiver's reason. `cause` is the path of a module plan that
    numbers lessons otherwise than the words found: where it was renumbered, many findings have that in common.
    """

    place: Place
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    variant: str = ""
    field: str = ""
    concept: str = ""
    fix: Fix | None = None
    excuse: str = ""
    cause: str = ""


class Key(NamedTuple):
    """What a finding is about, independent of lines: the identity that waivers and baselines go by."""

    rule: str
    lesson: str
    field: str
    concept: str
    ordinal: int


class Diagnostic(NamedTuple):
    """A finding as reported: judged by policy, ready to print."""

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    help: str
    related: tuple[Related, ...]
    key: Key
    fix: Fix | None = None
    excuse: str = ""
    cause: str = ""


class Bins(NamedTuple):
    """How much of the documents the model holds: read, ignored on purpose, or unread."""

    read: int
    ignored: int
    unread: int


class Statistics(NamedTuple):
    """Counts over everything that was read."""

    documents: dict[str, int]
    lessons: int
    tables: Bins
    sections: Bins
    rules: dict[str, int]
    ignored: tuple[tuple[str, int], ...]
    unread: tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check. `sources` lets reporters show excerpts without reading files again.

    `undecided` is how many prerequisites, of those asked about, name a concept that nobody can be sure of; `apart` how
    many files were judged without the curriculum around them. `waivers_end` are the days (ISO) after which waivers no
    longer hold, `seconds` what reading and each rule took.
    """

    diagnostics: tuple[Diagnostic, ...]
    statistics: Statistics
    sources: Mapping[str, Source]
    waived: int = 0
    hidden_infos: int = 0
    undecided: int = 0
    baselined: int = 0
    apart: int = 0
    waivers_end: frozenset[str] = frozenset()
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return sum(self.statistics.documents.values())

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to report on."""
        return not (self.diagnostics or self.documents)

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    def worst(self) -> Severity:
        """The gravest severity reported; `INFO` when nothing is."""
        return min(
            (diagnostic.severity for diagnostic in self.diagnostics), key=list(Severity).index, default=Severity.INFO
        )
