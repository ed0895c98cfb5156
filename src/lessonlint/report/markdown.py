"""Markdown, for comments and job summaries: a heading for each file, an item for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lessonlint.diagnostic import Diagnostic, Report, Severity
from lessonlint.report.places import Places
from lessonlint.report.telling import related_lines
from lessonlint.report.terminal import visible
from lessonlint.wording import counted

# What means something within a line, and what at its beginning.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|#@$]|^[-+=]|^[0-9]{1,9}(?=[.)])")
# Forges make `@name` and `#12` into mentions even where they are escaped; an empty comment parts them.
_MENTION = re.compile(r"\\([@#])(?=\w)")


def render_markdown(report: Report) -> str:
    """The report as CommonMark that every forge shows alike."""
    places = Places(report.sources)
    lines = ["# lessonlint", "", _summary(report)]
    for path, group in groupby(report.diagnostics, key=lambda diagnostic: diagnostic.place.path):
        lines += ["", f"## {escaped(path)}", ""]
        for diagnostic in group:
            lines += _item(diagnostic, places)
    return "".join(f"{line}\n" for line in lines)


def escaped(words: str) -> str:
    """An author's words as Markdown that shows just these words, on one line."""
    return _MENTION.sub(r"\\\1<!-- -->", _SPECIAL.sub(_escape, visible(words).strip()))


def _escape(special: re.Match[str]) -> str:
    return f"{special[0]}\\" if special[0].isdigit() else f"\\{special[0]}"


def _item(diagnostic: Diagnostic, places: Places) -> Iterator[str]:
    line, _ = places.position(diagnostic.place.path, diagnostic.place.start)
    head = f"line {line}, {diagnostic.severity.value} {diagnostic.code} {diagnostic.name}"
    yield f"- **{head}**: {escaped(diagnostic.message)}"
    if diagnostic.help:
        yield f"  *{escaped(diagnostic.help)}*"
    yield from (f"  - {escaped(said)}" for said in related_lines(diagnostic.related, places))


def _summary(report: Report) -> str:
    statistics = report.statistics
    read = f"{counted(report.documents, 'document')}, {counted(statistics.lessons, 'lesson')}"
    counts = [(report.count(severity), severity.value) for severity in Severity]
    found = ", ".join(counted(number, word) for number, word in counts if number)
    aside = f"; {report.waived} waived" if report.waived else ""
    aside += f"; {report.baselined} in the baseline" if report.baselined else ""
    clear = "Nothing new" if report.baselined else "All clear"
    return f"**{found or clear}** in {read}{aside}."
