"""What a lesson would leave in its module's record: its targets and new concepts beside what the record has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.comparison import claim, shared_words
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import LIKELY, QUESTION, SETTLED
from lessonlint.concepts.names import read_name
from lessonlint.concepts.references import TARGETS
from lessonlint.concepts.state import assume, state_at
from lessonlint.course.values import Lesson
from lessonlint.model.phrases import NEW, novelty
from lessonlint.model.values import ConceptRow

NEW_ROW, SAME, DIFFERS, UNSURE, UNTARGETED = "new", "same", "differs", "unsure", "untargeted"

_SETS_OFF = re.compile(r": | -- | — | – ")
_IN_BRACKETS = re.compile(r" \(([^()]*+)\)[,:;.!?]?$")
_GLOSS = re.compile(r"(?<!\s)\s*+\([^()]*+\)$")
_MOST = 0.5
_REMARK = re.compile(r"\(([^()]+)\)\s*$")


class Entry(NamedTuple):
    """A concept of a lesson's plan beside the record.

    `outcome` is `new` (a row is proposed), `same`, `differs` and `unsure` (a person has to decide, nothing is
    proposed) or `untargeted` (a new concept without a target: a row is proposed whose depth is to do). `recorded` is
    the row the record has, `before` names the depth and the lesson a concept is deepened from.
    """

    concept: str
    targeted: str
    recorded: ConceptRow | None
    outcome: str
    remark: str = ""
    before: str = ""


def entries(knowledge: Knowledge, at: int) -> list[Entry]:
    """Every target of the lesson at an index, then the new concepts it states beyond them.

    A lesson that has its summary was recorded by a person, who knew which of them are concepts of their own.
    """
    lesson = knowledge.course.lessons[at]
    stated = _stated(lesson)
    found = list(_targeted(knowledge, at, {key: gloss for key, (_, gloss) in stated.items()}))
    named = [each.concept for each in found] + [row.concept.value for _, row in lesson.taught]
    for name, gloss in stated.values():
        row = _exact(lesson, name)
        if row and not any(row == each.recorded for each in found):
            found.append(Entry(_glossed(name, gloss), "", row, SAME))
        elif row is None and not (lesson.summary or any(_covers(each, name) for each in named)):
            found.append(Entry(_glossed(name, gloss), "", None, UNTARGETED))
    return found


def _covers(known: str, name: str) -> bool:
    """Whether a new concept is known by other words: most of a shorter name come back in it."""
    return shared_words(_GLOSS.sub("", known), name) > _MOST


def _targeted(knowledge: Knowledge, at: int, glosses: dict[str, str]) -> Iterator[Entry]:
    lesson, ladder = knowledge.course.lessons[at], knowledge.course.vocabulary.depths.ladder
    links = {link.reference.row.start: link for link in knowledge.lessons[at].of(TARGETS)}
    state = state_at(knowledge, at)
    for target in lesson.plan.targets if lesson.plan else ():
        if target.level.kind != "taught":
            continue
        name = " ".join(target.concept.value.split())
        aim, link = claim(target.depth), links.get(target.row.start)
        row = _exact(lesson, name)
        if row is None and link and link.standing == SETTLED:
            row = next((event.row for event in link.targets if at in event.orders), None)
        if row:
            fits = row.level.kind != "taught" or target.level.low <= row.level.high <= target.level.high
            yield Entry(name, aim, row, SAME if fits else DIFFERS)
        elif link and link.standing in (LIKELY, QUESTION) and link.targets:
            yield Entry(name, aim, link.targets[0].row, UNSURE)
        else:
            known = assume(knowledge, state, name).known
            head = read_name(name).head_key
            deeper = known and known.event.name.head_key == head and 0 <= known.level < target.level.low
            number = knowledge.course.lessons[known.event.order].number if known else ""
            before = f"{ladder[known.level]} in {number}" if known and deeper else ""
            whole = known.event.row.concept.value if known and deeper else _glossed(name, glosses.get(head, ""))
            yield Entry(" ".join(whole.split()), aim, None, NEW_ROW, _remark(target), before)


def _remark(target: ConceptRow) -> str:
    """What the student was to be able to do, as a sentence of its own."""
    match = _REMARK.search(target.depth.value)
    return f"{match[1][:1].upper()}{match[1][1:].rstrip('.')}." if match else ""


def _exact(lesson: Lesson, name: str) -> ConceptRow | None:
    """The lesson's own index row of a concept by that name."""
    head = read_name(name).head_key
    return next((row for _, row in lesson.taught if head and read_name(row.concept.value).head_key == head), None)


def _stated(lesson: Lesson) -> dict[str, tuple[str, str]]:
    """The new concepts the load section lists, each with what explains it, by the key of its name."""
    count = lesson.plan.new_concepts if lesson.plan else None
    found: dict[str, tuple[str, str]] = {}
    for item in count.items if count else ():
        words = " ".join(item.value.replace("*", "").split()).rstrip(".")
        if novelty(words) == NEW:
            # The line is in single spaces, so the first mark or the last brackets tell the name from what explains it.
            match = _SETS_OFF.search(words) or _IN_BRACKETS.search(words)
            name = words[: match.start()] if match else words
            gloss = (match[1] if match.groups() else words[match.end() :]) if match else ""
            found.setdefault(read_name(name).head_key, (name, gloss))
    return found


def _glossed(name: str, gloss: str) -> str:
    """A name with what explains it, as an index has it: with brackets around."""
    plain = gloss.rstrip(".")
    return name if "(" in name or not plain or "(" in plain else f"{name} ({plain})"
