"""LL608 unconnected-concept."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.names import read_name
from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted


@rule("LL608", "unconnected-concept", Scope.PLAN, Severity.INFO, since="0.1", rests=True, preview=True)
def unconnected_concept(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A new concept that none of the plan's connections mentions.

    ## Why it matters
    A concept that hangs on nothing known has to be learned by heart. The connections are where the plan says what it
    hangs on; a new concept that is missing there has probably been forgotten.

    ## When it does not apply
    A connection counts as soon as it shares one telling word with the concept, in any of its columns. A plan that
    lists no new concepts, or no connections at all, is not judged.

    The rule is a preview: it goes by words, and a connection may well be meant for a concept that it does not name.

    ## Bad
    ~~~file lesson.md
    # Lesson: Work and Time

    **Module:** 1.1 (Dough)

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 2
      - Autolyse
      - Windowpane test

    ## Connections to Prior Concepts

    | Prior Concept | How It Connects |
    |---|---|
    | Gluten network | Autolyse lets it form without hands |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Work and Time

    **Module:** 1.1 (Dough)

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 2
      - Autolyse
      - Windowpane test

    ## Connections to Prior Concepts

    | Prior Concept | How It Connects |
    |---|---|
    | Gluten network | Autolyse lets it form without hands |
    | Gluten network | The windowpane shows how far it has come |
    ~~~
    """
    if plan.new_concepts is None or not plan.connections:
        return
    spoken_of = frozenset().union(*(read_name(text.value).words for row in plan.connections for text in row[:4]))
    for concept in plan.new_concepts.items[: plan.new_concepts.high or None]:
        name = read_name(concept.value)
        if name.telling and spoken_of.isdisjoint(name.words):
            yield Finding(
                doc.at(concept.first_line),
                f"{quoted(concept)} is new, and no connection says what known concept it hangs on.",
                "Add a connection to something students know, or name the concept in the one that is meant for it.",
                field="connections",
                concept=concept.value,
            )
