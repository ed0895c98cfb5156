"""LL603 scope-contradiction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import folded, plain
from lessonlint.wording import quoted

# "In depth", "details", "beyond": the topic itself may come, only not all of it.
_PARTLY = re.compile(
    r"\b(?:depth|deep(?:ly|er)?|details?|detailed|beyond|full(?:y)?|complete(?:ly)?|formal(?:ly)?|other|more|most|all"
    r"|every|rest|only|except|unless|brief(?:ly)?|mention(?:ed|s)?|preview(?:ed)?|production|advanced|rigorous(?:ly)?)\b",
    re.IGNORECASE,
)
# “Next-token prediction”, a layout (“row + aside”) and “not just how” do not say that something is only named.
_PASSING = re.compile(
    r"\b(?:next(?!-)|summar\w+|recap|preview\w*|teaser|seed\w*|mention\w*|(?<!\+ )aside|not(?! (?:just|only))|no"
    r"|without|later|outlook|scope|constraints?|hook|why not|brief\w*)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\W*(?:\d+[.):]\s*)?.*?(?:[.!?][*_”\"]*(?=\s)|\Z)")
_REASON = re.compile(r" -- |[(:;.]|\bthat s\b")
_LIST = re.compile(r",| or | and |;|/")
_PIECE = re.compile(r" -- |[():;,/]")
_LEADING = re.compile(r"\A(?:and )?(?:(?:any|the|a|an|how to) )?")
_SHORTEST = 4


@rule("LL603", "scope-contradiction", Scope.LESSON, Severity.WARNING, since="0.1")
def scope_contradiction(lesson: Lesson) -> Iterator[Finding]:
    """What the scope leaves out is a section or exercise of the outline.

    ## Why it matters
    Students are told that something comes later, and then meet it. Whoever wrote the next lesson trusts the scope and
    teaches it again.

    ## When it does not apply
    The whole phrase must be the heading, or a whole part of it (“Explain: Scoring”). A topic left out “in depth”, “in
    detail” or “beyond” something may well have a section, and a hook, recap, preview or summary may name it.

    ## Bad
    ~~~file lesson.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)

    ## Scope Boundaries

    **This lesson is NOT about:**
    - Scoring a loaf (Lesson 3)

    ## Lesson Outline

    1. **Practice: Scoring a Loaf**
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Shaping

    **Module:** 1.1 (Dough)

    ## Scope Boundaries

    **This lesson is NOT about:**
    - Scoring a loaf in depth (Lesson 3)

    ## Lesson Outline

    1. **Practice: Scoring a Loaf**
    ~~~
    """
    if lesson.plan is None or lesson.doc is None:
        return
    steps = {piece: step for step in reversed(lesson.plan.outline) for piece in _pieces(step, lesson.doc.said)}
    for excluded in lesson.plan.not_about:
        met = next((steps[phrase] for phrase in _phrases(excluded) if phrase in steps), None)
        if met:
            yield Finding(
                lesson.doc.at(met.first_line),
                f"The scope says that the lesson is not about {quoted(excluded)}, but this part of the outline is.",
                "Take it out of the outline, or out of what the scope excludes.",
                (Related(lesson.doc.at(excluded.first_line), "excluded here"),),
                field="scope",
                concept=folded(excluded.value),
            )


def _phrases(excluded: Text) -> Iterator[str]:
    """The topics an excluded item names, without the reason behind them; what names a part of one is left whole."""
    item = plain(excluded.value)
    words = _REASON.split(item, maxsplit=1)[0]
    if not _PARTLY.search(item, len(words)):
        parts = () if _PARTLY.search(words) else _LIST.split(words)
        yield from (phrase for each in (words, *parts) if (phrase := _bare(each)))


def _pieces(step: Text, said: Callable[[str], str]) -> Iterator[str]:
    """What a step of the outline is about: its title, and the parts of that title.

    The title is the first sentence; what follows tells how the step goes, and “not” there denies nothing of it.
    """
    lines = step.value.splitlines()
    title = _TITLE.match(lines[0]) if lines else None
    if title and not _PASSING.search(said(title[0])):
        words = plain(title[0])
        yield from (piece for each in (words, *_PIECE.split(words)) if (piece := _bare(each)))


def _bare(words: str) -> str:
    phrase = _LEADING.sub("", folded(words))
    return phrase if len(phrase) >= _SHORTEST else ""
