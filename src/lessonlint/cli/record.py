"""`lessonlint record`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from lessonlint.api import knowledge_of, read_document
from lessonlint.authoring import layout
from lessonlint.authoring.proposal import DIFFERS, NEW_ROW, SAME, UNSURE, UNTARGETED, Entry, entries
from lessonlint.authoring.record import counted_elsewhere, fold_in, new_record, says_all
from lessonlint.cli.asking import find_lesson
from lessonlint.cli.completion import complete_lessons
from lessonlint.cli.files import save, show
from lessonlint.cli.opening import opened
from lessonlint.cli.options import of_curriculum
from lessonlint.cli.printing import style
from lessonlint.cli.writing import create, in_its_form
from lessonlint.comparison import claim
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.diagnostic import Edit
from lessonlint.fixing import apply, keeps
from lessonlint.model.documents import Doc
from lessonlint.model.waivers import newline_of
from lessonlint.model.yaml_edits import NoPlace
from lessonlint.report.state import aligned
from lessonlint.report.terminal import visible
from lessonlint.source import Source
from lessonlint.wording import bare, quoted

_NAME = 60
_SAID = {
    NEW_ROW: "new row",
    SAME: "",
    DIFFERS: "which is right?",
    UNSURE: "is it this row?",
    UNTARGETED: "new row: how deep?",
}


@click.command("record", short_help="Fold a lesson into the record of its module.")
@click.argument("lesson", shell_complete=complete_lessons)
@click.option("--write", "writing", is_flag=True, help="Write what is shown.")
@of_curriculum
def command(lesson: str, paths: tuple[str, ...], writing: bool, config: str | None) -> None:
    """Show what LESSON (a slug, or a number such as 1.1.4) would leave in the record of its module.

    Index rows and the summary come from the depth targets and new concepts of its plan, beside what the record has.
    Where they differ you are asked, and nothing is changed; a new concept without a target gets a row whose depth is
    left to you. A number of built lessons is counted up where it counts these lessons. Recording twice changes
    nothing. PATHS are the curriculum (default: this folder).

    \b
    Examples:
      lessonlint record gluten-network curriculum/
      lessonlint record gluten-network curriculum/ --write
    """
    knowledge = knowledge_of(*opened(paths, config)[:2])  # what is written is read anew
    course = knowledge.course
    at = find_lesson(course, lesson, paths)
    one = course.lessons[at]
    module = course.find(one.module) if one.module else None
    if one.plan is None or module is None:
        raise click.UsageError(f"The plan of {one.name} is not among the files.")
    found = entries(knowledge, at)
    if not found:
        raise click.UsageError(f"The plan of {one.name} gives no depth targets and lists no new concepts.")
    record = module.record_doc or _begun(course, module)
    click.echo(f"{visible(one.name)} in {visible(record.path)}\n")
    click.echo("\n".join(aligned(list(_table(found)), style())))
    _ask(found)
    changes = list(_changes(course, module, one, record, found))
    for before, after in changes:
        show(before, after)
    _finish(changes, record, new=module.record_doc is None, writing=writing)


def _begun(course: Course, module: Module) -> Doc:
    """The record of a module that has none yet, in memory."""
    if module.plan_doc is None:
        raise click.UsageError(f"Module {module.name} has neither plan nor record: there is nothing to write into.")
    path, newline = layout.record_path(course, module), newline_of(module.plan_doc.source.text)
    doc = read_document(
        in_its_form(path, new_record(module, course.vocabulary), course.vocabulary, newline), course.vocabulary
    )
    assert doc, "our own template is read"
    return doc


def _table(found: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    yield "Concept", "Targeted", "Recorded", ""
    for each in found:
        recorded = claim(each.recorded.depth) if each.recorded and each.outcome != UNSURE else "--"
        yield (
            visible(bare(each.concept, _NAME)),
            visible(each.targeted or "--"),
            visible(recorded),
            _SAID[each.outcome],
        )


def _ask(found: Sequence[Entry]) -> None:
    click.echo("")
    for each in found:
        if each.outcome == DIFFERS and each.recorded:
            was = claim(each.recorded.depth)
            question = f"{quoted(each.concept)} was to reach {each.targeted}, and the record has it at {was}."
            click.echo(f"{visible(question)} Which did students reach? Correct the other one.")
        elif each.outcome == UNSURE and each.recorded:
            question = f"Is {quoted(each.concept)} what the record calls {quoted(each.recorded.concept)}?"
            click.echo(f"{visible(question)} If so, call both alike; if not, add a row.")
        elif each.outcome == UNTARGETED:
            click.echo(f"{visible(quoted(each.concept))} is new and has no depth target. How deep did students get?")


def _changes(
    course: Course, module: Module, lesson: Lesson, record: Doc, found: Sequence[Entry]
) -> Iterator[tuple[Source, Source]]:
    """Every file as it is and as it would be. Raises a usage error where that would not be read as it is meant."""
    try:
        edits = fold_in(record, module, lesson, found)
    except NoPlace as error:
        raise click.ClickException(visible(str(error))) from None
    if edits:
        after = _edited(record, edits, course)
        again = read_document(after, course.vocabulary)
        if again is None or not says_all(again, lesson, found):
            raise _not_kept(record)
        yield record.source, after
    if lesson.summary is None:
        counts = list(counted_elsewhere(course, module))
        for doc in {doc.path: doc for doc, _ in counts}.values():
            yield doc.source, _edited(doc, [edit for other, edit in counts if other is doc], course)


def _edited(doc: Doc, edits: list[Edit], course: Course) -> Source:
    after = apply(doc.source, edits)
    if not keeps(doc.source, after, [edit.place for edit in edits], course.vocabulary):
        raise _not_kept(doc)
    return after


def _not_kept(doc: Doc) -> click.ClickException:
    return click.ClickException(
        f"{visible(doc.path)}: with this written, the rest of the file would be read otherwise, so nothing was. "
        "Is there a table, a code fence or a comment that nobody closes?"
    )


def _finish(changes: Sequence[tuple[Source, Source]], record: Doc, new: bool, writing: bool) -> None:
    if not changes:
        click.echo("The record has all of it: nothing to write.", err=True)
        return
    for _, after in changes if writing else ():
        if new and after.path == record.path:
            create(after, force=False)
        else:
            save(after)
            click.echo(f"{visible(after.path)}: recorded.", err=True)
    if not writing:
        click.echo("Nothing was written. --write does it.", err=True)
