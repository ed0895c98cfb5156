"""What each lesson of a module needs to come before it, learnt from the rules themselves.

Whether a row of a lesson is met depends on the set of lessons before it, and only on the few that have to do with the
row. For every such set the real rules are asked about the row, in a course that puts those lessons first; sets that
look the same to a row are asked about once. What a row means stays as it is: a lesson does not speak of something else
because it has moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import NamedTuple

from lessonlint.analysis.ground import Ground
from lessonlint.analysis.inside import Inside, Row
from lessonlint.concepts.knowledge import Knowledge, LinkedLesson
from lessonlint.concepts.links import NONE, OUTSIDE, Link
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.concepts.rows import has_gap, taught_here
from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Finding, Severity
from lessonlint.engine import Raw
from lessonlint.policy import judge
from lessonlint.rule import Rule, Scope
from lessonlint.rules import RULES

PREREQUISITE_RULES, LOAD_RULES = ("LL101", "LL102", "LL103"), ("LL202",)
"""The rules that the order of lessons can satisfy or break. Others judge what lessons say of themselves."""


class Need(NamedTuple):
    """A row of the module's lesson `at` (counted from 0) that the order decides.

    `relevant` are the lessons that have to do with it, `silent` further ones of which nobody recorded what they teach,
    `teachers` those that teach what it means, all as bit sets. `broken` are the sets of relevant lessons before it,
    without and with silent ones before it too, with which a rule objects; what is not recorded may be anything.
    """

    at: int
    link: Link
    relevant: int
    silent: int
    broken: Mapping[tuple[int, bool], str]
    teachers: int

    def breaks(self, before: int) -> bool:
        """Whether it is not met after a set of lessons."""
        return (before & self.relevant, bool(before & self.silent)) in self.broken

    @property
    def hopeless(self) -> bool:
        """Whether no order meets it."""
        return len(self.broken) == len(list(_cases(self.relevant, self.silent)))

    @property
    def firsts(self) -> list[int]:
        """The lessons that have to come before it, whatever else does."""
        return [
            first
            for first in range(self.relevant.bit_length())
            if self.relevant >> first & 1
            and all(case in self.broken for case in _cases(self.relevant, self.silent) if not case[0] >> first & 1)
        ]


def needs_of(ground: Ground, module: Module) -> list[Need]:
    """Every row of a module's lessons that some order of them breaks."""
    knowledge, rules = ground.knowledge, _rules(ground, PREREQUISITE_RULES)
    start = next(at for at, lesson in enumerate(ground.course.lessons) if lesson is module.lessons[0])
    inside = Inside(knowledge, start, len(module.lessons))
    found: list[Need] = []
    for at in range(inside.size):
        linked = knowledge.lessons[start + at]
        for link in linked.of(PREREQUISITES):
            row, plan = link.reference.prerequisite, linked.lesson.plan
            if row is None or plan is None or has_gap(plan, row) or taught_here(row):
                continue
            seen = inside.row(at, _meanings(knowledge, link, start + inside.size))
            if broken := _broken(ground, rules, inside, seen):
                found.append(Need(at, link, seen.relevant, seen.silent, broken, inside.teachers(seen)))
    return found


def _broken(ground: Ground, rules: Sequence[Rule], inside: Inside, row: Row) -> dict[tuple[int, bool], str]:
    """The sets of lessons before a row with which a rule objects to it, with the rule's code."""
    marks = inside.marks(row)
    told: dict[tuple[int, bool], str] = {}
    broken: dict[tuple[int, bool], str] = {}
    for before, beside in _cases(row.relevant, row.silent):
        look = (reduce(or_, (mark for each, mark in marks.items() if before >> each & 1), 0), beside)
        if look not in told:
            told[look] = _objection(ground, rules, inside.imagined(row, before | row.silent * beside))
        if told[look]:
            broken[before, beside] = told[look]
    return broken


def tiring_pairs(ground: Ground, module: Module) -> frozenset[tuple[int, int]]:
    """The pairs of lessons (counted from 0) of which the second must not follow right after the first."""
    rules = _rules(ground, LOAD_RULES)
    lessons = module.lessons
    return frozenset(
        (one, other)
        for one in range(len(lessons))
        for other in range(len(lessons))
        if one != other and _objects(ground, rules, module, (lessons[one], lessons[other]))
    )


def _objects(ground: Ground, rules: Sequence[Rule], module: Module, pair: tuple[Lesson, Lesson]) -> bool:
    two = tuple(replace(lesson, order=order) for order, lesson in enumerate(pair, 1))
    alone = module._replace(lessons=two, before=None)
    return bool(_reported(ground, ((rule, finding) for rule in rules for finding in rule.run(alone))))


def _rules(ground: Ground, codes: Sequence[str]) -> list[Rule]:
    return [rule for rule in RULES if rule.code in codes and ground.decision.enabled(rule)]


def _objection(ground: Ground, rules: Sequence[Rule], imagined: LinkedLesson) -> str:
    """The code of the rule that objects to the only row of a lesson, "" when none does."""

    def run() -> Iterator[tuple[Rule, Finding]]:
        for rule in rules:
            subject = imagined if rule.scope is Scope.REFERENCES else imagined.knowledge
            yield from ((rule, finding) for finding in rule.run(subject, ground.options.get(rule.code)))

    return _reported(ground, run())


def _reported(ground: Ground, found: Iterator[tuple[Rule, Finding]]) -> str:
    raw = [Raw(rule, ground.course.subject(finding.place.path), finding) for rule, finding in found]
    if not raw:
        return ""
    told = judge(raw, ground.course.waivers(), ground.decision, ground.today, lambda _: True).diagnostics
    return next((each.code for each in told if each.severity is not Severity.INFO), "")


def _meanings(knowledge: Knowledge, link: Link, end: int) -> tuple[Link, Link]:
    """What a row means with the whole module taught, and what it means today."""
    own = link.reference.at
    whole = knowledge.meaning(link.reference, end)
    unclear = whole.standing in (NONE, OUTSIDE) or any(event.order == own for event in whole.targets)
    return (link if unclear or whole.targets == link.targets else whole), link


def _cases(relevant: int, silent: int) -> Iterator[tuple[int, bool]]:
    """Every set of relevant lessons, without and (where there are any) with silent ones."""
    subset = relevant
    while True:
        yield from ((subset, beside) for beside in ((False, True) if silent else (False,)))
        if not subset:
            return
        subset = (subset - 1) & relevant
