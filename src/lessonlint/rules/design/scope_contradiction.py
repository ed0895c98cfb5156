"""LL603 scope-contradiction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator

from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import folded, plain
from lessonlint.wording import quoted

# "In depth", "details", "beyond": the topic itself may come, only not all of it.
_PARTLY = (
    r"(?i)\b(?:depth|deep(?:ly|er)?|details?|detailed|beyond|full(?:y)?|complete(?:ly)?|formal(?:ly)?|other|more|most|all"
    r"|every|rest|only|except|unless|brief(?:ly)?|mention(?:ed|s)?|preview(?:ed)?|production|advanced|rigorous(?:ly)?)\b"
)
# “Next-token prediction”, a layout (“row + aside”) and “not just how” do not say that something is only named.
_PASSING = (
    r"(?i)\b(?:next(?!-)|summar\w+|recap|preview\w*|teaser|seed\w*|mention\w*|(?<!\+ )aside|not(?! (?:just|only))|no"
    r"|without|later|outlook|scope|constraints?|hook|why not|brief\w*)\b"
)
_TITLE = re.compile(r"\W*(?:\d+[.):]\s*)?.*?(?:[.!?][*_”\"]*(?=\s)|\Z)")
_REASON = re.compile(r" -- |[(:;.]|\bthat s\b")
_LIST = re.compile(r",| or | and |;|/")
_PIECE = re.compile(r" -- |[():;,/]")
_LEADING = re.compile(r"\A(?:and )?(?:(?:any|the|a|an|how to) )?")
_SHORTEST = 4


@rule("LL603", "scope-contradiction", Scope.PLAN, Severity.WARNING, since="0.1")
def scope_contradiction(doc: Doc, plan: LessonPlan) -> Iterator[Finding]:
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
    steps: dict[str, list[Text]] = defaultdict(list)
    for step in plan.outline if plan.not_about else ():
        for piece in _pieces(step):
            steps[piece].append(step)
    for excluded in plan.not_about:
        named = (step for phrase in _phrases(excluded, steps) for step in steps[phrase])
        met = next((step for step in named if not re.search(_PASSING, doc.said(_title(step)))), None)
        if met:
            yield Finding(
                doc.at(met.first_line),
                f"The scope says that the lesson is not about {quoted(excluded)}, but this part of the outline is.",
                "Take it out of the outline, or out of what the scope excludes.",
                (Related(doc.at(excluded.first_line), "excluded here"),),
                field="scope",
                concept=folded(excluded.value),
            )


def _phrases(excluded: Text, known: Container[str]) -> list[str]:
    """The known topics that an excluded item names, without the reason behind them.

    What names a part of a topic is left whole.
    """
    item = plain(excluded.value)
    words = _REASON.split(item, maxsplit=1)[0]
    whole = _bare(words)
    found = [phrase for phrase in (whole, *map(_bare, _LIST.split(words))) if phrase in known]
    if not found or re.search(_PARTLY, item[len(words) :]):
        return []
    return [phrase for phrase in found if phrase == whole] if re.search(_PARTLY, words) else found


def _title(step: Text) -> str:
    """The first sentence of a step of the outline; what follows tells how it goes, and “not” there denies nothing."""
    lines = step.value.splitlines()
    title = _TITLE.match(lines[0]) if lines else None
    return title[0] if title else ""


def _pieces(step: Text) -> Iterator[str]:
    """What a step of the outline is about: its title, and the parts of that title."""
    words = plain(_title(step))
    yield from {piece: None for each in (words, *_PIECE.split(words)) if (piece := _bare(each))}


def _bare(words: str) -> str:
    phrase = _LEADING.sub("", folded(words))
    return phrase if len(phrase) >= _SHORTEST else ""
