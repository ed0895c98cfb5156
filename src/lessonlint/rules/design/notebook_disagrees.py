"""LL610 notebook-disagrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.comparison import Statement, disagreement
from lessonlint.concepts.sources import is_numbered
from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Finding, Severity
from lessonlint.model.documents import Doc
from lessonlint.model.values import Notebook
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed

_NUMBERED = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{1,2})-(.+)\.ipynb")
Said = tuple[str, Doc, tuple[Notebook, ...]]


@rule("LL610", "notebook-disagrees", Scope.MODULE, Severity.WARNING, since="0.1")
def notebook_disagrees(module: Module) -> Iterator[Finding]:
    """Plan and record name different notebooks for a lesson, or the name is not the lesson's.

    ## Why it matters
    The name is what students open. If two documents give two names, one of the links is dead; if the number in it
    belongs to another lesson, students work on the wrong sheet and do not notice until it asks for what they have not
    met.

    ## When it does not apply
    Where only one place speaks of a notebook nothing is compared. A name is held against `series-module-lesson-slug`
    only if it begins with three numbers; the third may count the lessons of the module or its notebooks. Where files
    are given by name without the module's plan, the place and the slug of a lesson may be unknown and are not held
    against it.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading

    **Notebook:** `1-1-1-kneading.ipynb`
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading
    **Type:** Hands-on (no notebook)
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Per-Lesson Summaries

    ### kneading

    **Notebook:** `1-1-1-kneading.ipynb`
    ~~~
    ~~~file kneading.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    **Slug:** kneading
    **Type:** Hands-on (notebook: `1-1-1-kneading.ipynb`)
    ~~~
    """
    with_notebook = 0
    for lesson in module.lessons:
        said = _said(lesson)
        with_notebook += any(each.name for _, _, notebooks in said for each in notebooks)
        found = list(_differing(lesson, said))
        if found or (lesson.order and not module.alone):
            yield from found or _misnamed(lesson, said, {lesson.order, with_notebook})


def _said(lesson: Lesson) -> list[Said]:
    said: list[Said] = []
    if lesson.doc and lesson.plan and lesson.plan.notebooks:
        said.append(("the lesson plan", lesson.doc, lesson.plan.notebooks))
    if lesson.summary and lesson.summary[1].notebooks:
        said.append(("the record", lesson.summary[0], lesson.summary[1].notebooks))
    return said


def _differing(lesson: Lesson, said: list[Said]) -> Iterator[Finding]:
    names = [{each.name for each in notebooks} for _, _, notebooks in said]
    if len(names) < 2 or not names[0].isdisjoint(names[1]):
        return
    found = disagreement([_statement(where, doc, notebooks[0]) for where, doc, notebooks in said])
    if found:
        yield Finding(
            found.odd.place,
            f"For {lesson.name} {found.odd.where} says {found.odd.words}, {found.against.where} "
            f"says {found.against.words}.",
            "Find out which one students open, and write it in both places.",
            found.related,
            field="notebook",
        )


def _statement(where: str, doc: Doc, notebook: Notebook) -> Statement:
    return Statement(notebook.name, notebook.name or "that there is no notebook", doc.at(notebook.text), where)


def _misnamed(lesson: Lesson, said: list[Said], numbers: set[int]) -> Iterator[Finding]:
    """The first place that gives the lesson's only notebook another lesson's number or slug."""
    for _, doc, notebooks in said:
        names = {each.name for each in notebooks}
        match = _NUMBERED.fullmatch(notebooks[0].name) if len(names) == 1 else None
        if match is None or lesson.module is None:
            continue
        wrong = []
        misplaced = is_numbered(lesson) and int(match[3]) not in numbers
        if (int(match[1]), int(match[2])) != lesson.module or misplaced:
            wrong.append(f"its number is {'-'.join(match.group(1, 2, 3))}")
        if match[4] != lesson.slug:
            wrong.append(f"it is called {match[4]}")
        if wrong:
            yield Finding(
                doc.at(notebooks[0].text),
                f"{notebooks[0].name} is the notebook of {lesson.name}, but {listed(wrong)}.",
                f"Call it {lesson.number.replace('.', '-')}-{lesson.slug}.ipynb here and on disk.",
                field="notebook",
                cause=lesson.planned[0].path if misplaced and lesson.planned else "",
            )
            return
