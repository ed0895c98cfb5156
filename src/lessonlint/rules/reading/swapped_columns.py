"""LL005 swapped-columns."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Edit, Finding, Fix, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted


@rule("LL005", "swapped-columns", Scope.DOCUMENT, Severity.ERROR, since="0.1")
def swapped_columns(doc: Doc) -> Iterator[Finding]:
    """A depth stands where a source belongs, or the other way round.

    ## Why it matters
    A swapped row claims nothing: neither how deep the concept is known nor where it was taught, so the lesson rests
    on something nobody has checked.

    ## Bad
    ~~~file lesson.md
    # Lesson: Shaping

    ## Phase 1: Student State

    | Concept | Depth | Source |
    |---|---|---|
    | Gluten | first-dough | INTRODUCED |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Shaping

    ## Phase 1: Student State

    | Concept | Depth | Source |
    |---|---|---|
    | Gluten | INTRODUCED | first-dough |
    ~~~
    """
    for concept, depth, source in doc.swapped:
        yield Finding(
            doc.at(depth),
            f"The depth of {quoted(concept)} is {quoted(depth)} and its source {quoted(source)}: they are swapped.",
            "Exchange the two cells.",
            field="depth",
            concept=concept.value,
            fix=Fix((Edit(doc.at(depth), doc.raw(source)), Edit(doc.at(source), doc.raw(depth)))),
        )
