"""LL501 lesson-not-recorded."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.strangers import is_near, strangers
from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.odd_words import COLUMN
from lessonlint.rule import Scope, rule
from lessonlint.source import Place

_SECTIONS = {"no summary": "summaries", "no row in its concept index": "concept index"}


@rule("LL501", "lesson-not-recorded", Scope.MODULE, Severity.ERROR, since="0.1")
def lesson_not_recorded(module: Module) -> Iterator[Finding]:
    """A lesson that was built is missing from its module's record.

    ## Why it matters
    Later lessons ask the record what students know. What an unrecorded lesson taught does not exist for them: it is
    taught again as if it were new, or counted as a gap.

    ## When it does not apply
    Only in a module that is all there: its plan, its record and every planned lesson. A lesson counts as built when
    its own file has a review or says what was built. A record without a concept index, or without summaries, is
    LL007's finding.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Review

    ### Verdict: PASS
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Review

    ### Verdict: PASS
    ~~~
    """
    record = module.record_doc
    if not module.closed or record is None or record.syntax_errors:
        return
    unknown = list(strangers(module))
    sections = {section.role: record.at(section.title) for section in reversed(record.sections)}
    if any(odd.meant == COLUMN for odd in record.odd_words):  # LL006: nobody knows what the index has
        sections.pop(_SECTIONS["no row in its concept index"], None)
    for lesson in module.lessons:
        built = _built(lesson)
        has = dict(zip(_SECTIONS, (lesson.summary, lesson.taught), strict=True))
        missing = [what for what, there in has.items() if not there and _SECTIONS[what] in sections]
        if built and missing and not is_near(lesson, unknown):
            yield Finding(
                sections[_SECTIONS[missing[0]]],
                f"{lesson.name} was built, but the record of module {module.name} has {' and '.join(missing)} for it.",
                "Later lessons take what students know from the record. Write down what the lesson taught.",
                (Related(built, "this says that it was built"),),
                field="record",
                concept=lesson.slug,
            )


def _built(lesson: Lesson) -> Place | None:
    """Where a planned lesson's own file says that the lesson exists."""
    doc: Doc | None = lesson.doc
    if doc is None or lesson.plan is None or lesson.planned is None:
        return None
    said = lesson.plan.built or lesson.plan.outcome.first
    return doc.at(said) if said else None
