"""JUnit XML: a suite for each file with findings, a failed case for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from lessonlint.diagnostic import Diagnostic, Report
from lessonlint.report.places import Places
from lessonlint.report.telling import told
from lessonlint.report.terminal import visible
from lessonlint.wording import counted

# What no XML 1.0 document may hold in any form, as far as `visible` lets it through.
_FORBIDDEN = re.compile("[\ufffe\uffff]")


def render_junit(report: Report) -> str:
    """The report as XML. Every finding that is shown fails its case, whatever its severity; that is its type."""
    places = Places(report.sources)
    number = len(report.diagnostics)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="lessonlint" tests="{max(1, number)}" failures="{number}" errors="0">')
    for path, group in groupby(report.diagnostics, key=lambda diagnostic: diagnostic.place.path):
        lines += _suite(path, list(group), places)
    if not number:
        lines += _passed(report)
    return "".join(f"{line}\n" for line in (*lines, "</testsuites>"))


def _suite(path: str, found: list[Diagnostic], places: Places) -> Iterator[str]:
    yield f'  <testsuite name="{_text(path)}" tests="{len(found)}" failures="{len(found)}" errors="0" skipped="0">'
    for each in found:
        line, _ = places.position(path, each.place.start)
        name = _text(f"{each.code} {each.name}, line {line}")
        yield f'    <testcase classname="{_text(path)}" name="{name}" file="{_text(path)}" line="{line}" time="0">'
        yield f'      <failure type="{each.severity.value}" message="{_text(each.message)}">'
        yield from (_text(said) for said in (places.show(each.place), *told(each, places)))
        yield "      </failure>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _passed(report: Report) -> Iterator[str]:
    """A report without any case looks to its readers as if nothing had run."""
    documents = counted(report.documents, "document")
    yield '  <testsuite name="lessonlint" tests="1" failures="0" errors="0" skipped="0">'
    yield f'    <testcase classname="lessonlint" name="{documents}, nothing to report" time="0"/>'
    yield "  </testsuite>"


def _text(words: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", visible(words)))
