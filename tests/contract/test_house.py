"""Tests about the code itself: how long it may get, and what must agree with what."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import lessonlint
from lessonlint.rules import RULES

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "lessonlint"
SOURCES = sorted(PACKAGE.rglob("*.py"))
RULE_FILES = [path for path in sorted((PACKAGE / "rules").glob("*/*.py")) if not path.name.startswith("_")]
LONGEST_FILE = 400
LONGEST_RULE_FILE = 200
LONGEST_FUNCTION = 50
PLACE_WORDS = {"place", "line", "lines", "column", "columns", "start", "end", "offset", "span"}

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def _named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


each_source = pytest.mark.parametrize("path", SOURCES, ids=_named)
each_rule_file = pytest.mark.parametrize("path", RULE_FILES, ids=_named)


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: Function) -> int:
    """Lines of code: a docstring may be as long as it likes, in a rule it is the manual page."""
    assert function.end_lineno is not None
    whole = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return whole
    return whole - (first.end_lineno - first.lineno + 1)


def _moved_by_hand(tree: ast.AST) -> Iterator[str]:
    """Sums such as `span.start + 1`: a rule picks places up, it never works them out."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(left=place, op=ast.Add() | ast.Sub(), right=ast.Constant(value=int())):
                pass
            case ast.BinOp(left=ast.Constant(value=int()), op=ast.Add(), right=place):
                pass
            case ast.AugAssign(target=place, op=ast.Add() | ast.Sub(), value=ast.Constant(value=int())):
                pass
            case _:
                continue
        if PLACE_WORDS.intersection(re.findall(r"[a-z]+", ast.unparse(place))):
            yield f"line {node.lineno}: {ast.unparse(node)}"


class TestSize:
    @each_source
    def test_a_file_can_be_read_in_one_sitting(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) < LONGEST_FILE

    @each_source
    def test_a_function_fits_on_a_screen(self, path: Path) -> None:
        long = {f.name: _length(f) for f in _functions(path) if _length(f) >= LONGEST_FUNCTION}
        assert long == {}

    @each_rule_file
    def test_a_rule_stays_small(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST_RULE_FILE


class TestRules:
    def test_every_file_is_one_listed_rule_of_that_name(self) -> None:
        files = sorted(path.stem for path in RULE_FILES)
        listed = sorted(rule.name.replace("-", "_") for rule in RULES)
        assert files == listed

    def test_codes_and_names_are_unique(self) -> None:
        counted = Counter([rule.code for rule in RULES] + [rule.name for rule in RULES])
        assert [word for word, times in counted.items() if times > 1] == []

    def test_rules_are_listed_by_code(self) -> None:
        codes = [rule.code for rule in RULES]
        assert codes == sorted(codes)
        assert all(re.fullmatch(r"LL\d{3}", code) for code in codes)

    def test_a_name_states_the_problem(self) -> None:
        remedies = ("no-", "check-", "invalid-", "require-", "use-")
        # Here the lack is the problem, not the remedy: nobody would read it as "have no target concept".
        lacks = {"no-target-concept"}
        assert {rule.name for rule in RULES if rule.name.startswith(remedies)} == lacks

    @each_rule_file
    def test_a_rule_never_works_out_a_place(self, path: Path) -> None:
        assert list(_moved_by_hand(ast.parse(path.read_text("utf-8")))) == []

    @each_rule_file
    def test_a_rule_has_a_suite(self, path: Path) -> None:
        suite = ROOT / "tests/rules" / path.parent.name / f"{path.stem.replace('_', '-')}.md"
        assert suite.is_file(), f"write {suite.relative_to(ROOT)}"

    def test_every_suite_has_a_rule(self) -> None:
        suites = {path.stem for path in (ROOT / "tests/rules").glob("*/*.md")}
        assert suites <= {rule.name for rule in RULES}

    def test_places_moved_by_hand_are_noticed(self) -> None:
        wrong = "a = span.start + 1\nline_end -= 1\nb = 1 + row.column"
        right = "a = lesson.position + 1\nb = len(rows) - 1\nc = first + depended"
        assert len(list(_moved_by_hand(ast.parse(wrong)))) == 3
        assert list(_moved_by_hand(ast.parse(right))) == []


class TestPublicDoor:
    def test_all_is_complete(self) -> None:
        tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
        assert set(lessonlint.__all__) == set(_public_names(tree))
        assert len(lessonlint.__all__) == len(set(lessonlint.__all__))

    def test_every_name_can_be_reached(self) -> None:
        assert [name for name in lessonlint.__all__ if not hasattr(lessonlint, name)] == []

    def test_every_module_can_be_imported(self) -> None:
        for path in SOURCES:
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            if path.stem != "__main__":
                importlib.import_module(".".join(parts).removesuffix(".__init__"))


def _public_names(tree: ast.Module) -> Iterator[str]:
    """What `__init__` imports from the package or defines, also for type checkers only."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module != "__future__":
                if module.startswith("lessonlint"):
                    for alias in names:
                        name = alias.asname or alias.name
                        if not name.startswith("_") or name == "__version__":
                            yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                if not name.startswith("_"):
                    yield name


class TestReadme:
    """README promises two commands; CI runs these very lines."""

    @pytest.fixture
    def commands(self) -> list[str]:
        lines = (ROOT / "README.md").read_text("utf-8").splitlines()
        return [line for line in lines if line.startswith("python3 -m venv")]

    @pytest.fixture
    def ci(self) -> str:
        return (ROOT / ".ci/run").read_text("utf-8")

    def test_the_first_checks_the_sample_course(self, commands: list[str]) -> None:
        assert commands[0].endswith("/lessonlint check curriculum/")

    def test_the_second_runs_the_tests(self, commands: list[str]) -> None:
        assert len(commands) == 2
        assert "[dev]" in commands[1]
        assert "-m pytest" in commands[1]

    def test_nothing_has_to_be_activated(self, commands: list[str]) -> None:
        assert "activate" not in " ".join(commands)

    def test_ci_reads_them_from_readme(self, commands: list[str], ci: str) -> None:
        reader = re.search(r"^readme_command\(\) .*$", ci, re.MULTILINE)
        assert reader is not None
        script = f"{reader.group()}\nreadme_command 1; readme_command 2"
        read = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        assert read.stdout.splitlines() == commands

    def test_ci_runs_both(self, ci: str) -> None:
        assert re.findall(r'eval "\$\(readme_command (\d)\)"', ci) == ["1", "2"]
