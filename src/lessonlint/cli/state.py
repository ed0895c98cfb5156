"""`lessonlint state`."""

from __future__ import annotations

import click

from lessonlint.api import knowledge_of
from lessonlint.cli.asking import find_lesson
from lessonlint.cli.completion import complete_lessons
from lessonlint.cli.opening import opened
from lessonlint.cli.options import format_option, of_curriculum
from lessonlint.cli.printing import put, style
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.state import State, assume, changes, state_at
from lessonlint.report import state as report

_FORMATS = ("table", "markdown", "json")


@click.command("state", short_help="Show what students bring to a lesson.")
@click.argument("lesson", shell_complete=complete_lessons)
@click.option("--after", is_flag=True, help="What the student has after the lesson.")
@click.option(
    "--diff",
    "other",
    metavar="OTHER",
    shell_complete=complete_lessons,
    help="What is new between this lesson and another one.",
)
@click.option("--all", "everything", is_flag=True, help="Everything, not only what matters most here.")
@click.option("--concept", "words", metavar="NAME", help="May I assume this concept here, and how deep?")
@format_option(*_FORMATS)
@of_curriculum
def command(
    lesson: str,
    paths: tuple[str, ...],
    after: bool,
    other: str | None,
    everything: bool,
    words: str | None,
    format_: str,
    config: str | None,
) -> None:
    """Show what the student brings to LESSON (a slug, or a number such as 1.1.4): concepts, depths, sources.

    What matters most to the lesson comes first, judged by its title, its target and its module plan. "fading" marks
    what was met only shallowly and not used for more than three lessons. `--format markdown` can be pasted as the
    Phase 1 table of a plan.

    \b
    Examples:
      lessonlint state work-and-time curriculum/
      lessonlint state 1.1.4 curriculum/ --format markdown
      lessonlint state work-and-time curriculum/ --concept "gluten network"
      lessonlint state gluten-network curriculum/ --diff reading-a-dough
    """
    knowledge = knowledge_of(*opened(paths, config))
    course = knowledge.course
    at = find_lesson(course, lesson, paths)
    state = state_at(knowledge, at, after)
    if words is not None:
        found = assume(knowledge, state, words)
        shown = report.render_assumption_json(found) if format_ == "json" else report.render_assumption(found, style())
    elif other is not None:
        shown = _difference(knowledge, state, find_lesson(course, other, paths), after, format_)
    elif format_ == "json":
        shown = report.render_state_json(state, everything)
    elif format_ == "markdown":
        shown = report.render_state_markdown(state, everything)
    else:
        shown = report.render_state_table(state, style(), everything)
    put(shown)


def _difference(knowledge: Knowledge, state: State, other: int, after: bool, format_: str) -> str:
    both = sorted((state, state_at(knowledge, other, after)), key=lambda each: each.before)
    found = changes(knowledge, *both)
    if format_ == "json":
        return report.render_changes_json(found, both[0], both[1])
    return report.render_changes(found, both[0], both[1], format_ == "markdown")
