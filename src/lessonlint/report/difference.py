"""What changed in a curriculum, as text, as a comment on a pull request, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lessonlint.analysis.difference import GONE, NEW, Change, Difference, Paper
from lessonlint.analysis.impact import Broken
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.impact import broken_data, finding_data, row_words
from lessonlint.report.json import dumped
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import counted, listed, quoted

_SIGNS = {NEW: "+", GONE: "-"}
_MARKUP = re.compile(r"([\\`*_\[\]<>|&#~@$])")
_BREAKS = "Breaks"
_MOST, _ROWS = 20, 3
# Lines of one kind in a comment, and rows of one lesson; GitHub takes 65,536 characters.


def render_difference(found: Difference, style: Style) -> str:
    """What changed, one line each."""
    if found.is_empty:
        return f"The curriculum is the same in {found.before.name} and {found.after.name}.\n"
    shown = _Shown(found, sum(len(each.rows) + len(each.findings) for each in found.broken))
    lines = [style.paint(f"From {found.before.name} to {found.after.name}", "bold")]
    for title, told in shown.parts():
        lines += ["", style.paint(title, "bold"), *(f"  {visible(each)}" for each in told)]
    return "\n".join(lines) + "\n"


def render_difference_markdown(found: Difference) -> str:
    """A comment for a pull request: what breaks first, long lists folded."""
    if found.is_empty:
        return "**lessonlint:** the curriculum stays the same.\n"
    shown = _Shown(found, _ROWS)
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
    shown = _Shown(found, _ROWS)
    return dumped(
        {
            "version": 1,
            "before": found.before.name,
            "after": found.after.name,
            "documents": [each._asdict() for each in found.papers],
            "lessons": [_change(each) for each in found.lessons],
            "concepts": [_change(each) for each in found.concepts],
            "prerequisites": [_change(each) for each in found.links],
            "broken": [broken_data(each, shown.after, shown.ladder) for each in found.broken],
            "findings": {
                "new": [finding_data(each, shown.after) for each in found.new],
                "gone": [finding_data(each, shown.before) for each in found.gone],
                "gone_with_document": [finding_data(each, shown.before) for each in found.left],
                "untold_without_document": [finding_data(each, shown.before) for each in found.untold],
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
    """The parts of a difference in words, with places in the tree each belongs to.

    Of each lesson that breaks, the first `most` lines are shown; findings that these tell are not told twice.
    """

    def __init__(self, found: Difference, most: int) -> None:
        self._found, self._most = found, most
        self.before, self.after = (Places(side.report.sources) for side in (found.before, found.after))
        self.ladder = found.after.knowledge.course.vocabulary.depths.ladder

    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """The titles with their lines; what is empty is left out."""
        found = self._found
        told = {each for broken in found.broken for _, those in self._rows(broken)[: self._most] for each in those}
        new = [each for each in found.new if each not in told]
        untold = self._findings("-", found.untold, self.before)
        parts: Sequence[tuple[str, list[str]]] = (
            (_BREAKS, [line for each in found.broken for line in self._broken(each)]),
            ("Documents", list(self._papers())),
            ("Lessons", [self._line(each) for each in found.lessons]),
            ("Concepts", [self._line(each) for each in found.concepts]),
            ("Prerequisites", [self._line(each) for each in found.links]),
            ("Other new findings" if told else "New findings", self._findings("+", new, self.after)),
            ("Findings that are gone", self._findings("-", found.gone, self.before)),
            ("Findings that are gone with their document", self._findings("-", found.left, self.before)),
            ("Findings that nobody can tell without the documents removed", untold),
        )
        yield from (part for part in parts if part[1])

    def broken_items(self) -> Iterator[str]:
        """Every lesson that breaks, with its first rows."""
        for each in self._found.broken:
            name, *told = self._broken(each)
            more = f" … and {len(told) - self._most} more" if len(told) > self._most else ""
            yield f"- **{_escaped(name)}**{more}"
            yield from (f"  - {_escaped(line.strip())}" for line in told[: self._most])

    def summary(self) -> str:
        """One sentence for those who read no further."""
        found = self._found
        broken = f"**{counted(len(found.broken), 'lesson')} {'breaks' if len(found.broken) == 1 else 'break'}**"
        parts = [broken if found.broken else "Nothing breaks"]
        removed = sum(each.kind == GONE for each in found.papers)
        parts += [f"{counted(removed, 'document')} removed"] if removed else []
        parts += [f"{counted(len(found.new), 'new finding')}, {len(found.gone)} gone"]
        parts += [f"{len(found.left)} gone with their document"] if found.left else []
        parts += [f"{len(found.untold)} untold without what was removed"] if found.untold else []
        return "; ".join(parts) + "."

    def _papers(self) -> Iterator[str]:
        """Documents that came or went. That of a lesson which came or went itself says nothing more."""
        whole = {each.lesson for each in self._found.lessons if each.kind in (NEW, GONE)}
        for each in self._found.papers:
            if each.of not in whole:
                yield f"{_SIGNS[each.kind]} {_paper(each)}"

    def _line(self, change: Change) -> str:
        sign = _SIGNS.get(change.kind, "~")
        what = f"{quoted(change.what)} in {change.lesson}" if change.what else change.lesson
        if change.kind in (NEW, GONE):
            depth = change.before or change.after
            return f"{sign} {what}{f' ({depth})' if depth else ''}"
        return f"{sign} {what}: {change.before} → {change.after}"

    def _broken(self, broken: Broken) -> Iterator[str]:
        yield broken.lesson.name
        yield from (f"  {words}" for words, _ in self._rows(broken))

    def _rows(self, broken: Broken) -> list[tuple[str, tuple[Diagnostic, ...]]]:
        """What is told of a lesson that breaks: its rows with what `check` says of them, then its other findings."""
        lines = []
        left = list(broken.findings)
        for row in broken.rows:
            reference = row.link.reference
            found = tuple(each for each in left if reference.row.start <= each.place.start < reference.row.end)
            left = [each for each in left if each not in found]
            codes = f" ({listed([each.code for each in found])})" if found else ""
            lines.append((f"{self.after.show(reference.place)} {row_words(row, self.ladder)}{codes}", found))
        return [*lines, *((self._finding(each, self.after), (each,)) for each in left)]

    def _findings(self, sign: str, found: Sequence[Diagnostic], places: Places) -> list[str]:
        return [f"{sign} {self._finding(each, places)}" for each in found]

    def _finding(self, each: Diagnostic, places: Places) -> str:
        return f"{places.show(each.place)} {each.code} {each.message}"


def _paper(paper: Paper) -> str:
    what = "plan" if paper.what == "lesson plan" else paper.what
    return f"{what.capitalize()} {'removed' if paper.kind == GONE else 'added'}{f': {paper.of}' if paper.of else ''}"
