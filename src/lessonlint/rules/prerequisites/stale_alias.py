"""LL111 stale-alias."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.concepts.knowledge import Knowledge
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import bare, quoted


@rule("LL111", "stale-alias", Scope.KNOWLEDGE, Severity.ERROR, since="0.1")
def stale_alias(knowledge: Knowledge) -> Iterator[Finding]:
    """`concepts.yaml` names an index row that is not there, gives words two meanings, or cannot be read.

    ## Why it matters
    A decision about meaning is believed without looking again. When the row it points at is renamed or removed, every
    prerequisite that relied on it silently stops being checked; so the decision itself is checked on every run.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson |
    |---|---|---|
    | Gluten network | INTRODUCED | first-dough |
    ~~~
    ~~~file concepts.yaml
    concepts:
      - id: gluten
        name: Gluten
        rows:
          - first-dough: Gluten web
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson |
    |---|---|---|
    | Gluten network | INTRODUCED | first-dough |
    ~~~
    ~~~file concepts.yaml
    concepts:
      - id: gluten
        name: Gluten
        rows:
          - first-dough: Gluten network
    ~~~

    ## See also
    `lessonlint aliases` keeps the file.
    """
    for place, words in knowledge.decisions.registry.problems:
        yield Finding(
            place, f"This part of concepts.yaml cannot be used: {words}.", "Correct it; what can be read was used."
        )
    for stale in knowledge.decisions.stale(knowledge.events):
        nearest = stale.nearest
        related: tuple[Related, ...] = ()
        advice = "Correct it, or take the decision again with `lessonlint aliases`."
        if nearest is not None:
            lesson = knowledge.course.lessons[nearest.order].slug
            related = (Related(nearest.doc.at(nearest.row.concept), "the nearest index row"),)
            advice = f"Did you mean `{lesson}: {bare(nearest.row.concept)}`? If it was renamed, write the new name."
        yield Finding(stale.place, f"{quoted(stale.words)}: {stale.problem}.", advice, related, concept=stale.words)
