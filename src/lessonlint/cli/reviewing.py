"""`lessonlint review --new` and `--stamp`: what they write into a lesson, read back before it is written."""

from __future__ import annotations

import click

from lessonlint.api import read_document
from lessonlint.cli.files import save, show
from lessonlint.course.values import Lesson
from lessonlint.diagnostic import Edit
from lessonlint.fixing import apply
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.next_review import next_review, planned, to_verify
from lessonlint.model.read import as_markdown
from lessonlint.model.stamps import fingerprint, stamp_edit
from lessonlint.model.standing import in_progress
from lessonlint.model.yaml_edits import NoPlace, edits_in
from lessonlint.report.places import Places
from lessonlint.report.terminal import visible
from lessonlint.source import Source
from lessonlint.vocabulary import Vocabulary
from lessonlint.wording import bare, counted


def begin(lesson: Lesson, vocabulary: Vocabulary, today: str, diff: bool) -> None:
    """Write the next review of a lesson, begun. Raises a usage error where one is begun already."""
    doc, plan = _read(lesson)
    written = as_markdown(doc)
    if plan.reviews and in_progress(plan.reviews[-1]):
        where = _where(doc.source, plan.reviews[-1].title.start)
        raise click.UsageError(f"{where}: this review is begun and has no verdict yet. Finish it first.")
    edits = _edits(doc, next_review(written, today))
    after = apply(doc.source, edits)
    read = read_document(after, vocabulary)
    again = read.body if read else None
    if not (
        read
        and isinstance(again, LessonPlan)
        and len(again.reviews) == len(plan.reviews) + 1
        and in_progress(again.reviews[-1])
        and fingerprint(as_markdown(read)) == fingerprint(written)
    ):
        raise _not_read_back(doc, edits)
    done, waiting = bare(again.reviews[-1].title), counted(len(to_verify(plan)), "finding")
    promised = counted(sum(1 for _ in planned(plan)), "thing")
    passed = plan.reviews[-1] if plan.reviews else None
    if passed and passed.iteration and (again.reviews[-1].iteration or 0) <= passed.iteration:
        done += f", a new round after iteration {passed.iteration} passed the lesson"
    _written(
        doc.source,
        after,
        again.reviews[-1].title.start,
        f"{done}, with {waiting} to verify and {promised} to look for.",
        "begin",
        diff,
    )


def stamp(lesson: Lesson, vocabulary: Vocabulary, today: str, diff: bool) -> None:
    """Note on the last review of a lesson which text it is about. Raises a usage error where there is no verdict."""
    doc, plan = _read(lesson)
    if not plan.reviews:
        raise click.UsageError(f"{doc.path} has no review to stamp. --new begins one.")
    last = plan.reviews[-1]
    if in_progress(last):
        where = _where(doc.source, last.title.start)
        raise click.UsageError(f"{where}: this review has no verdict yet. A stamp says what was judged.")
    if last.stamp and last.stamp.holds:
        click.echo(f"{_where(doc.source, last.stamp.text.start)}: stamped on {last.stamp.date}, and nothing changed.")
        return
    written = as_markdown(doc)
    edits = _edits(doc, stamp_edit(written, today))
    after = apply(doc.source, edits)
    read = read_document(after, vocabulary)
    again = read.body.reviews[-1].stamp if read and isinstance(read.body, LessonPlan) and read.body.reviews else None
    if not (again and again.holds and again.digest == fingerprint(written)):
        raise _not_read_back(doc, edits)
    _written(doc.source, after, again.text.start, f"{bare(last.title)}: {again.digest}.", "stamp", diff)


def _read(lesson: Lesson) -> tuple[Doc, LessonPlan]:
    assert lesson.doc and lesson.plan, "the command asks for a lesson with a plan"
    return lesson.doc, lesson.plan


def _edits(doc: Doc, edit: Edit) -> list[Edit]:
    try:
        return edits_in(doc, [edit])
    except NoPlace as error:
        raise click.ClickException(f"{visible(str(error))} Nothing was written.") from None


def _not_read_back(doc: Doc, edits: list[Edit]) -> click.ClickException:
    where = _where(doc.source, edits[0].place.start)
    return click.ClickException(
        f"{where}: what would be written here would not be read as a review, so nothing was written. "
        "Is there a code fence or a comment above that nobody closes?"
    )


def _where(source: Source, offset: int) -> str:
    return visible(f"{source.path}:{Places({source.path: source}).position(source.path, offset)[0]}")


def _written(before: Source, after: Source, at: int, words: str, did: str, diff: bool) -> None:
    """Write a file, or show how it would differ, and say what was done."""
    if diff:
        show(before, after)
    else:
        save(after)
    past = {"begin": ("Began", "Would begin"), "stamp": ("Stamped", "Would stamp")}[did][diff]
    click.echo(f"{_where(after, at)}: {past} {visible(words)}", err=True)
