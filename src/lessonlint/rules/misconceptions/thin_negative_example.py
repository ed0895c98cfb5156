"""LL302 thin-negative-example."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.concepts.names import stems
from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.values import Misconception
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import folded, is_blank
from lessonlint.wording import quoted

_KEYWORD = 3  # words; with a fourth there is room for something to happen
_DENIES = (
    r"\b(?:no|not|never|isn t|doesn t|don t|aren t|can t|cannot|won t|false|untrue|wrong|incorrect|depends?|myth)\b"
)
# What denials are made of when nothing is shown.
_SAYS_NOTHING = frozenset(
    stems(
        """no not never nothing isnt doesnt dont arent cant cannot wont false untrue wrong incorrect true right correct
        depend depends always necessarily usually often sometimes simply really actually quite exactly just only at all
        universal general answer rule problem case situation circumstance context way thing myth misconception mistake
        belief opposite reality fact statement claim this that it they there does did can must have has so but because
        one single every any some many"""
    )
)


@rule("LL302", "thin-negative-example", Scope.PLAN, Severity.WARNING, since="0.1", short=Severity.INFO)
def thin_negative_example(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
    """A negative example only denies the misconception, or is a keyword, and shows no case.

    ## Why it matters
    “Not always” contradicts a belief and leaves it standing: students have nothing to hold against what they have
    seen so far. What helps is a case that shows why the belief is wrong; texts that state a misconception and refute
    it with an explanation beat plain exposition (g = 0.41 over 44 comparisons and 3,869 learners, Schroeder & Kucera
    2022, doi:10.1007/s10648-021-09656-z).

    A denial is a sentence that holds a “no”, “not” or “depends” and, besides the belief's own words, nothing that
    could be looked at. One to three words without a number are the variant `short` (an info): a note to oneself,
    perhaps enough for the one who wrote it.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | Not always -- it depends | Section 3 |
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)

    ## Misconceptions

    | Misconception | Why They'd Think This | Negative Example | Where to Address |
    |---|---|---|---|
    | "More kneading is always better" | It helped so far | After 40 minutes in the mixer dough tears | Section 3 |
    ~~~
    """
    for row in plan.misconceptions:
        if is_blank(row.negative.value) or is_blank(row.belief.value):
            continue  # LL301
        denial = _only_denies(row)
        if denial or _is_keyword(row.negative.value):
            what = "only denies it" if denial else "is no more than a keyword"
            yield Finding(
                doc.at(row.negative),
                f"The negative example for {quoted(row.belief)} {what}: {quoted(row.negative.value.rstrip('.'))}.",
                "Name one case and what visibly happens in it.",
                variant="" if denial else "short",
                field="negative example",
                concept=row.belief.value,
            )


def _only_denies(row: Misconception) -> bool:
    words = row.negative.value
    if any(char.isdigit() for char in words) or not re.search(_DENIES, folded(words)):
        return False
    return set(stems(words)) <= _SAYS_NOTHING | set(stems(row.belief.value))


def _is_keyword(words: str) -> bool:
    # Words are counted where spaces part them, which not every script does.
    return len(folded(words).split()) <= _KEYWORD and words.isascii() and not re.search(r"[\d=<>`]", words)
