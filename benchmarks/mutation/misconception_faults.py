"""LL3: misconceptions without a case that disproves them, and examples out of balance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mutants import Mutant, Tree, drop_line, fault, next_line, operator, put, write

from lessonlint.vocabulary import folded

_BLANKS = ("", "—", "TBD", "N/A", "see above", "--", "TODO")
_DENIALS = ("Not always.", "That is not true.", "It depends.", "No, that is wrong.", "This is not always the case.")
_KEYWORDS = ("Pancakes", "Rye bread", "The toast")
_STRANGE = (
    "**“Glaze always cracks on the rim of a vase.”** Kilns differ.",
    "**“A rudder steers the wind.”** It steers the hull.",
    "**“Sonnets need a piano.”** They need fourteen lines.",
)


@operator("LL301")
def nothing_that_disproves_it(tree: Tree) -> Iterator[Mutant]:
    """The negative example is blank, or a word that stands for one."""
    number = 0
    for doc, plan in tree.plans:
        for row in plan.misconceptions:
            if row.negative:
                number += 1
                yield fault(doc, row.negative, write(doc, row.negative, _BLANKS[number % len(_BLANKS)]))


@operator("LL302", "LL306")
def only_a_denial(tree: Tree) -> Iterator[Mutant]:
    """The negative example says that the belief is wrong, and no more."""
    number = 0
    for doc, plan in tree.plans:
        for row in plan.misconceptions:
            if row.negative:
                number += 1
                yield fault(doc, row.negative, write(doc, row.negative, _DENIALS[number % len(_DENIALS)]))


@operator("LL302")
def only_a_keyword(tree: Tree) -> Iterator[Mutant]:
    """The negative example is a word or two."""
    number = 0
    for doc, plan in tree.plans:
        for row in plan.misconceptions:
            if row.negative:
                number += 1
                yield fault(doc, row.negative, write(doc, row.negative, _KEYWORDS[number % len(_KEYWORDS)]))


@operator("LL303", "LL605", "LL307")
def rows_of_the_table_gone(tree: Tree) -> Iterator[Mutant]:
    """Two misconceptions, one or none are left; the checklist and the module plan still count on the others."""
    for doc, plan in tree.plans:
        read = next((each for each in doc.tables if each.role == "misconceptions"), None)
        rows = plan.misconceptions
        for kept in (2, 1) if read and len(rows) > 2 else ():
            if read:
                yield fault(doc, read.table.header[0], *(drop_line(doc, row.row) for row in rows[kept:]))


@operator("LL304")
def no_place_in_the_lesson(tree: Tree) -> Iterator[Mutant]:
    """The place is empty, a dash or “TBD”."""
    for number, (doc, row) in enumerate((doc, row) for doc, plan in tree.plans for row in plan.misconceptions):
        if row.place:
            yield fault(doc, row.place, write(doc, row.place, ("", "—", "TBD")[number % 3]))


@operator("LL304")
def a_section_beyond_the_outline(tree: Tree) -> Iterator[Mutant]:
    """The place is a section that the lesson does not have."""
    for doc, plan in tree.plans:
        for number, row in enumerate(plan.misconceptions):
            if row.place and plan.outline:
                yield fault(doc, row.place, write(doc, row.place, f"Section {len(plan.outline) + 3 + number}"))


@operator("LL305", "LL605")
def no_negative_example(tree: Tree) -> Iterator[Mutant]:
    """Every negative example is gone; the checklist still counts it."""
    for doc, plan in tree.plans:
        read = next((each for each in doc.tables if each.role == "examples"), None)
        sure = [row for row in plan.examples if folded(row.type.value) == "negative"]
        rest = [row for row in plan.examples if folded(row.type.value) == "positive"]
        if read and sure and len(sure) + len(rest) == len(plan.examples):
            yield fault(doc, read.table.header[0], *(drop_line(doc, row.row) for row in sure))


@operator("LL305", "LL605")
def every_example_positive(tree: Tree) -> Iterator[Mutant]:
    """Every type says Positive; the checklist still counts others."""
    for doc, plan in tree.plans:
        read = next((each for each in doc.tables if each.role == "examples"), None)
        if read and len(plan.examples) > 1 and all(row.type for row in plan.examples):
            edits = [write(doc, row.type, "Positive") for row in plan.examples if row.type.value != "Positive"]
            yield fault(doc, read.table.header[0], *edits)


@operator("LL305", "LL605")
def every_example_negative(tree: Tree) -> Iterator[Mutant]:
    """Every type says Negative; the checklist still counts others."""
    for doc, plan in tree.plans:
        read = next((each for each in doc.tables if each.role == "examples"), None)
        if read and plan.examples and all(row.type for row in plan.examples):
            edits = [write(doc, row.type, "Negative") for row in plan.examples if row.type.value != "Negative"]
            yield fault(doc, read.table.header[0], *edits)


@operator("LL306")
def one_example_for_two_beliefs(tree: Tree) -> Iterator[Mutant]:
    """The negative example of one row copied over that of another."""
    for doc, plan in tree.plans:
        for one, other in pairwise(plan.misconceptions):
            if one.negative and other.negative:
                yield fault(doc, other.negative, write(doc, other.negative, doc.raw(one.negative)))


@operator("LL307")
def a_belief_that_no_lesson_takes_up(tree: Tree) -> Iterator[Mutant]:
    """The module plan lists one more misconception."""
    for module in tree.modules:
        plan, doc = module.plan, module.plan_doc
        taken_up = all(lesson.plan and lesson.plan.misconceptions for lesson in module.lessons)
        if doc is None or plan is None or not plan.misconceptions or not module.closed or not taken_up:
            continue
        for belief in plan.misconceptions:
            for words in _STRANGE:
                at = next_line(doc, belief.end)
                yield fault(doc, belief, put(doc, at, f"- {words}\n"), down=doc.raw(belief).count("\n") + 1)
