"""LL2: loads and numbers of new concepts that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mutants import Mutant, Spot, Tree, drop_line, fault, line_start, next_line, operator, put, write

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Edit
from lessonlint.model.documents import Doc
from lessonlint.model.phrases import NEW, novelty
from lessonlint.model.values import Count
from lessonlint.source import Text

_ANOTHER = {"STRETCH": "BUILD", "BUILD": "STRETCH", "CONSOLIDATE": "BUILD"}


def relabelled(lesson: Lesson, word: str) -> list[Edit]:
    """Edits that give a lesson another load in every place that states one; none where one cannot be found."""
    edits = []
    for cited in lesson.loads:
        found = cited.doc.within(cited.claim.text, cited.claim.load.word)
        if found is None:
            return []
        edits.append(write(cited.doc, found, word))
    return edits


def first_claim(lesson: Lesson) -> Spot:
    """Where the load of a lesson is first stated: the plan before the lesson, the lesson before the record."""
    order = ("sequence", "trajectory", "header", "load section", "record")
    cited = min(lesson.loads, key=lambda each: order.index(each.claim.place))
    return Spot(cited.doc.path, cited.claim.text.start)


@operator("LL201", "LL202", "LL207")
def one_place_with_another_load(tree: Tree) -> Iterator[Mutant]:
    """One of three or more places differs; in the plan's own table that may also undo the rest it plans for."""
    for lesson in tree.course.lessons:
        for cited in lesson.loads if len(lesson.loads) > 2 else ():
            found = cited.doc.within(cited.claim.text, cited.claim.load.word)
            if found:
                yield fault(cited.doc, found, write(cited.doc, found, _ANOTHER[cited.claim.load.word]))


@operator("LL202", "LL206", "LL207")
def a_stretch_beside_a_stretch(tree: Tree) -> Iterator[Mutant]:
    """A lesson next to a STRETCH becomes one; what is said of it as the one before goes stale, and no rest is left."""
    for module in tree.modules:
        for first, second in pairwise(module.lessons):
            loads = [{cited.claim.load.word for cited in lesson.loads} for lesson in (first, second)]
            if loads[0] == {"STRETCH"} and loads[1] < {"BUILD", "CONSOLIDATE"} and loads[1]:
                at = [
                    first_claim(each) for each in module.lessons if each.order - second.order in (0, 1) and each.loads
                ]
                if edits := relabelled(second, "STRETCH"):
                    yield Mutant(tuple(edits), tuple(at))
            elif loads[1] == {"STRETCH"} and loads[0] < {"BUILD", "CONSOLIDATE"} and loads[0]:
                at = [
                    first_claim(each) for each in module.lessons if each.order - second.order in (-1, 0) and each.loads
                ]
                if edits := relabelled(first, "STRETCH"):
                    yield Mutant(tuple(edits), tuple(at))


@operator("LL203", "LL205", "LL605")
def more_new_concepts_than_can_be_held(tree: Tree) -> Iterator[Mutant]:
    """A higher number; the list below it and the checklist still have the old one."""
    for doc, plan in tree.plans:
        stated = plan.new_concepts
        loads = {claim.load.word for claim in plan.loads}
        found = doc.within(stated.text, str(stated.low)) if stated and stated.low == stated.high else None
        if stated and found and "CONSOLIDATE" not in loads:
            for number in ("4", "5", "7"):
                yield fault(doc, found, write(doc, found, number))


@operator("LL204", "LL206", "LL207")
def a_lesson_of_rest_that_teaches(tree: Tree) -> Iterator[Mutant]:
    """A lesson with new concepts is called CONSOLIDATE; the one after it still takes it for the old load."""
    for _, lesson, doc, plan in tree.lessons:
        loads = {cited.claim.load.word for cited in lesson.loads}
        edits = relabelled(lesson, "CONSOLIDATE") if len(loads) == 1 and "CONSOLIDATE" not in loads else []
        if edits and plan.new_concepts and plan.new_concepts.low > 0:
            yield fault(doc, plan.new_concepts.text, *edits)


@operator("LL204", "LL205", "LL605")
def new_concepts_in_a_lesson_of_rest(tree: Tree) -> Iterator[Mutant]:
    """A CONSOLIDATE lesson states new concepts; its list and its checklist still have none."""
    for doc, plan in tree.plans:
        stated = plan.new_concepts
        found = doc.within(stated.text, "0") if stated and not stated.high else None
        if stated and found and any(claim.load.word == "CONSOLIDATE" for claim in plan.loads):
            yield fault(doc, found, write(doc, found, "2"))


@operator("LL205", "LL608")
def one_more_in_the_list(tree: Tree) -> Iterator[Mutant]:
    """An item is added below the number; nothing connects it to what is known."""
    for doc, plan in tree.plans:
        stated = plan.new_concepts
        if stated and stated.low == stated.high == len(stated.items) > 0 and _is_plain(doc, stated):
            start = line_start(doc, stated.items[-1].start)
            line = doc.source.text[start : next_line(doc, start)]
            mark = line[: len(line) - len(line.lstrip())] + line.split()[0]
            for word in ("Kiln pitch", "Deckle edge"):
                at = next_line(doc, stated.items[-1].end)
                yield fault(doc, stated.text, put(doc, at, f"{mark} {word} by hand\n"))


@operator("LL205")
def one_less_in_the_list(tree: Tree) -> Iterator[Mutant]:
    """An item of the list is gone, the number stays."""
    for doc, plan in tree.plans:
        stated = plan.new_concepts
        if stated and stated.low == stated.high == len(stated.items) > 1 and _is_plain(doc, stated):
            # A list that begins with 2 is none in Markdown, so the first of a numbered one stays.
            for item in stated.items[1:]:
                yield fault(doc, stated.text, drop_line(doc, item))


@operator("LL206")
def another_load_before(tree: Tree) -> Iterator[Mutant]:
    """What the load section says of the lesson before is not its load."""
    for doc, plan in tree.plans:
        claim = plan.previous_load
        found = doc.within(claim.text, claim.load.word) if claim else None
        for word in ("BUILD", "STRETCH", "CONSOLIDATE") if claim and found else ():
            if claim and found and word != claim.load.word:
                yield fault(doc, found, write(doc, found, word))


@operator("LL207", "LL206", "LL202")
def no_rest_at_the_end(tree: Tree) -> Iterator[Mutant]:
    """The CONSOLIDATE lesson behind the last STRETCH becomes a BUILD or a STRETCH."""
    for module in tree.modules:
        heavy = [lesson for lesson in module.lessons if any(cited.claim.load.heaviest for cited in lesson.loads)]
        rests = [
            lesson for lesson in module.lessons if {each.claim.load.word for each in lesson.loads} == {"CONSOLIDATE"}
        ]
        after = [lesson for lesson in rests if heavy and lesson.order > heavy[-1].order]
        if len(module.lessons) < 4 or len(after) != 1:
            continue
        for word in ("BUILD", "STRETCH"):
            if edits := relabelled(after[0], word):
                yield Mutant(tuple(edits), (first_claim(after[0] if word == "STRETCH" else heavy[-1]),))


@operator("LL208")
def a_lesson_without_its_load(tree: Tree) -> Iterator[Mutant]:
    """A row of the trajectory is gone."""
    for module, text in _trajectory_rows(tree):
        doc, row = module
        yield fault(doc, row, drop_line(doc, text))


@operator("LL208", "LL201")
def a_load_for_a_lesson_that_is_not_there(tree: Tree) -> Iterator[Mutant]:
    """The trajectory has a row that the sequence does not have."""
    for module in tree.modules:
        plan, doc = module.plan, module.plan_doc
        named = [each for each in plan.trajectories if each.named] if plan else []
        if doc and named and doc.source.text[line_start(doc, named[0].lessons[-1].start)] == "|":
            at = next_line(doc, named[0].lessons[-1].end)
            yield Mutant((put(doc, at, "| weighing-the-moon | BUILD | A guest |\n"),), (Spot(doc.path, at),))


def _is_plain(doc: Doc, stated: Count) -> bool:
    """Whether the list has a line for each item, none of which says that it is new only in part.

    Those may count or not, as the manual says; a list within the sentence cannot lose a line.
    """
    lines = {line_start(doc, text.start) for text in (stated.text, *stated.items)}
    return len(lines) > len(stated.items) and all(novelty(item.value) == NEW for item in stated.items)


def _trajectory_rows(tree: Tree) -> Iterator[tuple[tuple[Doc, Text], Text]]:
    """The rows of trajectory tables, each with its lesson's row in the sequence: there the lack is told."""
    for module in tree.modules:
        plan, doc = module.plan, module.plan_doc
        if plan is None or doc is None:
            continue
        for cell in (cell for each in plan.trajectories if each.named for cell in each.lessons):
            row = next((row for row in plan.sequence if row.lesson.value == cell.value), None)
            if row and doc.source.text[line_start(doc, cell.start)] == "|":
                yield (doc, row.lesson), cell
