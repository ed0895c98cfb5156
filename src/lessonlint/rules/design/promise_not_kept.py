"""LL606 promise-not-kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lessonlint.concepts.names import GENERIC, stems
from lessonlint.concepts.promises import Promise, promises
from lessonlint.course.values import Course, Lesson
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import folded
from lessonlint.wording import quoted

_WORTH_SEARCHING = 4


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
    said = _Said(course)
    by_topic: dict[tuple[str, int], list[Promise]] = defaultdict(list)
    for promise in promises(course):
        by_topic[promise.doc.path, promise.topic.start].append(promise)
    for made in by_topic.values():
        for promise in made:
            if not promise.exists:
                yield _finding(promise, f"there is no {promise.place.value}")
        if all(promise.exists and promise.lessons for promise in made) and not _kept(made, said):
            yield _finding(made[0], f"{made[0].place.value} never takes it up")


def _finding(promise: Promise, problem: str) -> Finding:
    return Finding(
        promise.doc.at(promise.place),
        f"{promise.lesson.slug} leaves {quoted(promise.topic)} for later, but {problem}.",
        "Say where it will be taught, teach it there, or drop the promise.",
        field="promises",
        concept=folded(promise.topic.value),
    )


def _kept(made: list[Promise], said: _Said) -> bool:
    """Whether the places speak of the topic at all, or may still come to: not all of their lessons are recorded."""
    lessons = {at for promise in made for at in promise.lessons}
    if not all(said.course.lessons[at].taught and said.course.lessons[at].summary for at in lessons):
        return True
    words = _topic_words(made)
    return not words or any(said.speaks_of(words, at) for at in lessons)


def _topic_words(made: list[Promise]) -> set[str]:
    topic = made[0].topic.value
    for promise in made:
        topic = topic.replace(promise.place.value, " ")
    return set(stems(topic)) - GENERIC


class _Said:
    """What each lesson speaks of, worked out once: the words it uses, and its text without blanks."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._spoken: dict[int, tuple[frozenset[str], str]] = {}

    def speaks_of(self, words: set[str], at: int) -> bool:
        """Whether a lesson uses one of these words, perhaps inside a longer one."""
        if at not in self._spoken:
            text = " ".join(_texts(self.course.lessons[at], self.course))
            self._spoken[at] = frozenset(stems(text)), folded(text).replace(" ", "").replace("_", "")
        known, squeezed = self._spoken[at]
        return any(word in known or (len(word) >= _WORTH_SEARCHING and word in squeezed) for word in words)


def _texts(lesson: Lesson, course: Course) -> Iterator[str]:
    """Everything that plan and record say the lesson teaches, and how."""
    yield f"{lesson.slug.replace('-', ' ')} {lesson.title}"
    for _, row in lesson.taught:
        yield f"{row.concept} {row.notes}"
    if lesson.summary:
        yield from (text.value for label, text in lesson.summary[1].parts if "not" not in label.split())
    if lesson.planned:
        yield lesson.planned[1].concept.value
    if lesson.plan:
        plan = lesson.plan
        yield from (row.concept.value for row in plan.targets)
        yield from (text.value for text in (plan.target, plan.narrative, *plan.outline, *plan.about))
    module = course.find(lesson.module) if lesson.module else None
    if module and module.plan:
        yield from (topics.topics.value for topics in module.plan.topics if lesson.slug in topics.lesson.value)
