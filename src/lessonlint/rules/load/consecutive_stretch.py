"""LL202 consecutive-stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lessonlint.comparison import cited_loads
from lessonlint.course.values import CitedLoad, Lesson, Module
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import argued

_PAIR = re.compile(r"back[- ]to[- ]back|in a row|consecutive|adjacent|two stretch")
_DENIAL = re.compile(r"\bno (?:two|adjacent|back)|\bnot? (?:adjacent|consecutive|back)|\bnever\b|\bavoid")
_REASON = re.compile(
    r"because|since|accept|mitigat|justif|deliberate|intention|warrant|manageable|appropriate|sustainab|different"
)
_SENTENCE = re.compile(r"[^.\n]+(?:\.(?=\S)[^.\n]*)*\.?")
_REACH = 4


@rule(
    "LL202", "consecutive-stretch", Scope.MODULE, Severity.ERROR,
    since="0.1", argued=Severity.WARNING, across=Severity.INFO,
)  # fmt: skip
def consecutive_stretch(module: Module) -> Iterator[Finding]:
    """Two lessons of the heaviest load follow each other.

    ## Why it matters
    Working memory tires. After a demanding lesson students take in less of the next one: massed effort lowered
    working-memory scores and raised perceived load against spaced effort (Chen, Castro-Alonso, Paas & Sweller 2018,
    doi:10.1007/s10648-017-9426-2). A BUILD or CONSOLIDATE lesson between two STRETCH lessons gives what was learnt
    time to settle.

    Where the plan or one of the lessons argues for the pair, the finding is the variant `argued` (a warning that
    quotes the reason). Two STRETCH lessons on either side of a module's border are the variant `across` (info).

    ## When it does not apply
    The effect was found for material whose parts must be held in mind together and for learners who know little
    (Chen et al. 2024, doi:10.1016/j.cedpsych.2024.102281). If days pass between the lessons, or the second is of
    quite another kind, say so in the plan and waive it. Files given by name without the module's plan are not judged:
    the plan may argue for the pair.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | fermentation | Where the bubbles come from | STRETCH | Needs gluten |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | gluten | How dough holds together | STRETCH | Everything builds on it |
    | first-loaf | Bake what you have | CONSOLIDATE | Rest, and a loaf to eat |
    | fermentation | Where the bubbles come from | STRETCH | Needs gluten |
    ~~~
    """
    if module.alone:
        return
    for first, second in pairwise(module.lessons):
        heavy, light = heaviest(first), heaviest(second)
        if heavy and light and second.order == first.order + 1:
            yield _pair(module, first, heavy, second, light)
    if module.before and module.lessons:
        heavy, light = heaviest(module.before), heaviest(module.lessons[0])
        if heavy and light:
            yield Finding(
                light.place,
                f"Module {module.name} opens with {light.claim.load.word} right after {module.before.name}, "
                f"also {heavy.claim.load.word}.",
                "A gentler opening, or a pause between the modules, lets the last one settle.",
                (Related(heavy.place, "the lesson before"),),
                variant="across",
                field="load",
                concept=module.lessons[0].slug,
            )


def _pair(module: Module, first: Lesson, heavy: CitedLoad, second: Lesson, light: CitedLoad) -> Finding:
    reason = _reason(module, first, second)
    word = light.claim.load.word
    message = f"{second.name} is {word} right after {first.name}, also {word}: no rest between them."
    if reason:
        help_text = argued("The plan", reason)
    else:
        help_text = "Put a lighter lesson between them, lighten one, or argue for the pair in the trajectory section."
    return Finding(
        light.place,
        message,
        help_text,
        (Related(heavy.place, "the lesson before"),),
        variant="argued" if reason else "",
        field="load",
        concept=second.slug,
        excuse=reason,
    )


def heaviest(lesson: Lesson) -> CitedLoad | None:
    """Where the lesson's load is stated, if it is the heaviest; the plan's word counts before the lesson's own."""
    cited = next(iter(cited_loads(lesson)), None)
    return cited if cited and cited.claim.load.heaviest else None


def _reason(module: Module, first: Lesson, second: Lesson) -> str:
    """The sentence that argues for the pair: one with a reason, in or soon after one that speaks of the pair."""
    texts = [(module.plan_doc, module.plan.load_text)] if module.plan and module.plan_doc else []
    texts += [(lesson.doc, lesson.plan.load_text) for lesson in (second, first) if lesson.plan and lesson.doc]
    for doc, text in texts:
        sentences = [sentence.strip() for sentence in _SENTENCE.findall(text.value)]
        for index, sentence in enumerate(sentences):
            lowered = doc.said(sentence).casefold()
            if _PAIR.search(lowered) and not _DENIAL.search(lowered):
                near = sentences[index : index + _REACH]
                if argued := next((each for each in near if _REASON.search(doc.said(each).casefold())), ""):
                    after = sentences[sentences.index(argued) + 1 :]
                    return f"{argued} {after[0]}" if argued.endswith(":") and after else argued
    return ""
