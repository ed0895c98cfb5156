"""LL4: reviews that are open, contradict themselves or were never answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mutants import (
    Mutant,
    Spot,
    Tree,
    cut,
    drop_line,
    fault,
    find,
    line_start,
    next_line,
    operator,
    put,
    words_under,
    write,
)

from lessonlint.diagnostic import Edit
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.stamps import stamp_edit
from lessonlint.model.values import Count, Review
from lessonlint.source import Text

_OPEN = "\n#### [{0}] — The demonstration cannot be seen from the back row\n\n**Location:** Section 2\n"
_FIELDS = "**Issue:** The bowl is small.\n**Student impact:** Some guess.\n**Suggested fix:** Use the large bowl.\n"
_COUNTS = "\n### Summary\n- Critical: 0\n- Improvement: 0\n- Polish: 0\n\n### Verdict: PASS\n\n"
_AFRESH = tuple(f"{_COUNTS}{words}\n\n" for words in ("A pleasant hour.", "Good to go.", "It reads well."))
_AFTERWARDS = "In the end everybody takes a piece of it home."
_NUMBER = re.compile(r"\d+")


def last(tree: Tree) -> Iterator[tuple[Doc, LessonPlan, Review]]:
    """The last review of each lesson that has one and that passed."""
    for doc, plan in tree.plans:
        if plan.reviews and plan.reviews[-1].verdict == "PASS" and not plan.answers:
            yield doc, plan, plan.reviews[-1]


def counted(doc: Doc, review: Review, severity: str, change: int) -> Edit | None:
    """An edit of the summary's number of findings of a severity."""
    count: Count | None = dict(review.counts).get(severity)
    if count is None:
        return None
    at = doc.source.text.lower().find(severity.lower(), count.text.start, count.text.end)
    number = _NUMBER.search(doc.source.text, at, count.text.end) if at >= 0 else None
    if number is None or int(number[0]) != count.low or count.low + change < 0:
        return None
    return write(doc, Text(number[0], *number.span()), str(count.low + change))


def verdict(doc: Doc, review: Review, words: str) -> tuple[Text, Edit] | None:
    """The verdict's own word and an edit of it."""
    found = find(doc, review.verdict, review.verdict_text.start, review.verdict_text.end)
    return (found, write(doc, found, words)) if found else None


def new_finding(doc: Doc, review: Review, severity: str) -> Edit:
    """A finding more at the end of a review."""
    return put(doc, review.end, ("" if doc.source.text[: review.end].endswith("\n") else "\n")
               + _OPEN.format(severity) + _FIELDS)  # fmt: skip


def reopened(doc: Doc, review: Review, severity: str) -> tuple[Text, tuple[Edit, ...]] | None:
    """The edits by which a review that passed finds one thing more and does not pass."""
    count, ended = counted(doc, review, severity, 1), verdict(doc, review, "NEEDS REVISION")
    return (ended[0], (count, ended[1], new_finding(doc, review, severity))) if count and ended else None


@operator("LL401", "LL411", "LL408")
def the_last_review_reopened(tree: Tree) -> Iterator[Mutant]:
    """One open finding, counted, and NEEDS REVISION. Module and record still call the lesson done."""
    for doc, _, review in last(tree):
        for severity in ("IMPROVEMENT", "CRITICAL"):
            if found := reopened(doc, review, severity):
                yield fault(doc, found[0], *found[1])


@operator("LL401", "LL411", "LL408")
def the_last_review_lost(tree: Tree) -> Iterator[Mutant]:
    """The review that passed is gone; the one before it asked for a revision. The record still says that it passed."""
    for doc, plan, review in last(tree):
        if len(plan.reviews) > 1 and plan.reviews[-2].verdict != "PASS":
            yield fault(doc, plan.reviews[-2].verdict_text, cut(doc, review.start, review.end))


@operator("LL402", "LL403")
def a_pass_with_something_open(tree: Tree) -> Iterator[Mutant]:
    """The count says that one is open, and the verdict says PASS; the list has it not."""
    for doc, _, review in last(tree):
        for severity in ("IMPROVEMENT", "CRITICAL"):
            if (count := counted(doc, review, severity, 1)) and (found := verdict(doc, review, "PASS")):
                yield fault(doc, found[0], count)


@operator("LL402", "LL408")
def a_pass_over_its_own_findings(tree: Tree) -> Iterator[Mutant]:
    """An earlier iteration with findings open says PASS; the record counts another iteration."""
    for doc, plan in tree.plans:
        for review in plan.reviews:
            if review.verdict != "PASS" and (found := verdict(doc, review, "PASS")):
                yield fault(doc, found[0], found[1])


@operator("LL402", "LL408")
def a_revision_of_nothing(tree: Tree) -> Iterator[Mutant]:
    """NEEDS REVISION with no critical and no improvement; the record says that it passed."""
    for doc, _, review in last(tree):
        numbers = dict(review.counts)
        nothing = all(numbers.get(name) and not numbers[name].low for name in ("CRITICAL", "IMPROVEMENT"))
        if nothing and (found := verdict(doc, review, "NEEDS REVISION")):
            yield fault(doc, found[0], found[1])


@operator("LL403")
def a_polish_not_counted(tree: Tree) -> Iterator[Mutant]:
    """One finding more in the list than in the summary, or one less."""
    for doc, plan in tree.plans:
        for review in plan.reviews:
            for change in (1, -1):
                if review.findings and (edit := counted(doc, review, "POLISH", change)):
                    yield fault(doc, Text("", edit.place.start, edit.place.end), edit)


@operator("LL404", "LL402")
def an_improvement_never_made(tree: Tree) -> Iterator[Mutant]:
    """The last review passes though it says of an earlier finding that it is not fixed."""
    for doc, text, line in _verified(tree):
        yield fault(doc, text, line)


@operator("LL405")
def a_finding_nobody_looked_at_again(tree: Tree) -> Iterator[Mutant]:
    """The last review starts afresh and passes, without a word about the one before."""
    for doc, plan, review in last(tree):
        before = plan.reviews[-2] if len(plan.reviews) > 1 else review
        if any(each.severity in ("CRITICAL", "IMPROVEMENT") and not each.closed for each in before.findings):
            for words in _AFRESH if before is not review else ():
                edit = Edit(doc.at(Text("", next_line(doc, review.title.end), review.end)), words)
                yield fault(doc, review.title, edit)


@operator("LL406")
def a_finding_without_its_location(tree: Tree) -> Iterator[Mutant]:
    """A line of a finding is gone: where, what, what it does to students, or what to do."""
    number = 0
    for doc, plan in tree.plans:
        for review in plan.reviews:
            for each in review.findings:
                fields = [text for _, text in each.fields if text]
                if len(fields) >= 4 and not each.closed and each.severity != "POLISH":
                    number += 1
                    yield fault(doc, each.title, drop_line(doc, fields[number % 4]))


@operator("LL407", "LL408")
def iterations_out_of_order(tree: Tree) -> Iterator[Mutant]:
    """The number of a later iteration skips some, or goes back; the record may count it as the one that passed."""
    for doc, plan in tree.plans:
        for before, review in pairwise(plan.reviews):
            found = find(doc, f"Iteration {review.iteration}/", review.title.start, review.title.end)
            after = tuple(Spot(doc.path, each.title.start) for each in plan.reviews if each.start >= review.start)
            new_start = before.verdict == "PASS" or any(answer.start < review.start for answer in plan.answers)
            for number in (1, 5) if found else ():
                if found and number != review.iteration and not (number == 1 and new_start):
                    yield Mutant((write(doc, found, f"Iteration {number}/"),), after)


@operator("LL407")
def dates_out_of_order(tree: Tree) -> Iterator[Mutant]:
    """A later iteration was held before the first."""
    for doc, plan in tree.plans:
        for review in plan.reviews[1:]:
            if review.date and (found := find(doc, review.date, review.title.start, review.title.end)):
                yield fault(doc, review.title, write(doc, found, "2001-01-01"))


@operator("LL408")
def another_iteration_in_the_record(tree: Tree) -> Iterator[Mutant]:
    """The record says that the lesson passed in another iteration than it did."""
    for lesson in tree.course.lessons:
        if lesson.summary is None or lesson.plan is None or not lesson.plan.reviews:
            continue
        doc, summary = lesson.summary
        for number in range(1, 4):
            found = find(doc, f"PASS on iteration {number}", summary.start, summary.end)
            for other in ((number % 3) + 1, 7) if found else ():
                if found:
                    yield fault(doc, found, write(doc, found, f"PASS on iteration {other}"))


@operator("LL409")
def built_and_never_reviewed(tree: Tree) -> Iterator[Mutant]:
    """Every review of a lesson is gone, and the record's line about it."""
    for _, lesson, doc, plan in tree.lessons:
        if plan.reviews and not plan.answers and lesson.summary:
            start, end = plan.reviews[0].start, plan.reviews[-1].end
            record, summary = lesson.summary
            told = find(record, "**Review:**", summary.start, summary.end)
            edits = [cut(doc, start, end), *([drop_line(record, told)] if told else [])]
            yield fault(doc, doc.identity.text, *edits)


@operator("LL410")
def a_word_after_the_pass(tree: Tree) -> Iterator[Mutant]:
    """The last review passes and is stamped; after that a sentence about the lesson's place in the story changes."""
    for doc, plan, _ in last(tree):
        if plan.narrative and (found := words_under(doc, plan.narrative)):
            yield _stamped(doc, write(doc, found, f"{found.value} {_AFTERWARDS}"))


@operator("LL410")
def a_section_after_the_pass(tree: Tree) -> Iterator[Mutant]:
    """The last review passes and is stamped; after that the lesson gets one more thing to do, below its reviews."""
    for doc, _, _ in last(tree):
        yield _stamped(doc, put(doc, len(doc.source.text), f"\n\n## What Was Actually Built\n\n{_AFTERWARDS}\n"))


@operator("LL411", "LL401", "LL408")
def complete_with_a_review_reopened(tree: Tree) -> Iterator[Mutant]:
    """A lesson's last review finds something; the module's record says complete, and that the lesson passed."""
    for module in tree.modules:
        record = module.record_doc
        status = record.header.get("status") if record else None
        if record is None or status is None or not status.value.lower().startswith("complete"):
            continue
        for lesson in module.lessons:
            plan = lesson.plan
            if lesson.doc is None or plan is None or not plan.reviews or plan.reviews[-1].verdict != "PASS":
                continue
            for severity in ("IMPROVEMENT", "CRITICAL"):
                if not plan.answers and (found := reopened(lesson.doc, plan.reviews[-1], severity)):
                    yield Mutant(found[1], (Spot(record.path, status.start),))


def _stamped(doc: Doc, change: Edit) -> Mutant:
    """A stamp of the text as it is, and a change of that text; the stamp is told."""
    stamp = stamp_edit(doc, "2026-05-01")
    return Mutant(
        (stamp, change), (Spot(doc.path, stamp.place.start, stamp.text[: stamp.text.index("<!--")].count("\n")),)
    )


def _verified(tree: Tree) -> Iterator[tuple[Doc, Text, Edit]]:
    """The rows of the last review that call an earlier finding fixed, with an edit that says that it is not."""
    for doc, plan, review in last(tree):
        for row in review.verifications:
            start = line_start(doc, row.finding.start)
            fixed = find(doc, "| FIXED |", start, next_line(doc, start))
            if fixed and row.severity in ("CRITICAL", "IMPROVEMENT") and plan.reviews[:-1]:
                for words in ("| NOT FIXED |", "| PARTIAL |"):
                    yield doc, row.finding, write(doc, fixed, words)
