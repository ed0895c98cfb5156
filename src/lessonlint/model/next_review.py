"""The next iteration of a lesson's reviews, begun: what is to be verified, and what was planned, as lists to tick.

Counts, verdict and findings are left to the person who reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from lessonlint.diagnostic import Edit
from lessonlint.model import values as v
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.standing import WAITING, Standing, standings
from lessonlint.model.waivers import newline_of
from lessonlint.parse.tables import escaped
from lessonlint.source import Place, Text, line_start
from lessonlint.vocabulary import PASS, SEVERITIES, Vocabulary
from lessonlint.vocabulary.emphasis import without_marks
from lessonlint.vocabulary.writing import header_row, heading, phrase

_MARKS = re.compile(r"[ \t]*(#+)")
_RULE = re.compile(r"(?:^|[\r\n])[ \t]*(?:-[ \t]*){3,}\Z")
_LONG_DASH = "—"
_FORM = "A finding: {} [{}] {} Its title; below it **Location:**, **Issue:** and **Suggested fix:**"
_VERIFICATION = "Fix Verification"
_LONGEST = 100
_BLANK = 2  # line ends between two blocks


def to_verify(plan: LessonPlan) -> list[Standing]:
    """The findings that the next review has to look at: open ones, those put off, and those only said to be fixed."""
    return [one for one in standings(plan) if one.state in WAITING]


def planned(plan: LessonPlan) -> Iterator[str]:
    """What the plan promises the student, one line each, for a reader of the built lesson to tick."""
    for modality in plan.modalities:
        yield _promise("Modality", modality.modality, modality.what)
    for example in plan.examples:
        yield _promise("Example", example.type, example.example)
    for each in plan.misconceptions:
        yield _promise("Misconception", each.belief, each.negative)
    for connection in plan.connections:
        yield _promise("Bridge", connection.concept, connection.connection)


def next_review(doc: Doc, today: str) -> Edit:
    """The edit of a lesson that begins its next review, below the last one and what answers it, in the form of that."""
    text, newline, plan = doc.source.text, newline_of(doc.source.text), doc.body
    assert isinstance(plan, LessonPlan), "only lessons are reviewed"
    at = _end(plan, len(text))
    before, behind = text[:at], text[at:]
    ruled = bool(plan.reviews) and _RULE.search(text[: line_start(text, plan.reviews[-1].start)].rstrip()) is not None
    lines = _lines(doc, plan, today)
    if ruled and not _RULE.search(before.rstrip()):
        lines = ["---", "", *lines]
    if behind.strip():
        lines += ["", *(["---", ""] if ruled else [])]
    ends = len(before) - len(before.rstrip(" \t\r\n"))
    gap = newline * max(0, _BLANK - _line_ends(before[len(before) - ends :]))
    return Edit(Place(doc.path, at, at), gap + newline.join([*lines, ""]))


def _lines(doc: Doc, plan: LessonPlan, today: str) -> list[str]:
    last = plan.reviews[-1] if plan.reviews else None
    title = last.title if last else doc.identity.text
    marks = _MARKS.match(doc.source.text, line_start(doc.source.text, last.start)) if last else None
    level = marks[1] if marks else "##"
    dash = _LONG_DASH if _LONG_DASH in title.value else "--"
    words = doc.vocabulary
    said = partial(heading, words, doc.kind)
    lines = [f"{level} {said('Review')} {dash} {today} ({phrase(words, 'Iteration')} {_iteration(plan)})", ""]
    lines += [f"{level}# {said('Summary')}", *(f"- {_capital(words.severities.name(each))}:" for each in SEVERITIES)]
    lines += ["", f"{level}# {said('Verdict')}:"]
    if waiting := to_verify(plan):
        table = [header_row(words, "Finding", "Status", "Notes"), "|---|---|---|"]
        lines += ["", f"{level}# {_verification(waiting, words)}", "", *table]
        lines += [_row(one.finding) for one in waiting]
    if promised := list(planned(plan)):
        lines += ["", f"{level}# Planned, and in the Lesson?", "", *(f"- [ ] {each}" for each in promised)]
    lines += ["", f"{level}# Findings"]
    if newline_of(doc.source.text) != "\r":  # Markdown ends a comment with its line, and a bare CR ends none
        lines += ["", f"<!-- {_FORM.format(f'{level}##', words.severities.name(v.GRAVE[0]), dash)} -->"]
    return lines


def _capital(name: str) -> str:
    return name.capitalize() if name.isupper() else name


def _iteration(plan: LessonPlan) -> str:
    """The next number. After a PASS in the last iteration allowed, a new round begins."""
    if not plan.reviews:
        return "1/3"
    last = plan.reviews[-1]
    number = (last.iteration or len(plan.reviews)) + 1
    if last.cap is None:
        return f"{number}"
    if number > last.cap and last.verdict == PASS:
        number = 1
    return f"{number}/{last.cap}"


def _verification(waiting: Sequence[Standing], words: Vocabulary) -> str:
    theirs = heading(words, "lesson plan", _VERIFICATION)
    iterations = [number for number, _ in groupby(one.review.iteration for one in waiting)]
    named = len(iterations) == 1 and iterations[0] and theirs == _VERIFICATION
    return f"Iteration {iterations[0]} {theirs}" if named else theirs


def _row(finding: v.ReviewFinding) -> str:
    words = " ".join(finding.title.value.split())
    return f"| [{finding.label}] {escaped(words)} | | |"


def _promise(kind: str, name: Text, what: Text) -> str:
    named, words = (_shortened(" ".join(without_marks(each.value).split())) for each in (name, what))
    return ": ".join(each for each in (", ".join(each for each in (kind, named) if each), words) if each)


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rsplit(' ', 1)[0]}…"


def _end(plan: LessonPlan, length: int) -> int:
    """Where the reviews end, with the fix passes below the last one; the end of the file where there are none."""
    last = plan.reviews[-1] if plan.reviews else None
    if last is None:
        return length
    return max(last.end, *(answer.end for answer in plan.answers if answer.start > last.start), last.end)


def _line_ends(blank: str) -> int:
    return blank.count("\n") or blank.count("\r")
