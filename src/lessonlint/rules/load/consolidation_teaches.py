"""LL204 consolidation-teaches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.comparison import believed, stated_loads
from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.model.values import Count
from lessonlint.rule import Scope, rule
from lessonlint.vocabulary import plain
from lessonlint.wording import argued, counted, listed, quoted

_EXCUSED = 1
"""New concepts that a reason may excuse."""
_SILENT = "Say why in the load section if it has to stay."
_A_REASON = 3  # words; fewer say no more than that the load was thought about
_KNOWN = r"(?i)\bnot (?:a |really |entirely |genuinely )?new\b|\breinforc|\brecap\b"


@rule("LL204", "consolidation-teaches", Scope.LESSON, Severity.ERROR, since="0.1", argued=Severity.WARNING)
def consolidation_teaches(lesson: Lesson) -> Iterator[Finding]:
    """A lesson meant for rest and integration states new concepts of its own.

    ## Why it matters
    Students consolidate when nothing new competes for attention. A capstone that also teaches gives them neither the
    rest nor a proper introduction. One new concept with a reason is the variant `argued` (a warning); more, or one
    without a word, is an error.

    ## When it does not apply
    Items that the list itself calls not new do not make a concept new: state the number without them. Where documents
    disagree about the load, LL201 speaks first: the lesson has to say it and most places, or the plan, agree.

    ## Bad
    ~~~file lesson.md
    # Lesson: First Loaf

    **Module:** 1.1 (Dough)
    **Cognitive load:** CONSOLIDATE

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 2
      1. Oven spring
      2. Scoring
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: First Loaf

    **Module:** 1.1 (Dough)
    **Cognitive load:** CONSOLIDATE

    ## Cognitive Load Assessment

    - **New concepts in this lesson:** 0
    ~~~
    """
    plan = lesson.plan
    if lesson.doc is None or plan is None or plan.new_concepts is None or plan.new_concepts.low < 1:
        return
    cited, meant = next(iter(lesson.loads), None), believed(stated_loads(lesson))
    if cited is None or meant is None or not cited.claim.load.lightest or meant.value != cited.claim.load.step:
        return
    stated = plan.new_concepts
    reason = plan.load_reason if len(plan.load_reason.split()) >= _A_REASON else ""
    yield Finding(
        lesson.doc.at(stated.text),
        f"This {cited.claim.load.word} lesson plans {counted(stated.low, 'new concept')}{_names(stated)}, "
        "so it is not all rest.",
        f"Call it {cited.claim.load.heavier}, move what is new to another lesson, or leave out of the number what "
        "only brings together what students know. "
        + (argued("The load section", reason, _too_many(stated)) if reason else _SILENT),
        (Related(cited.place, "the load is stated here"),),
        variant="argued" if reason and stated.low == _EXCUSED else "",
        field="new concepts",
        excuse=reason,
    )  # fmt: skip


def _too_many(stated: Count) -> str:
    """What a reason lacks that would do for fewer concepts."""
    if stated.low == _EXCUSED:
        return ""
    return f"That would do for one new concept, not for {stated.low}; waive this only if it holds for each of them."


def _names(stated: Count) -> str:
    new = [plain(item.value) for item in stated.items if not re.search(_KNOWN, item.value)][: stated.low]
    words = [quoted(item.split(" (")[0].split(" -- ")[0].split(":")[0]) for item in new]
    return f" ({listed(words)})" if words else ""
