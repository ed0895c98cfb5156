"""The reviews at the end of a lesson plan: findings, and what became of them one iteration later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from speed.words import ADJECTIVES, NOUNS

if TYPE_CHECKING:
    from speed.lessons import LessonPage

IMPROVEMENT, POLISH = "IMPROVEMENT", "POLISH"
_CAP = 3


class Remark(NamedTuple):
    """What a reviewer found."""

    severity: str
    title: str

    @property
    def label(self) -> str:
        """How later iterations name it."""
        return f"[{self.severity}] {self.title}"


def iterations(lesson_index: int) -> int:
    """How many reviews a lesson has had."""
    return _CAP if lesson_index % 5 == 2 else 2


def reviews(page: LessonPage, first_day: date) -> list[str]:
    """All reviews of a lesson; the last one passes."""
    count = iterations(page.lesson.index)
    found: list[str] = []
    before: list[Remark] = []
    for number in range(1, count + 1):
        few, many = (page.many(page.random.randint(2, 3), 1), page.many(3, 0)) if number == 1 else (1, 1)
        remarks = [_remark(page, IMPROVEMENT, number, at) for at in range(few if number < count else 0)]
        remarks += [_remark(page, POLISH, number, at) for at in range(many)]
        day = first_day + timedelta(days=number)
        found += _review(page, number, day, remarks, before)
        before = remarks
    return found


def _remark(page: LessonPage, severity: str, number: int, at: int) -> Remark:
    stock, word = page.stock, page.module.words[(number * 9 + at) % len(page.module.words)]
    place = f"{stock.pick(ADJECTIVES)} {stock.pick(NOUNS)}"
    return Remark(severity, f"The {word} is {'shown' if severity == POLISH else 'told'} and the {place} is left out")


def _review(page: LessonPage, number: int, day: date, remarks: Sequence[Remark], before: Sequence[Remark]) -> list[str]:
    grave = sum(remark.severity == IMPROVEMENT for remark in remarks)
    counted = grave + (number == 1 and page.lesson.planted == "LL403")
    verdict = "NEEDS REVISION" if grave else "PASS"
    found = [
        f"## Review -- {day.isoformat()} (Iteration {number}/{_CAP})", "", "### Summary", "- Critical: 0",
        f"- Improvement: {counted}", f"- Polish: {len(remarks) - grave}", "", f"### Verdict: {verdict}", "",
        page.prose(5), "",
    ]  # fmt: skip
    if before:
        found += [f"### Iteration {number - 1} Fix Verification", "", *_verification(page, before), ""]
    found += ["### Findings", ""]
    for remark in remarks:
        found += [f"#### [{remark.severity}] -- {remark.title}", "", *_fields(page, remark), ""]
    return found


def _fields(page: LessonPage, remark: Remark) -> list[str]:
    length = 3 if remark.severity == IMPROVEMENT else 2
    section = f"Section {page.random.randint(1, 5)}"
    texts = [page.prose(length) for _ in range(3)]
    return [f"**Location:** {section}", f"**Issue:** {texts[0]}", f"**Student impact:** {texts[1]}",
            f"**Suggested fix:** {texts[2]}"]  # fmt: skip


def _verification(page: LessonPage, before: Sequence[Remark]) -> list[str]:
    """As a table, a numbered list or bullets."""
    notes = [page.prose(1.5) for _ in before]
    pairs = list(zip(before, notes, strict=True))
    match page.lesson.index % 3:
        case 0:
            rows = [f"| {remark.label} | FIXED | {note} |" for remark, note in pairs]
            return ["| Finding | Status | Notes |", "|---------|--------|-------|", *rows]
        case 1:
            return [f"{at}. **{remark.label}** -- FIXED. {note}" for at, (remark, note) in enumerate(pairs, 1)]
        case _:
            return [f"- {remark.label}: RESOLVED. {note}" for remark, note in pairs]
