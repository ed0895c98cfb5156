"""LL007 missing-section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import folded, near
from lessonlint.vocabulary.sections import SECTIONS
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
    if doc.syntax_errors:
        return  # LL009 says what could not be read; the section may stand there
    required: tuple[str, ...] = getattr(options, doc.kind.replace(" ", "_"))
    present = (
        {section.role for section in doc.sections if not section.empty}
        | {read.role for read in doc.tables if read.table.rows or read.role not in _NEVER_EMPTY}
        | set(doc.header)
    )
    missing = [role for role in required if not present & {role, *_ALSO.get(role, ())}]
    if missing:
        names = [_NAMES.get(role, role) for role in missing]
        slips = [title for role in missing if (title := _slip(doc, role))]
        what = f"This {doc.kind}" if not doc.identity.title else f"The {doc.kind} {quoted(doc.identity.title)}"
        yield Finding(
            doc.at(doc.identity.text),
            f"{what} has no {listed(names)}.",
            (f"Or is {listed([quoted(title) for title in slips], 'or')} a slip of the pen? " if slips else "")
            + "Add it as a heading or a bold label, or change the list under `options: LL007` in lessonlint.yaml.",
            tuple(Related(doc.at(title), "read as none of the known sections") for title in slips),
            field="sections",
        )


def _slip(doc: Doc, role: str) -> Text | None:
    """A title that nobody reads and that is nearly one of a family."""
    known = {name for section in SECTIONS[doc.kind] if section.role == role for name in section.names}
    unread = (section.title for section in doc.sections if section.bin == "unread" and not section.empty)
    return next((title for title in unread if near(folded(title.value), known)), None)


# A first lesson needs nothing and a new module has taught nothing, but a module has lessons.
_NEVER_EMPTY = ("sequence", "loads", "modules", "series")
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
