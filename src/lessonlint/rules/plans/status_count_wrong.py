"""LL504 status-count-wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.comparison import recounted
from lessonlint.course.values import Module
from lessonlint.diagnostic import UNSAFE, Edit, Finding, Fix, Related, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.values import Status
from lessonlint.rule import Scope, rule
from lessonlint.source import Place, Text
from lessonlint.wording import counted, quoted

_COMPLETE = "Complete"
# “In progress (1 of 2 …)”: the words that say how far it is, before the count in brackets.
_FIRST_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?(?= \()")


@rule("LL504", "status-count-wrong", Scope.MODULE, Severity.WARNING, since="0.1")
def status_count_wrong(module: Module) -> Iterator[Finding]:
    """“n of m lessons built” is not what the curriculum shows.

    ## Why it matters
    The number tells planners what students can rely on. It is the first thing to go stale: a lesson is built, the
    record gains its rows, and the status line above them still says one less.

    How many lessons are planned is known wherever the module's plan is part of the input. That more are built than
    the line says is known as soon as the record or the lessons show it; that fewer are, only for a closed module,
    whose plan, record and planned lessons are all files. Of files given by name without the plan nothing is counted.

    `--fix` corrects the numbers; with `--unsafe-fixes` also “In progress (2 of 2 built)” becomes “Complete (2 of 2
    built)”, for whether that is all is yours to say.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Status:** In progress (0 of 2 built)

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Status:** In progress (0 of 1 built)

    ## Lesson Sequence

    | Lesson | Core Concept | Type | Rationale for Position |
    |---|---|---|---|
    | kneading | Working dough | BUILD | Where everyone starts |
    ~~~
    """
    if module.disputed or module.alone:
        return
    planned = len(module.plan.sequence) if module.plan else 0
    built = sum(lesson.built for lesson in module.lessons if lesson.planned or not planned)
    for doc, body in ((module.plan_doc, module.plan), (module.record_doc, module.record)):
        status = body.status if body else None
        if doc is None or status is None or status.built is None:
            continue
        wrong = []
        if planned and status.total is not None and status.total != planned:
            wrong.append(f"{counted(planned, 'lesson is', 'lessons are')} planned, not {status.total}")
        if status.built < built or (module.closed and status.built != built):
            wrong.append(f"{built} {'is' if built == 1 else 'are'} built, not {status.built}")
        if wrong:
            yield Finding(
                doc.at(status.text),
                f"The status of module {module.name} is out of date: {', and '.join(wrong)}.",
                _correction(status, built if module.closed else max(built, status.built), planned or status.total),
                tuple(Related(other.at(text), f"says {quoted(text)}") for other, text in _others(module, doc)),
                field="status",
                fix=_corrected(doc, status, built if module.closed else max(built, status.built), planned),
            )


def _correction(status: Status, built: int, total: int | None) -> str:
    """What to write; a status that still speaks of work to come is finished when everything is built."""
    complete = " and call it complete" if built == total and status.state != "complete" else ""
    return f"Write “{built} of {total}”{complete}."


def _corrected(doc: Doc, status: Status, built: int, planned: int) -> Fix | None:
    if status.built is None or status.total is None:
        return None
    finished = built == planned and status.state != "complete"
    word = _FIRST_WORDS.match(doc.raw(status.text)) if finished else None
    if finished and word is None:
        return None  # there is more to rewrite than one word, and that is for the author to say
    number = recounted(doc, status.text, (status.built, status.total), (built, planned or status.total))
    if number is None or word is None:
        return Fix((number,)) if number else None
    start = status.text.start + word.start()
    return Fix((Edit(Place(doc.path, start, start + len(word[0])), _COMPLETE), number), UNSAFE)


def _others(module: Module, doc: Doc) -> Iterator[tuple[Doc, Text]]:
    """What the module's other document says of its status."""
    for other in (module.plan_doc, module.record_doc):
        if other and other is not doc and (text := other.header.get("status")):
            yield other, text
