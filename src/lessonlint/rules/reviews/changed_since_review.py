"""LL410 changed-since-review."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.stamps import changed_since_pass
from lessonlint.rule import Scope, rule


@rule("LL410", "changed-since-review", Scope.LESSON, Severity.WARNING, since="0.1")
def changed_since_review(lesson: Lesson) -> Iterator[Finding]:
    """What a lesson says has changed after the review that passed it.

    ## Why it matters
    PASS means that somebody read the lesson with a student's eyes. What was written afterwards nobody has read, and
    the record goes on saying that the lesson passed.

    `lessonlint review LESSON --stamp` notes below the review's heading which text it is about. What counts are words,
    numbers and formulas; line breaks, the form of tables, capitals, ticks, header lines that say how far the lesson
    is, comments and the reviews themselves may change.

    ## When it does not apply
    Only to a last review that passes and carries such a note. Where the change needs no second look, stamp it again:
    that is a decision, and it leaves a date.

    ## Bad
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Lesson Outline

    1. Knead for twenty minutes.

    ## Review -- 2026-03-02 (Iteration 1/3)

    <!-- lessonlint: reviewed 2026-03-02 sha256:4916cfeaed5971f6 -->

    ### Verdict: PASS
    ~~~

    ## Good
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Lesson Outline

    1. Knead for ten minutes.

    ## Review -- 2026-03-02 (Iteration 1/3)

    <!-- lessonlint: reviewed 2026-03-02 sha256:4916cfeaed5971f6 -->

    ### Verdict: PASS
    ~~~
    """
    if lesson.doc is None or (stamp := changed_since_pass(lesson.doc)) is None or lesson.plan is None:
        return
    last = lesson.plan.reviews[-1]
    yield Finding(
        lesson.doc.at(stamp.text),
        f"{lesson.slug} has changed since it was stamped as reviewed on {stamp.date}.",
        f"Have it looked at again: `lessonlint review {lesson.slug} --new`. If the change needs no review, say so: "
        "`--stamp`.",
        (Related(lesson.doc.at(last.title), "the review that passed it"),),
        field="review",
    )
