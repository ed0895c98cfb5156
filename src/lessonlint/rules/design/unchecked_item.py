"""LL604 unchecked-item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

_EXCUSED = re.compile(r"\bn/a\b|\bnot applicable\b|\bdeferred\b|~~", re.IGNORECASE)


@rule("LL604", "unchecked-item", Scope.PLAN, Severity.WARNING, since="0.1", rests=True)
def unchecked_item(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A box in one of the plan's checklists is open.

    ## Why it matters
    The checklist is the author's promise that a question was asked before students were let in. An open box says that
    it was not, or that the answer was no; the next author cannot tell which.

    Where no box at all is ticked, nobody has gone through the list yet: that is one finding for the whole list.

    ## When it does not apply
    An item that says why it is open (`N/A`, “not applicable”, “deferred”) or is struck through is answered.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Prerequisite Audit

    - [x] Each assumed concept is listed
    - [ ] Sources were looked up in the record
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Prerequisite Audit

    - [x] Each assumed concept is listed
    - [x] Sources were looked up in the record
    ~~~
    """
    checks, said = plan.checks, doc.said
    unticked = (check for check in checks if not check.ticked and check.text)
    open_ = [check for check in unticked if not _EXCUSED.search(said(check.text.value))]
    if len(open_) > 1 and not any(check.ticked for check in checks):
        yield Finding(
            doc.at(open_[0].text.first_line),
            f"None of the {len(open_)} boxes of the checklist is ticked: nobody has gone through it yet.",
            "Go through it before the lesson is taught.",
            tuple(Related(doc.at(check.text.first_line), "open") for check in open_[1:]),
            field="checklist",
        )
        return
    for check in open_:
        yield Finding(
            doc.at(check.text.first_line),
            f"{quoted(check.text)} is not ticked.",
            "Do it and tick it, or write behind it why it does not apply.",
            field="checklist",
            concept=check.text.value,
        )
