"""Runs rules over a course: each rule once per subject of its scope. A crashing rule is a finding, not the end."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from time import perf_counter
from typing import Any, NamedTuple, Protocol

from lessonlint.concepts.knowledge import Knowledge, LinkedLesson
from lessonlint.concepts.links import QUESTION
from lessonlint.concepts.references import PREREQUISITES
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
    def asked(self) -> bool:
        """Whether anybody has asked for the concept graph."""
        return "knowledge" in self.__dict__

    @property
    def undecided(self) -> int:
        """How many prerequisites are questions; 0 while nobody has asked for the concept graph."""
        if not self.asked:
            return 0
        links = self.knowledge.links
        return sum(link.standing == QUESTION and link.reference.table == PREREQUISITES for link in links)

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


def run_last(
    rules: Sequence[Rule], scope: Scope, looked_at: Sequence[Any], subject: Callable[[str], str]
) -> Iterator[Raw]:
    """The findings of rules about what policy found out: a waiver, or a line of the baseline, that silences nothing."""
    for rule in rules:
        if rule.scope is scope:
            for finding in (finding for each in looked_at for finding in rule.run(each)):
                yield Raw(rule, subject(finding.place.path), finding)


class Memory(Protocol):
    """What earlier runs found out and still holds. Without a subject the whole course is meant."""

    def recall(self, scope: Scope, subject: Any = None) -> list[Raw] | None:
        """What the rules of a scope find about a subject, if that is known."""

    def keep(self, scope: Scope, subject: Any, found: Iterable[Raw]) -> None:
        """Remember what the rules of a scope found."""


def run_rules(
    subjects: Subjects,
    rules: Sequence[Rule],
    options: Mapping[str, Any],
    debug: bool = False,
    seconds: dict[str, float] | None = None,
    memory: Memory | None = None,
) -> list[Raw]:
    """Every finding of the given rules. `debug` lets a crash through instead of reporting it.

    What each rule took is put into `seconds`. Rules do not run on what `memory` recalls; what crashed is not kept.
    """
    run = _Run(subjects.course.subject, options, debug, {} if seconds is None else seconds)
    found: list[Raw] = []
    # The rule about crashes comes last, when all of them are known.
    for scope in sorted(Scope, key=lambda each: each is Scope.CRASH):
        if of_scope := [rule for rule in rules if rule.scope is scope]:
            found += _of_scope(run, scope, of_scope, subjects, memory)
    return found


def _of_scope(run: _Run, scope: Scope, rules: Sequence[Rule], subjects: Subjects, memory: Memory | None) -> list[Raw]:
    known = memory.recall(scope) if memory else None
    if known is not None:
        return known
    crashes = len(run.crashes)
    found = [
        raw
        for subject in run.subjects(subjects, scope, rules)
        for raw in _of_subject(run, scope, rules, subject, memory)
    ]
    if memory and len(run.crashes) == crashes:
        memory.keep(scope, None, found)
    return found


def _of_subject(run: _Run, scope: Scope, rules: Sequence[Rule], subject: Any, memory: Memory | None) -> list[Raw]:
    known = memory.recall(scope, subject) if memory else None
    if known is not None:
        return known
    crashes = len(run.crashes)
    found = [raw for rule in rules for raw in run.rule(rule, subject)]
    if memory and len(run.crashes) == crashes:
        memory.keep(scope, subject, found)
    return found


class _Run:
    """Rules at work: what they took, and which of them crashed."""

    def __init__(
        self, subject: Callable[[str], str], options: Mapping[str, Any], debug: bool, seconds: dict[str, float]
    ) -> None:
        self._subject, self._options, self._debug, self._seconds = subject, options, debug, seconds
        self.crashes: list[Crash] = []

    def subjects(self, subjects: Subjects, scope: Scope, rules: Sequence[Rule]) -> Iterable[Any]:
        """What the rules of a scope look at. Without a concept graph those that need it are out, the others speak."""
        started = perf_counter()
        try:
            return tuple(self.crashes) if scope is Scope.CRASH else subjects.of(scope)
        except Exception as error:
            if self._debug:
                raise
            self.crashes += [Crash(".", rule.code, _words(error)) for rule in rules]
            return ()
        finally:
            if scope in _OF_CONCEPTS:
                self._took("concepts", started)

    def rule(self, rule: Rule, subject: Any) -> list[Raw]:
        """The findings of one rule about one subject; those before a crash count."""
        started = perf_counter()
        found: list[Raw] = []
        try:
            for finding in rule.run(subject, self._options.get(rule.code)):
                found.append(Raw(rule, self._subject(finding.place.path), finding))
        except Exception as error:
            if self._debug:
                raise
            self.crashes.append(Crash(_path(subject), rule.code, _words(error)))
        self._took(rule.code, started)
        return found

    def _took(self, what: str, started: float) -> None:
        self._seconds[what] = self._seconds.get(what, 0.0) + perf_counter() - started


_OF_CONCEPTS = (Scope.REFERENCES, Scope.KNOWLEDGE)


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
        case Silence(place=place):
            return place.path
        case Stray(source=source):
            return source.path
        case _:
            return getattr(subject, "path", ".")


def _words(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})"
