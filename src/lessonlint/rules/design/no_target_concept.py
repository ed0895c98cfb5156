"""LL607 no-target-concept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import folded, is_blank
from lessonlint.wording import bare, quoted

# A name has at most so many words; more words say something of it.
_LONGEST_NAME = 4
_DOING = (
    r"(?i)\b(?:students?|learners?|bakers?|they|you|we|can|will|able|to|teach(?:es)?"
    r"|understand|explain|apply|use|make|build|judge|choose|compare|read|write|know|tell|see|describe|implement"
    r"|recogni[sz]e|predict|design|derive|compute|identify|distinguish|analy[sz]e|trace|solve"
    r"|calculate|construct|convert|demonstrate|draw|estimate|evaluate|find|interpret|perform|prove|sketch)\b"
    r"|^\w++(?<=ise|yse|ize|ify)(?= \w)"  # Harmonise eight bars
)


@rule("LL607", "no-target-concept", Scope.PLAN, Severity.WARNING, since="0.1", rests=True)
def no_target_concept(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """The target concept is only named, or left open: it does not say what the student will be able to do.

    ## Why it matters
    “Hydration” can be mentioned in a minute or practised for a week. Only when the plan says what the student can do
    afterwards can anybody tell whether a section belongs, whether an exercise fits, and whether the lesson worked.

    ## When it does not apply
    A plan without a target at all is LL007's. More than four words, or any word of doing (“can”, “explain”, “judge”),
    are taken to say something.

    ## Bad
    ~~~file lesson.md
    # Lesson: Baker's Percentages

    **Module:** 1.1 (Dough)

    ## Target Concept

    Hydration
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Baker's Percentages

    **Module:** 1.1 (Dough)

    ## Target Concept

    The student can work out the hydration of a dough from its weights.
    ~~~
    """
    target = plan.target
    if not target:
        return
    words = bare(target)
    if is_blank(words):
        said = f"says only {quoted(target)}"
    elif len(folded(words).split()) <= _LONGEST_NAME and not re.search(_DOING, doc.said(words)):
        said = f"names {quoted(target)} and no more"
    else:
        return
    yield Finding(
        doc.at(target),
        f"The target concept {said}: nobody can tell when a student has learned it.",
        "Say what the student will be able to do after this lesson, in one sentence.",
        field="target concept",
    )
