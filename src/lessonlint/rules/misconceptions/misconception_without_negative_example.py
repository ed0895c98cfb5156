"""LL301 misconception-without-negative-example."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import is_blank
from lessonlint.wording import quoted


@rule("LL301", "misconception-without-negative-example", Scope.PLAN, Severity.ERROR, since="0.1", rests=True)
def misconception_without_negative_example(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A misconception has no negative example that disproves it: the cell is empty, a dash, `TBD`, “see above”.

    ## Why it matters
    Being told that a belief is wrong rarely moves it; a case in which it visibly fails does. Refutation texts, which
    state the belief, say that it is wrong and show why, beat plain exposition (g = 0.41 over 44 comparisons and 3,869
    learners, Schroeder & Kucera 2022, doi:10.1007/s10648-021-09656-z).

    ## When it does not apply
    If the lesson only names the misconception for a later lesson, list it in the module plan instead.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | TBD | Section 3 |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |
    ~~~
    """
    for row in plan.misconceptions:
        cut_short = row.negative.start == row.row.end  # LL003 says that the cell is missing
        if is_blank(row.negative.value) and not is_blank(row.belief.value) and not cut_short:
            words = f"says only {quoted(row.negative)}" if row.negative else "is empty"
            yield Finding(
                doc.at(row.negative),
                f"Nothing disproves {quoted(row.belief)}: its negative example {words}.",
                "Give one case in which the belief leads to a visibly wrong result.",
                field="negative example",
                concept=row.belief.value,
            )
