"""LL102 untaught-prerequisite."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.links import Link
from lessonlint.concepts.problems import is_untaught, taught_later
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed, quoted

_NEAR = 0.3
_SHOWN = 2


@rule("LL102", "untaught-prerequisite", Scope.REFERENCES, Severity.WARNING, since="0.1")
def untaught_prerequisite(linked: LinkedLesson) -> Iterator[Finding]:
    """A lesson builds on a concept that nothing before it teaches.

    ## Why it matters
    Students meet a word that everyone around them seems to know. Some look it up, most stop following. Either a
    lesson is missing, or the concept goes by another name that nobody would connect with this one.

    ## When it does not apply
    Rows that are called a gap, that say `this lesson`, or whose source lies outside the course: `Prior education`, or
    a phrase that names no place in it (`Harbour work`).

    That nothing teaches a concept can only be known of a closed world. The course must be closed (its page names its
    modules and all are there, or `complete: [course]` is configured), or every earlier series and every module of the
    lesson's own series up to its own; and each earlier lesson must be recorded. Else the rule is silent, unless
    `concepts.yaml` says of the words that they are not taught, or the records of the lessons that the row cites are
    there and a later lesson teaches the concept under just this name.

    ## Bad
    ~~~config
    complete: [course]
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Gluten network | DEVELOPED | first-dough | Pulled between the hands |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Bench rest | INTRODUCED | INTRODUCED | first-dough | OK | Without it the loaf tears |
    ~~~

    ## Good
    ~~~config
    complete: [course]
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Bench rest | INTRODUCED | first-dough | Ten minutes under a cloth |
    ~~~
    ~~~file shaping.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)
    **Position:** Lesson 2
    **Slug:** shaping

    ## Prerequisites

    | Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
    |---|---|---|---|---|---|
    | Bench rest | INTRODUCED | INTRODUCED | first-dough | OK | Without it the loaf tears |
    ~~~
    """
    for link in linked.of(PREREQUISITES):
        if not is_untaught(linked, link):
            continue
        near = [each.event for each in link.candidates if each.event.order < linked.at and each.score >= _NEAR]
        here = next((event for event in link.targets if event.order == linked.at), None)
        later = None if here or link.decided else taught_later(linked, link)
        denied = "no earlier record names it" + ("; the records have it in this lesson alone" if here else "")
        if later:
            denied += f"; {linked.knowledge.course.lessons[later.order].name} teaches it, which comes later"
        if link.decided:
            denied, near = "no lesson before this one teaches it, as concepts.yaml says", []
        gap = link.reference.doc.vocabulary.statuses.gap
        names = listed([quoted(event.row.concept) for event in near[:_SHOWN]])
        yield Finding(
            link.reference.place,
            f"{quoted(link.reference.concept)} is needed, but {denied}.",
            f"{_teach(linked, link)} it earlier, mark the row {gap} and plan how to close it, or name its source "
            "outside the course."
            + (f" Nearest in the records: {names}." if near else "")
            + ("" if here or link.decided else " If it was taught in other words, say so with `lessonlint aliases`."),
            tuple(_where(here, "taught here, in the same lesson") + _where(later, "taught here, too late")),
            field="concept",
            concept=link.reference.concept.value,
        )


def _where(event: Event | None, words: str) -> list[Related]:
    return [Related(event.doc.at(event.row.concept), words)] if event else []


def _teach(linked: LinkedLesson, link: Link) -> str:
    """The beginning of what to do: the lessons that a row cites may have the concept under a name it does not say."""
    cited = [linked.knowledge.course.lessons[index] for index in sorted(link.citation.lessons) if index < linked.at]
    if not cited or link.decided or link.targets:
        return "Teach"
    names = listed([lesson.name for lesson in cited], "or")
    return f"If {names} teaches it by another name, use that name here. Else teach"
