"""A lesson folded into the record of its module: index rows, its summary, and how many lessons are built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from string import Template

from lessonlint.authoring.edits import add_rows, table_of
from lessonlint.authoring.lesson import load_of, title_of
from lessonlint.authoring.proposal import NEW_ROW, UNTARGETED, Entry
from lessonlint.authoring.templates import RECORD
from lessonlint.comparison import recounted
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.diagnostic import Edit
from lessonlint.model.documents import CourseDocument, Doc, ModuleRecord, SeriesDocument
from lessonlint.model.identity import MODULE_RECORD
from lessonlint.model.phrases import read_place
from lessonlint.model.read import as_markdown, outline
from lessonlint.model.values import Status
from lessonlint.model.waivers import newline_of
from lessonlint.model.yaml_edits import NoPlace, edits_in
from lessonlint.parse.document import Part
from lessonlint.report.state import table_cell
from lessonlint.source import Place
from lessonlint.vocabulary import Vocabulary, folded
from lessonlint.vocabulary.writing import heading, in_their_words, phrase

_RULE = re.compile(r"\n[ \t]*+-{3,}+\Z")
_NUMBERED = re.compile(r"lesson\s+\d", re.IGNORECASE)


def new_record(module: Module, words: Vocabulary) -> str:
    """The text of the record of a module that has none yet."""
    goal = " ".join(module.plan.goal.value.split()) if module.plan else ""
    return Template(in_their_words(RECORD, MODULE_RECORD, words)).substitute(
        number=module.name, title=module.title, goal=goal or "TODO: the goal of the module", count=len(module.lessons)
    )


def fold_in(record: Doc, module: Module, lesson: Lesson, found: Sequence[Entry]) -> list[Edit]:
    """The edits of a record that take a lesson in; none where it says all of it. Raises `NoPlace`."""
    rows = [each for each in found if each.outcome in (NEW_ROW, UNTARGETED)]
    doc = as_markdown(record)
    body = doc.body
    assert isinstance(body, ModuleRecord)
    edits = []
    if rows:
        read = table_of(doc, "concept index")
        if read is None:
            raise NoPlace(f"{record.path} has no concept index to add rows to.")
        edits.append(add_rows(doc, read, [_index_row(each, lesson, doc.vocabulary) for each in rows]))
    if lesson.summary is None:
        edits.append(_summary(doc, module, lesson, found))
        edits += _counted(doc, body.status, module, 1 + sum(each.summary is not None for each in module.lessons))
    return edits_in(record, edits)


def counted_elsewhere(course: Course, module: Module) -> Iterator[tuple[Doc, Edit]]:
    """The cells of series plan, series summary and course that count the built lessons of a module one too low."""
    built, total = sum(lesson.summary is not None for lesson in module.lessons), len(module.lessons)
    series = next((each for each in course.series if each.number == module.number[0]), None)
    for doc in (series.plan_doc if series else None, series.summary_doc if series else None, course.doc):
        rows = doc.body.modules if doc and isinstance(doc.body, SeriesDocument | CourseDocument) else ()
        for row in rows:
            place = read_place(row.number.value)
            if doc and place and place[:2] == module.number:
                edits = (recounted(doc, cell, (built, total), (built + 1, total)) for cell in (row.lessons, row.status))
                if edit := next(filter(None, edits), None):
                    yield doc, edit


def _counted(doc: Doc, status: Status | None, module: Module, built: int) -> list[Edit]:
    """The number of a status, where it counts to the lessons the module has, or had before more were planned."""
    total = len(module.lessons)
    planned = len(module.plan.sequence) if module.plan else 0
    if status is None or status.built is None or status.total is None or status.built >= built:
        return []
    if status.total != total and not status.total < total == planned:
        return []
    edit = recounted(doc, status.text, (status.built, status.total), (built, total))
    return [edit] if edit else []


def _index_row(entry: Entry, lesson: Lesson, words: Vocabulary) -> dict[str, str]:
    notes = f"{_rise(words)} {entry.before}. {entry.remark}".strip() if entry.before else entry.remark
    return {
        "concept": table_cell(entry.concept),
        "depth": entry.targeted or "TODO: depth",
        "lesson": lesson.slug,
        "notes": table_cell(notes) or "TODO: how it was taught",
    }


def _rise(words: Vocabulary) -> str:
    return _opened(phrase(words, "deepened from")) if "deepened from" in words.own else "Elevated from"


def _opened(words: str) -> str:
    return words[:1].upper() + words[1:]


def _summary(doc: Doc, module: Module, lesson: Lesson, found: Sequence[Entry]) -> Edit:
    """The summary of a lesson, before those of later lessons, else below the last one."""
    text, body = doc.source.text, doc.body
    assert isinstance(body, ModuleRecord)
    behind = {each.summary[1].title.value for each in module.lessons if each.summary and each.order > lesson.order}
    later = [each.start for each in body.summaries if each.title.value in behind]
    part = _section(doc)
    if part is None:
        raise NoPlace("The record has no section of per-lesson summaries.")
    at = min(later) if later else part.start + _tail(text[part.start : part.end])
    level = "#" * (part.parts[-1].rank if part.parts and part.parts[-1].rank <= 6 else part.rank + 1)
    newline = newline_of(text)
    words = newline.join([f"{level} {_heading(doc, module, lesson)}", "", *_blocks(doc.vocabulary, lesson, found)])
    gap = newline * 2
    return Edit(Place(doc.path, at, at), f"{words}{gap}" if later else f"{gap}{words}")


def _section(doc: Doc) -> Part | None:
    index = doc.vocabulary.sections[doc.kind]
    for part in outline(doc.source, doc.vocabulary).walk():
        section = index.find(part.title.value)
        if section and section.role == "summaries":
            return part
    return None


def _tail(words: str) -> int:
    """Where the words of a section end, before the blank lines and the rule that set it off from the next one."""
    kept = words.rstrip()
    last = kept.rfind("\n")
    return len(kept[:last].rstrip()) if last >= 0 and _RULE.match(kept, last) else len(kept)


def _heading(doc: Doc, module: Module, lesson: Lesson) -> str:
    """A heading in the form of the last one."""
    summaries = module.record.summaries if module.record else ()
    last = summaries[-1].title.value if summaries else ""
    if not lesson.order or not _NUMBERED.match(doc.vocabulary.kind(last)) or "`" in last:
        return lesson.slug
    behind = lesson.slug if summaries[-1].slug else load_of(lesson)
    named = f"{phrase(doc.vocabulary, 'Lesson')} {lesson.order}: {title_of(lesson)}"
    return f"{named}{f' ({behind})' if behind and '(' in last else ''}"


def _blocks(words: Vocabulary, lesson: Lesson, found: Sequence[Entry]) -> Iterator[str]:
    plan = lesson.plan
    assert plan, "only a lesson with a plan is recorded"
    said = partial(heading, words, MODULE_RECORD)
    yield f"**{said('Status')}:** {_opened(phrase(words, 'Built'))}"
    if load := load_of(lesson):
        yield f"**{said('Cognitive load type')}:** {load}"
    yield from _list(said("Concepts taught"), [_taught(each, words) for each in found])
    yield from _list(
        said("Mental models established"), ["TODO: each model in a phrase students kept, and what it says"]
    )
    yield from _list(said("Analogies used"), ["TODO: each analogy, and where it stops holding"])
    yield from _list(
        said("How concepts were taught"), [f"**{_bare(each)}:** TODO: what students saw" for each in found]
    )
    left_out = [" ".join(text.value.split()) for text in plan.not_about] or ["TODO: what was left out"]
    yield from _list(said("What is NOT covered"), left_out)
    named = next((each.name for each in plan.notebooks if each.name), "")
    yield from ("", f"**{said('Notebook')}:** {f'`{named}`' if named else 'None.'}")
    if plan.reviews and (last := plan.reviews[-1]).verdict:
        number, verdict = last.iteration or len(plan.reviews), words.verdicts.name(last.verdict)
        on = f"({phrase(words, 'iteration')} {number})" if "iteration" in words.own else f"on iteration {number}."
        yield from ("", f"**{said('Review')}:** {verdict} {on}")


def _list(label: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"**{label}:**", *(f"- {item}" for item in items))


def _taught(entry: Entry, words: Vocabulary) -> str:
    depth = entry.recorded.depth.value if entry.recorded else entry.targeted
    rise = f", {_rise(words)[0].lower()}{_rise(words)[1:]} {entry.before}" if entry.before else ""
    return f"{_bare(entry)} ({depth}{rise})" if depth else f"TODO: {_bare(entry)}, and the depth it reached"


def _bare(entry: Entry) -> str:
    return entry.concept.partition(" (")[0]


def says_all(record: Doc, lesson: Lesson, found: Sequence[Entry]) -> bool:
    """Whether a record, read again, has every row that was to be added and the summary of the lesson."""
    body = record.body
    if not isinstance(body, ModuleRecord):
        return False
    concepts = {folded(row.concept.value) for row in body.index if lesson.slug in row.lesson.value}
    wanted = {folded(each.concept) for each in found if each.outcome in (NEW_ROW, UNTARGETED)}
    return wanted <= concepts and any(lesson.slug == each.slug or each.order == lesson.order for each in body.summaries)
