"""LL406 incomplete-finding."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import GRAVE, ReviewFinding
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed

_PARTS = {
    "location": ("location", "where", "section", "line", "place", "file"),
    "issue": ("issue", "problem", "what", "description", "observation", "finding", "detail", "correction"),
    "student impact": ("student impact", "impact", "why", "effect", "consequence", "risk", "student"),
    "suggested fix": ("suggest", "fix", "recommend", "propos", "remed", "solution", "action", "correction", "option"),
}


@rule("LL406", "incomplete-finding", Scope.PLAN, Severity.INFO, since="0.1")
def incomplete_finding(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A critical or improvement does not say where it is, what is wrong, whom it hurts or what would mend it.

    ## Why it matters
    A finding is written once and worked on later, by someone else. Without the place it has to be searched for;
    without the effect on students nobody can tell whether another remedy would do as well.

    ## When it does not apply
    Only the four labels of the format count, or words like them (“Where”, “Problem”, “Impact”, “Proposal”). A finding
    told as plain prose may hold all of it, so nothing is said of it; nor of polish, nor of one that is already
    fixed, accepted or withdrawn in its own text.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION

    ### [IMPROVEMENT] -- Students never touch the dough

    **Location:** Section 2
    **Issue:** The teacher kneads.
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    ## Review -- 2026-03-02 (Iteration 1/3)

    ### Verdict: NEEDS REVISION

    ### [IMPROVEMENT] -- Students never touch the dough

    **Location:** Section 2
    **Issue:** The teacher kneads.
    **Student impact:** They cannot tell tight from slack.
    **Suggested fix:** One dough for each pair.
    ~~~
    """
    for review in plan.reviews:
        for finding in review.findings:
            missing = _missing(finding) if finding.severity in GRAVE and not finding.closed else []
            if missing:
                yield Finding(
                    doc.at(finding.title),
                    f"This {finding.severity.lower()} gives no {listed(missing).replace(' and ', ' or ')}.",
                    "Whoever mends it needs to know. Add what is missing, each under its own label.",
                    field="review",
                    concept=str(finding.title),
                )


def _missing(finding: ReviewFinding) -> list[str]:
    """The parts a finding lacks. Prose, or labels nobody knows, may hold anything."""
    labels = [name for name, _ in finding.fields]
    missing = [part for part, names in _PARTS.items() if not any(label.startswith(names) for label in labels)]
    return missing if finding.bare or len(missing) < len(_PARTS) else []
