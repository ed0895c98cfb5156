"""LL009 syntax-error."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import Scope, rule


@rule("LL009", "syntax-error", Scope.DOCUMENT, Severity.ERROR, since="0.1")
def syntax_error(doc: Doc) -> Iterator[Finding]:
    """The YAML front matter of a document does not parse.

    ## Why it matters
    Front matter wins over header lines. While it cannot be read, the document falls back on its header lines, and
    what the front matter was meant to say goes unheard.

    ## Bad
    ~~~file lesson.md
    ---
    slug: [shaping
    ---
    # Lesson: Shaping
    ~~~

    ## Good
    ~~~file lesson.md
    ---
    slug: shaping
    ---
    # Lesson: Shaping
    ~~~
    """
    for place, problem in doc.syntax_errors:
        yield Finding(
            doc.at(place),
            f"The front matter cannot be read: {problem}.",
            "Correct the YAML between the `---` lines; values with a colon or bracket need quotation marks.",
        )
