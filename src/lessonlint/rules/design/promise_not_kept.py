"""LL606 promise-not-kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lessonlint.concepts.kept import NOT_KEPT, Verdict, judged
from lessonlint.course.values import Course
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import folded
from lessonlint.wording import quoted


@rule("LL606", "promise-not-kept", Scope.COURSE, Severity.INFO, since="0.1")
def promise_not_kept(course: Course) -> Iterator[Finding]:
    """A topic is left to a later place that does not exist, or that never takes it up.

    ## Why it matters
    “That comes in Lesson 3” is what students are told when they ask. If it does not come, the question stays open,
    and every lesson behind it believes that another one has answered it.

    ## When it does not apply
    Where the tree does not show it: what is not part of the input, or not yet in the record, may still keep the
    promise. A place that speaks of the topic in any of its words keeps it.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    | resting | Letting dough relax | BUILD | Needs worked dough |
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Scope Boundaries

    **This lesson is NOT about:**
    - Shaping a loaf (Lesson 3)
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    | resting | Letting dough relax | BUILD | Needs worked dough |
    | shaping | Giving it a form | BUILD | Needs relaxed dough |
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading

    ## Scope Boundaries

    **This lesson is NOT about:**
    - Shaping a loaf (Lesson 3)
    ~~~
    """
    by_topic: dict[tuple[str, int], list[Verdict]] = defaultdict(list)
    for verdict in judged(course):
        by_topic[verdict.promise.doc.path, verdict.promise.topic.start].append(verdict)
    for made in by_topic.values():
        nowhere = [verdict for verdict in made if not verdict.promise.exists]
        # “Lesson 2 or Lesson 3” is kept by either.
        broken = all(verdict.outcome == NOT_KEPT for verdict in made)
        yield from map(_finding, nowhere or (made[:1] if broken else ()))


def _finding(verdict: Verdict) -> Finding:
    promise = verdict.promise
    return Finding(
        promise.doc.at(promise.place),
        f"{promise.lesson.slug} leaves {quoted(promise.topic)} for later, but {verdict.reason}.",
        "Say where it will be taught, teach it there, or drop the promise.",
        field="promises",
        concept=folded(promise.topic.value),
    )
