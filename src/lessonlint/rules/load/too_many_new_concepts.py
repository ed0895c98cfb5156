"""LL203 too-many-new-concepts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import Count
from lessonlint.rule import Scope, rule
from lessonlint.wording import argued


class NewConceptLimits(NamedTuple):
    """How many new concepts a lesson may state."""

    warn_above: int = 3
    error_above: int = 4


_JOINED = "Or teach one of them as a part of something that students know well."


@rule(
    "LL203", "too-many-new-concepts", Scope.PLAN, Severity.WARNING,
    since="0.1", options=NewConceptLimits, over=Severity.ERROR,
)  # fmt: skip
def too_many_new_concepts(doc: Doc, plan: LessonPlan, options: NewConceptLimits) -> Iterator[Finding]:
    """A lesson states more new concepts than students can hold at once.

    ## Why it matters
    Working memory holds three to five meaningful chunks, about four on average (Cowan 2001,
    doi:10.1017/S0140525X01003922). A lesson that brings more than three has students drop one while they reach for
    the next. More than four is the variant `over`, an error, also where the load section says why: what would do for
    four need not hold for six.

    Only the number the plan *states* counts; of a range (`2-3`) the lower end. Rows of a concept index are never
    counted: they list every detail.

    ## When it does not apply
    Chunks are not topics: what students know well already counts as one. Concepts that do not interact, or that come
    on different days, load less. Set `warn-above` and `error-above` for your students.

    ## Bad
    ~~~file lesson.md
    # Lesson: First Dough

    **Module:** 1.1 (Dough)

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 4
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: First Dough

    **Module:** 1.1 (Dough)

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 3
    ~~~
    """
    stated = plan.new_concepts
    if stated is None or stated.low <= options.warn_above:
        return
    reason = plan.load_reason
    yield Finding(
        doc.at(stated.text),
        f"This lesson plans {stated.low} new concepts; more than {options.warn_above} at once are hard to hold.",
        "Split the lesson, or move a concept to another. "
        + (argued("The load section", reason, _too_many(stated, options)) if reason else _JOINED),
        variant="over" if stated.low > options.error_above else "",
        field="new concepts",
        excuse=reason,
    )


def _too_many(stated: Count, options: NewConceptLimits) -> str:
    """What a reason lacks that would do for fewer concepts."""
    if stated.low <= options.error_above:
        return ""
    return f"That may do for {options.error_above}, not for {stated.low}; waive this only if it holds for each of them."
