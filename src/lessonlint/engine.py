"""Runs rules over a course: each rule once per subject of its scope. A crashing rule is a finding, not the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from lessonlint.concepts.registry import Registry
from lessonlint.course.values import Course, Lesson, Module, Stray
from lessonlint.diagnostic import Finding, Statistics
from lessonlint.model.values import Waiver
from lessonlint.processes import copies, shares
from lessonlint.rule import Crash, Rule, Scope

if TYPE_CHECKING:
    from lessonlint.concepts.knowledge import Knowledge
    from lessonlint.concepts.rankings import Ranked


class About(NamedTuple):
    """What policy and reports ask of a course: its waivers and what its documents are about, by path, and counts."""

    waivers: Mapping[str, tuple[Waiver, ...]]
    subjects: Mapping[str, str]
    statistics: Statistics

    def subject(self, path: str) -> str:
        """What a file is about, as `Course.subject`."""
        return self.subjects.get(path, path)


class Raw(NamedTuple):
    """A finding as a rule made it, with the rule and the stable name of what it is about."""

    rule: Rule
    subject: str
    finding: Finding


class Subjects:
    """What the rules of each scope look at. The concept graph is built when the first rule asks for it.

    `before` is the graph of the course before an edit, `ranked` what an earlier run ranked, where that is known;
    so many `processes` may rank.
    """

    def __init__(
        self,
        course: Course,
        registry: Registry | None = None,
        before: Knowledge | None = None,
        ranked: Callable[[], Ranked | None] = lambda: None,
        processes: int = 1,
    ) -> None:
        self.course, self._before, self._ranked, self._processes = course, before, ranked, processes
        self._registry = registry or Registry()

    @cached_property
    def knowledge(self) -> Knowledge:
        """The concept graph of the course."""
        from lessonlint.concepts.knowledge import Knowledge  # most runs after an edit need none

        return Knowledge(self.course, self._registry, self._before, self._ranked(), self._processes)

    @property
    def asked(self) -> bool:
        """Whether anybody has asked for the concept graph."""
        return "knowledge" in self.__dict__

    @property
    def undecided(self) -> Mapping[str, int]:
        """How many prerequisites of each file are questions; none while nobody has asked for the concept graph."""
        if not self.asked:
            return {}
        from lessonlint.concepts.links import questioned

        return dict(questioned(self.knowledge.links))

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
            case _:  # what only policy can tell: `run_on`
                return ()


class Memory(Protocol):
    """What earlier runs found out and still holds. Without a subject the whole course is meant."""

    @property
    def is_lost(self) -> bool:
        """Whether a document had to be read anew in the middle: then nothing that is found may be kept."""

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
    processes: int = 1,
) -> list[Raw]:
    """Every finding of the given rules. `debug` lets a crash through instead of reporting it.

    What each rule took is put into `seconds`. Rules do not run on what `memory` recalls; what crashed is not kept. With
    more `processes` than one, the others run the rules that ask for no concepts.
    """
    took = {} if seconds is None else seconds
    return _Run(subjects.of, subjects.course.subject, options, debug, took, memory).all(rules, processes - 1)


def run_on(
    rules: Sequence[Rule],
    looked_at: Mapping[Scope, Sequence[Any]],
    subject: Callable[[str], str],
    debug: bool = False,
) -> list[Raw]:
    """The findings of rules about what policy knows: waivers, and what of them and of the baseline silences nothing."""
    found = [rule for rule in rules if rule.scope in looked_at or rule.scope is Scope.CRASH]
    return _Run(lambda scope: looked_at[scope], subject, {}, debug, {}, None).all(found)


class _Share(NamedTuple):
    """What a helper found about subjects (by scope and number), by the codes of rules, and how long these took."""

    found: Mapping[tuple[Scope, int], list[tuple[str, Finding]]]
    seconds: Mapping[str, float]


class _Run:
    """Rules at work on what a scope has to look at (`of`): what they took, and which of them crashed."""

    def __init__(
        self,
        of: Callable[[Scope], Iterable[Any]],
        named: Callable[[str], str],
        options: Mapping[str, Any],
        debug: bool,
        seconds: dict[str, float],
        memory: Memory | None,
    ) -> None:
        self._of, self._named, self._options = of, named, options
        self._debug, self._seconds, self._memory = debug, seconds, memory
        self._crashes: list[Crash] = []
        self._helpers: Sequence[Callable[[], _Share | None]] = ()

    def all(self, rules: Sequence[Rule], helpers: int = 0) -> list[Raw]:
        """Every finding, scope by scope; the rule about crashes comes last, when all of them are known.

        While `helpers` (other processes) look at what is theirs, this one sees to the concepts.
        """
        of_scope = {scope: [rule for rule in rules if rule.scope.whole is scope] for scope in Scope}
        found: dict[Scope, list[Raw]] = {}
        with copies(partial(self._share, of_scope, each, helpers) for each in range(helpers)) as self._helpers:
            for scope in _ORDER:
                if of_scope[scope]:
                    found[scope] = self._recalled(scope, None, partial(self._scope, scope, of_scope[scope]))
            found |= self._apart(of_scope)
        crashed = self._scope(Scope.CRASH, of_scope[Scope.CRASH])
        return [raw for scope in Scope for raw in found.get(scope, ())] + crashed

    def _apart(self, of_scope: Mapping[Scope, Sequence[Rule]]) -> dict[Scope, list[Raw]]:
        """What the rules find about single documents, lessons and modules."""
        found: dict[Scope, dict[int, list[Raw]]] = {scope: {} for scope in APART}
        for scope, at, subject in self._by_place(of_scope, APART):
            about = partial(self._about, subject, of_scope[scope], self._shares.get((scope, at)))
            found[scope][at] = self._recalled(scope, subject, about)
        return {scope: [raw for at in sorted(raws) for raw in raws[at]] for scope, raws in found.items()}

    def _by_place(
        self, of_scope: Mapping[Scope, Sequence[Rule]], scopes: Iterable[Scope]
    ) -> list[tuple[Scope, int, Any]]:
        """What rules look at, with its scope and number: what is about one document together, as few are in memory."""
        found = [(scope, at, each) for scope in scopes if of_scope[scope] for at, each in enumerate(self._of(scope))]
        return sorted(found, key=lambda each: _path(each[2]))

    def _share(self, of_scope: Mapping[Scope, Sequence[Rule]], number: int, helpers: int) -> _Share:
        """What the rules find in one of so many stretches of the subjects that need no concepts."""
        subjects = self._by_place(of_scope, (Scope.COURSE, *APART))
        found, self._seconds = {}, {}
        for scope, at, subject in shares(subjects, [1] * len(subjects), helpers)[number]:
            if self._memory and self._memory.recall(scope, subject) is not None:
                continue  # the other process remembers it as well
            crashes = len(self._crashes)
            raws = self._about(subject, of_scope[scope])
            if len(self._crashes) == crashes:
                found[scope, at] = [(raw.rule.code, raw.finding) for raw in raws]
        if self._memory and self._memory.is_lost:
            found.clear()  # the other process must come upon that itself
        return _Share(found, self._seconds)

    @cached_property
    def _shares(self) -> Mapping[tuple[Scope, int], list[tuple[str, Finding]]]:
        """What the helpers found, once they are done. What crashed there is not in it: it is looked at here."""
        done = [share for end in self._helpers if (share := end())]
        for name, seconds in (took for share in done for took in share.seconds.items()):
            self._seconds[name] = self._seconds.get(name, 0.0) + seconds
        return {key: told for share in done for key, told in share.found.items()}

    def _recalled(self, scope: Scope, subject: Any, find: Callable[[], list[Raw]]) -> list[Raw]:
        """What the rules of a scope find about a subject, by memory or else anew."""
        known = self._memory.recall(scope, subject) if self._memory else None
        if known is not None:
            return known
        crashes = len(self._crashes)
        found = find()
        if self._memory and len(self._crashes) == crashes:
            self._memory.keep(scope, subject, found)
        return found

    def _scope(self, scope: Scope, rules: Sequence[Rule]) -> list[Raw]:
        found: list[Raw] = []
        told = self._shares if scope is Scope.COURSE else {}
        for at, subject in enumerate(self._subjects(scope, rules)):
            found += self._recalled(scope, subject, partial(self._about, subject, rules, told.get((scope, at))))
        return found

    def _about(self, subject: Any, rules: Sequence[Rule], told: list[tuple[str, Finding]] | None = None) -> list[Raw]:
        """What rules find about a subject, unless a helper has `told` it."""
        if told is None:
            return [raw for rule in rules for raw in self._rule(rule, subject)]
        by_code = {rule.code: rule for rule in rules}
        return [Raw(by_code[code], self._named(finding.place.path), finding) for code, finding in told]

    def _subjects(self, scope: Scope, rules: Sequence[Rule]) -> Iterable[Any]:
        """What the rules of a scope look at. Without a concept graph those that need it are out, the others speak."""
        started = perf_counter()
        try:
            return tuple(self._crashes) if scope is Scope.CRASH else self._of(scope)
        except Exception as error:  # told as LL999, for each rule that could not run
            if self._debug:
                raise
            self._crashes += [Crash(".", rule.code, _words(error)) for rule in rules]
            return ()
        finally:
            if scope in OF_CONCEPTS:
                self._took("concepts", started)

    def _rule(self, rule: Rule, subject: Any) -> list[Raw]:
        """The findings of one rule about one subject; those before a crash count."""
        started = perf_counter()
        found: list[Raw] = []
        try:
            for finding in rule.run(subject, self._options.get(rule.code)):
                found.append(Raw(rule, self._named(finding.place.path), finding))
        except Exception as error:  # told as LL999
            if self._debug:
                raise
            self._crashes.append(Crash(_path(subject), rule.code, _words(error)))
        self._took(rule.code, started)
        return found

    def _took(self, what: str, started: float) -> None:
        self._seconds[what] = self._seconds.get(what, 0.0) + perf_counter() - started


OF_CONCEPTS = (Scope.REFERENCES, Scope.KNOWLEDGE)
APART = (Scope.DOCUMENT, Scope.LESSON, Scope.MODULE)
"""Each subject of these is a part of the course."""
_ORDER = (*OF_CONCEPTS, *(each for each in Scope if each not in (*OF_CONCEPTS, *APART, Scope.CRASH)))
"""Concepts first: meanwhile helpers look at the rest."""


def _path(subject: Any) -> str:
    match subject:
        case Lesson(doc=doc, planned=planned):
            named = doc or (planned[0] if planned else None)
            return named.path if named else "."
        case Module(plan_doc=plan, record_doc=record):
            doc = plan or record
            return doc.path if doc else "."
        case Stray(source=source):
            return source.path
        case object(lesson=lesson):  # with what its concepts mean
            return _path(lesson)
        case _:
            return getattr(getattr(subject, "place", subject), "path", ".")


def _words(error: Exception) -> str:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})"
