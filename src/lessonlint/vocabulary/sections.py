"""The section titles of every kind of document: what is read, and what is known but left alone, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lessonlint.vocabulary.words import ENDINGS, folded

TITLES, FAMILY, ALL = "titles", "family", "all"


class Section(NamedTuple):
    """A family of titles. A title belongs to it when it opens with one of `names`, singular or plural.

    The longest such name wins.

    `holds` says what becomes of titles nested in it: `titles` (each must be known by itself), `family` (those that
    are not known by themselves belong to it) or `all` (everything in it belongs to it). `reason` is set for titles
    that are known and ignored on purpose.
    """

    role: str
    names: tuple[str, ...]
    holds: str = FAMILY
    reason: str = ""


_REVIEWS = (
    Section("review", ("review", "re review", "final review"), ALL),
    Section(
        "answer",
        ("fix pass", "fixes applied", "improvement summary", "improvement pass", "revision", "post review", "rework"),
        ALL,
    ),
)
_PROSE = "prose for people; no rule reads it"
_BUILD = "how the page is built, not what is taught"

_LESSON_PLAN = (
    Section("phase", ("phase",), holds=TITLES),
    Section("state", ("relevant concept", "concepts the student", "student state", "prior concepts", "orient")),
    Section("mental models", ("mental model", "established mental model", "key mental model", "analogies used",
                              "established analogies", "mental models and analogies")),
    Section("not covered", ("what was not covered", "what was explicitly not", "what is not covered", "not covered",
                            "explicitly not covered", "what has not been covered", "what the student has not")),
    Section("readiness", ("readiness", "student readiness")),
    Section("target concept", ("target concept", "core concept", "learning objective", "learning goal",
                               "learning target", "objective")),
    Section("prerequisites", ("prerequisite",)),
    Section("gaps", ("gap resolution", "gap", "no gaps", "resolution of gaps")),
    Section("misconceptions", ("misconception", "module level misconception")),
    Section("examples", ("example",)),
    Section("narrative", ("narrative",)),
    Section("modalities", ("modality", "modalities", "representation")),
    Section("load", ("cognitive load", "load assessment", "load check", "load")),
    Section("connections", ("connection", "bridge from", "seeds planted", "analogies to extend",
                            "analogies that can be extended")),
    Section("misleading", ("analogies that could", "analogies that might", "analogies from prior",
                           "potentially misleading", "misleading", "analogy risks", "risky analogies")),
    Section("scope", ("scope",), holds=TITLES),
    Section("about", ("this lesson is about", "is about", "in scope", "lesson is about", "what this lesson is about",
                      "what this lesson covers", "covers", "this project is about", "included")),
    Section("not about", ("this lesson is not", "is not about", "out of scope", "lesson is not", "not in scope",
                          "what this lesson is not", "does not cover", "what this lesson does not",
                          "this project is not", "excluded")),
    Section("targets", ("depth target", "target depth", "concept depths after", "depths after")),
    Section("outline", ("lesson outline", "outline", "lesson structure", "project structure", "lesson flow"), ALL),
    Section("widgets", ("widget", "notebook", "exercise", "interactive", "visual design", "project spec"), ALL, _BUILD),
    Section("checklists", ("checklist", "prerequisite audit", "pedagogical design", "gate check", "self check",
                           "pre build", "design check", "planning check"), ALL),
    Section("built", ("what was actually built", "as built", "built lesson", "implementation notes",
                      "what was built", "deviations from plan", "matched the plan", "minor differences")),
    Section("components", ("components used", "component"), ALL, _BUILD),
    Section("notes", ("note", "design note", "planning note", "design decision", "open question", "reference",
                      "source", "rationale", "why this", "pedagogical approach", "context", "summary", "overview",
                      "next step", "next lesson", "estimated", "key decision", "practice", "homework", "module goal",
                      "from the module plan"), ALL, _PROSE),
    *_REVIEWS,
)  # fmt: skip

_MODULE_PLAN = (
    Section("goal", ("module goal", "goal")),
    Section("narrative", ("narrative",)),
    Section("sequence", ("lesson sequence", "lessons", "sequence")),
    Section("topics", ("rough topic", "topic allocation", "concept distribution", "topic distribution")),
    Section("loads", ("cognitive load", "load trajectory", "load profile", "trajectory")),
    Section("misconceptions", ("module level misconception", "misconception", "module misconception")),
    Section("notebook", ("notebook", "widget", "exercise"), ALL, _BUILD),
    Section("scope", ("scope", "what this module", "not covered", "in scope", "out of scope", "does not cover",
                      "boundaries", "prerequisite", "connection", "what series", "what the next", "setup for",
                      "bridge"), ALL, _PROSE),
    Section("notes", ("note", "design note", "pedagogical", "key", "open question", "status", "reference", "why",
                      "context", "overview", "module context", "approach", "source", "position", "dependencies",
                      "relationship", "arc", "rationale", "summary", "decision", "change", "update"), ALL, _PROSE),
)  # fmt: skip

_RECORD = (
    Section("goal", ("goal", "module goal")),
    Section("concept index", ("concept index", "concepts")),
    Section("summaries", ("per lesson", "lesson summary", "lesson summaries", "lesson detail", "lesson record",
                          "lesson by lesson", "summaries"), ALL),
    Section("analogies", ("key mental model", "mental model", "key analogy", "key analogies", "analogy", "analogies")),
    Section("not covered", ("what was not", "what has not", "not covered", "what this module", "scope", "deferred",
                            "connection", "bridge", "seeds", "setup for", "promises"), ALL, _PROSE),
    Section("notes", ("note", "module completion", "completion", "completed", "series", "outstanding", "widget",
                      "notebook", "overview", "summary", "lesson list", "lessons", "key decision", "module arc",
                      "narrative", "reflection", "status", "what the student"), ALL, _PROSE),
)  # fmt: skip

_SERIES = (
    Section("goal", ("series goal", "goal")),
    Section("modules", ("modules and lessons", "modules", "module", "lesson")),
    Section("scope", ("scope", "in scope", "out of scope", "what this series", "not covered", "boundaries",
                      "what has not"), ALL, _PROSE),
    Section("roll-up", ("rolled up", "concept list", "concepts", "from module")),
    Section("mental models", ("key mental model", "mental model", "key analogy", "key analogies"), ALL, _PROSE),
    Section("connections", ("connection", "prerequisite", "bridge", "what series", "setup for", "dependencies")),
    Section("notebook", ("notebook",), ALL, _BUILD),
    Section("notes", ("note", "pedagogical", "key resource", "resource", "reference", "module completion",
                      "completion", "series completion", "series", "design", "inspiration", "arc", "narrative",
                      "overview", "rationale", "approach", "why", "status", "convention", "widget", "key",
                      "one outstanding", "solution", "context", "progression", "summary", "sources", "load",
                      "cognitive load", "decision", "change", "update", "relationship", "position",
                      "course progress", "equipment", "material"), ALL, _PROSE),
)  # fmt: skip

_COURSE = (
    Section("goal", ("goal", "course goal")),
    Section("series", ("series",)),
    Section("modules", ("module",)),
    Section("progression", ("progression", "narrative", "arc", "learning path"), ALL, _PROSE),
    Section("notes", ("note", "audience", "student", "who", "pedagogical", "principle", "approach", "format", "design",
                      "convention", "key", "overview", "status", "resource", "future", "idea", "about", "how",
                      "prerequisite", "scope", "decision", "change", "update", "tools"), ALL, _PROSE),
)  # fmt: skip

SECTIONS: dict[str, tuple[Section, ...]] = {
    "lesson plan": _LESSON_PLAN,
    "module plan": _MODULE_PLAN,
    "module record": _RECORD,
    "series plan": _SERIES,
    "series summary": _SERIES,
    "course": _COURSE,
}


LABELS = (
    "this lesson's load", "previous lesson load", "new concepts", "lesson type", "load type", "assessment", "note",
    "rationale", "fix verification", "verdict", "remaining", "resolution", "fix applied", "concepts taught", "deferred",
    "how taught", "concept index", "per-lesson summaries", "lesson sequence", "series goal", "modules and lessons",
    "cognitive load", "type", "location", "issue", "student impact", "suggested fix",
)  # fmt: skip
"""Titles that are read by their words wherever they stand, besides those of sections and header lines."""

FIELDS = (
    "Module", "Slug", "Position", "Lesson", "Type", "Status", "Goal", "Module goal", "Series goal", "Cognitive load",
    "Cognitive load type", "Load type", "Load", "Lesson type", "Module position", "Lesson number in series",
    "Series position", "Position in series", "Notebook", "Format",
)  # fmt: skip
"""The header lines that are read."""


class SectionIndex:
    """Finds the section family of a title, for one kind of document. `said` folds a title, in our words."""

    __slots__ = ("_known", "_most_words", "_names", "_said")

    def __init__(self, sections: tuple[Section, ...], said: Callable[[str], str] = folded) -> None:
        self._names: dict[str, Section] = {}
        for section in sections:
            for name in section.names:
                self._names.setdefault(folded(name), section)
        self._most_words = max(name.count(" ") + 1 for name in self._names)
        self._known: dict[str, Section | None] = {}
        self._said = said

    def find(self, title: str) -> Section | None:
        """The family whose name the title opens with; the longest such name decides."""
        if title not in self._known:
            self._known[title] = self._find(self._said(title))
        return self._known[title]

    def _find(self, words: str) -> Section | None:
        opening = words.split(" ", self._most_words)[: self._most_words]
        while opening:
            said = " ".join(opening)
            names = (said.removesuffix(ending) for ending in ENDINGS if said.endswith(ending))
            if found := next((self._names[name] for name in names if name in self._names), None):
                return found
            opening.pop()
        return None
