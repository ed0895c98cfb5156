"""The short form of `benchmarks/mutation`: one fault for each rule, put into our own curriculum, has to be told."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from checking import Bench, moved
from faults import OPERATORS
from mutants import ALLOWED, Mutant, Tree, evenly, mutants_of

from lessonlint.diagnostic import Edit
from lessonlint.rules import RULES
from lessonlint.source import Place

CODES = [rule.code for rule in RULES]


@pytest.fixture(scope="module")
def bench(root: Path) -> Bench:
    return Bench([str(root / "curriculum")])


@pytest.fixture(scope="module")
def tree(bench: Bench) -> Tree:
    return bench.tree()


def one(tree: Tree, code: str) -> Mutant:
    return mutants_of(code, tree, 1)[0]


class TestOperators:
    def test_every_rule_has_one(self) -> None:
        assert {each.code for each in OPERATORS} >= set(CODES)

    def test_each_says_what_it_does(self) -> None:
        assert [each.name for each in OPERATORS if not each.make.__doc__] == []

    def test_names_are_unique(self) -> None:
        assert len({each.name for each in OPERATORS}) == len(OPERATORS)

    def test_few_consequences_are_declared(self, tree: Tree) -> None:
        for each in OPERATORS:
            assert all(len(mutant.also) <= ALLOWED for mutant in each.mutants(tree)), each.name

    def test_every_mutant_changes_something(self, tree: Tree) -> None:
        for each in OPERATORS:
            for mutant in each.mutants(tree):
                changed = any(edit.text != tree.sources[edit.place.path].text[edit.place.start : edit.place.end]
                              for edit in mutant.edits)  # fmt: skip
                assert changed or mutant.files or mutant.crash[0], each.name

    def test_the_same_faults_every_time(self, tree: Tree) -> None:
        assert mutants_of("LL301", tree, 7) == mutants_of("LL301", tree, 7)

    def test_places_with_a_finding_are_left_alone(self, tree: Tree) -> None:
        mutant = one(tree, "LL301")
        spot = mutant.at[0]
        noted = replace(tree, noted=frozenset({(spot.path, tree.line(spot.path, spot.offset))}))
        assert tree.is_clean(mutant)
        assert not noted.is_clean(mutant)


class TestFaults:
    @pytest.mark.parametrize("code", CODES[::2])
    def test_is_told_at_its_place(self, code: str, bench: Bench, tree: Tree) -> None:
        outcome = bench.judge(one(tree, code))
        assert (outcome.detected, outcome.extras) == (True, ()), outcome

    def test_no_fault_no_detection(self, bench: Bench, tree: Tree) -> None:
        nothing = replace(one(tree, "LL301"), edits=())
        assert not bench.judge(nothing).detected

    def test_what_nobody_declared_is_an_extra(self, bench: Bench, tree: Tree) -> None:
        declared = one(tree, "LL902")
        extras = bench.judge(replace(declared, also=())).extras
        assert declared.also == ("LL901",)
        assert [each.code for each in extras] == ["LL901"]


class TestCounting:
    @pytest.mark.parametrize(("offset", "expected"), [(0, 0), (10, 10), (12, 10), (20, 23), (30, 33)])
    def test_offsets_move_with_edits(self, offset: int, expected: int) -> None:
        assert moved(offset, [Edit(Place("a.md", 10, 20), "thirteen more")]) == expected

    def test_a_spread_is_even(self) -> None:
        assert evenly(range(10), 4) == [0, 2, 5, 7]
        assert evenly(range(3), 4) == [0, 1, 2]


class TestCommand:
    def run(self, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "benchmarks/mutation/run.py", *arguments, "--jobs", "1"]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)

    def test_prints_a_table(self, root: Path) -> None:
        done = self.run(root, "curriculum", "--rules", "LL301", "--most", "2", "--misses")
        assert done.returncode == 0, done.stderr
        assert [line.split() for line in done.stdout.splitlines()[-2:]] == [
            ["LL301", "2", "2", "100.0%", "0"],
            ["all", "2", "2", "100.0%", "0"],
        ]
