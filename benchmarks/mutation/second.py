"""Second operators: the same rules, other faults, written by somebody who has not read the rules' code.

How to write one. Take only the rule's manual page (`lessonlint explain LL301`) and think of another way in which an
author could make the mistake it describes. Do not open the rule, its suite or the first operator. Then:

    @operator("LL301")
    def an_example_that_only_points_elsewhere(tree: Tree) -> Iterator[Mutant]:
        "The cell refers to another row."
        for doc, plan in tree.plans:
            for row in plan.misconceptions:
                yield fault(doc, row.negative, write(doc, row.negative, "as above"))

`tree` holds the documents as lessonlint reads them (model/documents.py, model/values.py; every `Text` knows where it
stands), `write`, `put` and `cut` make edits, and `fault` says at which words the finding belongs. Codes that the fault
may give besides, at most two, are named in `@operator(code, "LL…", "LL…")` before the first run, and the docstring
says why. Run them with `python benchmarks/mutation/run.py --second`. A miss is a fault of the rule or of its manual
page: it stays until one of them is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, cycle

import mutants
from mutants import Make, Mutant, Operator, Spot, Tree, cut, fault, find, line_start, next_line, put, words_under, write

from lessonlint.course.values import Lesson
from lessonlint.model.documents import Doc, LessonPlan, ModulePlan, ModuleRecord
from lessonlint.model.values import ConceptRow, LoadClaim, Prerequisite
from lessonlint.source import Text

OPERATORS: list[Operator] = []


def operator(code: str, *also: str) -> Callable[[Make], Make]:
    """Register a function as a second operator of a rule."""
    if len(also) > mutants.ALLOWED:
        raise ValueError(f"{code}: at most {mutants.ALLOWED} consequences, declared beforehand")

    def register(make: Make) -> Make:
        OPERATORS.append(Operator(code, make.__name__, also, make))
        return make

    return register


LADDER = ("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED")
TOP = len(LADDER) - 1
LIGHTER = {"STRETCH": "BUILD", "BUILD": "CONSOLIDATE", "CONSOLIDATE": "BUILD"}
CELLS = 6


def base(concept: Text) -> str:
    """A concept without the explanation in brackets."""
    return concept.value.split(" (")[0].strip().casefold()


def known(tree: Tree, before: int) -> dict[str, ConceptRow]:
    """For each concept, the deepest index row of a lesson that comes earlier."""
    place = {doc.identity.slug.value: at for at, _, doc, _ in tree.lessons}
    rows = [row for doc in tree.docs if isinstance(doc.body, ModuleRecord) for row in doc.body.index]
    strange = {base(row.concept) for row in rows if row.lesson.value not in place}
    found: dict[str, ConceptRow] = {}
    for row in rows:
        name = base(row.concept)
        if name not in strange and place[row.lesson.value] < before and row.level.kind == "taught":
            held = found.get(name)
            found[name] = row if held is None or row.level.high > held.level.high else held
    return found


def forgotten(tree: Tree) -> Iterator[tuple[Doc, Prerequisite, ConceptRow]]:
    """Concepts taught earlier that neither table of a lesson names, with the last row of its prerequisites."""
    for at, _, doc, plan in tree.lessons:
        if not plan.prerequisites or doc.raw(plan.prerequisites[-1].row).count("|") != CELLS + 1:
            continue
        names = [row.concept for row in plan.prerequisites] + [row.concept for row in plan.state]
        named = " ".join(name.value.casefold() for name in names)
        for name, row in known(tree, at).items():
            if name not in named:
                yield doc, plan.prerequisites[-1], row


def row_below(doc: Doc, last: Prerequisite, *cells: str) -> Mutant:
    """A fault in one more row of the prerequisites table."""
    words = f"| {' | '.join(cells)} |\n"
    return fault(doc, last.row, put(doc, next_line(doc, last.row.end), words), down=1)


@operator("LL101", "LL115")
def a_row_from_memory(tree: Tree) -> Iterator[Mutant]:
    """One more row, for a concept that the lesson's tables left out, a step deeper than any record.

    LL115: such a concept may have been out of use since it was met.
    """
    for doc, last, row in forgotten(tree):
        if row.level.high < TOP:
            deeper = LADDER[row.level.high + 1]
            yield row_below(
                doc, last, row.concept.value, deeper, deeper, row.lesson.value, "OK", "The dough of the day needs it."
            )


@operator("LL104", "LL115")
def a_row_with_a_flattering_depth(tree: Tree) -> Iterator[Mutant]:
    """One more row that needs what the records give, and claims a step more. LL115 as above."""
    for doc, last, row in forgotten(tree):
        if row.level.high < TOP:
            needed, claimed = LADDER[row.level.high], LADDER[row.level.high + 1]
            yield row_below(
                doc, last, row.concept.value, needed, claimed, row.lesson.value, "OK", "The dough of the day needs it."
            )


@operator("LL104", "LL114")
def a_deeper_claim_with_a_remark(tree: Tree) -> Iterator[Mutant]:
    """The actual depth says a step too much and adds why. LL114: the student-state table still has the old one."""
    for at, _, doc, plan in tree.lessons:
        taught = known(tree, at)
        for row in plan.prerequisites:
            deepest = taught.get(base(row.concept))
            if not deepest or row.standing != "ok" or row.required_depth.kind != "taught":
                continue
            if row.required_depth.high <= deepest.level.high < TOP:
                claim = f"{LADDER[deepest.level.high + 1]} (they baked with it)"
                yield fault(doc, row.actual, write(doc, row.actual, claim))


@operator("LL107", "LL106", "LL609")
def a_gap_that_nobody_has_met(tree: Tree) -> Iterator[Mutant]:
    """One more row: a real gap, whose reasoning says that students never met the concept.

    LL106: nothing resolves the gap. LL609: the assessment may have called every concept sufficient.
    """
    reasons = cycle(("Never taught so far.", "Students have no prior exposure to it."))
    for doc, last, row in forgotten(tree):
        if 1 <= row.level.high < TOP:
            had, needed = LADDER[row.level.high], LADDER[row.level.high + 1]
            yield row_below(doc, last, row.concept.value, needed, had, row.lesson.value, "GAP (medium)", next(reasons))


@operator("LL107", "LL106")
def a_status_that_says_untaught(tree: Tree) -> Iterator[Mutant]:
    """One more row without depth and source, and the status says that it was not taught. LL106 as above."""
    for doc, last, row in forgotten(tree):
        if row.level.high >= 1:
            yield row_below(doc, last, row.concept.value, "INTRODUCED", "--", "--", "NOT TAUGHT", "The crust needs it.")


@operator("LL107", "LL114")
def students_who_start_from_nothing(tree: Tree) -> Iterator[Mutant]:
    """The student-state table calls a taught concept untaught. LL114: the prerequisites still say how deep it is."""
    for at, _, doc, plan in tree.lessons:
        taught = known(tree, at)
        for row in plan.state:
            deepest = taught.get(base(row.concept))
            if deepest and deepest.level.high >= 1:
                yield fault(doc, row.depth, write(doc, row.depth, "NOT TAUGHT"))


@operator("LL105", "LL101")
def a_split_requirement(tree: Tree) -> Iterator[Mutant]:
    """The required depth becomes a split whose deeper half students have not reached; the status stays OK.

    LL101: no record reaches that half either.
    """
    for doc, plan in tree.plans:
        for row in plan.prerequisites:
            had = row.actual_depth
            if row.standing == "ok" and had.kind == "taught" and had.high < TOP:
                split = f"{LADDER[had.high + 1]}/{LADDER[had.high]}"
                yield fault(doc, row.required, write(doc, row.required, split))


@operator("LL105", "LL106")
def a_gap_out_of_caution(tree: Tree) -> Iterator[Mutant]:
    """A row whose depths are met is called a gap. LL106: nothing closes it."""
    # "deepen" is on the page since a run found that a row so worded is none of the faults it describes.
    softer = ("recap", "recall", "fad", "reactiv", "elevat", "deepen", "again")
    for doc, plan in tree.plans:
        for row in plan.prerequisites:
            soft = any(word in row.reasoning.value.casefold() for word in softer)
            if row.standing == "ok" and not soft and 0 <= row.required_depth.high <= row.actual_depth.low:
                yield fault(doc, row.status, write(doc, row.status, "GAP (small)"))


def loads(lesson: Lesson) -> list[tuple[Doc, LoadClaim]]:
    """Every place that states the load of a lesson, outside of its neighbours.

    Asked of the lesson: the first version matched slugs by hand, and took all lessons without one for the same lesson.
    """
    return [(cited.doc, cited.claim) for cited in lesson.loads]


def load_word(doc: Doc, claim: LoadClaim) -> Text | None:
    """Where the word itself stands in a place that states a load."""
    return find(doc, claim.load.word, claim.text.start, claim.text.end)


@operator("LL201")
def one_place_left_behind(tree: Tree) -> Iterator[Mutant]:
    """Plan or record keep a lighter load than all the other places give."""
    for _, lesson, _, _ in tree.lessons:
        for doc, claim in loads(lesson):
            word = load_word(doc, claim)
            if word and not isinstance(doc.body, LessonPlan):
                yield fault(doc, word, write(doc, word, LIGHTER[word.value]))


@operator("LL201")
def a_lesson_rewritten_alone(tree: Tree) -> Iterator[Mutant]:
    """The lesson changes both its own places; the plan and the record are forgotten. Either of the two may be told."""
    for _, lesson, doc, plan in tree.lessons:
        words = [load_word(doc, claim) for claim in plan.loads]
        if len(words) < len(loads(lesson)) - len(words):
            edits = tuple(write(doc, word, LIGHTER[word.value]) for word in words if word)
            yield Mutant(edits, tuple(Spot(doc.path, word.start) for word in words if word))


@operator("LL204")
def a_teaching_lesson_called_a_rest(tree: Tree) -> Iterator[Mutant]:
    """Every place agrees that a lesson consolidates, also the lesson after it; its new concepts stay."""
    lessons = [(lesson, doc, plan) for _, lesson, doc, plan in tree.lessons]
    for at, (lesson, doc, plan) in enumerate(lessons):
        if not plan.new_concepts or not plan.new_concepts.low:
            continue
        claims = loads(lesson)
        claims += [(after, each.previous_load) for _, after, each in lessons[at + 1 : at + 2] if each.previous_load]
        words = [(where, load_word(where, claim)) for where, claim in claims]
        edits = tuple(write(where, word, "CONSOLIDATE") for where, word in words if word)
        yield fault(doc, plan.new_concepts.text, *edits)


@operator("LL204", "LL605")
def a_rest_with_news(tree: Tree) -> Iterator[Mutant]:
    """A rest lesson states one new concept or two, with a reason, without one or without a list.

    LL605: the checklist has counted none.
    """
    for doc, plan in tree.plans:
        if not plan.new_concepts or plan.new_concepts.high or not plan.loads or not plan.loads[0].load.lightest:
            continue
        # The first run named concepts that no connection mentions, which is LL608's fault as well: take those it has.
        one, two = (plan.connections[at].concept.value if plan.connections else "Scoring" for at in (0, -1))
        forms = (
            "1",
            f"1 ({one}, because the oven asks for it)",
            f"1\n  1. {one}",
            f"2\n  1. {one}\n  2. {two}",
            "2",
        )
        for words in forms:
            yield fault(doc, plan.new_concepts.text, write(doc, plan.new_concepts.text, words))


@operator("LL301", "LL605")
def a_cell_still_to_come(tree: Tree) -> Iterator[Mutant]:
    """The cell puts the example off, or says in another way that there is none.

    LL605: a ticked box counts misconceptions with examples.
    """
    forms = cycle(("", "—", "tbd", "See above.", "TODO", "N/A", "*(to be written)*", "none yet", "as above", "…", "?"))
    for doc, plan in tree.plans:
        for row in plan.misconceptions:
            if row.negative.value:
                yield fault(doc, row.negative, write(doc, row.negative, next(forms)))


REREAD = """
---

## Review -- 2027-01-11 (Iteration {number}/{cap})

### Summary
- Critical: {critical}
- Improvement: {improvement}
- Polish: 0

### Verdict: {verdict}

A second class has baked from this plan.

### Findings

#### [{severity}] -- The second batch of dough stands too warm

**Location:** Section 2
**Issue:** Both bowls stand beside the oven.
**Student impact:** The second dough has risen before anybody looks at it.
**Suggested fix:** Put the second bowl at the window.
"""


@operator("LL401", "LL408", "LL411")
def a_second_class_finds_more(tree: Tree) -> Iterator[Mutant]:
    """One more review at the end of the file, after the one that passed, with a critical or an improvement open.

    LL408: the record speaks of the review before it. LL411: the module is called complete.
    """
    for turn, (doc, plan) in zip(count(), tree.plans, strict=False):
        if not plan.reviews or plan.reviews[-1].end != len(doc.source.text) or not doc.source.text.endswith("\n"):
            continue
        last = plan.reviews[-1]
        number = (last.iteration or 0) + 1
        words = REREAD.format(
            number=number,
            cap=max(number, last.cap or 0),
            critical=turn % 2,
            improvement=1 - turn % 2,
            verdict=("NEEDS REVISION", "MAJOR REVISION")[turn % 2],
            severity=("IMPROVEMENT", "CRITICAL")[turn % 2],
        )
        down = words[: words.index("### Verdict")].count("\n") + 1
        end = len(doc.source.text)
        yield Mutant((put(doc, end, words),), (Spot(doc.path, end - 1, down),))


@operator("LL401", "LL408", "LL411")
def a_last_review_lost(tree: Tree) -> Iterator[Mutant]:
    """The review that passed is gone; the one before it, which did not pass, is the last. The rest as above."""
    for doc, plan in tree.plans:
        if len(plan.reviews) > 1 and not plan.answers and plan.reviews[-2].verdict != "PASS":
            last = plan.reviews[-1]
            yield fault(doc, plan.reviews[-2].verdict_text, cut(doc, last.start, last.end))


@operator("LL504", "LL511")
def a_status_line_that_knows_better(tree: Tree) -> Iterator[Mutant]:
    """A plan without a status gets one whose numbers are wrong. LL511: "In progress" is stale as well."""
    for doc in tree.docs:
        body = doc.body
        if not isinstance(body, ModulePlan) or body.status or not body.goal.value:
            continue
        planned = len(body.sequence)
        down = tree.line(doc.path, body.goal.start) - tree.line(doc.path, doc.identity.title.start)
        for built, total in ((planned - 1, planned), (0, planned), (planned, planned + 1), (1, planned - 1)):
            words = f"**Status:** In progress ({built} of {total} lessons built)\n"
            yield fault(doc, doc.identity.title, put(doc, line_start(doc, body.goal.start), words), down=down)


@operator("LL504", "LL511")
def a_record_that_lost_count(tree: Tree) -> Iterator[Mutant]:
    """The status line of a record counts otherwise. LL511: with fewer built the module is not complete."""
    for doc in tree.docs:
        if not isinstance(doc.body, ModuleRecord) or not doc.body.status or not doc.body.status.total:
            continue
        status, all_of_them = doc.body.status, doc.body.status.total
        for built, total in ((all_of_them, all_of_them + 2), (all_of_them - 1, all_of_them), (2, 2)):
            yield fault(doc, status.text, write(doc, status.text, f"Complete ({built} of {total} lessons built)"))


def readiness(doc: Doc, plan: LessonPlan) -> Text | None:
    """The first words of the readiness assessment."""
    return words_under(doc, plan.readiness) if plan.readiness.value else None


@operator("LL609")
def a_confident_last_sentence(tree: Tree) -> Iterator[Mutant]:
    """The assessment ends by saying that everything was taken as deep as it goes."""
    forms = cycle(
        (
            "Every concept is at APPLIED.",
            "All prerequisites are at APPLIED or deeper.",
            "Each concept the lesson needs is known at APPLIED.",
            "All of the concepts have been taken to APPLIED.",
        )
    )
    for doc, plan in tree.plans:
        words = readiness(doc, plan)
        lower = any(row.actual_depth.kind == "taught" and row.actual_depth.high < TOP for row in plan.prerequisites)
        if words and lower:
            yield fault(doc, Text("", words.end, words.end), put(doc, words.end, f" {next(forms)}"))


@operator("LL609")
def enough_in_spite_of_a_gap(tree: Tree) -> Iterator[Mutant]:
    """The assessment begins by calling everything sufficient, and a row below declares a gap in depth.

    In depth: a gap whose depth is reached is about time, and what students have may still be sufficient.
    """
    forms = cycle(("Every prerequisite is sufficient. ", "All concepts are known to a sufficient depth. "))
    for doc, plan in tree.plans:
        words = readiness(doc, plan)
        gaps = [row for row in plan.prerequisites if row.standing == "gap"]
        if words and any(-1 <= row.actual_depth.high < row.required_depth.low for row in gaps):
            yield fault(doc, words, put(doc, words.start, next(forms)))
