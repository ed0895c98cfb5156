"""LL105 status-contradicts-depths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.concepts.rows import gap_though_met, status_denies_depths, status_is_empty
from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import Prerequisite
from lessonlint.rule import Scope, rule
from lessonlint.wording import argued, bare, quoted

_CONCEDES = re.compile(r"\b(?:but|although|though|however|enough|suffic\w*|gap)\b", re.IGNORECASE)


@rule("LL105", "status-contradicts-depths", Scope.PLAN, Severity.ERROR, since="0.1", met=Severity.INFO)
def status_contradicts_depths(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A prerequisite is called OK, or nothing, although its own depths say it is not met; or a gap although it is met.

    ## Why it matters
    The status is what authors look at. `OK` beside a required depth that students have not reached hides a gap that
    the lesson will run into; nobody plans a recap for it. What learners know before goes with what they know after
    (r = .53 over 8,776 effects, Simonsmeier et al. 2022, doi:10.1080/00461520.2021.1939700) but hardly with how much
    they gain (r = -.06): a met prerequisite is a contract between authors, not a law of learning.

    The variant `met` (info) is the opposite: a row called a gap whose depths are met. It stays silent where the row
    or its resolution speaks of a recap, a deepening or how long ago it was, and where the row says what students have
    *not* done, or *lack*, or met *only* once. Then the gap is not about depth.

    ## When it does not apply
    A row that says that the concept is taught in this very lesson, or that students bring it from elsewhere, hides
    nothing. Cells that name both halves of a split (`DEVELOPED/INTRODUCED`) count by their deeper half: what is needed
    in part at DEVELOPED is not met by INTRODUCED.

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
    statuses = doc.vocabulary.statuses
    for row in plan.prerequisites:
        if status_denies_depths(plan, row):
            needed = bare(row.required)
            conceded = row.reasoning.value if _CONCEDES.search(row.reasoning.value) else ""
            yield Finding(
                doc.at(row.actual if status_is_empty(row) else row.status),
                f"{quoted(row.concept)} {_called(row)}, but it is needed at {needed} and the row itself {_gives(row)}.",
                _mended(row, needed, statuses.gap) + (f" {argued('The row', conceded)}" if conceded else ""),
                field="status",
                concept=row.concept.value,
                excuse=conceded,
            )
        elif gap_though_met(plan, row):
            yield Finding(
                doc.at(row.status),
                f"{quoted(row.concept)} is called {bare(row.status)}, but students have it at {bare(row.actual)}, "
                f"which is what the lesson needs ({bare(row.required)}).",
                f"Call it {statuses.ok}, or say in the row what students still lack "
                "(it has faded, they never did it by hand).",
                variant="met",
                field="status",
                concept=row.concept.value,
            )


def _called(row: Prerequisite) -> str:
    return "has no status" if status_is_empty(row) else f"is called {bare(row.status)}"


def _gives(row: Prerequisite) -> str:
    return f"gives students {bare(row.actual)}" if row.actual.value else "does not say how deep students have it"


def _mended(row: Prerequisite, needed: str, gap: str) -> str:
    if not row.actual.value:
        return "Say in the row how deep students have it by then."
    return f"Call it a {gap} and plan how to close it, ask for {_less(row, needed)}, or deepen it earlier."


def _less(row: Prerequisite, needed: str) -> str:
    split = row.required_depth.low < row.required_depth.high
    return f"the shallower half of {needed} alone" if split else f"less than {needed}"
