"""Shared by all tests: where the corpus is, and the promise that CI skips nothing."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
# `pytest --hypothesis-profile=long` searches as long as one has patience for; examples once found are kept by it.
settings.register_profile("short", max_examples=30, deadline=None)
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile("short")

NO_SKIPS = os.environ.get("LESSONLINT_NO_SKIPS") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-suites", action="store_true", help="write what the rules say now into tests/rules/*/*.md"
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real curricula outside the project, named by LESSONLINT_CORPUS."""
    place = os.environ.get("LESSONLINT_CORPUS")
    if not place:
        pytest.skip("LESSONLINT_CORPUS names no folder of real curricula")
    return Path(place)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure is reported as skipped too; that one did run.
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{_reason(report)} (LESSONLINT_NO_SKIPS=1 allows no skips)"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if NO_SKIPS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{_reason(report)} (LESSONLINT_NO_SKIPS=1 allows no skips)"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    match report.longrepr:
        case (_, _, reason):
            return str(reason)
        case other:
            return str(other)
