"""LL009 syntax-error."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc
from lessonlint.rule import Scope, rule
from lessonlint.yaml_text import is_yaml


@rule("LL009", "syntax-error", Scope.DOCUMENT, Severity.ERROR, since="0.1")
def syntax_error(doc: Doc) -> Iterator[Finding]:
    """The YAML of a document does not parse, or holds a key or word that has no place there.

    ## Why it matters
    What cannot be read goes unheard. Front matter wins over header lines; while it cannot be read, the document falls
    back on those. In a document that is YAML as a whole, what stands under an unknown key is left out.

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
    what = "YAML here" if is_yaml(doc.path) else "front matter"
    where = "of this document" if is_yaml(doc.path) else "between the `---` lines"
    for place, problem in doc.syntax_errors:
        end = "" if problem.endswith("?") else "."
        yield Finding(
            doc.at(place),
            f"The {what} cannot be read: {problem}{end}",
            f"Correct the YAML {where}; values with a colon or bracket need quotation marks.",
        )
