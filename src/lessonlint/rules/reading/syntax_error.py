"""LL009 syntax-error."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import CODE, COMMENT, CONFLICT, Doc
from lessonlint.rule import Scope, rule
from lessonlint.yaml_text import is_yaml


@rule("LL009", "syntax-error", Scope.DOCUMENT, Severity.ERROR, since="0.1")
def syntax_error(doc: Doc) -> Iterator[Finding]:
    """A merge conflict is left, a comment or code block is not closed, or YAML does not parse or has unknown keys.

    ## Why it matters
    What cannot be read goes unheard. Of a merge conflict the first side is read, up to `=======`, and the rest left
    out until you have decided. Below a comment or a code block that is not closed there are no headings or tables.
    Front matter wins over header lines; while it cannot be read, the document falls back on those. In a document that
    is YAML as a whole, what stands under an unknown key is left out.

    ## When it does not apply
    A conflict that is shown inside a code block is only talked about. A code block without an end is reported when it
    holds headings or tables.

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
        if problem in _LEFT_OPEN:
            yield Finding(doc.at(place.first_line), f"{problem[:1].upper()}{problem[1:]}.", _LEFT_OPEN[problem])
            continue
        yield Finding(
            doc.at(place),
            f"The {what} cannot be read: {problem}{end}",
            f"Correct the YAML {where}; values with a colon or bracket need quotation marks.",
        )


_LEFT_OPEN = {
    CONFLICT: "Keep the lines that are right and remove the others, and the lines with <<<<<<<, ======= and >>>>>>>.",
    COMMENT: "Write `-->` where it ends: what stands below is taken for a part of it, headings and tables too.",
    CODE: "Write its closing fence where the code ends: the headings and tables below are taken for a part of it.",
}
