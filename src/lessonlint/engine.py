"""Runs rules over a course: each rule once per subject of its scope. A crashing rule is a finding, not the end."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lessonlint.course.values import Course, Lesson, Module, Stray
from lessonlint.diagnostic import Finding
from lessonlint.rule import Crash, Rule, Scope, Silence


class Raw(NamedTuple):
    """A finding as a rule made it, with the rule and the stable name of what it is about."""

    rule: Rule
    subject: str
    finding: Finding


_SUBJECTS: dict[Scope, Callable[[Course], Iterable[Any]]] = {
    Scope.FILE: lambda course: course.unreadable,
    Scope.STRAY: lambda course: course.strays,
    Scope.DOCUMENT: lambda course: course.docs,
    Scope.LESSON: lambda course: (*course.lessons, *course.loose),
    Scope.MODULE: lambda course: course.modules,
    Scope.COURSE: lambda course: (course,),
}


def run_rules(
    course: Course,
    rules: Sequence[Rule],
    options: Mapping[str, Any],
    silences: Sequence[Silence] = (),
    debug: bool = False,
) -> list[Raw]:
    """Every finding of the given rules. `debug` lets a crash through instead of reporting it."""
    found: list[Raw] = []
    crashes: list[Crash] = []
    # The rule about crashes comes last, when all of them are known.
    for rule in sorted(rules, key=lambda each: each.scope is Scope.CRASH):
        if rule.scope is Scope.CRASH:
            subjects: Iterable[Any] = crashes
        else:
            subjects = silences if rule.scope is Scope.SILENCE else _SUBJECTS[rule.scope](course)
        for subject in subjects:
            try:
                for finding in rule.run(subject, options.get(rule.code)):
                    found.append(Raw(rule, course.subject(finding.place.path), finding))
            except Exception as error:
                if debug:
                    raise
                crashes.append(Crash(_path(subject), rule.code, _words(error)))
    return found


def _path(subject: Any) -> str:
    match subject:
        case Lesson(doc=doc, planned=planned):
            named = doc or (planned[0] if planned else None)
            return named.path if named else "."
        case Module(plan_doc=plan, record_doc=record):
            return (plan or record).path if plan or record else "."  # type: ignore[union-attr]
        case Silence(place=place):
            return place.path
        case Stray(source=source):
            return source.path
        case _:
            return getattr(subject, "path", ".")


def _words(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})"
