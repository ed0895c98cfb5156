"""LL002 unknown-document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.course.values import Stray
from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.source import Place

_FIRST_WORDS = re.compile(r"\S[^\r\n]*")


@rule("LL002", "unknown-document", Scope.STRAY, Severity.WARNING, since="0.1")
def unknown_document(stray: Stray) -> Iterator[Finding]:
    """A file looks like a part of the curriculum, or was named as one, but does not say which part it is.

    ## Why it matters
    A lesson plan that is not recognised is not checked, and what it teaches is missing from the course. The kind of
    a document comes from its own words: its title, then its sections.

    ## When it does not apply
    A README or other page without curriculum tables is passed over in silence when a folder is checked; an empty file
    only where nothing of the curriculum stands beside it.

    ## Bad
    ~~~file bread.md
    # Bread

    | Misconception | Why They'd Think This | Negative Example |
    |---|---|---|
    | "Salt kills yeast" | They are told to keep them apart | A loaf with 2 % salt rises well |
    ~~~

    ## Good
    ~~~file bread.md
    # Lesson: Bread

    | Misconception | Why They'd Think This | Negative Example |
    |---|---|---|
    | "Salt kills yeast" | They are told to keep them apart | A loaf with 2 % salt rises well |
    ~~~
    """
    text = stray.source.text
    words = _FIRST_WORDS.search(text)
    reason = "Neither its title nor its sections say which kind of document it is." if words else "It is empty."
    yield Finding(
        Place(stray.source.path, *(words.span() if words else (0, 0))),
        f"This file cannot be placed in the curriculum. {reason}",
        "Give it a title such as “# Lesson: …”, “# Module 1.2: … -- Plan”, “# Module 1.2: … -- Record”, "
        f"“# Series 1: … -- Plan” or “# Course: …”{'' if words else ', or delete it'}.",
    )
