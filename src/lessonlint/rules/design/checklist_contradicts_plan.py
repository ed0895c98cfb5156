"""LL605 checklist-contradicts-plan."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.design import channels
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import folded, is_blank
from lessonlint.wording import quoted


@rule("LL605", "checklist-contradicts-plan", Scope.PLAN, Severity.INFO, since="0.1")
def checklist_contradicts_plan(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A ticked box states a number that the tables of the plan deny.

    ## Why it matters
    “Five misconceptions, ticked” beside a table of four means that the list was ticked before the plan was finished,
    or that the plan has changed since. Either way the tick no longer vouches for anything.

    ## When it does not apply
    Numbers that only bound (`at least 3`, `<= 3`) state nothing. Compared are misconceptions, modalities, new
    concepts and positive and negative examples. Modalities may be counted by rows or by different names, and an
    example whose type is neither word counts for whichever number needs it.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Negative Example |
    |---|---|
    | More kneading is always better | After 40 minutes in the mixer dough tears |
    | Kneading makes the gluten | A stirred dough has it within the hour |

    ## Pedagogical Design Checklist

    - [x] At least 2 misconceptions with negative examples (3 misconceptions)
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Negative Example |
    |---|---|
    | More kneading is always better | After 40 minutes in the mixer dough tears |
    | Kneading makes the gluten | A stirred dough has it within the hour |

    ## Pedagogical Design Checklist

    - [x] At least 2 misconceptions with negative examples (2 misconceptions)
    ~~~
    """
    seen: set[tuple[str, int]] = set()
    for check in plan.checks:
        for tally in check.tallies if check.ticked else ():
            counts, place = _counted(plan, tally.what)
            if place is None or counts[0] <= tally.number <= counts[1] or (tally.what, tally.number) in seen:
                continue
            seen.add((tally.what, tally.number))
            holds = f"{counts[0]}" if counts[0] == counts[1] else f"{counts[0]} to {counts[1]}"
            yield Finding(
                doc.at(tally.text),
                f"The checklist says {quoted(tally.text)}, but the plan holds {holds}.",
                "Correct the number, or go through the item again.",
                (Related(doc.at(place), "counted from here"),),
                field="checklist",
                concept=tally.what,
            )


def _counted(plan: LessonPlan, what: str) -> tuple[tuple[int, int], Text | None]:
    """The least and the most of something that the plan's tables hold, and where counting begins."""
    if what == "misconception":
        beliefs = [row.belief for row in plan.misconceptions if not is_blank(row.belief.value)]
        return (len(beliefs), len(beliefs)), next(iter(beliefs), None)
    if what == "modality":
        named = [row.modality for row in plan.modalities if not is_blank(row.modality.value)]
        return (len(channels(plan.modalities)), len(named)), next(iter(named), None)
    if what == "new concept":
        stated = plan.new_concepts
        return ((stated.low, max(stated.high, len(stated.items))), stated.text) if stated else ((0, 0), None)
    types = [row.type for row in plan.examples if row.type]
    sure = [each for each in types if what in folded(each.value).split()]
    other = "negative" if what == "positive" else "positive"
    unsure = [each for each in types if each not in sure and other not in folded(each.value).split()]
    soft = [each for each in sure if len(folded(each.value).split()) > 1]
    return (len(sure) - len(soft), len(sure) + len(unsure)), next(iter(types), None)
