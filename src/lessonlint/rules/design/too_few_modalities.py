"""LL601 too-few-modalities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.design import channels
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, counted, listed


class FewestModalities(NamedTuple):
    """How many different modalities a lesson needs."""

    fewest: int = 3


@rule("LL601", "too-few-modalities", Scope.PLAN, Severity.WARNING, since="0.1", rests=True, options=FewestModalities)
def too_few_modalities(doc: Doc, plan: LessonPlan, options: FewestModalities) -> Iterator[Finding]:
    """A lesson teaches its concept through fewer than three different modalities.

    ## Why it matters
    A picture, a handled example and a formula each show what the others hide. A student who does not follow one of
    them has nothing else to hold on to, and words alone make a concept that can be recited and not used. (This is not
    about “visual” or “kinaesthetic” learners: several representations help the same student.)

    Two rows of the same name are one modality; what stands in brackets does not make another.

    ## When it does not apply
    A plan without any part on modalities is not counted. Ask for that part with `options: LL007`, and for another
    number with `fewest`.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Modalities Planned

    | Modality | What Specifically | Why |
    |---|---|---|
    | Visual (photographs) | Dough at three moments | Shows the skin |
    | Visual (drawing) | The net, sketched | Shows what cannot be seen |
    | Verbal/analogy | Tangled wool, combed | Ties it to something known |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Modalities Planned

    | Modality | What Specifically | Why |
    |---|---|---|
    | Visual (photographs) | Dough at three moments | Shows the skin |
    | Concrete example | One ball, pulled at each moment | Lets hands notice |
    | Verbal/analogy | Tangled wool, combed | Ties it to something known |
    ~~~
    """
    section = next((each.title for each in doc.sections if each.role == "modalities"), None)
    rows = plan.modalities
    names = channels(rows)
    place = section or (rows[0].modality if rows else None)
    if place is not None and len(names) < options.fewest:
        found = listed([bare(name) for name in names.values()])
        yield Finding(
            doc.at(place),
            f"The lesson plans {counted(len(names), 'modality', 'modalities')}: {found}. "
            "Students whom that does not help have nothing else to hold on to."
            if names
            else "The part on modalities names none.",
            f"Plan at least {options.fewest} different ones, each with what it shows that the others hide.",
            field="modalities",
        )
