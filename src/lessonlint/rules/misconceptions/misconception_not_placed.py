"""LL304 misconception-not-placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import Misconception
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import is_blank
from lessonlint.wording import counted, quoted

_SECTION = re.compile(
    r"(?<!notebook )(?<!widget )(?:\bsections?|§)\s*(\d{1,2})(?![\d.]*\.\d)(?!\s*(?:of|in)\b)", re.IGNORECASE
)
_DEFERRED = re.compile(r"\b(?:deferred|postponed|later lessons?|saved for|left for)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(\d{1,2})[.:)]")


@rule("LL304", "misconception-not-placed", Scope.PLAN, Severity.WARNING, since="0.1", rests=True)
def misconception_not_placed(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A misconception has no place in the lesson: none is given, or a section that the outline does not have.

    ## Why it matters
    A misconception that is listed and nowhere taken up is not taught. When the outline is shortened or reordered, its
    refutation is the first thing to lose its place, and nobody notices until students still hold the belief.

    ## When it does not apply
    A table without such a column is not judged, and sections are counted only where the plan has an outline.
    A row that says it is deferred is left alone; such a belief is better listed in the module plan.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |

    ## Lesson Outline

    1. **Mixing**
    2. **Kneading**
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 2 |

    ## Lesson Outline

    1. **Mixing**
    2. **Kneading**
    ~~~
    """
    numbers = [int(found[1]) for step in plan.outline if (found := _NUMBER.match(step.value))]
    sections = max([len(plan.outline), *numbers])
    for row in plan.misconceptions:
        problem = _problem(row, sections, doc.said)
        if problem:
            yield Finding(
                doc.at(row.place),
                f"{quoted(row.belief)} has no place in this lesson: {problem}.",
                "Say in which section students meet the case that disproves it.",
                field="where to address",
                concept=row.belief.value,
            )


def _problem(row: Misconception, sections: int, said: Callable[[str], str]) -> str:
    problem = _misplaced(row.place, sections, said)
    no_cell = row.place.start == row.row.end  # no such column, or a row that is cut short (LL003)
    if not problem or no_cell or is_blank(row.belief.value) or is_blank(row.negative.value):  # LL301 speaks of this row
        return ""
    return "" if _DEFERRED.search(said(f"{row.reason} {row.negative} {row.place}")) else problem


def _misplaced(place: Text, sections: int, said: Callable[[str], str]) -> str:
    if is_blank(place.value):
        return f"it says only {quoted(place)}" if place else "the cell is empty"
    last = max((int(number) for number in _SECTION.findall(said(place.value))), default=0)
    return f"{quoted(place)}, but the outline has {counted(sections, 'section')}" if 0 < sections < last else ""
