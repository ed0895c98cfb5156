"""LL1: prerequisites that are not met, and rows that say something else than the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mutants import Mutant, Spot, Tree, drop_line, fault, line_start, next_line, operator, put, write

from lessonlint.course.values import Lesson
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import ConceptRow, Prerequisite
from lessonlint.vocabulary import folded

LADDER = ("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED")
_STRANGE = ("Frost line of a glaze", "Rudder trim", "Sonnet metre", "Tidal datum", "Lute tuning")


class Asked(NamedTuple):
    """A row of a prerequisites table that says OK, with the index rows of its very name before the lesson."""

    at: int
    lesson: Lesson
    doc: Doc
    plan: LessonPlan
    row: Prerequisite
    taught: tuple[tuple[int, ConceptRow], ...]

    @property
    def reached(self) -> int:
        """How deep those rows take it."""
        return max(row.level.high for _, row in self.taught)


def name(words: str) -> str:
    """A concept's name without what explains it; a bracket that touches a word belongs to it."""
    return folded(words.partition(" (")[0])


def index(tree: Tree) -> list[tuple[int, ConceptRow]]:
    """Every index row with its lesson's place in the course."""
    return [(at, row) for at, lesson in enumerate(tree.course.lessons) for _, row in lesson.taught]


def asked(tree: Tree) -> Iterator[Asked]:
    """Every prerequisites row with plain depths, met by index rows of the same name."""
    rows = index(tree)
    for at, lesson, doc, plan in tree.lessons:
        for row in plan.prerequisites:
            same = tuple(
                (when, each)
                for when, each in rows
                if when < at and name(each.concept.value) == name(row.concept.value) and each.level.kind == "taught"
            )
            plain = row.required.value in LADDER and row.actual.value in LADDER and row.standing == "ok"
            if same and plain and LADDER.index(row.required.value) <= max(each.level.high for _, each in same):
                yield Asked(at, lesson, doc, plan, row, same)


@operator("LL101", "LL114", "LL609")
def needed_deeper_than_anything_taught(tree: Tree) -> Iterator[Mutant]:
    """The lesson asks for more and believes that students have it; the student-state table still knows better."""
    for each in asked(tree):
        if each.reached < len(LADDER) - 1:
            deep = LADDER[each.reached + 1]
            edits = write(each.doc, each.row.required, deep), write(each.doc, each.row.actual, deep)
            yield fault(each.doc, each.row.required, *edits)


@operator("LL102", "LL114")
def a_concept_that_nobody_teaches(tree: Tree) -> Iterator[Mutant]:
    """The row asks for something from another trade, where everything before the lesson is recorded."""
    modules = {module.number: module.closed for module in tree.course.modules}
    for number, each in enumerate(asked(tree)):
        before = [module for module in modules if each.lesson.module and module <= each.lesson.module]
        if all(modules[module] for module in before) and all(x.taught for x in tree.course.lessons[: each.at]):
            words = _STRANGE[number % len(_STRANGE)]
            yield fault(each.doc, each.row.concept, write(each.doc, each.row.concept, words))


@operator("LL103")
def cited_from_a_later_lesson(tree: Tree) -> Iterator[Mutant]:
    """The source is a lesson that students have not had yet."""
    for each in asked(tree):
        later = [x for x in tree.course.lessons[each.at + 1 :] if x.module == each.lesson.module and x.planned]
        if later:
            yield fault(each.doc, each.row.source, write(each.doc, each.row.source, later[0].name))


@operator("LL103")
def cited_from_the_lesson_itself(tree: Tree) -> Iterator[Mutant]:
    """The source is the very lesson, without a word that it is taught there."""
    for each in asked(tree):
        if each.lesson.planned:
            yield fault(each.doc, each.row.source, write(each.doc, each.row.source, each.lesson.name))


@operator("LL104", "LL114", "LL609")
def claimed_deeper_than_taught(tree: Tree) -> Iterator[Mutant]:
    """Only the actual depth is too high; the student-state table gives another one.

    Where the row claims as much already there is no fault to put in: it means a deeper row of another name.
    """
    for each in asked(tree):
        if LADDER.index(each.row.actual.value) <= each.reached < len(LADDER) - 1:
            yield fault(each.doc, each.row.actual, write(each.doc, each.row.actual, LADDER[each.reached + 1]))


@operator("LL104", "LL114", "LL609")
def claimed_shallower_than_taught(tree: Tree) -> Iterator[Mutant]:
    """The actual depth is too low, yet enough for what is asked; the student-state table gives another one."""
    for each in asked(tree):
        needed = LADDER.index(each.row.required.value)
        if needed < each.reached:
            yield fault(each.doc, each.row.actual, write(each.doc, each.row.actual, LADDER[each.reached - 1]))


@operator("LL105")
def called_ok_though_too_shallow(tree: Tree) -> Iterator[Mutant]:
    """More is asked than the row itself gives students, and the status still says OK."""
    for each in asked(tree):
        own = LADDER.index(each.row.actual.value)
        if own < len(LADDER) - 1:
            yield fault(each.doc, each.row.status, write(each.doc, each.row.required, LADDER[own + 1]))


@operator("LL105", "LL106", "LL609")
def called_a_gap_though_met(tree: Tree) -> Iterator[Mutant]:
    """A gap whose depths say that there is none; nothing resolves it, and readiness may say that nothing is open."""
    for each in asked(tree):
        met = LADDER.index(each.row.actual.value) >= LADDER.index(each.row.required.value)
        if met and each.doc.raw(each.row.status).startswith("OK"):
            yield fault(each.doc, each.row.status, write(each.doc, each.row.status, "GAP"))


@operator("LL106", "LL609")
def a_gap_that_nobody_closes(tree: Tree) -> Iterator[Mutant]:
    """More is asked than students have and the row says GAP; readiness may still say that all is sufficient."""
    for each in asked(tree):
        own = LADDER.index(each.row.actual.value)
        here = "taught here" in each.row.reasoning.value or "this lesson" in each.row.reasoning.value
        if own < len(LADDER) - 1 and not here and not any(row.standing == "gap" for row in each.plan.prerequisites):
            status = write(each.doc, each.row.status, "GAP")
            if not each.plan.gaps and name(each.row.concept.value) not in folded(each.plan.gap_text.value):
                yield fault(each.doc, each.row.status, write(each.doc, each.row.required, LADDER[own + 1]), status)


@operator("LL106")
def a_resolution_taken_away(tree: Tree) -> Iterator[Mutant]:
    """The only row of the gap table is gone, or says nothing, and the gap's own row does not speak of this lesson."""
    for doc, plan in tree.plans:
        gaps = [row for row in plan.prerequisites if row.standing == "gap"]
        if any("this lesson" in row.reasoning.value.casefold() for row in gaps):
            continue
        if len(gaps) == len(plan.gaps) == 1 and plan.gaps[0].resolution:
            yield fault(doc, gaps[0].status, write(doc, plan.gaps[0].resolution, "--"))
            yield fault(doc, gaps[0].status, drop_line(doc, plan.gaps[0].row))


@operator("LL107", "LL106", "LL609")
def called_new_though_taught(tree: Tree) -> Iterator[Mutant]:
    """The row says that nobody has taught it, and plans no resolution; readiness may say that all is there."""
    for each in asked(tree):
        if each.reached > 0:
            edits = [write(each.doc, each.row.actual, "NOT TAUGHT"), write(each.doc, each.row.source, "--")]
            yield fault(each.doc, each.row.actual, *edits, write(each.doc, each.row.status, "GAP"))


@operator("LL108")
def a_source_with_a_slip(tree: Tree) -> Iterator[Mutant]:
    """Two letters of the cited slug are exchanged."""
    slugs = {lesson.slug for lesson in tree.course.lessons}
    for each in asked(tree):
        for slug in slugs:
            found = each.doc.within(each.row.source, slug)
            if found and len(slug) > 8 and each.doc.raw(each.row.source).startswith(slug):
                at = next(at for at in range(3, len(slug)) if slug[at] != slug[at + 1])
                slip = f"{slug[:at]}{slug[at + 1]}{slug[at]}{slug[at + 2 :]}"
                yield fault(each.doc, found, write(each.doc, found, slip))


@operator("LL108")
def a_source_that_was_dropped(tree: Tree) -> Iterator[Mutant]:
    """The cited lesson is one that a closed module does not have."""
    closed = {module.number: len(module.lessons) for module in tree.course.modules if module.closed}
    for each in asked(tree):
        module = each.lesson.module
        if module in closed:
            number = f"{module[0]}.{module[1]}.{closed[module] + 3}"
            yield fault(each.doc, each.row.source, write(each.doc, each.row.source, f"weighing-the-moon ({number})"))


@operator("LL109")
def the_number_of_another_lesson(tree: Tree) -> Iterator[Mutant]:
    """The slug stays, the number behind it is that of a lesson next to it."""
    for each in asked(tree):
        for lesson in tree.course.lessons:
            found = each.doc.within(each.row.source, f"({lesson.number})") if lesson.planned else None
            if found and lesson.module and lesson.slug in each.row.source.value:
                order = lesson.order - 1 if lesson.order > 1 else 2
                number = f"({lesson.module[0]}.{lesson.module[1]}.{order})"
                yield fault(each.doc, found, write(each.doc, found, number))


@operator("LL110")
def cited_from_another_earlier_lesson(tree: Tree) -> Iterator[Mutant]:
    """The source is a lesson before this one that has no index row with a word of the concept.

    Words of one beginning are one (“train”, “training”): the manual asks for nothing alike. Rows that merge concepts
    may mean another index row, and those that claim more than the record has are LL104's.
    """
    for each in asked(tree):
        if "/" in each.row.concept.value or LADDER.index(each.row.actual.value) > each.reached:
            continue
        words = _beginnings(each.row.concept.value)
        for at, lesson in enumerate(tree.course.lessons[: each.at]):
            said = {word for _, row in lesson.taught for word in _beginnings(row.concept.value)}
            if lesson.taught and at not in {when for when, _ in each.taught} and not words & said:
                yield fault(each.doc, each.row.source, write(each.doc, each.row.source, lesson.name))
                break


def _beginnings(words: str) -> set[str]:
    return {word[:5] for word in folded(words).split() if len(word) > 3}


@operator("LL111")
def a_decision_about_a_row_that_is_gone(tree: Tree) -> Iterator[Mutant]:
    """The list of decided concepts names an index row that no lesson has."""
    path = f"{tree.root}/concepts.yaml"
    kept = tree.sources[path].text if path in tree.sources else "concepts:\n"
    for number, (at, row) in enumerate(index(tree)):
        lesson = tree.course.lessons[at].slug
        row_name = f"{name(row.concept.value)} {_STRANGE[number % len(_STRANGE)].lower()}"
        text = kept + f'  - id: kept-{number}\n    name: Kept\n    rows:\n      - {lesson}: "{row_name}"\n'
        yield Mutant((), (Spot(path, text.rindex(lesson)),), ((path, text.encode()),))


@operator("LL114", "LL609")
def another_depth_in_the_state_table(tree: Tree) -> Iterator[Mutant]:
    """The student-state table gives less than the prerequisites table; readiness may speak for every concept."""
    for each in asked(tree):
        for row in each.plan.state:
            same = name(row.concept.value) == name(each.row.concept.value) and row.depth.value in LADDER
            depth = LADDER.index(row.depth.value) if same else 0
            if depth > 0 and row.depth.value == each.row.actual.value:
                told = fault(each.doc, row.depth, write(each.doc, row.depth, LADDER[depth - 1]))
                yield Mutant(told.edits, (*told.at, Spot(each.doc.path, each.row.actual.start)))


@operator("LL115")
def a_concept_unused_for_long(tree: Tree) -> Iterator[Mutant]:
    """A new row asks for something met once, four lessons ago or more, that no lesson in between speaks of.

    A row of its tables with half of the words uses it too: authors write one concept in many ways.
    """
    rows = index(tree)
    for at, lesson, doc, plan in tree.lessons:
        table = [row for row in plan.prerequisites if row.row.start]
        for when, row in rows:
            again = [
                each for other, each in rows if other != when and name(each.concept.value) == name(row.concept.value)
            ]
            between = tree.course.lessons[when + 1 : at]
            if not table or again or row.depth.value != "INTRODUCED" or len(between) < 4:
                continue
            texts = [
                folded(each.doc.source.text) if each.doc else name(row.concept.value) for each in (*between, lesson)
            ]
            if any(name(row.concept.value) in text for text in texts) or any(_uses(each, row) for each in between):
                continue
            cells = (
                row.concept.value.replace("|", r"\|"),  # bare, it would cut the row (LL003)
                "INTRODUCED",
                "INTRODUCED",
                tree.course.lessons[when].name,
                "OK",
                "Used at once",
            )
            start = line_start(doc, next_line(doc, table[-1].row.end))
            yield Mutant((put(doc, start, f"| {' | '.join(cells)} |\n"),), (Spot(doc.path, start),))


def _uses(lesson: Lesson, row: ConceptRow) -> bool:
    plan = lesson.plan
    needed, known = (plan.prerequisites, plan.state) if plan else ((), ())
    rows = [*(each.concept.value for each in needed), *(each.concept.value for each in known)]
    return any(_share(row, words) for words in rows)


def alike(row: ConceptRow, other: ConceptRow) -> bool:
    """Whether another row's concept has half of the words that name a row's."""
    return _share(row, other.concept.value)


def _share(row: ConceptRow, concept: str) -> bool:
    words = _beginnings(name(row.concept.value))
    return 2 * len(words & _beginnings(concept)) >= len(words)


def asked_for(tree: Tree) -> set[str]:
    """The concepts that some lesson asks for or starts from, by name."""
    found = set()
    for _, plan in tree.plans:
        found |= {name(row.concept.value) for row in plan.prerequisites}
        found |= {name(row.concept.value) for row in plan.state}
    return found
