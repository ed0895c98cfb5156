"""LL007 missing-section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed, quoted


class RequiredSections(NamedTuple):
    """The sections each kind of document must have, by the name of their family."""

    lesson_plan: tuple[str, ...] = ("target concept", "prerequisites", "misconceptions", "examples", "load", "scope")
    module_plan: tuple[str, ...] = ("goal", "sequence", "loads")
    module_record: tuple[str, ...] = ("goal", "concept index", "summaries")
    series_plan: tuple[str, ...] = ("goal", "modules")
    series_summary: tuple[str, ...] = ("roll-up",)
    course: tuple[str, ...] = ("goal", "series")


@rule("LL007", "missing-section", Scope.DOCUMENT, Severity.WARNING, since="0.1", rests=True, options=RequiredSections)
def missing_section(doc: Doc, options: RequiredSections) -> Iterator[Finding]:
    """A section that every document of this kind needs is absent or empty.

    ## Why it matters
    A plan without prerequisites, misconceptions or a load has not asked the question yet, and nobody can check the
    answer. The sections may be headings of any level or bold labels.

    ## When it does not apply
    Teams differ: set the list for each kind of document under `options: LL007`.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Module goal:** The student can make a plain dough.

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Module goal:** The student can make a plain dough.

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | first-dough | Flour and water | BUILD | Where everyone starts |

    ## Cognitive Load Trajectory

    BUILD
    ~~~
    """
    if doc.syntax_errors and not (doc.sections or doc.header):
        return  # nothing of it could be read, and LL009 says so
    required: tuple[str, ...] = getattr(options, doc.kind.replace(" ", "_"))
    present = (
        {section.role for section in doc.sections if not section.empty}
        | {read.role for read in doc.tables}
        | set(doc.header)
    )
    missing = [_NAMES.get(role, role) for role in required if not present & {role, *_ALSO.get(role, ())}]
    if missing:
        what = f"This {doc.kind}" if not doc.identity.title else f"The {doc.kind} {quoted(doc.identity.title)}"
        yield Finding(
            doc.at(doc.identity.text),
            f"{what} has no {listed(missing)}.",
            "Add it as a heading or a bold label, or change the list under `options: LL007` in lessonlint.yaml.",
            field="sections",
        )


_ALSO = {
    "goal": ("module goal", "series goal"),
    "load": ("cognitive load", "cognitive load type", "load type"),
    "sequence": ("lessons",),
    "scope": ("about", "not about"),
    "modules": ("lessons",),
    "target concept": ("target",),
}
_NAMES = {
    "sequence": "lesson sequence",
    "loads": "cognitive load trajectory",
    "load": "cognitive load assessment",
    "scope": "scope boundaries",
    "summaries": "per-lesson summaries",
    "roll-up": "rolled-up concept list",
    "modules": "modules and lessons",
    "series": "table of series",
}
