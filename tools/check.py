"""The one command for contributors: everything CI asks of a change.

python tools/check.py             all of it
python tools/check.py --fast      without the documentation site, the package and what git and forges start
python tools/check.py --fix       mends formatting, simple lint and generated files first
python tools/check.py --no-tests  for CI, which runs the tests by the command in README.md
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Step(NamedTuple):
    name: str
    command: tuple[str, ...]


class Outcome(NamedTuple):
    step: Step
    passed: bool
    seconds: float
    output: str


def main() -> int:
    _enter_venv()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--fast", action="store_true", help="skip the documentation site, the package and what git and forges start"
    )
    parser.add_argument("--fix", action="store_true", help="mend what can be mended first")
    parser.add_argument("--no-tests", action="store_true", help="skip pytest")
    arguments = parser.parse_args()

    if arguments.fix:
        _mend()
    outcomes = []
    for step in _steps(fast=arguments.fast, tests=not arguments.no_tests):
        outcome = _run(step)
        _show(outcome)
        outcomes.append(outcome)
    return _summarise(outcomes)


def _enter_venv() -> None:
    """Continue in the project's own .venv, so that nobody has to activate it."""
    python = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if sys.prefix == sys.base_prefix and python.exists():
        command = [str(python), __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(command, check=False).returncode)


def _mend() -> None:
    for command in (
        ("-m", "ruff", "check", "--fix-only", "-q"),
        ("-m", "ruff", "format", "-q"),
        ("tools/generate.py",),
    ):
        # What cannot be mended is for the steps below to report.
        subprocess.run([sys.executable, *command], cwd=ROOT, check=False)


def _steps(*, fast: bool, tests: bool) -> list[Step]:
    python = sys.executable
    scripts = Path(python).parent
    steps = [
        Step("ruff check", (python, "-m", "ruff", "check")),
        Step("ruff format", (python, "-m", "ruff", "format", "--check")),
        Step("mypy", (python, "-m", "mypy")),
        Step("layers", (str(scripts / "lint-imports"), "--no-cache")),
        Step("generated files", (python, "tools/generate.py", "--check")),
        Step("pictures", (python, "tools/pictures.py", "--check")),
    ]
    if tests:
        steps.append(Step("tests", (python, "-m", "pytest", "-q", "-n", "auto")))
    steps.append(Step("sample course", (str(scripts / "lessonlint"), "check", "curriculum/")))
    steps.append(Step("sample course's form", (str(scripts / "lessonlint"), "fmt", "--check", "curriculum/")))
    if not fast:
        steps.append(Step("integrations", (python, "-m", "pytest", "-q", "-n", "auto", "tests/integration")))
        growth = (
            "env",
            "LESSONLINT_LARGEST=4000",
            python,
            "-m",
            "pytest",
            "-q",
            "-n",
            "auto",
            "tests/parse/test_growth.py",
            "tests/test_growth.py",
        )
        steps.append(Step("growth", growth))
        steps.append(Step("package and hook", (python, "tools/package.py")))
        steps.append(Step("documentation", (python, "-m", "mkdocs", "build", "--strict")))
    return steps


def _run(step: Step) -> Outcome:
    started = time.monotonic()
    try:
        done = subprocess.run(
            step.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        passed, output = done.returncode == 0, done.stdout
    except FileNotFoundError:
        passed = False
        output = f"{step.command[0]} is missing: run the second command of README.md"
    return Outcome(step, passed, time.monotonic() - started, output)


def _show(outcome: Outcome) -> None:
    if not outcome.passed:
        print(f"\n---- {outcome.step.name}: {' '.join(outcome.step.command)}")
        print(outcome.output.rstrip())
        print()
    lines = outcome.output.strip().splitlines()
    closing = lines[-1].strip("= ") if outcome.step.name == "tests" and lines else ""
    verdict = "ok    " if outcome.passed else "FAILED"
    print(f"{verdict}  {outcome.step.name:<16}{outcome.seconds:6.1f} s  {closing}", flush=True)


def _summarise(outcomes: list[Outcome]) -> int:
    failed = [outcome.step.name for outcome in outcomes if not outcome.passed]
    if failed:
        print(f"\n{len(failed)} of {len(outcomes)} failed: {', '.join(failed)}")
        return 1
    print(f"\nAll {len(outcomes)} passed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
