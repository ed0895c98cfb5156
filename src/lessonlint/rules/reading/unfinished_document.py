"""LL011 unfinished-document."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import UNFINISHED, Scope, rule
from lessonlint.wording import counted, quoted

_SHOWN = 4


@rule(UNFINISHED, "unfinished-document", Scope.DOCUMENT, Severity.WARNING, since="0.1")
def unfinished_document(doc: Doc) -> Iterator[Finding]:
    """A document still has places that only a person can fill, marked `TODO:`.

    ## Why it matters
    `lessonlint new` writes down what can be worked out and marks the rest. Until it is filled, the document says what
    it will say, not what it says: nobody should teach from it, or build the next lesson on it.

    A text counts when it opens with `TODO:`: a paragraph, a list item, a table cell, or what stands behind a label.
    There is one finding a document, and the rules about what is *absent* (a section, a third misconception, an open
    box) say nothing until it is gone.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Narrative Arc

    TODO: the story of the lesson, told to the student
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Narrative Arc

    The dough is a rag. Ten minutes later it is a cushion, and nothing was added but pushing.
    ~~~
    """
    if not doc.todos:
        return
    first, *others = doc.todos
    yield Finding(
        doc.at(first.first_line),
        f"This {doc.kind} has {counted(len(doc.todos), 'place')} to fill, the first: {quoted(first)}.",
        "Write there what only you can decide, or take the place out where it is not needed.",
        tuple(Related(doc.at(text.first_line), "to fill") for text in others[:_SHOWN]),
        field="to do",
    )
