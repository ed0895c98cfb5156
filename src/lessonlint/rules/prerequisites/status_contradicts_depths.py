"""LL105 status-contradicts-depths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.rows import GAP, OK
from lessonlint.model.values import Prerequisite
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import folded, plain
from lessonlint.wording import bare, quoted

_RECALL = re.compile(
    r"fad|recap|reactivat|refresh|remind|revisit|elevat|deepen|rusty|(?:lessons?|modules?|series|long) ago|since used"
)

_HERE = re.compile(r"\bthis (?:very )?lesson\b|\btaught here\b|\bin[- ]lesson\b")
_CITES = re.compile(r"\d\.\d|[a-z0-9]-[a-z0-9]|\b(?:series|module|lesson)\b", re.IGNORECASE)


@rule("LL105", "status-contradicts-depths", Scope.LESSON, Severity.ERROR, since="0.1", met=Severity.INFO)
def status_contradicts_depths(lesson: Lesson) -> Iterator[Finding]:
    """A prerequisite is called OK although its own depths say it is not met, or a gap although they say it is.

    ## Why it matters
    The status is what authors look at. `OK` beside a required depth that students have not reached hides a gap that
    the lesson will run into; nobody plans a recap for it. What learners know before goes with what they know after
    (r = .53 over 8,776 effects, Simonsmeier et al. 2022, doi:10.1080/00461520.2021.1939700) but hardly with how much
    they gain (r = -.06): a met prerequisite is a contract between authors, not a law of learning.

    The variant `met` (info) is the opposite: a row called a gap whose depths are met. It stays silent where the row
    or its resolution speaks of fading, a recap, reactivation or elevation: then the gap is about time, not depth.

    ## When it does not apply
    Depth cells that claim both halves of a split (`DEVELOPED/INTRODUCED`) count by their deeper half.

    ## Bad
    ~~~file lesson.md
    # Lesson: Shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten | DEVELOPED | INTRODUCED | first-dough | OK | Shaping stretches it |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Gluten | DEVELOPED | INTRODUCED | first-dough | GAP (small) | Shaping stretches it |
    ~~~
    """
    if lesson.plan is None or lesson.doc is None:
        return
    for row in lesson.plan.prerequisites:
        required, actual = row.required_depth, row.actual_depth
        if required.kind != "taught" or actual.kind not in ("taught", "untaught"):
            continue
        needed = bare(row.required)
        if row.standing == OK and actual.high < required.low and not _is_outside(row):
            yield Finding(
                lesson.doc.at(row.status),
                f"{quoted(row.concept)} is called {bare(row.status)}, but it is needed at {needed} "
                f"and students have it at {bare(row.actual)}.",
                f"Call it a GAP and plan how to close it, ask for less than {needed}, or deepen it earlier.",
                field="status",
                concept=row.concept.value,
            )
        elif (
            row.standing == GAP
            and actual.kind == "taught"
            and actual.low >= required.high
            and not _recalls(lesson, row)
        ):
            yield Finding(
                lesson.doc.at(row.status),
                f"{quoted(row.concept)} is called {bare(row.status)}, but students have it at {bare(row.actual)}, "
                f"which is what the lesson needs ({bare(row.required)}).",
                "Call it OK, or say in the row what is missing (faded, a new context, another notation).",
                variant="met",
                field="status",
                concept=row.concept.value,
            )


def _is_outside(row: Prerequisite) -> bool:
    """Rows that claim no depth of this course: taught inside the lesson, or a dash for what students bring along."""
    if _HERE.search(f"{row.source} {row.status} {row.actual}".casefold()):
        return True
    return not folded(row.actual.value) and not _CITES.search(row.source.value)


def _recalls(lesson: Lesson, row: Prerequisite) -> bool:
    """Whether the row, or the resolution of its gap, says that time has passed rather than that depth is missing."""
    plan = lesson.plan
    gaps = plan.gaps if plan else ()
    own = [gap for gap in gaps if set(folded(gap.gap.value).split()) & set(folded(row.concept.value).split())]
    words = [row.status.value, row.reasoning.value]
    words += [text.value for gap in own for text in (gap.gap, gap.size, gap.resolution)]
    if plan and not gaps:
        words.append(plan.gap_text.value)
    return _RECALL.search(plain(" ".join(words)).casefold()) is not None
