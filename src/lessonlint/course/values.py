"""The curriculum as a whole: courses of series of modules of lessons, in the order students meet them."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from lessonlint.model.documents import Doc, LessonPlan, ModulePlan, ModuleRecord
from lessonlint.model.values import ConceptRow, LessonSummary, LoadClaim, Position, SequenceRow, Waiver
from lessonlint.source import Place, Source, Unreadable
from lessonlint.vocabulary import DEFAULT_VOCABULARY, Load, Vocabulary

ModuleNumber = tuple[int, int]


class CitedLoad(NamedTuple):
    """A load claim together with the document that makes it."""

    doc: Doc
    claim: LoadClaim

    @property
    def place(self) -> Place:
        """Where the load is stated."""
        return self.doc.at(self.claim.text)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as all documents together know it. `doc` is its plan, when that file is part of the input.

    `order` and `count` are 0 when its place or the number of lessons in its module is not known; a lesson that is not
    in its module's plan has no `order`. `series_seen` is how many lessons of its series are known, `series_count` how
    many there are when that is certain.
    """

    slug: str
    title: str
    module: ModuleNumber | None
    order: int
    count: int
    doc: Doc | None = None
    planned: tuple[Doc, SequenceRow] | None = None
    summary: tuple[Doc, LessonSummary] | None = None
    taught: tuple[tuple[Doc, ConceptRow], ...] = ()
    loads: tuple[CitedLoad, ...] = ()
    series_order: int | None = None
    series_count: int | None = None
    series_seen: int = 0
    disputed: bool = False

    @property
    def number(self) -> str:
        """The place in the course as far as it is known: `S.M.L`, `S.M` or ""."""
        places = (*self.module, self.order) if self.module else ()
        return ".".join(str(place) for place in places if place)

    @property
    def name(self) -> str:
        """How people are told which lesson is meant."""
        return f"{self.slug} ({self.number})" if self.module else self.slug

    @property
    def plan(self) -> LessonPlan | None:
        """The lesson plan, when its file is part of the input."""
        return self.doc.body if self.doc and isinstance(self.doc.body, LessonPlan) else None

    @property
    def load(self) -> Load | None:
        """The first load that any document states, in the order in which they count."""
        return self.loads[0].claim.load if self.loads else None

    @property
    def position(self) -> Position | None:
        """What the lesson's own file says of its place in the module: the first “Lesson n of m”."""
        said = self.plan.positions if self.plan else ()
        return next((position for position in said if position.scope == "module"), None)

    @property
    def built(self) -> bool:
        """Whether any document says that the lesson exists: a summary, index rows, a review or a built section."""
        plan = self.plan
        summarised = self.summary is not None and _says_built(self.summary[1])
        return bool(summarised or self.taught or (plan and (plan.outcome.last or plan.built)))


def _says_built(summary: LessonSummary) -> bool:
    return summary.status is None or summary.status.state != "planned"


class Module(NamedTuple):
    """A module with its lessons in order. `closed` means that everything it should hold is part of the input.

    `disputed` means that several documents claim to be its plan or record (LL008), so counts prove nothing. `alone`
    means that some of it was given by name and its plan was not: which lessons it has, in which order and why is
    unknown.
    """

    number: ModuleNumber
    title: str
    plan_doc: Doc | None = None
    record_doc: Doc | None = None
    lessons: tuple[Lesson, ...] = ()
    closed: bool = False
    disputed: bool = False
    alone: bool = False
    before: Lesson | None = None

    @property
    def name(self) -> str:
        """How people are told which module is meant."""
        return f"{self.number[0]}.{self.number[1]}"

    @property
    def plan(self) -> ModulePlan | None:
        """The module plan, when there is one."""
        return self.plan_doc.body if self.plan_doc and isinstance(self.plan_doc.body, ModulePlan) else None

    @property
    def record(self) -> ModuleRecord | None:
        """The module record, when there is one."""
        return self.record_doc.body if self.record_doc and isinstance(self.record_doc.body, ModuleRecord) else None

    @property
    def told(self) -> tuple[Lesson, ...]:
        """The lessons of which the record has a summary, in the order of the record."""
        starts = {lesson.slug: lesson.summary[1].start for lesson in self.lessons if lesson.summary}
        return tuple(sorted((x for x in self.lessons if x.slug in starts), key=lambda x: starts[x.slug]))

    @property
    def numbered(self) -> tuple[Lesson, ...]:
        """The lessons by their own “Lesson n of m”; two with the same number are in no order."""
        numbers = {lesson.slug: lesson.position.number for lesson in self.lessons if lesson.position}
        apart = (x for x in self.lessons if list(numbers.values()).count(numbers.get(x.slug, 0)) == 1)
        return tuple(sorted(apart, key=lambda x: numbers[x.slug]))


_number = attrgetter("number")


class Series(NamedTuple):
    """A series with its modules in order."""

    number: int
    plan_doc: Doc | None
    summary_doc: Doc | None
    modules: tuple[Module, ...]
    closed: bool


class Stray(NamedTuple):
    """A file that looks like a part of a curriculum, or was named as one, but whose kind cannot be told."""

    source: Source
    waivers: tuple[Waiver, ...] = ()


class Course(NamedTuple):
    """Everything that was read, in course order, modules by their numbers. Frozen; rules ask it questions.

    `loose` are lessons whose module nobody names: they are checked, but stand nowhere in the order. `vocabulary` are
    the words it was read by.
    """

    docs: tuple[Doc, ...] = ()
    doc: Doc | None = None
    series: tuple[Series, ...] = ()
    modules: tuple[Module, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    loose: tuple[Lesson, ...] = ()
    duplicates: tuple[tuple[Doc, ...], ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    strays: tuple[Stray, ...] = ()
    closed: bool = False
    subjects: Mapping[str, str] = {}
    vocabulary: Vocabulary = DEFAULT_VOCABULARY

    def subject(self, path: str) -> str:
        """What a file is about: a lesson's slug, `4.4 record`, … — the stable name that finding keys use."""
        return self.subjects.get(path, path)

    def find(self, number: ModuleNumber) -> Module | None:
        """The module with this number."""
        at = bisect_left(self.modules, number, key=_number)
        return self.modules[at] if at < len(self.modules) and self.modules[at].number == number else None

    def places(self, lesson: Lesson) -> bool:
        """Whether a lesson stands where its module's plan has it, if there is one."""
        module = self.find(lesson.module) if lesson.module and not lesson.planned else None
        return not (module and module.plan and module.plan.sequence)

    def waivers(self) -> dict[str, tuple[Waiver, ...]]:
        """The waivers of each file that has any, by its path."""
        found = {doc.path: doc.waivers for doc in self.docs if doc.waivers}
        return found | {stray.source.path: stray.waivers for stray in self.strays if stray.waivers}
