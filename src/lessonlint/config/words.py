"""The words a team can set under `vocabulary`."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

Words = tuple[str, ...]
Synonyms = dict[str, Words]


def hyphenated(name: str) -> str:
    """A field as its key is written."""
    return name.rstrip("_").replace("_", "-")


class Strict:
    """Settings of which each key is declared, and written with hyphens."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "alias_generator": hyphenated}


@dataclass(frozen=True, slots=True)
class LoadSettings(Strict):
    """The words for each load, its name first. They replace ours."""

    stretch: Words = ()
    """The heaviest."""
    build: Words = ()
    """The usual one."""
    consolidate: Words = ()
    """The lightest: rest and integration."""


@dataclass(frozen=True, slots=True)
class StatusSettings(Strict):
    """The words for the status of a prerequisite, the name first. They replace ours."""

    ok: Words = ()
    """It is met."""
    gap: Words = ()
    """It is not met."""


@dataclass(frozen=True, slots=True)
class SeveritySettings(Strict):
    """The words for how grave a review's finding is, the name first. They replace ours."""

    critical: Words = ()
    """It stops students."""
    improvement: Words = ()
    """It has to be changed before the lesson passes."""
    polish: Words = ()
    """It may stay."""


@dataclass(frozen=True, slots=True)
class VerdictSettings(Strict):
    """The words for a review's verdict, the name first. They replace ours."""

    pass_: Words = ()
    """Nothing grave is open."""
    needs_revision: Words = ()
    """Something has to be changed."""
    major_revision: Words = ()
    """The lesson has to be planned anew."""


@dataclass(frozen=True, slots=True)
class TitleSettings(Strict):
    """Further words for kinds of documents, in titles such as `# Module 1.1: Dough -- Plan`."""

    course: Words = ()
    """In front: `Course: …`."""
    series: Words = ()
    """In front, or before a number: `Series 1`."""
    module: Words = ()
    """In front, or before a number: `Module 1.1`."""
    lesson: Words = ()
    """In front, or before a number: `Lesson: …`, `Lesson 2`."""
    plan: Words = ()
    """Behind a dash: `-- Plan`."""
    record: Words = ()
    """Behind a dash: `-- Record`."""
    summary: Words = ()
    """Behind a dash: `-- Summary`."""
    planning_document: Words = ()
    """Behind the dash of a lesson's title: `-- Planning Document`."""
    module_plan: Words = ()
    """In front, for the whole kind: `Module plan 1.1: …`."""
    module_record: Words = ()
    """In front, for the whole kind: `Module record 1.1: …`."""
    series_plan: Words = ()
    """In front, for the whole kind: `Series plan 1: …`."""
    series_summary: Words = ()
    """In front, for the whole kind: `Series summary 1: …`."""


@dataclass(frozen=True, slots=True)
class PhraseSettings(Strict):
    """Further words for what is said in cells, header lines, lists and reviews: words, or the whole of a phrase."""

    of: Words = ()
    """Position and progress: `2 of 3`."""
    iteration: Words = ()
    """Reviews: `Iteration 2`."""
    planned: Words = ()
    """Status of a module or lesson."""
    in_progress: Words = ()
    """Status of a module or lesson."""
    complete: Words = ()
    """Status of a module or lesson."""
    built: Words = ()
    """Status: `3 of 4 built`."""
    fixed: Words = ()
    """Fix verification."""
    not_fixed: Words = ()
    """Fix verification."""
    all_fixed: Words = ()
    """Fix verification: every finding at once, `all findings fixed`."""
    accepted: Words = ()
    """Fix verification: it stays as it is, or is left for later."""
    withdrawn: Words = ()
    """A finding its reviewer takes back."""
    none: Words = ()
    """What stands where nothing is said, such as `none` or `TBD`; also the number zero."""
    no_gaps: Words = ()
    """Gap resolution: there is nothing to resolve."""
    deepened_from: Words = ()
    """Notes of a concept index: `deepened from 1.1.2`."""
    prior_knowledge: Words = ()
    """Source: from outside the course."""
    taught_here: Words = ()
    """Rows of prerequisites: the lesson itself teaches it."""
    never_taught: Words = ()
    """Rows of prerequisites and of student state: students never met it."""
    recap: Words = ()
    """Rows, gaps and lists of new concepts: students know it and are reminded."""
    all_gaps: Words = ()
    """Gap resolution: what follows closes every gap."""
    ready: Words = ()
    """Readiness: every concept is known deep enough. A depth may follow, `all concepts are at APPLIED`."""
    deferred: Words = ()
    """It is left for later, or for the lesson named behind it: topics, findings, misconceptions, open boxes."""
    preview: Words = ()
    """Outline and lists of new concepts: it is only touched on."""
    not_: Words = ()
    """Scope without labels, and arguments about loads: `not`, `no`, `never`."""
    can: Words = ()
    """Target concept: what students will be able to do."""
    back_to_back: Words = ()
    """Arguments about loads: two lessons in a row."""
    because: Words = ()
    """Arguments about loads: what makes a sentence a reason."""
    positive: Words = ()
    """Types of examples, and numbers in checklists."""
    negative: Words = ()
    """Types of examples, and numbers in checklists."""
    at_least: Words = ()
    """Checklists: a number that bounds and does not count, `at least 3`, `at most 3`."""
    to: Words = ()
    """Numbers: `2 to 3`."""
    section: Words = ()
    """Where a misconception is addressed: `section 2`."""


@dataclass(frozen=True, slots=True)
class VocabularySettings(Strict):
    """The words a team uses. Scales replace ours; titles, headings, columns, header lines and phrases are added."""

    depths: tuple[str | Synonyms, ...] = ()
    """The ladder, shallowest first. A step is a name, or a name with further words: `Apply: [use]`."""
    not_taught: Words = ()
    """Words in a depth cell for what is not taught."""
    kept: Words = ()
    """Words in a depth cell for teaching that keeps whatever depth there was."""
    outside: Words = ()
    """Words in a depth cell for what is known from elsewhere."""
    loads: LoadSettings = field(default_factory=LoadSettings)
    """Cognitive loads."""
    statuses: StatusSettings = field(default_factory=StatusSettings)
    """Statuses of prerequisites."""
    severities: SeveritySettings = field(default_factory=SeveritySettings)
    """Severities of a review's findings."""
    verdicts: VerdictSettings = field(default_factory=VerdictSettings)
    """Verdicts of reviews."""
    titles: TitleSettings = field(default_factory=TitleSettings)
    """Words for kinds of documents."""
    sections: Synonyms = field(default_factory=dict)
    """Headings and labels: ours, and what you write instead."""
    columns: Synonyms = field(default_factory=dict)
    """Headers of table columns: ours, and what you write instead."""
    fields: Synonyms = field(default_factory=dict)
    """Keys of header lines: ours, and what you write instead."""
    phrases: PhraseSettings = field(default_factory=PhraseSettings)
    """Words in cells, header lines and reviews."""
