"""Injects faults into a clean curriculum and counts how many of them lessonlint tells.

python benchmarks/mutation/run.py [CURRICULUM…] [--rules LL1] [--most N] [--misses] [--second]

Without a curriculum it takes ours, and the folder that LESSONLINT_CORPUS names. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import second
from checking import Bench, Outcome
from faults import OPERATORS
from mutants import Mutant, Operator, mutants_of

from lessonlint.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
MOST, CHUNK = 25, 4
_bench: Bench | None = None


def main() -> int:
    """Print the table of every curriculum; exit 1 when a mutant is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("curriculum", nargs="*", default=_default())
    parser.add_argument("--rules", default="LL", help="only rules whose code begins so; several with commas")
    parser.add_argument("--most", type=int, default=MOST, help="mutants a rule (%(default)s)")
    parser.add_argument("--misses", action="store_true", help="list the places of misses and extras")
    parser.add_argument("--second", action="store_true", help="the second operators instead, written from manual pages")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    codes = [rule.code for rule in RULES if rule.code.startswith(tuple(arguments.rules.split(",")))]
    operators = second.OPERATORS if arguments.second else OPERATORS
    missed = 0
    for path in arguments.curriculum:
        started = time.perf_counter()
        outcomes = run(path, codes, arguments.most, operators, arguments.jobs)
        print(f"\n{path}: {time.perf_counter() - started:.0f} s")
        show(codes, outcomes)
        if arguments.misses:
            show_misses(outcomes, Path(path))
        missed += sum(not outcome.detected for outcome in outcomes)
    return 1 if missed else 0


def _default() -> list[str]:
    corpus = os.environ.get("LESSONLINT_CORPUS")
    return [os.path.relpath(ROOT / "curriculum"), *([corpus] if corpus else [])]


def run(path: str, codes: Iterable[str], most: int, operators: Sequence[Operator], jobs: int) -> list[Outcome]:
    """The outcome of every mutant of some rules, in a fixed order."""
    bench = Bench([path])
    tree = bench.tree()
    mutants = [mutant for code in codes for mutant in mutants_of(code, tree, most, operators)]
    if jobs <= 1:
        return [bench.judge(mutant) for mutant in mutants]
    with multiprocessing.Pool(jobs, _start, (path,)) as pool:
        return pool.map(_judge, mutants, CHUNK)


def _start(path: str) -> None:
    global _bench  # one for each process: documents are read once
    _bench = Bench([path])


def _judge(mutant: Mutant) -> Outcome:
    assert _bench is not None, "each process starts with a bench"
    return _bench.judge(mutant)


def show(codes: Iterable[str], outcomes: Sequence[Outcome]) -> None:
    """Print one line for each rule, and the totals."""
    of: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        of[outcome.code].append(outcome)
    print(f"{'rule':<8}{'mutants':>8}{'detected':>10}{'':>8}{'with extras':>13}")
    for code in codes:
        print(_line(code, of[code]))
    print(_line("all", outcomes))


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    total, detected = len(outcomes), sum(outcome.detected for outcome in outcomes)
    extras = sum(bool(outcome.extras) for outcome in outcomes)
    share = f"{detected / total:.1%}" if total else ""
    return f"{name:<8}{total:>8}{detected:>10}{share:>8}{extras:>13}"


def show_misses(outcomes: Iterable[Outcome], root: Path) -> None:
    """Print where a fault was missed or something else was told: places only, never the documents' words."""
    for outcome in outcomes:
        where = " or ".join(f"{_short(path, root)}:{line}" for path, line in outcome.wanted)
        if not outcome.detected:
            print(f"missed {outcome.code} ({outcome.operator}) at {where}")
        for code, path, line in outcome.extras:
            print(f"  extra {code} at {_short(path, root)}:{line} ({outcome.code} {outcome.operator} at {where})")


def _short(path: str, root: Path) -> str:
    return os.path.relpath(path, root)


if __name__ == "__main__":
    sys.exit(main())
