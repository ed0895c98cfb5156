"""The report for people: what is wrong, where, why, what to do, and what to do first."""

from __future__ import annotations

import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lessonlint.diagnostic import SAFE, Diagnostic, Related, Report, Severity
from lessonlint.report.places import Places
from lessonlint.report.telling import MOST_RELATED, more_places
from lessonlint.report.terminal import Style, visible, width
from lessonlint.wording import counted

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_BEFORE, _SHOWN = 40, 88
_WRAP = 96
_MOST = 100
NOTHING_FOUND = "No curriculum documents found."
WHAT_IS_READ = " lessonlint reads Markdown files titled “# Lesson: …”, “# Module 1.2: … -- Plan” and the like."
_FEWEST = 3  # two may have a line in common by chance, and can be read one by one


def render_text(report: Report, style: Style | None = None, summary: bool = True, whole: bool = False) -> str:
    """The report as text, grouped by file, ending in a summary.

    Unless it is to be `whole`, of each rule only the first findings are shown, and how many more there are.
    """
    style = style or Style()
    places = Places(report.sources)
    lines = list(_entries(report, places, style, sys.maxsize if whole else _MOST))
    if summary:
        lines += _summary(report, places, style)
    return "".join(f"{line}\n" for line in lines)


def render_concise(report: Report, style: Style | None = None) -> str:
    """One line for each finding."""
    style = style or Style()
    places = Places(report.sources)
    return "".join(f"{_line(each, places, style)}\n" for each in report.diagnostics)


def _line(diagnostic: Diagnostic, places: Places, style: Style) -> str:
    severity = style.paint(diagnostic.severity.value, _COLOURS[diagnostic.severity])
    return f"{visible(places.show(diagnostic.place))}: {severity} {diagnostic.code} {visible(diagnostic.message)}"


class _Caused(NamedTuple):
    """The findings that come of one module plan's numbers, and the path of that plan: where it was renumbered."""

    path: str
    found: tuple[Diagnostic, ...]

    @property
    def words(self) -> str:
        """What they have in common."""
        return f"Lessons have other numbers in this plan than in the {len(self.found)} places below."

    @property
    def help(self) -> str:
        """What to do about all of them."""
        fixable = sum(1 for each in self.found if each.fix and each.fix.safety == SAFE)
        fixed = f" --fix mends {'all' if fixable == len(self.found) else fixable} of them." if fixable else ""
        return f"If the plan was renumbered, those have to follow.{fixed} If not, put the plan right."


def _by_cause(found: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[_Caused]]:
    """The findings that stand alone, and those that enough of them share a cause with."""
    groups: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found:
        groups[each.cause].append(each)
    caused = {path: _Caused(path, tuple(group)) for path, group in groups.items() if path and len(group) >= _FEWEST}
    return [each for each in found if each.cause not in caused], sorted(caused.values())


def _entries(report: Report, places: Places, style: Style, most: int) -> Iterator[str]:
    met: Counter[str] = Counter()
    alone, caused = _by_cause(report.diagnostics)
    for each in alone:
        met[each.code] += 1
        if met[each.code] <= most:
            yield from _entry(each, places, style)
            yield ""
    for group in caused:
        yield from _group(group, places, style, most)
        yield ""
    more = [(code, number - most) for code, number in sorted(met.items()) if number > most]
    for code, number in more:
        yield f"… and {number:,} more of {style.paint(code, 'bold')}"
    if more:
        yield f"Of each rule the first {most} are shown; --show-all shows all, --format concise each as a line."
        yield ""


def _entry(diagnostic: Diagnostic, places: Places, style: Style) -> Iterator[str]:
    where = visible(places.show(diagnostic.place))
    head = style.paint(where, "bold")
    severity = style.paint(diagnostic.severity.value, _COLOURS[diagnostic.severity], "bold")
    yield f"{head}: {severity} {style.paint(diagnostic.code, 'bold')} {style.paint(diagnostic.name, 'dim')}"
    yield from _wrapped(diagnostic.message, "  ")
    yield from _excerpt(diagnostic, places, style)
    if diagnostic.help:
        yield from _wrapped(diagnostic.help, f"  {style.paint('=', 'cyan')} ", "    ")
    yield from _related(diagnostic.related, places, style)


def _group(group: _Caused, places: Places, style: Style, most: int) -> Iterator[str]:
    """What findings have in common, and each as a line."""
    yield f"{style.paint(visible(group.path), 'bold')}: {style.paint('one cause', 'bold')}"
    yield from _wrapped(group.words, "  ")
    yield from _wrapped(group.help, f"  {style.paint('=', 'cyan')} ", "    ")
    yield from (f"    {_line(each, places, style)}" for each in group.found[:most])
    if len(group.found) > most:
        yield f"    … and {len(group.found) - most:,} more"


def _wrapped(words: str, first: str, rest: str | None = None) -> Iterator[str]:
    lines = textwrap.wrap(visible(words), _WRAP, break_long_words=False, break_on_hyphens=False) or [""]
    for index, line in enumerate(lines):
        yield f"{first if index == 0 or rest is None else rest}{line}"


def _related(related: tuple[Related, ...], places: Places, style: Style) -> Iterator[str]:
    for place, message in related[:MOST_RELATED]:
        yield f"    {style.paint(visible(places.show(place)), 'dim')}  {visible(message)}"
    if len(related) > MOST_RELATED:
        yield f"    {more_places(related)}"


def _excerpt(diagnostic: Diagnostic, places: Places, style: Style) -> Iterator[str]:
    """The line with carets under the span; long table rows are cut to the part that matters."""
    found = places.line(diagnostic.place)
    if found is None:
        return
    number, line, column, length = found
    start = max(0, column - 1 - _BEFORE)
    cut = line[start : start + _SHOWN]
    before = ("…" if start else "") + visible(cut[: column - 1 - start])
    marked = visible(cut[column - 1 - start : column - 1 - start + length])
    after = visible(cut[column - 1 - start + length :]) + ("…" if len(line) > start + _SHOWN else "")
    carets = "^" * max(1, width(marked))
    gutter = style.paint(f"{number:>6} |", "dim")
    yield f"{gutter} {before}{marked}{after}"
    yield f"{style.paint('       |', 'dim')} {' ' * width(before)}{style.paint(carets, _COLOURS[diagnostic.severity])}"


def _summary(report: Report, places: Places, style: Style) -> Iterator[str]:
    statistics = report.statistics
    if report.is_empty:
        yield style.paint(NOTHING_FOUND, "yellow") + WHAT_IS_READ
        return
    errors, warnings, infos = (report.count(severity) for severity in Severity)
    notes = []
    if report.hidden_infos:
        notes.append(f"{counted(report.hidden_infos, 'info')} hidden (--strict shows them)")
    if report.baselined:
        notes.append(f"{report.baselined} in the baseline")
    if report.waived:
        notes.append(f"{report.waived} waived")
    aside = f"; {', '.join(notes)}" if notes else ""
    read = f"{counted(report.documents, 'document')}, {counted(statistics.lessons, 'lesson')}"
    if not report.diagnostics:
        clear, nothing = ("Nothing new", "no new finding") if report.baselined else ("All clear", "nothing to report")
        yield f"{style.paint(clear, 'green', 'bold')}: {read}, {nothing}{aside}."
        yield from _undecided(report)
        yield from _apart(report)
        return
    parts = [
        counted(number, word) for number, word in ((errors, "error"), (warnings, "warning"), (infos, "info")) if number
    ]
    files = len({diagnostic.place.path for diagnostic in report.diagnostics})
    yield f"{style.paint('Found ' + ', '.join(parts), 'bold')} in {counted(files, 'file')} ({read}){aside}."
    yield from _one_cause(report, places)
    yield from _undecided(report)
    yield from _apart(report)
    worst = report.worst()
    most = Counter(d.code for d in report.diagnostics if d.severity is worst)
    fixable = sum(1 for each in report.diagnostics if each.fix and each.fix.safety == SAFE)
    unsafe = sum(1 for each in report.diagnostics if each.excuse or (each.fix and each.fix.safety != SAFE))
    if fixable or unsafe:
        parts = [f"{fixable} with --fix"] if fixable else []
        parts += [f"{unsafe}{' more' if fixable else ''} with --fix --unsafe-fixes"] if unsafe else []
        yield f"Fixable: {', and '.join(parts)} (--diff shows how)."
    code, times = most.most_common(1)[0]
    often = f" (×{times})" if times > 1 else ""
    yield f"Start with {code}{often}: `lessonlint explain {code}` says why it matters and what to do."


def _one_cause(report: Report, places: Places) -> Iterator[str]:
    """The line that most findings point at, the first of equals: to mend it may mend them all."""
    lines = Counter(
        line
        for each in report.diagnostics
        for line in dict.fromkeys((at.path, places.position(at.path, at.start)[0]) for at, _ in each.related)
    )
    for (path, line), times in lines.most_common(1):
        if times >= _FEWEST:
            yield f"{times} of these point to one line, so look there first: {visible(path)}:{line}"


def _undecided(report: Report) -> Iterator[str]:
    """How many prerequisites wait for a person to say what they mean, and the commands for that."""
    if report.undecided:
        which = f"{counted(report.undecided, 'prerequisite')} only you can place"
        yield (
            f"{which}: `lessonlint aliases` asks what each means, "
            "`lessonlint links --questions --table prerequisites` marks them with ?."
        )


def _apart(report: Report) -> Iterator[str]:
    """That files were judged without what stands beside them, and how they are judged with it."""
    if report.apart:
        were = "One file was" if report.apart == 1 else f"{report.apart} files were"
        yield (
            f"{were} judged without the curriculum around, so part of what is wrong may not be told. "
            "Check the whole folder, or put a lessonlint.yaml at its top (it may be empty)."
        )
