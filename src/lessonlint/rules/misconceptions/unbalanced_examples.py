"""LL305 unbalanced-examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import folded, is_blank
from lessonlint.wording import counted, listed

_FEWEST = 2
_ABOUT_THE_LESSON = ("review", "answer")  # their titles may name an example because it is missing
_POSITIVE = re.compile(r"\bpositives?\b|\bstretch\b|\bworked\b|\breal world\b|\bapplication\b")
_NEGATIVE = re.compile(r"\bnegatives?\b|\bcounter|\bnon examples?\b|\bcontrast")
_SEVERAL = re.compile(r"\bpair\b|\bpositives\b|\bexamples\b|\bx \d|\b[2-9]\b|\btwo\b|\bthree\b|\bseveral\b")


@rule("LL305", "unbalanced-examples", Scope.PLAN, Severity.WARNING, since="0.1", rests=True)
def unbalanced_examples(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A lesson's examples have fewer than two positive ones, or no negative one.

    ## Why it matters
    One example shows a case, two show what the cases share, and one that looks alike and is not shows where the idea
    ends. Pupils who saw no negative instances sorted new ones at random; the best pairs differ only in what decides
    (260 pupils, Tennyson 1973, Journal of Educational Psychology).

    Only a type that says so counts: `Negative (boundary)` is negative, `Stretch` positive. An example whose type says
    neither may be either, so then nothing is missing for certain.

    ## When it does not apply
    Worked examples that mix wrong solutions with right ones taught less than right ones alone (Barbieri et al. 2023,
    Educational Psychology Review 35:35): a negative example is a case outside the concept, not a faulty solution. A
    project that only practises may need none; waive it there.

    ## Bad
    ~~~file lesson.md
    # Lesson: Gluten

    **Module:** 1.1 (Dough)

    ## Examples

    | Example | Type | Purpose |
    |---|---|---|
    | Wheat flour and water | Positive | The plain case |
    | A forgotten dough | Positive | Time does the work |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Gluten

    **Module:** 1.1 (Dough)

    ## Examples

    | Example | Type | Purpose |
    |---|---|---|
    | Wheat flour and water | Positive | The plain case |
    | A forgotten dough | Positive | Time does the work |
    | Wheat flour and oil | Negative | Looks alike, holds nothing |
    ~~~
    """
    tables = [read.table for read in doc.tables if read.role == "examples"]
    types = [folded(row.type.value) for row in plan.examples if not is_blank(row.example.value)]
    titles = (section.title.value for section in doc.sections if section.role not in _ABOUT_THE_LESSON)
    elsewhere = " ".join(folded(title) for title in titles)
    lacks = []
    if _possible(types, but_not=_NEGATIVE) < _FEWEST and "positive example" not in elsewhere:
        lacks.append("fewer than two positive ones")
    if not _possible(types, but_not=_POSITIVE) and "negative example" not in elsewhere:
        lacks.append("no negative one")
    if tables and types and lacks:
        yield Finding(
            doc.at(tables[0].header[0]),
            f"This lesson gives {counted(len(types), 'example')}, but {listed(lacks)}.",
            "Pair a case of the concept with one that looks alike and is none, and say in the type which is which.",
            field="examples",
        )


def _possible(types: Sequence[str], but_not: re.Pattern[str]) -> int:
    """How many examples may be of a kind: all whose type does not say that they are only of the other."""
    both = (_POSITIVE, _NEGATIVE)
    may = [words for words in types if not but_not.search(words) or all(kind.search(words) for kind in both)]
    return len(may) + sum(_SEVERAL.search(words) is not None for words in may)
