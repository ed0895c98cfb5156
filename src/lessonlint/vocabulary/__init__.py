"""The words of a curriculum: depths, loads, titles, table headers. All of it is data, so that a team can change it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lessonlint.vocabulary.sections import SECTIONS, Section, SectionIndex
from lessonlint.vocabulary.tables import DEPTH_COLUMNS, ROLES, Role, RoleIndex
from lessonlint.vocabulary.translation import unchanged
from lessonlint.vocabulary.words import (
    TODO,
    Depth,
    DepthWords,
    Load,
    LoadWords,
    StatusWords,
    Terms,
    folded,
    is_blank,
    is_todo,
    near,
    plain,
    unmarked,
)

__all__ = [
    "DEFAULT_VOCABULARY",
    "DEPTH_COLUMNS",
    "NEEDS_REVISION",
    "PASS",
    "SEVERITIES",
    "TODO",
    "Depth",
    "DepthWords",
    "Load",
    "LoadWords",
    "Role",
    "RoleIndex",
    "Section",
    "SectionIndex",
    "StatusWords",
    "Terms",
    "Vocabulary",
    "folded",
    "is_blank",
    "is_todo",
    "near",
    "plain",
    "unmarked",
]


def sections_by_kind(said: Callable[[str], str] = folded) -> dict[str, SectionIndex]:
    """The section titles of every kind of document, compared as `said` says them."""
    return {kind: SectionIndex(sections, said) for kind, sections in SECTIONS.items()}


OK_WORDS = ("ok", "met", "yes", "ready", "good", "solid", "satisfied", "fine", "exceeds", "exceeded", "strong")
GAP_WORDS = ("gap", "missing", "partial", "partially", "not", "new", "weak", "insufficient", "unmet", "no")
OK_NAMES, GAP_NAMES = ("OK",), ("GAP", "MISSING", "PARTIAL", "NOT TAUGHT", "NEW")
SEVERITIES = ("CRITICAL", "IMPROVEMENT", "POLISH")
VERDICTS = PASS, NEEDS_REVISION, MAJOR_REVISION = "PASS", "NEEDS REVISION", "MAJOR REVISION"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that depends on how a team writes rather than on what a lesson is.

    `title`, `field`, `kind` and `phrase` say a team's words in ours, so that readers can compare them: titles and
    labels (folded), keys of header lines (folded), titles of documents, and phrases anywhere. `own` are the words
    behind the last two by ours, for readers that have to know where in a text they stand; `headings`, `columns` and
    `keys` (of header lines) are those behind the first two, for writers.
    """

    depths: DepthWords = DepthWords(
        ladder=("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED"),
        untaught=("MISSING", "NOT TAUGHT", "NOT EXPLICITLY TAUGHT", "NOT DIRECTLY TAUGHT", "NEVER TAUGHT", "NONE",
                  "NEW", "NOT COVERED", "NOT YET", "NOT FORMALLY", "NOT"),
        kept=("REINFORCED", "REVISITED", "EXTENDED", "RECALLED"),
        outside=("ASSUMED", "PRIOR", "BACKGROUND", "KNOWN"),
    )  # fmt: skip
    loads: LoadWords = LoadWords((("CONSOLIDATE", "CONSOLIDATION"), ("BUILD",), ("STRETCH",)))
    severities: Terms = Terms({name: (name,) for name in SEVERITIES})
    verdicts: Terms = Terms({name: (name,) for name in VERDICTS})
    statuses: StatusWords = StatusWords(OK_WORDS, GAP_WORDS, OK_NAMES, GAP_NAMES)
    tables: RoleIndex = dataclasses.field(default_factory=lambda: RoleIndex(ROLES))
    sections: dict[str, SectionIndex] = dataclasses.field(default_factory=sections_by_kind)
    title: Callable[[str], str] = folded
    field: Callable[[str], str] = folded
    kind: Callable[[str], str] = unchanged
    phrase: Callable[[str], str] = unchanged
    own: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    headings: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


DEFAULT_VOCABULARY = Vocabulary()
