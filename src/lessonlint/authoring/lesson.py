"""A new lesson plan: what is known of the lesson filled in, what only a person can decide marked as to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lessonlint.authoring.templates import begun
from lessonlint.comparison import believed, stated_loads, unaddressed
from lessonlint.concepts.state import State
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.model.documents import Doc, LessonPlan, SeriesDocument
from lessonlint.model.phrases import read_slug
from lessonlint.model.read import as_markdown, outline
from lessonlint.parse.document import Fence, Part, extent, words_of
from lessonlint.report.state import due_line, image_line, state_rows, table_cell
from lessonlint.source import Text
from lessonlint.vocabulary import is_todo
from lessonlint.vocabulary.writing import header_row, phrase

# As many as authors of real plans pick from: longer lists are struck, not read.
_BROUGHT, _NEEDED, _MODELS = 20, 12, 8
_FEWEST_BELIEFS = 3
_TAKEN_UP = 0.8  # stricter than the rule: a row too many is struck, one too few is never missed
_NEEDS = "TODO: what students need from elsewhere, one row each, or that they need nothing"
_LEFT_OUT = "TODO: what earlier lessons left out that matters here, or that nothing"
_LONGEST = 700
_GLOSS = re.compile(r"(?<!\s)\s*+\([^()]*+\)$")


def new_lesson(state: State, module: Module) -> str:
    """The text of the plan of the lesson a state is about."""
    course, lesson = state.course, state.lesson
    at = module.lessons.index(lesson)
    before = module.lessons[at - 1] if at else module.before
    after = module.lessons[at + 1] if at + 1 < len(module.lessons) else None
    load = load_of(lesson)
    return begun(
        "lesson plan",
        course.vocabulary,
        title=_planned_title(course, lesson) or title_of(lesson),
        module=f"{module.name} ({module.title})",
        slug=lesson.slug,
        order=lesson.order,
        count=lesson.count,
        load=load or f"TODO: {_or(course.vocabulary.loads.names())}",
        neighbours="\n".join(_neighbours(before, after)),
        arrival=_arrival(before),
        state="\n".join(_state(state)),
        models=_bullets((image_line(image, course) for image in state.images[:_MODELS]), "None yet."),
        due=_bullets(map(due_line, state.due), _LEFT_OUT if before else "Nothing: no lesson comes before this one."),
        goal=_goal(module),
        planned=" ".join(_planned(module, lesson)) or "TODO: what the module plan says of this lesson",
        needs="" if state.concepts else f"{_NEEDS}\n\n",
        prerequisites="".join(f"{row}\n" for row in _prerequisites(state)),
        misconceptions="\n".join(_misconceptions(module)),
        previous=_previous(before),
        why=_why(lesson),
        depths=_or(course.vocabulary.depths.ladder),
        positive=phrase(course.vocabulary, "Positive"),
        negative=phrase(course.vocabulary, "Negative"),
    )


def title_of(lesson: Lesson) -> str:
    """The title of a lesson; made of its slug where nobody has given one."""
    return lesson.title if lesson.title != lesson.slug else lesson.slug.replace("-", " ").capitalize()


def _planned_title(course: Course, lesson: Lesson) -> str:
    """The title that the plan of its series gives a lesson."""
    bodies = (each.plan_doc.body for each in course.series if each.plan_doc)
    rows = (row for body in bodies if isinstance(body, SeriesDocument) for _, row in body.lessons)
    return next((_line(row.title.value) for row in rows if read_slug(row.lesson.value) == lesson.slug), "")


def _or(words: Iterable[str]) -> str:
    return ", ".join(words)


def load_of(lesson: Lesson) -> str:
    """The load most places give a lesson; "" where none does."""
    stated = believed(stated_loads(lesson))
    return stated.words if stated else ""


def _goal(module: Module) -> str:
    """A line with the goal of a module, where somebody has written one."""
    goal = _line(module.plan.goal.value) if module.plan else ""
    return f"**Module goal:** {goal}\n" if goal and not is_todo(goal) else ""


def _previous(before: Lesson | None) -> str:
    if before is None:
        return "N/A (first lesson)"
    return f"{load_of(before)} ({before.slug})" if load_of(before) else f"TODO: the load of {before.slug}"


def _why(lesson: Lesson) -> str:
    """What the module plan says about the load, behind a dash."""
    reasons = (_line(cited.claim.reason.value) for cited in lesson.loads if cited.claim.place == "trajectory")
    return next((f" -- {reason}" for reason in reasons if reason), "")


def _neighbours(before: Lesson | None, after: Lesson | None) -> Iterator[str]:
    yield f"**Previous lesson:** {before.slug if before else 'None'}"
    yield f"**Next lesson:** {after.slug if after else 'None'}"


def _arrival(before: Lesson | None) -> str:
    """Where students come from, and the words the lesson before this one sends them off with."""
    if before is None:
        return "Nothing was taught before this lesson."
    came = f"The student comes from {before.name}"
    came += f", a {load_of(before)} lesson." if load_of(before) else "."
    closing = _closing(as_markdown(before.doc)) if before.doc else ""
    return f"{came} It closes:\n\n> {closing}" if closing else came


def _closing(doc: Doc) -> str:
    """How the outline of a lesson ends: the words of its last step."""
    steps = doc.body.outline if isinstance(doc.body, LessonPlan) else ()
    if not steps:
        return ""
    last, sections = steps[-1], doc.vocabulary.sections[doc.kind]
    for part in outline(doc.source, doc.vocabulary).walk():
        section = sections.find(part.title.value)
        if section and section.role == "outline" and part.start <= last.start < part.end:
            return _line(" ".join(_from(last, part)))[:_LONGEST]
    return ""


def _from(step: Text, part: Part) -> Iterator[str]:
    """What stands in a part from a step on, its code left out."""
    for inner in part.walk():
        if inner.title == step:
            yield f"{step}:"
        for block in inner.content:
            if not isinstance(block, Fence) and extent(block)[1] > step.start:
                yield from (text.value for text in words_of(block))


def _state(state: State) -> Iterator[str]:
    rows = list(state_rows(state, state.concepts[:_BROUGHT]))
    yield f"TODO: {'strike the rows this lesson does not touch' if rows else 'what students know from elsewhere'}"
    yield ""
    yield header_row(state.course.vocabulary, "Concept", "Depth", "Source", "Notes")
    yield "|---------|-------|--------|-------|"
    yield from (_row(*row) for row in rows)


def _prerequisites(state: State) -> Iterator[str]:
    words = state.course.vocabulary
    # Where a person then needs more than students have, LL105 contradicts the OK.
    for concept, depth, source, _ in state_rows(state, state.concepts[:_NEEDED]):
        name = _GLOSS.sub("", concept) or concept
        yield _row(name, "TODO: depth, or strike the row", depth, source, words.statuses.ok, "")


def _misconceptions(module: Module) -> Iterator[str]:
    """What students believe throughout the module and no lesson has taken up, then places for this lesson's own."""
    waiting = list(unaddressed(module, _TAKEN_UP))
    for belief in waiting:
        words = table_cell(belief.value.strip('"“”„').rstrip("."))
        yield _row(f'"{words}"', "TODO: why, or strike the row", "", "")
    for _ in range(max(1, _FEWEST_BELIEFS - len(waiting))):
        yield _row("TODO: a belief students bring to this lesson", "", "", "")


def _planned(module: Module, lesson: Lesson) -> Iterator[str]:
    if lesson.planned and lesson.planned[1].concept:
        yield f"{_line(lesson.planned[1].concept.value).rstrip('.')}."
    for topics in module.plan.topics if module.plan else ():
        if lesson.slug in topics.lesson.value:
            yield _line(topics.topics.value)


def _bullets(lines: Iterable[str], instead: str) -> str:
    return "\n".join(f"- {line}" for line in lines) or instead


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _line(words: str) -> str:
    """An author's words on one line."""
    return " ".join(words.split())
