"""LL405 unverified-finding."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.wording import counted, quoted


@rule("LL405", "unverified-finding", Scope.PLAN, Severity.INFO, since="0.1")
def unverified_finding(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A later review says nothing about a critical or improvement of the one before.

    ## Why it matters
    A finding that nobody comes back to may have been fixed, or forgotten. Students meet the second kind.

    ## When it does not apply
    Anything that speaks of the finding will do, in any later review, fix pass or summary: a row of a table, a
    sentence with the words of its title, or one that says that all findings were addressed. As many statements as
    there were findings are taken to be about them, whatever they call them.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION

    ### [IMPROVEMENT] -- Students never touch the dough

    ## Review -- 2026-03-04 (Iteration 2/3)

    ### Verdict: PASS
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION

    ### [IMPROVEMENT] -- Students never touch the dough

    ## Review -- 2026-03-04 (Iteration 2/3)

    ### Verdict: PASS

    ### Iteration 1 Fix Verification

    - Touching the dough: FIXED. There is one for each pair.
    ~~~
    """
    for review, missing in plan.unmentioned:
        first, more = quoted(missing[0].title), len(missing) - 1
        and_more = f" and {counted(more, 'more finding')}" if more else ""
        yield Finding(
            doc.at(review),
            f"This review says nothing about {first}{and_more} of the review before.",
            "Add a fix verification: one line for each earlier finding, and whether it is fixed.",
            tuple(Related(doc.at(finding.title), finding.name) for finding in missing),
            field="review",
            concept=str(review),
        )
