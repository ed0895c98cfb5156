"""Which lesson builds on which concept, and where students have it from: what every picture is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from lessonlint.concepts import problems
from lessonlint.concepts.events import Event
from lessonlint.concepts.kept import Verdict, judged
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import QUESTION, UNMET, Link
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.concepts.rows import has_gap
from lessonlint.concepts.state import FADES_AFTER, SHALLOW
from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Diagnostic, Report, Severity
from lessonlint.graph import drawing
from lessonlint.graph.drawing import clean
from lessonlint.model.documents import Doc
from lessonlint.wording import bare

_NAME = 48
_SILENT = {
    problems.OPEN: drawing.MEANT,
    problems.FAR_FETCHED: drawing.MEANT,
    problems.PERHAPS_DEEPER: "unless more is meant",
    problems.TAUGHT_HERE: "taught here",
    problems.NOT_READ: "not all was read",
    problems.UNRECORDED: "as far as recorded",
}
_SEVERAL = "the row names several"
DOUBTS = ("", _SEVERAL, *dict.fromkeys(_SILENT.values()))
"""What may be otherwise with a use, in words."""
_FAMILY = "LL1"
"""How the codes of rules about prerequisites begin."""


class Use(NamedTuple):
    """Lesson `at` needs a concept (`root` is its first event's id) that students have from `event`.

    `doubt` is what may be otherwise, "" for nothing.
    """

    at: int
    root: int
    event: Event
    link: Link
    kind: str
    label: str
    doubt: str


class ChangedSince(NamedTuple):
    """What differs from a revision: lessons by their index, teaching events by their id."""

    lessons: frozenset[int]
    events: frozenset[int]


class Material:
    """A course as pictures need it: uses, teaching events by lesson, and what a check found, by document.

    Without a report nothing is known to be found, so that what is not deep enough is only doubted.
    """

    def __init__(self, knowledge: Knowledge, report: Report | None = None, changed: ChangedSince | None = None) -> None:
        self.knowledge = knowledge
        self.course = knowledge.course
        self.ladder = self.course.vocabulary.depths.ladder
        self.loads = self.course.vocabulary.loads.names()
        self.changed = changed.lessons if changed else frozenset()
        self.changed_events = changed.events if changed else frozenset()
        self.index = {lesson.slug: at for at, lesson in enumerate(self.course.lessons)}
        self.taught: dict[int, list[Event]] = defaultdict(list)
        for event in knowledge.events:
            for at in event.orders:
                self.taught[at].append(event)
        self._names: dict[int, str] = {}
        self._reported: dict[str, list[Diagnostic]] = defaultdict(list)
        for each in report.diagnostics if report else ():
            if each.severity is not Severity.INFO:
                self._reported[each.place.path].append(each)
        self.uses: dict[int, list[Use]] = defaultdict(list)
        for link in knowledge.links:
            if link.reference.table == PREREQUISITES:
                self.uses[link.reference.at] += self._uses(link)

    def root(self, event: Event) -> int:
        """The first event of a concept's history, by its id: the concept's identity."""
        return self.knowledge.groups.same(event)[0].id

    def depth(self, event: Event) -> int:
        """The step students have reached with a teaching event; one that only reinforces keeps the step before."""
        same = self.knowledge.groups.same(event)
        return max((each.level for each in same if each.order <= event.order), default=event.level)

    @cached_property
    def users(self) -> dict[int, list[Use]]:
        """What later lessons use of each lesson, by its index, in course order."""
        found: dict[int, list[Use]] = defaultdict(list)
        for at in sorted(self.uses):
            for use in self.uses[at]:
                found[use.event.order].append(use)
        return found

    def name(self, event: Event) -> str:
        """What a concept is called in a box: its head, without the gloss where that is long."""
        if event.id not in self._names:
            self._names[event.id] = self._named(event)
        return self._names[event.id]

    def _named(self, event: Event) -> str:
        whole = clean(bare(event.row.concept))
        head = whole.partition(" (")[0]
        return head if len(whole) > _NAME and head else whole

    def inside(self, module: Module) -> list[int]:
        """The indexes of the lessons of a module."""
        return [self.index[lesson.slug] for lesson in module.lessons if lesson.slug in self.index]

    def concepts(self, lessons: Iterable[int]) -> set[int]:
        """The concepts that some lessons teach, by their roots: one that several rows of an index teach is one."""
        return {self.root(event) for at in lessons for event in self.taught[at]}

    @cached_property
    def promises(self) -> dict[int, list[Verdict]]:
        """What each lesson leaves to later ones, by its index, judged once for all pictures."""
        found: dict[int, list[Verdict]] = defaultdict(list)
        for verdict in judged(self.course):
            found[verdict.at].append(verdict)
        return found

    def findings(self, *docs: Doc | None) -> tuple[str, ...]:
        """What a check found in some documents."""
        found = (each for doc in docs if doc is not None for each in self._reported.get(doc.path, ()))
        return tuple(clean(f"{each.severity.value} {each.code}: {each.message}") for each in found)

    def load(self, lesson: Lesson) -> int:
        """The step of a lesson's load; -1 when nobody states one."""
        return lesson.load.step if lesson.load else -1

    def _uses(self, link: Link) -> Iterator[Use]:
        at, knowledge = link.reference.at, self.knowledge
        for target in link.targets:
            same = knowledge.groups.same(target)
            earlier = [each for each in same if each.order < at]
            event = max(earlier, key=lambda each: (each.level, each.order)) if earlier else target
            kind, doubt = self._kind(link, event), self._doubt(link)
            yield Use(at, same[0].id, event, link, kind, self._label(link, kind, doubt), doubt)

    def _kind(self, link: Link, event: Event) -> str:
        at, row = link.reference.at, link.reference.prerequisite
        plan = self.course.lessons[at].plan
        if row and plan and link.verdict == UNMET:
            if self._is_reported(link):
                return drawing.UNMET
            return drawing.GAP if has_gap(plan, row) else drawing.DOUBTED
        since = at - self.knowledge.last_use(event, at) - 1
        return drawing.FADING if 0 <= event.level <= SHALLOW and since > FADES_AFTER else drawing.CARRIED

    def _is_reported(self, link: Link) -> bool:
        """Whether a check reports an error or a warning about what a row says of a prerequisite."""
        row, path = link.reference.row, link.reference.doc.path
        found = (each for each in self._reported.get(path, ()) if each.code.startswith(_FAMILY))
        return any(row.start <= each.place.start < row.end for each in found)

    def _doubt(self, link: Link) -> str:
        if link.verdict != UNMET:
            return drawing.MEANT if link.standing == QUESTION else ""
        silence = problems.why_silent(self.knowledge.lessons[link.reference.at], link)
        if silence is None:
            return _SEVERAL if len(link.targets) > 1 else ""
        return _SILENT.get(silence.kind, "")

    def _label(self, link: Link, kind: str, doubt: str) -> str:
        """What stands on the arrow: of what is not deep enough the depth it asks for, the depth there is, the doubt."""
        if kind not in drawing.PROBLEMS:
            return doubt
        has = self.ladder[link.depth_before] if link.depth_before >= 0 else "nothing yet"
        required = link.reference.required
        needs = self.ladder[required.low] if required.kind == "taught" else "some depth"
        return f"needs {needs}, has {has}{f' ({doubt})' if doubt else ''}"
