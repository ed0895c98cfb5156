"""What an invented course teaches, lesson by lesson: the truth that its documents then state.

Like real courses, it teaches about nine concepts a lesson, most of them once; it builds on what was taught a few
lessons ago, and now and then on something from far back; every module brings words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from speed.words import ASPECTS, NOUNS, VERBS, Stock, coined

LADDER = ("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED")
BUILD, STRETCH, CONSOLIDATE = "BUILD", "STRETCH", "CONSOLIDATE"
PLANTED = ("LL403", "LL206", "LL108", "LL301", "LL101", "LL205", "LL604")
"""What is wrong in some lessons on purpose: one finding each, of these rules in turn."""
_PLANTED_AT = 4
_LOADS = (BUILD, STRETCH, BUILD, STRETCH, CONSOLIDATE)
_TWO_HEAVY = (BUILD, BUILD, STRETCH, STRETCH, CONSOLIDATE)
_LESSONS, _MODULES, _MOST_SERIES = 5, 5, 90
_MODULE_WORDS, _SERIES_WORDS = 50, 40
_NEAR, _FAR = 0.22, 0.08
_FIRST_DEPTHS = (2, 2, 1, 2, 1, 2, 0, 1, 2, 1)
_DEEPENED = 0.25
_FRESH = 3


class Concept(NamedTuple):
    """Something taught, under the name that index rows use: a head, and in brackets what explains it.

    `own` is a word of the gloss that no other name has.
    """

    head: str
    gloss: str
    own: str

    @property
    def name(self) -> str:
        """The name as an index row gives it."""
        return f"{self.head} ({self.gloss})"


class Step(NamedTuple):
    """A concept taught at a depth; `before` says how deep and where it was taught last, if it was."""

    concept: Concept
    level: int
    before: tuple[int, str] | None = None

    @property
    def depth(self) -> str:
        """The word for its depth."""
        return LADDER[self.level]


class Known(NamedTuple):
    """A concept as students know it: how deep, and by which lesson."""

    concept: Concept
    level: int
    lesson: int


@dataclass(slots=True)
class Lesson:
    """A lesson: what it teaches, and what it builds on (`needs`) or recalls (`recalls`)."""

    index: int
    series: int
    module: int
    order: int
    count: int
    load: str
    slug: str = ""
    title: str = ""
    steps: list[Step] = field(default_factory=list)
    needs: list[Known] = field(default_factory=list)
    recalls: list[Known] = field(default_factory=list)
    planted: str = ""

    @property
    def number(self) -> str:
        """Its place in the course."""
        return f"{self.series}.{self.module}.{self.order}"

    @property
    def targets(self) -> list[Step]:
        """What it sets out to teach."""
        return self.steps[:3]

    @property
    def overclaimed(self) -> Known | None:
        """The prerequisite that is claimed deeper than it was taught, where that is planted."""
        return next((known for known in self.needs if known.level < 2), None) if self.planted == "LL101" else None

    @property
    def cited(self) -> str:
        """How other lessons name it."""
        return f"{self.slug} ({self.number})"


@dataclass(slots=True)
class Module:
    """A module: its lessons, and the words coined for it."""

    series: int
    number: int
    words: list[str]
    title: str
    lessons: list[Lesson] = field(default_factory=list)
    two_heavy: bool = False

    @property
    def name(self) -> str:
        """Its number in the course."""
        return f"{self.series}.{self.number}"


@dataclass(frozen=True, slots=True)
class Syllabus:
    """A course: its modules in order. `lean` courses have short documents, and ten prerequisites a lesson."""

    seed: int
    lean: bool
    modules: list[Module]

    @property
    def lessons(self) -> list[Lesson]:
        """All lessons in course order."""
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def series(self) -> dict[int, list[Module]]:
        """The modules of each series."""
        found: dict[int, list[Module]] = {}
        for module in self.modules:
            found.setdefault(module.series, []).append(module)
        return found

    @property
    def taught(self) -> int:
        """How many index rows there are."""
        return sum(len(lesson.steps) for lesson in self.lessons)

    @property
    def edges(self) -> int:
        """How many prerequisites there are."""
        return sum(len(lesson.needs) for lesson in self.lessons)


def syllabus(lessons: int, seed: int = 1, lean: bool = False) -> Syllabus:
    """A course of so many lessons, the same for the same arguments."""
    made = _Maker(seed, lean)
    counts = _module_sizes(lessons)
    each = max(_MODULES, -(-len(counts) // _MOST_SERIES))
    modules = [made.module(at // each + 1, at % each + 1, count) for at, count in enumerate(counts)]
    return Syllabus(seed, lean, modules)


def _module_sizes(lessons: int) -> list[int]:
    """Five lessons each; what is left over joins the last one when it is too little for a module."""
    full, rest = divmod(lessons, _LESSONS)
    sizes = [_LESSONS] * full
    if rest >= len(_LOADS) - 2 or not sizes:
        return [*sizes, rest] if rest else sizes
    return [*sizes[:-1], sizes[-1] + rest]


class _Maker:
    """Makes lesson after lesson, and remembers what students know by then."""

    def __init__(self, seed: int, lean: bool) -> None:
        self._seed, self._lean = seed, lean
        self._known: dict[str, Known] = {}
        self._order: list[str] = []
        self._lessons = 0
        self._coined = 0
        self._modules = 0
        self._series_words: dict[int, list[str]] = {}
        self._numbers: list[str] = []
        self._fresh: set[str] = set()

    def module(self, series: int, number: int, count: int) -> Module:
        if series not in self._series_words:
            self._series_words[series] = self._coin(_SERIES_WORDS)
        self._modules += 1
        words = self._coin(_MODULE_WORDS)
        aspect = ASPECTS[(self._modules * 7) % len(ASPECTS)]
        made = Module(series, number, words, f"{words[0]} and {aspect}".title(), two_heavy=self._modules % 6 == 0)
        loads = _TWO_HEAVY if made.two_heavy else _LOADS
        for order in range(1, count + 1):
            load = loads[-1] if order == count else loads[(order - 1) % (len(loads) - 1)]
            made.lessons.append(self._lesson(made, order, count, load))
        return made

    def _coin(self, count: int) -> list[str]:
        self._coined += count
        return [coined(self._coined - each) for each in range(count)]

    def _lesson(self, module: Module, order: int, count: int, load: str) -> Lesson:
        random = Random(f"{self._seed}/{self._lessons}")
        made = Lesson(self._lessons, module.series, module.number, order, count, load)
        stock = Stock(random, module.words)
        if self._known:
            few, many = (10, 10) if self._lean else (5, 10)
            found = self._recalled(random, random.randint(few, many), many + 8)
            cut = min(len(found), random.randint(few, many))
            made.needs, made.recalls = found[:cut], found[: min(len(found), cut + 4)]
        made.steps = self._steps(made, module, stock)
        first = made.steps[0].concept.head if load != CONSOLIDATE else f"{module.words[0]} workshop"
        made.slug, made.title = first.lower().replace(" ", "-"), first.title()
        if order == _PLANTED_AT and order < count:
            made.planted = PLANTED[(self._modules - 1) % len(PLANTED)]
            if made.planted == "LL101" and not made.overclaimed:
                made.planted = PLANTED[-1]
        self._learn(made)
        return made

    def _learn(self, lesson: Lesson) -> None:
        self._lessons += 1
        self._numbers.append(lesson.number)
        for step in lesson.steps:
            head = step.concept.head
            if head not in self._known:
                self._order.append(head)
            self._known[head] = Known(step.concept, step.level, lesson.index)

    def _recalled(self, random: Random, few: int, many: int) -> list[Known]:
        """Concepts that a lesson may build on, each once: mostly of the last lessons, some of long ago."""
        found: dict[str, Known] = {}
        total = len(self._order)
        for _ in range(4 * many):
            far = random.random() < _FAR
            back = int(random.random() * total) if far else int(random.expovariate(_NEAR) * 9)
            if back < total:
                known = self._known[self._order[total - 1 - back]]
                if known.level > 1 or self._lessons - known.lesson <= _FRESH:
                    found.setdefault(known.concept.head, known)
            if len(found) >= max(few, many):
                break
        return list(found.values())

    def _steps(self, lesson: Lesson, module: Module, stock: Stock) -> list[Step]:
        elevated = [known for known in lesson.recalls if 0 < known.level < len(LADDER) - 1]
        if lesson.load == CONSOLIDATE:
            return [self._deeper(known) for known in elevated[:3]] or [self._new(module, stock, 2)]
        depths = _FIRST_DEPTHS[:3] if self._lean else _FIRST_DEPTHS[: stock.random.randint(8, 10)]
        new = [self._new(module, stock, level) for level in depths]
        return new + [self._deeper(known) for known in elevated[: stock.random.random() < _DEEPENED]]

    def _deeper(self, known: Known) -> Step:
        return Step(known.concept, known.level + 1, (known.level, self._numbers[known.lesson]))

    def _new(self, module: Module, stock: Stock, level: int) -> Step:
        """A concept under a name of its own."""
        while True:
            words = module.words if stock.random.random() < 0.7 else self._series_words[module.series]
            head = f"{stock.pick(words)} {stock.pick(ASPECTS)}".capitalize()
            if stock.random.random() < 0.3:
                head += f" of the {stock.pick(NOUNS)}"
            if head not in self._known and head not in self._fresh:
                break
        self._fresh.add(head)
        (own,) = self._coin(1)
        gloss = (
            f"how a {stock.pick(module.words)} {stock.pick(NOUNS)} {stock.pick(VERBS)} by the {own} {stock.pick(NOUNS)}"
        )
        return Step(Concept(head, gloss, own), level)
