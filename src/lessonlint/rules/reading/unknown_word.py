"""LL006 unknown-word."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Edit, Finding, Fix, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.odd_words import COLUMN
from lessonlint.model.values import OddWord
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed, quoted


@rule("LL006", "unknown-word", Scope.DOCUMENT, Severity.WARNING, since="0.1")
def unknown_word(doc: Doc) -> Iterator[Finding]:
    """A depth, load, status, severity, verdict or column header is not a word of the vocabulary.

    ## Why it matters
    Every rule about depth and load starts from these words. A word that means something only to the person who
    wrote it (`KNOWN WELL`, `MEDIUM`) cannot be compared with what the next lesson requires. Below a misspelt column
    header nothing is read at all, so that findings elsewhere say that it is missing.

    ## When it does not apply
    A team with another ladder says so in the configuration's vocabulary.

    ## Bad
    ~~~file lesson.md
    # Lesson: Shaping

    ## Phase 1: Student State

    | Concept | Depth | Source |
    |---|---|---|
    | Gluten | INTRODUCD | first-dough |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Shaping

    ## Phase 1: Student State

    | Concept | Depth | Source |
    |---|---|---|
    | Gluten | INTRODUCED | first-dough |
    ~~~
    """
    for odd in doc.odd_words:
        fix = _respelt(doc, odd)
        what = f"another spelling of the {odd.meant} {odd.write}" if fix else f"not a {odd.meant}"
        yield Finding(
            doc.at(odd.text),
            f"{quoted(odd.text)} is {what}.",
            f"Write {odd.write}: other spellings are not found by a search for it." if fix else _advice(odd),
            field=odd.meant,
            fix=fix,
        )


def _respelt(doc: Doc, odd: OddWord) -> Fix | None:
    if odd.write is None or not _is_same(doc.raw(odd.text), odd.write):
        return None
    return Fix((Edit(doc.at(odd.text), odd.write),))


def _is_same(one: str, other: str) -> bool:
    """Whether words differ in case, spaces and hyphens only: anything more is for the author to correct."""
    return _squeezed(one) == _squeezed(other)


def _squeezed(words: str) -> str:
    return words.casefold().replace(" ", "").replace("-", "").replace("_", "")


def _advice(odd: OddWord) -> str:
    if odd.meant == COLUMN:
        return f"Did you mean {odd.write}? As it stands, what is below it is not read."
    known = f"The {_plural(odd.meant)} are {listed(odd.known)}."
    return f"Did you mean {odd.write}? {known}" if odd.write else known


def _plural(word: str) -> str:
    return {"severity": "severities", "status": "statuses"}.get(word, f"{word}s")
