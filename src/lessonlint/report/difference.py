"""What changed in a curriculum, as text, as a comment on a pull request, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lessonlint.analysis.difference import GONE, NEW, Broken, Change, Difference
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.json import dumped
from lessonlint.report.lost import finding_data, row_data, row_words
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import counted, quoted

_SIGNS = {NEW: "+", GONE: "-"}
_MARKUP = re.compile(r"([\\`*_\[\]<>|&#~@$])")
_BREAKS = "Breaks"
_MOST, _ROWS = 20, 3
# Lines of one kind in a comment, and rows of one lesson; GitHub takes 65,536 characters.


def render_difference(found: Difference, style: Style) -> str:
    """What changed, one line each."""
    if found.is_empty:
        return f"The curriculum is the same in {found.before.name} and {found.after.name}.\n"
    shown = _Shown(found)
    lines = [style.paint(f"From {found.before.name} to {found.after.name}", "bold")]
    for title, told in shown.parts():
        lines += ["", style.paint(title, "bold"), *(f"  {visible(each)}" for each in told)]
    return "\n".join(lines) + "\n"


def render_difference_markdown(found: Difference) -> str:
    """A comment for a pull request: what breaks first, long lists folded."""
    if found.is_empty:
        return "**lessonlint:** the curriculum stays the same.\n"
    shown = _Shown(found)
    lines = [f"### Curriculum: {_escaped(found.before.name)} → {_escaped(found.after.name)}", "", shown.summary()]
    for title, told in shown.parts():
        if title == _BREAKS:
            lines += ["", *shown.broken_items()]
        else:
            items = [f"- {_item(each)}" for each in told[:_MOST]]
            items += [f"- … and {len(told) - _MOST} more"] if len(told) > _MOST else []
            lines += ["", f"<details><summary>{title} ({len(told)})</summary>", "", *items, "", "</details>"]
    return "\n".join(lines) + "\n"


def render_difference_json(found: Difference) -> str:
    """The same as data."""
    shown = _Shown(found)
    return dumped(
        {
            "version": 1,
            "before": found.before.name,
            "after": found.after.name,
            "lessons": [_change(each) for each in found.lessons],
            "concepts": [_change(each) for each in found.concepts],
            "prerequisites": [_change(each) for each in found.links],
            "broken": [shown.broken_data(each) for each in found.broken],
            "findings": {
                "new": [finding_data(each, shown.after) for each in found.new],
                "gone": [finding_data(each, shown.before) for each in found.gone],
            },
        }
    )


def _change(change: Change) -> dict[str, str]:
    return {name: value for name, value in change._asdict().items() if value}


def _item(line: str) -> str:
    """A line of the text as a list item: its sign as code, so that it does not open another list."""
    sign, _, rest = line.partition(" ")
    return f"`{sign}` {_escaped(rest)}"


def _escaped(words: str) -> str:
    """An author's words without the power to format, link or call anybody."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", visible(words))


class _Shown:
    """The parts of a difference in words, with places in the tree each belongs to."""

    def __init__(self, found: Difference) -> None:
        self._found = found
        self.before, self.after = (Places(side.report.sources) for side in (found.before, found.after))
        self._ladder = found.after.knowledge.course.vocabulary.depths.ladder

    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """The titles with their lines; what is empty is left out."""
        found = self._found
        parts: Sequence[tuple[str, list[str]]] = (
            (_BREAKS, [line for each in found.broken for line in self._broken(each)]),
            ("Lessons", [self._line(each) for each in found.lessons]),
            ("Concepts", [self._line(each) for each in found.concepts]),
            ("Prerequisites", [self._line(each) for each in found.links]),
            ("New findings", [f"+ {self._finding(each, self.after)}" for each in found.new]),
            ("Findings that are gone", [f"- {self._finding(each, self.before)}" for each in found.gone]),
        )
        yield from (part for part in parts if part[1])

    def broken_items(self) -> Iterator[str]:
        """Every lesson that breaks, with its first rows."""
        for each in self._found.broken:
            name, *told = self._broken(each)
            more = f" … and {len(told) - _ROWS} more" if len(told) > _ROWS else ""
            yield f"- **{_escaped(name)}**{more}"
            yield from (f"  - {_escaped(line.strip())}" for line in told[:_ROWS])

    def summary(self) -> str:
        """One sentence for those who read no further."""
        found = self._found
        broken = f"**{counted(len(found.broken), 'lesson')} {'breaks' if len(found.broken) == 1 else 'break'}**"
        parts = [broken if found.broken else "Nothing breaks"]
        parts += [f"{counted(len(found.new), 'new finding')}, {len(found.gone)} gone"]
        return "; ".join(parts) + "."

    def _line(self, change: Change) -> str:
        sign = _SIGNS.get(change.kind, "~")
        what = f"{quoted(change.what)} in {change.lesson}" if change.what else change.lesson
        if change.kind in (NEW, GONE):
            depth = change.before or change.after
            return f"{sign} {what}{f' ({depth})' if depth else ''}"
        return f"{sign} {what}: {change.before} → {change.after}"

    def _broken(self, broken: Broken) -> Iterator[str]:
        yield broken.lesson.name
        yield from (
            f"  {self.after.show(row.link.reference.place)} {row_words(row, self._ladder)}" for row in broken.rows
        )
        told = [row.link.reference.row for row in broken.rows]
        for each in broken.findings:
            if not any(row.start <= each.place.start < row.end for row in told):
                yield f"  {self._finding(each, self.after)}"

    def _finding(self, each: Diagnostic, places: Places) -> str:
        return f"{places.show(each.place)} {each.code} {each.message}"

    def broken_data(self, broken: Broken) -> dict[str, Any]:
        """A broken lesson as data."""
        return {
            "lesson": broken.lesson.slug,
            "number": broken.lesson.number,
            "rows": [row_data(row, self.after, self._ladder) for row in broken.rows],
            "findings": [finding_data(each, self.after) for each in broken.findings],
        }
