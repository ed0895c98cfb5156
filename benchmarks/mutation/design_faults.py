"""LL6: what a lesson plans, promises and claims to have checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutants import Mutant, Spot, Tree, drop_line, fault, line_start, operator, parts_of, put, words_under, write

from lessonlint.source import Text

_NAMING = re.compile(r"\b(?:hook|recap|preview|summar)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NAMES = ("Hydration", "Attention", "TBD", "The kiln", "—")
_CLAIM = "Every concept is at APPLIED or higher."


@operator("LL601", "LL605")
def modalities_taken_away(tree: Tree) -> Iterator[Mutant]:
    """Two modalities or one are left; the checklist still counts the others."""
    for doc, plan in tree.plans:
        section = next((each.title for each in doc.sections if each.role == "modalities"), None)
        rows = plan.modalities
        tables = [read.table for read in doc.tables if read.role == "modalities"]
        for kept in (2, 1) if section and tables and len(rows) > 2 else ():
            if section:
                yield fault(doc, section, *(drop_line(doc, row.row) for row in rows[kept:]))


@operator("LL601", "LL605")
def every_modality_the_same(tree: Tree) -> Iterator[Mutant]:
    """All rows say Visual; the checklist still counts different ones."""
    for doc, plan in tree.plans:
        section = next((each.title for each in doc.sections if each.role == "modalities"), None)
        if section and plan.modalities and all(row.modality for row in plan.modalities):
            yield fault(doc, section, *(write(doc, row.modality, "Visual") for row in plan.modalities))


@operator("LL602", "LL606")
def half_of_the_scope_gone(tree: Tree) -> Iterator[Mutant]:
    """“Is about” or “is not about” is gone with its list; what earlier lessons left to this one may go with it."""
    for doc, plan in tree.plans:
        if plan.scope is None or not (plan.scope.is_about and plan.scope.not_about):
            continue
        parts = {part.title.start: part for part in parts_of(doc) if part.rank}
        for role in ("about", "not about"):
            named = [each.title for each in doc.sections if each.role == role]
            part = parts.get(named[0].start) if len(named) == 1 else None
            if part:
                whole = Text("", line_start(doc, part.start), max(part.end - 1, part.start))
                yield fault(doc, plan.scope.title, drop_line(doc, whole))


@operator("LL603")
def an_excluded_topic_in_the_outline(tree: Tree) -> Iterator[Mutant]:
    """The scope excludes what a section of the outline is called. Hooks, recaps, previews and summaries may name it."""
    for doc, plan in tree.plans:
        items = [item for item in plan.not_about if "\n" not in item.value]
        steps = [step for step in plan.outline if len(_title(step).split()) > 1 and not _NAMING.search(_line(step))]
        for step in steps[1:-1] if items else ():
            item = items[0]
            if doc.source.text[line_start(doc, item.start) :].lstrip().startswith("- "):
                yield fault(doc, step, put(doc, line_start(doc, item.start), f"- {_title(step)} (another day)\n"))


def _title(step: Text) -> str:
    """The longest part of a step's title: what the step is about, without “Explain:” and what stands in brackets."""
    line = re.sub(r"\([^()]*\)|[*`\"“”]", "", _line(step))
    return max(re.split(r"\s[-–—]+\s|[:;,]", line), key=len).removeprefix(" and ").strip(" #.")


def _line(step: Text) -> str:
    """A step's title: of its first line what stands in bold, else the first sentence."""
    line = re.sub(r"^\W*\d+[.)]\s*", "", step.value.splitlines()[0] if step.value else "")
    bold = re.match(r"\*\*(.+?)\*\*", line)
    return bold[1] if bold else re.split(r"[.!?]\s", line)[0]


@operator("LL604")
def a_box_left_open(tree: Tree) -> Iterator[Mutant]:
    """A ticked box is open again."""
    for doc, plan in tree.plans:
        for check in plan.checks if sum(check.ticked for check in plan.checks) > 1 else ():
            start = line_start(doc, check.text.start)
            at = doc.source.text.lower().find("[x]", start, check.text.start)
            if check.ticked and at >= 0:
                yield fault(doc, check.text, write(doc, Text("[x]", at, at + 3), "[ ]"))


@operator("LL605")
def another_number_in_the_checklist(tree: Tree) -> Iterator[Mutant]:
    """A ticked box states a number that the tables do not have."""
    for doc, plan in tree.plans:
        for check in plan.checks:
            for tally in check.tallies if check.ticked else ():
                number = _NUMBER.search(doc.source.text, tally.text.start, tally.text.end)
                if number and int(number[0]) == tally.number:
                    yield fault(doc, tally.text, write(doc, Text("", *number.span()), str(tally.number + 6)))


@operator("LL606")
def left_to_a_lesson_that_is_not_there(tree: Tree) -> Iterator[Mutant]:
    """The scope leaves a topic to a lesson beyond the end of the module."""
    closed = {module.number: len(module.lessons) for module in tree.modules if module.closed}
    for _, lesson, doc, plan in tree.lessons:
        for item in plan.not_about if lesson.module in closed else ():
            if lesson.module and doc.source.text[line_start(doc, item.start) :].lstrip().startswith("- "):
                start = line_start(doc, item.start)
                words = f"- How a glaze cracks (Lesson {closed[lesson.module] + 4})\n"
                yield Mutant((put(doc, start, words),), (Spot(doc.path, start),))


@operator("LL606")
def left_to_a_lesson_that_does_not_take_it_up(tree: Tree) -> Iterator[Mutant]:
    """The scope leaves a topic of another trade to the next lesson, which says nothing of it."""
    closed = {module.number: len(module.lessons) for module in tree.modules if module.closed}
    for _, lesson, doc, plan in tree.lessons:
        if lesson.module in closed and lesson.order < closed[lesson.module] and plan.not_about:
            start = line_start(doc, plan.not_about[0].start)
            if doc.source.text[start:].lstrip().startswith("- "):
                for topic in ("Rudder trim", "Sonnet metre", "Kiln glazes"):
                    words = f"- {topic} (Lesson {lesson.order + 1})\n"
                    yield Mutant((put(doc, start, words),), (Spot(doc.path, start),))


@operator("LL607")
def a_target_that_only_names(tree: Tree) -> Iterator[Mutant]:
    """The target is a name, or still open."""
    for doc, plan in tree.plans:
        told = words_under(doc, plan.target) if plan.target else None
        for words in _NAMES if told and "\n" not in doc.raw(told) else ():
            if told:
                yield fault(doc, plan.target, write(doc, told, words))


@operator("LL608")
def a_new_concept_that_hangs_on_nothing(tree: Tree) -> Iterator[Mutant]:
    """An item of the list is about something that no connection speaks of."""
    for doc, plan in tree.plans:
        items = plan.new_concepts.items if plan.new_concepts and plan.connections else ()
        for item in items[: plan.new_concepts.high] if plan.new_concepts else ():
            for words in ("Rudder trim", "Sonnet metre"):
                yield fault(doc, item, write(doc, item, words))


@operator("LL609")
def a_sentence_that_claims_too_much(tree: Tree) -> Iterator[Mutant]:
    """The readiness assessment says that all is known deeper than a row has it."""
    for doc, plan in tree.plans:
        shallow = [row for row in plan.prerequisites if row.actual_depth.kind == "taught" and row.actual_depth.high < 3]
        told = words_under(doc, plan.readiness) if plan.readiness else None
        for words in (_CLAIM, "All prerequisites are at APPLIED.") if shallow and not plan.depth_claims else ():
            if told:
                yield Mutant((put(doc, told.end, f"\n{words}"),), (Spot(doc.path, told.end, 1),))


@operator("LL610")
def another_notebook_in_the_record(tree: Tree) -> Iterator[Mutant]:
    """The record names a notebook that the plan does not have."""
    for lesson in tree.course.lessons:
        if lesson.summary is None or lesson.plan is None or not lesson.plan.notebooks or lesson.doc is None:
            continue
        doc, summary = lesson.summary
        for said in summary.notebooks[:1] if len({each.name for each in summary.notebooks}) == 1 else ():
            for words in ("`9-9-9-weighing-the-moon.ipynb`", "`moon.ipynb`"):
                at = (Spot(doc.path, said.text.start), Spot(lesson.doc.path, lesson.plan.notebooks[0].text.start))
                yield Mutant((write(doc, said.text, words),), at)


@operator("LL610")
def another_notebook_in_the_plan(tree: Tree) -> Iterator[Mutant]:
    """The plan names a notebook where the record has none or another one."""
    for _, lesson, doc, plan in tree.lessons:
        told = lesson.summary[1].notebooks if lesson.summary else ()
        if told and lesson.summary and plan.notebooks and len({each.name for each in plan.notebooks}) == 1:
            said = plan.notebooks[0].text
            at = (Spot(doc.path, said.start), Spot(lesson.summary[0].path, told[0].text.start))
            for words in ("notebook: `moon.ipynb`", "notebook: `9-9-9-moon.ipynb`"):
                yield Mutant(tuple(write(doc, each.text, words) for each in plan.notebooks), at)
