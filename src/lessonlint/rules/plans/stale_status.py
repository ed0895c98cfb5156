"""LL511 stale-status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.course.values import Course, Lesson, Module, Series
from lessonlint.diagnostic import Edit, Finding, Fix, Related, Severity
from lessonlint.model.documents import CourseDocument, Doc, SeriesDocument
from lessonlint.model.phrases import read_place, read_status
from lessonlint.model.values import ModuleRow
from lessonlint.rule import Scope, rule
from lessonlint.source import Text
from lessonlint.vocabulary import Vocabulary
from lessonlint.wording import bare, quoted


class _Finished(NamedTuple):
    """Where a document that is believed says complete, and its words."""

    proof: Related
    words: Text


class _Claim(NamedTuple):
    """A stated status: of what, where, and the proof that work has begun or is finished.

    Finished is what a document says, so its words come with the proof.
    """

    what: str
    doc: Doc
    text: Text
    begun: Related | None
    finished: _Finished | None


_WORD = re.compile(r"[^\W\d_]+")
_ONLY_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")


@rule("LL511", "stale-status", Scope.COURSE, Severity.WARNING, since="0.1")
def stale_status(course: Course) -> Iterator[Finding]:
    """Something is called planned although it is built, or in progress although it is complete.

    ## Why it matters
    Planners ask the status what students can rely on. One that nobody updated hides a lesson that is there, and makes
    people plan it again.

    A record is believed over its plan, a series summary over the series plan and the course page.

    ## When it does not apply
    A status that counts lessons (“1 of 3 built”) is LL504's. While a review is open, “in progress” is right, whatever
    the record says. “Draft” may be said of a lesson that is under review.

    `--fix` copies the word of a record or summary that says complete. How far anything else has come nobody has
    written yet, and a status with a remark keeps it: those are left to you.

    ## Bad
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Status:** Planning
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Status:** Complete
    ~~~

    ## Good
    ~~~file plan.md
    # Module 1.1: Dough -- Plan

    **Status:** Complete
    ~~~
    ~~~file record.md
    # Module 1.1: Dough -- Record

    **Status:** Complete
    ~~~
    """
    for claim in _claims(course):
        status = read_status(claim.text, course.vocabulary.phrase)
        if status is None or status.built is not None or bare(claim.text).casefold().startswith("draft"):
            continue
        finished = claim.finished.proof if claim.finished else None
        proof = finished or claim.begun if status.state == "planned" else finished if status.state == "active" else None
        if proof:
            yield Finding(
                claim.doc.at(claim.text),
                f"{claim.what} is called {quoted(claim.text)}, but {proof.message}.",
                "Bring the status up to date.",
                (proof,),
                field="status",
                concept=claim.what,
                fix=_copied(claim, course.vocabulary),
            )


def _copied(claim: _Claim, vocabulary: Vocabulary) -> Fix | None:
    """The word by which the believed document says complete, in place of a status of nothing but words."""
    word = _WORD.match(claim.finished.words.value) if claim.finished else None
    status = read_status(Text(word[0], 0, 0), vocabulary.phrase) if word else None
    if word is None or status is None or status.state != "complete":
        return None
    only_words = _ONLY_WORDS.fullmatch(claim.doc.raw(claim.text))
    return Fix((Edit(claim.doc.at(claim.text), word[0]),)) if only_words else None


def _claims(course: Course) -> Iterator[_Claim]:
    for lesson in (*course.lessons, *course.loose):
        yield from _of_lesson(lesson)
    for module in course.modules:
        begun, finished = _begun(module), _finished(module)
        for doc, proof in ((module.plan_doc, finished), (module.record_doc, None)):
            if doc and (text := doc.header.get("status")):
                yield _Claim(f"Module {module.name}", doc, text, begun, proof)
    for series in course.series:
        begun, finished = next(filter(None, map(_begun, series.modules)), None), _summed_up(course, series)
        for doc, proof in ((series.plan_doc, finished), (series.summary_doc, None)):
            if doc and (text := doc.header.get("status")):
                yield _Claim(f"Series {series.number}", doc, text, begun, proof)
            if doc and isinstance(doc.body, SeriesDocument):
                yield from _of_rows(course, doc, doc.body.modules)
    if course.doc and isinstance(course.doc.body, CourseDocument):
        yield from _of_rows(course, course.doc, course.doc.body.modules)


def _of_lesson(lesson: Lesson) -> Iterator[_Claim]:
    """What its own header, its row in the plan and its summary in the record say of a lesson."""
    own, recorded = _built(lesson), _summarised(lesson)
    if lesson.doc and (text := lesson.doc.header.get("status")):
        yield _Claim(lesson.slug, lesson.doc, text, own or recorded, None)
    if lesson.planned and lesson.planned[1].status:
        yield _Claim(lesson.slug, lesson.planned[0], lesson.planned[1].status, own or recorded, None)
    if lesson.summary and lesson.summary[1].status:
        yield _Claim(lesson.slug, lesson.summary[0], lesson.summary[1].status.text, own, None)


def _of_rows(course: Course, doc: Doc, rows: tuple[ModuleRow, ...]) -> Iterator[_Claim]:
    for row in rows:
        place = read_place(row.number.value)
        if place and row.status and (module := course.find(place[:2])):
            yield _Claim(f"Module {module.name}", doc, row.status, _begun(module), _finished(module))


def _built(lesson: Lesson) -> Related | None:
    """Where a lesson's own file shows that it exists."""
    if lesson.doc is None or lesson.plan is None:
        return None
    if reviewed := lesson.plan.outcome.first:
        return Related(lesson.doc.at(reviewed), "it has been reviewed")
    return Related(lesson.doc.at(lesson.plan.built), "it says what was built") if lesson.plan.built else None


def _summarised(lesson: Lesson) -> Related | None:
    if lesson.summary is None or ((status := lesson.summary[1].status) and status.state == "planned"):
        return None
    return Related(lesson.summary[0].at(lesson.summary[1].title), "the record says what it taught")


def _begun(module: Module) -> Related | None:
    proofs = ((each, _built(each) or _summarised(each)) for each in module.lessons)
    return next((Related(proof.place, f"{each.slug} is built") for each, proof in proofs if proof), None)


def _finished(module: Module) -> _Finished | None:
    """Where the record says that a module is complete, unless a review in it is open."""
    record, doc = module.record, module.record_doc
    if doc is None or record is None or record.status is None or record.status.state != "complete":
        return None
    if any(lesson.plan and lesson.plan.outcome.is_open for lesson in module.lessons):
        return None
    words = record.status.text
    return _Finished(Related(doc.at(words), f"its record says {quoted(words)}"), words)


def _summed_up(course: Course, series: Series) -> _Finished | None:
    doc, status = series.summary_doc, series.summary_doc.header.get("status") if series.summary_doc else None
    read = read_status(status, course.vocabulary.phrase) if status else None
    if doc is None or status is None or read is None or read.state != "complete":
        return None
    return _Finished(Related(doc.at(status), f"its summary says {quoted(status)}"), status)
