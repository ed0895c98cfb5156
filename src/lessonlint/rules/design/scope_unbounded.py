"""LL602 scope-unbounded."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule


@rule("LL602", "scope-unbounded", Scope.PLAN, Severity.WARNING, since="0.1", rests=True)
def scope_unbounded(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """The scope says only what the lesson is about, or only what it is not about.

    ## Why it matters
    Without “is not about” a lesson grows: every neighbouring topic seems to belong, and students meet half of it
    unprepared. Without “is about” nobody can tell whether what was left out was the point.

    ## When it does not apply
    A scope without labels is read by its words: an item that says “no”, “not” or “only” draws a bound, an item that
    does not begin with a denial says what the lesson is about. A plan without any scope, or with an empty one, is
    LL007's.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Scope Boundaries

    **This lesson IS about:**
    - Working a dough by hand
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Scope Boundaries

    **This lesson IS about:**
    - Working a dough by hand

    **This lesson is NOT about:**
    - Machines
    ~~~
    """
    scope = plan.scope
    if scope is None or scope.is_about == scope.not_about:
        return
    if scope.is_about:
        message = "The scope says what the lesson is about, and nothing it is not about, so nothing keeps it small."
        help_ = "List what a reader might expect here and will not find, with the place where it comes."
    else:
        message = "The scope says what the lesson is not about, and nothing it is about."
        help_ = "List what the lesson does teach."
    yield Finding(doc.at(scope.title), message, help_, field="scope")
