"""Runs rules over a course: each rule once per subject of its scope. A crashing rule is a finding, not the end."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from time import perf_counter
from typing import Any, NamedTuple

from lessonlint.concepts.knowledge import Knowledge, LinkedLesson
from lessonlint.concepts.links import questioned
from lessonlint.concepts.registry import Registry
from lessonlint.course.values import Course, Lesson, Module, Stray
from lessonlint.diagnostic import Finding
from lessonlint.rule import Crash, Rule, Scope, Silence


class Raw(NamedTuple):
    """A finding as a rule made it, with the rule and the stable name of what it is about."""

    rule: Rule
    subject: str
    finding: Finding


class Subjects:
    """What the rules of each scope look at. The concept graph is built when the first rule asks for it."""

    def __init__(self, course: Course, silences: Sequence[Silence] = (), registry: Registry | None = None) -> None:
        self.course = course
        self._registry = registry or Registry()
        self._silences = silences

    @cached_property
    def knowledge(self) -> Knowledge:
        """The concept graph of the course."""
        return Knowledge(self.course, self._registry)

    @property
    def undecided(self) -> int:
        """How many prerequisites are questions; 0 while nobody has asked for the concept graph."""
        if "knowledge" not in self.__dict__:
            return 0
        return questioned(self.knowledge.links)

    def of(self, scope: Scope) -> Iterable[Any]:
        """The subjects of a scope; crashes are known only to the engine."""
        course = self.course
        match scope:
            case Scope.FILE:
                return course.unreadable
            case Scope.STRAY:
                return course.strays
            case Scope.DOCUMENT:
                return course.docs
            case Scope.LESSON:
                return (*course.lessons, *course.loose)
            case Scope.MODULE:
                return course.modules
            case Scope.COURSE:
                return (course,)
            case Scope.REFERENCES:
                return self.knowledge.lessons
            case Scope.KNOWLEDGE:
                return (self.knowledge,)
            case Scope.SILENCE:
                return self._silences
            case _:  # what only policy can tell: `run_last`
                return ()


def run_rules(
    subjects: Subjects,
    rules: Sequence[Rule],
    options: Mapping[str, Any],
    debug: bool = False,
    seconds: dict[str, float] | None = None,
) -> list[Raw]:
    """Every finding of the given rules. `debug` lets a crash through instead of reporting it.

    What each rule took is put into `seconds`; the first rule that asks for the concept graph pays for it.
    """
    return _run(rules, subjects.of, subjects.course.subject, options, debug, seconds)


def run_last(
    rules: Sequence[Rule],
    looked_at: Mapping[Scope, Sequence[Any]],
    subject: Callable[[str], str],
    debug: bool = False,
) -> list[Raw]:
    """The findings of rules about what policy found out: a waiver, or a line of the baseline, that silences nothing."""
    late = [rule for rule in rules if rule.scope in looked_at or rule.scope is Scope.CRASH]
    return _run(late, lambda scope: looked_at[scope], subject, {}, debug)


def _run(
    rules: Sequence[Rule],
    of: Callable[[Scope], Iterable[Any]],
    named: Callable[[str], str],
    options: Mapping[str, Any],
    debug: bool,
    seconds: dict[str, float] | None = None,
) -> list[Raw]:
    found: list[Raw] = []
    crashes: list[Crash] = []
    # The rule about crashes comes last, when all of them are known.
    for rule in sorted(rules, key=lambda each: each.scope is Scope.CRASH):
        started = perf_counter()
        try:
            looked_at = crashes if rule.scope is Scope.CRASH else of(rule.scope)
        except Exception as error:  # no concept graph: the rules that need it are out, the others still speak
            if debug:
                raise
            crashes.append(Crash(".", rule.code, _words(error)))
            continue
        for subject in looked_at:
            try:
                for finding in rule.run(subject, options.get(rule.code)):
                    found.append(Raw(rule, named(finding.place.path), finding))
            except Exception as error:
                if debug:
                    raise
                crashes.append(Crash(_path(subject), rule.code, _words(error)))
        if seconds is not None:
            seconds[rule.code] = perf_counter() - started
    return found


def _path(subject: Any) -> str:
    match subject:
        case LinkedLesson(lesson=lesson):
            return _path(lesson)
        case Lesson(doc=doc, planned=planned):
            named = doc or (planned[0] if planned else None)
            return named.path if named else "."
        case Module(plan_doc=plan, record_doc=record):
            doc = plan or record
            return doc.path if doc else "."
        case Stray(source=source):
            return source.path
        case _:
            return getattr(getattr(subject, "place", subject), "path", ".")


def _words(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})"
