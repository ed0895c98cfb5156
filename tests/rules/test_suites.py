"""Runs the Markdown suites beside this file: one test for each `## ` heading."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from tests.support.suites import Case, others, read_suite, rewrite, rule_of, run, said, slug, suites

CASES = [
    pytest.param(path, case, id=f"{path.parent.name}/{path.stem}/{slug(case.title)}")
    for path in suites()
    for case in read_suite(path)
]


@pytest.mark.parametrize(("path", "case"), CASES)
def test_case(path: Path, case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    rule = rule_of(path)
    for folder in ("forwards", "backwards"):
        (tmp_path / folder).mkdir()
    expected = [_tidy(line) for line in case.lines("findings")]
    forwards = run(case, rule, tmp_path / "forwards")
    found = said(forwards, rule, expected)
    if request.config.getoption("--rewrite-suites"):
        rewrite(path, case.title, found)
        return
    _compare(expected, found, "found")
    if case.has("others"):
        assert others(forwards, rule) == sorted(" ".join(case.lines("others")).split())
    backwards = run(case, rule, tmp_path / "backwards", backwards=True)
    _compare(found, said(backwards, rule, expected), "found with the files in another order")


def _tidy(line: str) -> str:
    return f"    {line.strip()}" if line.startswith(" ") else line.rstrip()


def _compare(expected: list[str], found: list[str], name: str) -> None:
    if found != expected:
        pytest.fail("\n".join(unified_diff(expected, found, "expected", name, lineterm="")), pytrace=False)
