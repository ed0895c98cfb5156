"""How the words of a document moved when it was edited, where other documents see no other difference."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise, starmap
from operator import lt
from typing import Any, NamedTuple

from lessonlint.later import OF_RULES
from lessonlint.model.documents import CourseDocument, Doc, LessonPlan, ModulePlan, ModuleRecord, SeriesDocument
from lessonlint.model.values import ReadTable
from lessonlint.rule import Scope
from lessonlint.source import Place, Text

# What rules never look at, by their scope. A test takes these away and lets all such rules run.
_UNSEEN_OF_PLANS = frozenset(LessonPlan._fields).difference(OF_RULES)
_UNSEEN: dict[type, frozenset[str]] = {
    LessonPlan: _UNSEEN_OF_PLANS,
    ModulePlan: frozenset({"goal", "status", "load_text", "trajectories", "misconceptions", "narrative"}),
    ModuleRecord: frozenset({"goal", "analogies"}),
    SeriesDocument: frozenset({"goal", "status", "connections"}),
    CourseDocument: frozenset({"goal"}),
    Doc: frozenset(
        {"source", "vocabulary", "sections", "odd_words", "waivers", "orphan_rows", "syntax_errors", "tally"}
    ),
}
_UNSEEN_BY_CONCEPTS = frozenset(["outcome", "about", "not_about", "outline", "target", "built", "not_covered"])
_UNSEEN_OF_PLANS_BY_MODULE = """
    state prerequisites gaps gap_text examples modalities connections targets new_concepts load_reason target narrative
    readiness mental_models not_covered misleading about not_about checks scope depth_claims reviews answers unmentioned
"""
_UNSEEN_BY_COURSE = frozenset(["state", "prerequisites", "gaps", "gap_text", "connections"])


def _besides(more: frozenset[str]) -> dict[type, frozenset[str]]:
    return _UNSEEN | {LessonPlan: _UNSEEN[LessonPlan] | more}


_UNSEEN_BY_ANY: dict[type, frozenset[str]] = {Doc: frozenset({"source", "vocabulary"})}
UNSEEN: dict[Scope, dict[type, frozenset[str]]] = {
    Scope.DOCUMENT: _UNSEEN_BY_ANY,
    Scope.LESSON: _UNSEEN_BY_ANY,
    Scope.MODULE: {
        LessonPlan: frozenset(_UNSEEN_OF_PLANS_BY_MODULE.split()),
        ModulePlan: frozenset({"topics", "narrative"}),
        ModuleRecord: frozenset({"analogies"}),
        Doc: _UNSEEN[Doc] - {"sections", "syntax_errors", "odd_words"},
    },
    Scope.COURSE: _besides(_UNSEEN_BY_COURSE) | {Doc: _UNSEEN[Doc] - {"syntax_errors"}},
    Scope.REFERENCES: _besides(_UNSEEN_BY_CONCEPTS),
    Scope.KNOWLEDGE: _besides(_UNSEEN_BY_CONCEPTS),
}
# Tables of which such rules see no more than how long they are: what they say is compared where it was read into.
_TOLD_APART = {"misconceptions", "module misconceptions", "examples", "modalities", "fix verification"}


def only_counted(read: ReadTable, scope: Scope) -> bool:
    """Whether rules of a scope see of a table only how many rows it has."""
    if scope in (Scope.DOCUMENT, Scope.LESSON):
        return False
    return scope in (Scope.COURSE, Scope.MODULE) or read.role in _TOLD_APART


_OFFSETS = frozenset(["start", "end"])


class _Stretch(NamedTuple):
    start: int
    end: int
    now: int


class Movement:
    """Where the words of a document stand now that stood elsewhere before."""

    def __init__(self, stretches: list[_Stretch], now: Mapping[int, int]) -> None:
        self._now = now
        self._stretches = sorted(stretches)
        self._starts = [each.start for each in self._stretches]

    def at(self, offset: int) -> int | None:
        """Where something begins or ends now that began or ended at an offset; None when nothing did."""
        return self._now.get(offset)

    def place(self, place: Place) -> Place | None:
        """Where the words of a place stand now; None when they are not among those that were compared."""
        if place.start == place.end == 0:
            return place  # words that are not there, whatever stands first now
        at = bisect_right(self._starts, place.start)
        for each in reversed(self._stretches[:at]):
            if place.end <= each.end:
                by = each.now - each.start
                return Place(place.path, place.start + by, place.end + by)
        return None


def movement(old: Doc, new: Doc, scope: Scope) -> Movement | None:
    """How a document's words moved, if what rules of a scope about the whole course see reads as before; else None."""
    compared = _Comparison(old.source.text, new.source.text, scope)
    if not compared.same(old, new):
        return None
    # Rules compare offsets, so what stood in order, or apart, must do so now.
    now = [offset for _, offset in sorted(compared.now.items())]
    return Movement(compared.stretches, compared.now) if all(starmap(lt, pairwise(now))) else None


class _Comparison:
    def __init__(self, old: str, new: str, scope: Scope) -> None:
        self._old, self._new, self._scope = old, new, scope
        self.now: dict[int, int] = {}
        self.stretches: list[_Stretch] = []

    def same(self, old: Any, new: Any) -> bool:
        """Whether two values are the same but for where their words stand."""
        if type(old) is not type(new):
            return False
        if isinstance(old, Text):
            return old.value == new.value and self._moved(old.start, old.end, new.start, new.end)
        if isinstance(old, ReadTable) and only_counted(old, self._scope):
            return old.role == new.role and len(old.table.rows) == len(new.table.rows)
        if hasattr(old, "_fields"):
            return self._same_fields(old, new, old._fields)
        if isinstance(old, tuple):
            return len(old) == len(new) and all(map(self.same, old, new))
        if isinstance(old, dict):
            return list(old) == list(new) and all(self.same(old[key], new[key]) for key in old)
        if is_dataclass(old):
            unseen = UNSEEN[self._scope].get(type(old), frozenset())
            return all(
                self.same(getattr(old, each.name), getattr(new, each.name))
                for each in fields(old)
                if each.name not in unseen
            )
        return bool(old == new)

    def _same_fields(self, old: Any, new: Any, names: tuple[str, ...]) -> bool:
        if _OFFSETS.issubset(names) and not self._apart(old, new):
            return False
        unseen = UNSEEN[self._scope].get(type(old), frozenset()) | _OFFSETS
        return all(self.same(getattr(old, name), getattr(new, name)) for name in names if name not in unseen)

    def _apart(self, old: Any, new: Any) -> bool:
        """Whether two stretches with values of their own begin and end where the other words say."""
        return self._at(old.start, new.start) and self._at(old.end, new.end)

    def _moved(self, start: int, end: int, now: int, now_end: int) -> bool:
        if start == end == 0:
            return now == now_end == 0  # words that are not there
        self.stretches.append(_Stretch(start, end, now))
        return self._old[start:end] == self._new[now:now_end] and self._at(start, now) and self._at(end, now_end)

    def _at(self, old: int, new: int) -> bool:
        return self.now.setdefault(old, new) == new
