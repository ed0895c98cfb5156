"""The contract of a rule: a pure generator of findings with a manual page, found by its code or its name.

A rule file holds one function under `@rule(…)`. Its docstring is the manual page that `lessonlint explain`, the
web page, editors and SARIF show, and its examples are run by the tests.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, wraps
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from lessonlint.diagnostic import Finding, Severity
from lessonlint.source import Place

if TYPE_CHECKING:
    from lessonlint.course.values import Lesson

UNFINISHED = "LL011"
"""The rule about what is still to do; rules that rest leave a document to it."""


class Scope(Enum):
    """What one call of a rule looks at. A rule runs again only when something of its scope has changed."""

    FILE = "file"
    """An `Unreadable`: a file that could not be read."""
    STRAY = "stray"
    """A `Stray`: a file whose kind cannot be told."""
    DOCUMENT = "document"
    """A `Doc`, with nothing around it."""
    PLAN = "plan"
    """The `Doc` of a lesson and its `LessonPlan`, two arguments. Lessons whose own file was not read are left out."""
    LESSON = "lesson"
    """A `Lesson`: its plan and what plan and record of its module say of it."""
    MODULE = "module"
    """A `Module` with its lessons."""
    COURSE = "course"
    """The whole `Course`."""
    REFERENCES = "references"
    """A `LinkedLesson`: a lesson with what each concept it names means, and what students know by then."""
    KNOWLEDGE = "knowledge"
    """The `Knowledge` of the whole course: every teaching event and every link."""
    SILENCE = "silence"
    """A `Silence`: a waiver or a configured rule selection."""
    UNUSED = "unused"
    """A `Silence` that silenced nothing, known when everything else has been judged."""
    STALE = "stale"
    """An `Entry` of the baseline whose finding is gone."""
    CRASH = "crash"
    """A `Crash`: a rule that raised."""

    @property
    def whole(self) -> Scope:
        """The scope it is looked at with: findings about a plan are remembered with those about its lesson."""
        return Scope.LESSON if self is Scope.PLAN else self


@dataclass(frozen=True, eq=False, repr=False)
class Rule:
    """A rule as the engine and the manual know it. `variants` maps each shade to its severity; "" is the rule.

    A rule that `rests` says that something is absent, and keeps quiet about a document that says so itself (LL011).
    """

    code: str
    name: str
    scope: Scope
    severities: Mapping[str, Severity]
    check: Callable[..., Iterator[Finding]]
    since: str
    preview: bool = False
    options: type | None = None
    module: str = ""
    rests: bool = False

    @property
    def severity(self) -> Severity:
        """The severity of the plain rule."""
        return self.severities[""]

    @property
    def variants(self) -> Mapping[str, Severity]:
        """The shades with a severity of their own."""
        return {name: severity for name, severity in self.severities.items() if name}

    @property
    def manual(self) -> str:
        """The manual page in Markdown."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The manual's first line."""
        return self.manual.partition("\n")[0]

    def run(self, subject: Any, options: Any = None) -> Iterator[Finding]:
        """The findings for one subject. `options` defaults to the rule's own."""
        if self.options is None:
            return self.check(subject)
        return self.check(subject, options if options is not None else self.options())


class Listed(Rule):
    """A rule by what its file says of it in `@rule(…)`. The file is loaded when the rule runs, or is asked for more."""

    def __init__(
        self,
        family: str,
        code: str,
        name: str,
        scope: Scope,
        since: str,
        severities: Mapping[str, Severity],
        *,
        preview: bool = False,
        rests: bool = False,
    ) -> None:
        module = f"{__package__}.rules.{family}.{name.replace('-', '_')}"
        vars(self).update(code=code, name=name, scope=scope, since=since, severities=MappingProxyType(severities))
        vars(self).update(preview=preview, rests=rests, module=module)

    @cached_property
    def loaded(self) -> Rule:
        """The rule as its file makes it."""
        found: Rule = getattr(import_module(self.module), self.name.replace("-", "_"))
        return found

    @property
    def check(self) -> Callable[..., Iterator[Finding]]:
        """What finds."""
        return self.loaded.check

    @property
    def options(self) -> type | None:
        """The type of the rule's options; None when it has none."""
        return self.loaded.options


def rule(
    code: str,
    name: str,
    scope: Scope,
    severity: Severity,
    *,
    since: str,
    options: type | None = None,
    preview: bool = False,
    rests: bool = False,
    **variants: Severity,
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a function a rule: `@rule("LL301", "misconception-without-negative-example", Scope.LESSON, ERROR, …)`."""

    def register(check: Callable[..., Iterator[Finding]]) -> Rule:
        severities = MappingProxyType({"": severity, **variants})
        finds = _of_plan(check) if scope is Scope.PLAN else check
        return Rule(code, name, scope, severities, finds, since, preview, options, check.__module__, rests)

    return register


def _of_plan(check: Callable[..., Iterator[Finding]]) -> Callable[..., Iterator[Finding]]:
    """What a rule finds in the plan of a lesson; nothing where that was not read."""

    @wraps(check)
    def find(lesson: Lesson, *options: Any) -> Iterator[Finding]:
        if lesson.doc and lesson.plan:
            yield from check(lesson.doc, lesson.plan, *options)

    return find


class Crash(NamedTuple):
    """A rule that raised, where it was at, and the error in one line."""

    path: str
    code: str
    error: str


class Silence(NamedTuple):
    """Something that silences rules: a waiver comment, a line of the configuration or of the baseline.

    `known` says whether `rule` names a rule, `near` which one it may have meant. `whole` is what to take out to be rid
    of it, with the line it stands on where nothing else does; `ended` the date of a waiver that is over, `key` the
    concept in its brackets.
    """

    place: Place
    rule: str
    known: bool
    near: str | None
    reason: str
    is_waiver: bool
    whole: Place
    ended: str = ""
    key: str = ""
