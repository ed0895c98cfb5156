"""LL303 too-few-misconceptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import is_blank
from lessonlint.wording import counted


class MisconceptionLimits(NamedTuple):
    """How many misconceptions a lesson should prepare for."""

    fewest: int = 3


@rule(
    "LL303", "too-few-misconceptions", Scope.PLAN, Severity.WARNING,
    since="0.1", rests=True, options=MisconceptionLimits,
)  # fmt: skip
def too_few_misconceptions(doc: Doc, plan: LessonPlan, options: MisconceptionLimits) -> Iterator[Finding]:
    """A lesson's table of misconceptions has fewer than three.

    ## Why it matters
    Students bring explanations of their own to any subject. A lesson that expects one of them is surprised by the
    others, and a belief that nobody names is not refuted (see LL301). Looking for a third is where authors leave the
    obvious one behind.

    ## When it does not apply
    Three is a habit of careful planning, not a measured threshold; set `fewest` to what your team asks for. A lesson
    without such a table is not judged here.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |
    | "Kneading warms the dough, so it rises" | Hands are warm | Dough from a cold machine rises too | Section 4 |
    | "Oil makes it stretch" | It feels smooth | Flour and oil alone make a crumbly paste | Section 1 |
    ~~~
    """
    tables = [read.table for read in doc.tables if read.role == "misconceptions"]
    found = sum(not is_blank(row.belief.value) for row in plan.misconceptions)
    if tables and found < options.fewest:
        yield Finding(
            doc.at(tables[0].header[0]),
            f"This lesson prepares for {counted(found, 'misconception') if found else 'no misconception'}, "
            f"fewer than {options.fewest}.",
            "Ask what a student would say who has not had this lesson yet, and give each answer a row.",
            field="misconceptions",
        )
