"""LL205 new-concepts-miscounted."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.phrases import KNOWN, NEW, novelty
from lessonlint.rule import Scope, rule
from lessonlint.wording import counted, listed, quoted


@rule("LL205", "new-concepts-miscounted", Scope.PLAN, Severity.WARNING, since="0.1")
def new_concepts_miscounted(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """The number of new concepts a lesson states is not the number it lists.

    ## Why it matters
    The number decides whether the lesson is too much for one sitting (LL203) and whether a rest lesson really is one
    (LL204). When the list below it has grown since, students get the longer list.

    Items that say they are not new do not count. Items that are new only in part (“a reframing”, “not entirely new”,
    “stretch, if time allows”) may count or not, and of a range any number will do.

    ## When it does not apply
    A lesson that states none may list what it practises instead.

    ## Bad
    ~~~file lesson.md
    # Lesson: First Loaf

    **Module:** 1.1 (Dough)

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 2
      1. Oven spring
      2. Scoring
      3. Steam in the first ten minutes
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: First Loaf

    **Module:** 1.1 (Dough)

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 2
      1. Oven spring
      2. Scoring
      3. Folding (not new: a reminder from the lesson before)
    ~~~
    """
    stated = plan.new_concepts
    if stated is None or not stated.low or not stated.items:
        return
    kinds = [novelty(doc.said(item.value)) for item in stated.items]
    fewest, most = kinds.count(NEW), len(kinds) - kinds.count(KNOWN)
    if fewest <= stated.high and stated.low <= most:
        return
    names = [quoted(item, 40) for item, kind in zip(stated.items, kinds, strict=True) if kind != KNOWN]
    number = str(stated.low) if stated.low == stated.high else f"{stated.low} to {stated.high}"
    besides = f", besides {counted(kinds.count(KNOWN), 'item')} said not to be new" if KNOWN in kinds else ""
    yield Finding(
        doc.at(stated.text),
        f"This lesson states {number} new {'concept' if number == '1' else 'concepts'} but lists "
        f"{len(names) or 'none'}{f' ({listed(names)})' if names else ''}{besides}.",
        "Correct the number or the list, and say “not new” behind an item that students have met before.",
        field="new concepts",
    )
