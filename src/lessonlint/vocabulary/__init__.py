"""The words of a curriculum: depths, loads, titles, table headers. All of it is data, so that a team can change it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonlint.vocabulary.sections import SECTIONS, Section, SectionIndex
from lessonlint.vocabulary.tables import DEPTH_COLUMNS, ROLES, Role, RoleIndex
from lessonlint.vocabulary.words import Depth, DepthWords, Load, LoadWords, folded, is_blank, near, plain

__all__ = [
    "DEFAULT_VOCABULARY",
    "DEPTH_COLUMNS",
    "Depth",
    "DepthWords",
    "Load",
    "LoadWords",
    "Role",
    "RoleIndex",
    "Section",
    "SectionIndex",
    "Vocabulary",
    "folded",
    "is_blank",
    "near",
    "plain",
]


def _section_indexes() -> dict[str, SectionIndex]:
    return {kind: SectionIndex(sections) for kind, sections in SECTIONS.items()}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that depends on how a team writes rather than on what a lesson is."""

    depths: DepthWords = DepthWords(
        ladder=("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED"),
        untaught=("MISSING", "NOT TAUGHT", "NOT EXPLICITLY TAUGHT", "NOT DIRECTLY TAUGHT", "NEVER TAUGHT", "NONE",
                  "NEW", "NOT COVERED", "NOT YET", "NOT FORMALLY", "NOT"),
        kept=("REINFORCED", "REVISITED", "EXTENDED", "RECALLED"),
        outside=("ASSUMED", "PRIOR", "BACKGROUND", "KNOWN"),
    )  # fmt: skip
    loads: LoadWords = LoadWords((("CONSOLIDATE", "CONSOLIDATION"), ("BUILD",), ("STRETCH",)))
    severities: tuple[str, ...] = ("CRITICAL", "IMPROVEMENT", "POLISH")
    verdicts: tuple[str, ...] = ("PASS", "NEEDS REVISION", "MAJOR REVISION")
    statuses: tuple[str, ...] = ("OK", "GAP", "MISSING", "PARTIAL", "NOT TAUGHT", "NEW")
    tables: RoleIndex = field(default_factory=lambda: RoleIndex(ROLES))
    sections: dict[str, SectionIndex] = field(default_factory=_section_indexes)


DEFAULT_VOCABULARY = Vocabulary()
