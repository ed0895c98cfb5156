"""LL609 readiness-contradicts-tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.rows import GAP
from lessonlint.model.values import ConceptRow, DepthClaim, Prerequisite
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import Depth
from lessonlint.wording import bare, counted, listed, quoted

_SHOWN = 3
_POINTS_BACK = re.compile(r"\b(?:above|(?:in|of) (?:the|this|that) (?:table|list))\b", re.IGNORECASE)


@rule("LL609", "readiness-contradicts-tables", Scope.PLAN, Severity.WARNING, since="0.1")
def readiness_contradicts_tables(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A sentence says that every concept is known deep enough, and a row of the plan's tables says otherwise.

    ## Why it matters
    The readiness assessment is what hurried readers believe. It says that nothing needs a recap, the table shows what
    does, and the recap is left out.

    ## When it does not apply
    Only sentences about *every* concept or prerequisite count. One that excepts something, or speaks of some concepts
    only (“all mathematical prerequisites”), claims nothing about a particular row. “Every concept in the table”, or
    above, speaks of the tables that stand before it. “Sufficient” is denied only by rows
    that declare a gap in depth: one whose depth is reached (a recap of what has faded) denies nothing, and a row that
    says OK though its depths do not is LL105's.

    ## Bad
    ~~~file lesson.md
    # Lesson: Reading a Dough

    **Module:** 1.1 (Dough)

    ## Student State

    **Readiness assessment:** Every concept is at DEVELOPED or higher.

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status |
    |---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network | OK |
    | Autolyse | INTRODUCED | INTRODUCED | work-and-time | OK |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Reading a Dough

    **Module:** 1.1 (Dough)

    ## Student State

    **Readiness assessment:** Every concept but autolyse is at DEVELOPED or higher.

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status |
    |---|---|---|---|---|
    | Gluten network | DEVELOPED | DEVELOPED | gluten-network | OK |
    | Autolyse | INTRODUCED | INTRODUCED | work-and-time | OK |
    ~~~
    """
    denied = [(claim, rows) for claim in plan.depth_claims if (rows := list(_against(plan, claim)))]
    if denied:
        claim, rows = denied[0]
        names = [f"{bare(row.concept)} ({bare(row.depth)}{', a declared gap' * row.gap})" for row in rows]
        more = [counted(len(names) - _SHOWN, "other")] if len(names) > _SHOWN else []
        again = [Related(doc.at(other.text.first_line), "said here too") for other, _ in denied[1:]]
        yield Finding(
            doc.at(claim.text.first_line),
            f"{quoted(claim.text, 120)}, but not {listed([*names[:_SHOWN], *more])}.",
            _advice(rows),
            (*(Related(doc.at(row.depth), f"{bare(row.depth)} here") for row in rows), *again),
            field="readiness",
        )


class _Row(NamedTuple):
    """A row that denies a claim, and whether it declares a gap itself."""

    concept: Text
    depth: Text
    gap: bool


def _advice(rows: list[_Row]) -> str:
    """What to do: a gap wants its recap, while a row that is merely met only makes the sentence too strong."""
    if all(row.gap for row in rows):
        return (
            "The table plans for a gap. Name it in the sentence as the exception, so that nobody leaves its recap out."
        )
    weaker = (
        "Name them as exceptions or promise less: such rows may be as deep as the lesson needs, but not as the "
        "sentence says."
    )
    return f"{weaker} The declared gaps want their recap." if any(row.gap for row in rows) else weaker


def _against(plan: LessonPlan, claim: DepthClaim) -> Iterator[_Row]:
    """The rows that deny a claim.

    “Sufficient” is denied by declared gaps only: of a row that says OK though it is not, LL105 speaks.
    """
    for row in plan.prerequisites:
        if claim.step is None:
            if row.standing == GAP and row.actual and _below(row.actual_depth, row.required_depth.low):
                yield _Row(row.concept, row.actual, gap=True)
        elif row.actual and _is_meant(plan, claim, row) and _below(row.actual_depth, claim.step):
            yield _Row(row.concept, row.actual, row.standing == GAP)
    for known in plan.state if claim.step is not None else ():
        if known.depth and claim.step is not None and _is_meant(plan, claim, known) and _below(known.level, claim.step):
            yield _Row(known.concept, known.depth, gap=False)


def _is_meant(plan: LessonPlan, claim: DepthClaim, row: ConceptRow | Prerequisite) -> bool:
    """Whether a claim speaks of a row: one about what is in a table or above, only of rows that stand before it."""
    if not _POINTS_BACK.search(claim.text.value):
        return True
    starts = [each.concept.start for each in plan.state] + [each.concept.start for each in plan.prerequisites]
    return row.concept.start < claim.text.start or min(starts) > claim.text.start


def _below(depth: Depth, step: int) -> bool:
    return depth.kind in ("taught", "untaught") and depth.high < step
