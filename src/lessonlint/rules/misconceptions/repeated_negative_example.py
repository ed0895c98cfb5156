"""LL306 repeated-negative-example."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import Misconception
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import folded, is_blank
from lessonlint.wording import quoted


@rule("LL306", "repeated-negative-example", Scope.PLAN, Severity.INFO, since="0.1")
def repeated_negative_example(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """One negative example stands, word for word, beside two misconceptions.

    ## Why it matters
    A case disproves a belief by what the belief would have predicted of it. Two beliefs rarely predict the same wrong
    thing; where one example is written twice, one of the two rows is usually a copy that was never finished.

    ## When it does not apply
    If one experiment really answers both beliefs, say in each row what it shows about that one; then the words differ.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |
    | "A machine kneads best" | It is strong | After 40 minutes in the mixer dough tears | Section 3 |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |
    | "A machine kneads best" | It is strong | Ten folds by hand make a loaf of the same height | Section 3 |
    ~~~
    """
    seen: dict[str, Misconception] = {}
    for row in plan.misconceptions:
        if is_blank(row.negative.value) or is_blank(row.belief.value):
            continue
        first = seen.setdefault(folded(row.negative.value), row)
        if folded(first.belief.value) != folded(row.belief.value):
            yield Finding(
                doc.at(row.negative),
                f"The negative example for {quoted(row.belief)} is, word for word, that of {quoted(first.belief)}.",
                "Find a case of its own for each, or say what this one shows about this belief.",
                (Related(doc.at(first.negative), "the same example"),),
                field="negative example",
                concept=row.belief.value,
            )
