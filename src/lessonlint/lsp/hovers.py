"""What an editor shows of the words under the cursor: what a row means, and what a rule is about."""

from __future__ import annotations

import re

from lsprotocol import types as lsp

from lessonlint.diagnostic import Diagnostic
from lessonlint.lsp.desk import Spot
from lessonlint.lsp.session import Snapshot
from lessonlint.report.explaining import line_of
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style
from lessonlint.report.why import render_why
from lessonlint.rule import Rule
from lessonlint.rules import RULES
from lessonlint.source import LineIndex, line_end, line_start

_WORD = re.compile(r"[\w-]+")
_TICKS = re.compile("`+")
_TILDES = re.compile(r"^~~~.*$", re.MULTILINE)


def hover(snapshot: Snapshot, at: Spot) -> lsp.Hover | None:
    """What is known about the row or the rule at a place; None where there is nothing to say."""
    parts = []
    if rule := _rule_at(at):
        parts.append(_page(rule))
    else:
        if row := _row(snapshot, at):
            parts.append(row)
        parts += [_told(each) for each in findings_at(snapshot, at.path, at.offset, at.offset)]
    if not parts:
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(dict.fromkeys(parts))))


def findings_at(snapshot: Snapshot, path: str, start: int, end: int) -> list[Diagnostic]:
    """The findings that a stretch of a file touches."""
    return [
        each
        for each in snapshot.report.diagnostics
        if each.place.path == path and each.place.start <= end and start <= each.place.end
    ]


def _rule_at(at: Spot) -> Rule | None:
    """The rule whose code or name stands at a place, as in a waiver or in the settings."""
    start = line_start(at.text, at.offset)
    line = at.text[start : line_end(at.text, at.offset)]
    for match in _WORD.finditer(line):
        if match.start() <= at.offset - start <= match.end():
            return next((rule for rule in RULES if match[0] in (rule.code, rule.name)), None)
    return None


def _page(rule: Rule) -> str:
    """The manual page. Its examples are fenced with words behind the tildes that only our tests understand."""
    return f"## {rule.code} {rule.name}\n\n{_TILDES.sub('~~~', rule.manual)}"


def _row(snapshot: Snapshot, at: Spot) -> str:
    """What `lessonlint why` says of the line."""
    if snapshot.doc(at.path) is None:
        return ""
    knowledge, number = snapshot.knowledge, LineIndex(at.text).position(at.offset)[0]
    line = line_of(knowledge, at.path, number, Places(snapshot.report.sources))
    return "" if line.is_empty else _verbatim(render_why(line, Style(False)))


def _verbatim(text: str) -> str:
    """A text that keeps its lines, and whose words are never taken for Markdown."""
    fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(text)), default=0))
    return f"{fence}text\n{text.rstrip()}\n{fence}"


def _told(found: Diagnostic) -> str:
    rule = next(rule for rule in RULES if rule.code == found.code)
    return f"**{found.code} {found.name}**: {rule.summary} (`lessonlint explain {found.code}`)"
