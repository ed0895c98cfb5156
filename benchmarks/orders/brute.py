"""`lessonlint order` against brute force: random small curricula, every order of a module written down and checked.

    python benchmarks/orders/brute.py [--curricula 300] [--most 7] [--seed 1]

For each curriculum the lesson sequence of one module is written in every order, read again and judged by the
prerequisite and load rules. `order --all` must give exactly the orders to which no rule objects (but for what it says
of every order), the first of them must be as cheap as any, and where there is none, the conflict must be one that no
order escapes and none smaller could be.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import combinations, permutations
from time import perf_counter
from typing import NamedTuple

from lessonlint.analysis.ground import Ground
from lessonlint.analysis.needs import LOAD_RULES, PREREQUISITE_RULES
from lessonlint.analysis.orders import Order, Problem, clean_orders, conflict, cost, problem_of, violations
from lessonlint.concepts.registry import Registry
from lessonlint.config.settings import Configuration, Settings
from lessonlint.course.build import build_course
from lessonlint.diagnostic import Severity
from lessonlint.model.documents import Doc
from lessonlint.model.read import read
from lessonlint.policy import Decision
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

_DEPTHS = ("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED")
_LOADS = ("BUILD", "BUILD", "STRETCH", "CONSOLIDATE")
_CONCEPTS = (
    "Gluten network", "Oven spring", "Bench rest", "Windowpane test", "Poke test", "Water absorption", "Dough skin",
    "Crumb colour", "Salt dosage", "Yeast budding", "Starch gelling", "Flour ash", "Kneading rhythm", "Steam vent",
)  # fmt: skip
_SLUGS = ("mixing", "kneading", "resting", "weighing", "shaping", "scoring", "baking")
_HEAD = "| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |\n|---|---|---|---|---|---|\n"


class Curriculum(NamedTuple):
    """The files of a random curriculum: a module before, and the one asked about; `closed` says that it is whole."""

    files: dict[str, str]
    slugs: tuple[str, ...]
    loads: dict[str, str]
    closed: bool


def curriculum(dice: random.Random, most: int) -> Curriculum:
    """A random curriculum with a module of two lessons to `most`."""
    slugs = _SLUGS[: dice.randint(2, most)]
    loads = {slug: dice.choice(_LOADS) for slug in slugs}
    concepts = dice.sample(_CONCEPTS, min(len(_CONCEPTS), len(slugs) + 2))
    index = [(concept, dice.randint(1, 3), dice.choice(slugs)) for concept in concepts]
    index += [(concept, dice.randint(1, 3), dice.choice(slugs)) for concept in concepts if dice.random() < 0.4]
    if dice.random() < 0.2:  # what every lesson deepens
        index += [(concepts[0], dice.randint(0, 3), slug) for slug in slugs]
    earlier = [(concept, 1, "tasting") for concept in concepts if dice.random() < 0.2]
    files = {
        "1/plan.md": _plan("1.1", ("tasting",), {"tasting": dice.choice(_LOADS)}),
        "1/record.md": _record("1.1", earlier),
        "1/tasting.md": "# Lesson: Tasting\n\n**Slug:** tasting\n**Module:** 1.1\n",
        "2/plan.md": _plan("1.2", slugs, loads),
        "2/record.md": _record("1.2", list(dict.fromkeys(index))),
    }
    usual = dice.random() < 0.7  # most courses lean on what comes before
    for at, slug in enumerate(slugs):
        rows = ""
        for concept, depth, taught in dice.sample(index + earlier, min(len(index), dice.randint(0, 3))):
            if taught == slug or (usual and taught in slugs[at:] and dice.random() < 0.9):
                continue
            needed = _DEPTHS[max(1, depth - dice.randint(0, 1))]
            also = f", {dice.choice(slugs)}" if dice.random() < 0.1 else ""
            status = "GAP" if dice.random() < 0.1 else "OK"
            rows += f"| {concept} | {needed} | {needed} | {taught}{also} | {status} | it builds on it |\n"
        head = f"# Lesson: {slug.title()}\n\n**Slug:** {slug}\n**Module:** 1.2\n"
        files[f"2/{slug}.md"] = f"{head}\n## Prerequisites\n\n{_HEAD}{rows}" if rows else head
    return Curriculum(files, slugs, loads, dice.random() < 0.5)


def _plan(number: str, slugs: tuple[str, ...], loads: dict[str, str]) -> str:
    rows = "".join(f"| {slug} | x | {loads[slug]} | y |\n" for slug in slugs)
    table = "| Lesson | Core Concept | Type | Rationale for Position |\n|---|---|---|---|\n"
    return f"# Module {number}: Dough -- Plan\n\n## Lesson Sequence\n\n{table}{rows}"


def _record(number: str, index: list[tuple[str, int, str]]) -> str:
    rows = "".join(f"| {concept} | {_DEPTHS[depth]} | {slug} | |\n" for concept, depth, slug in index)
    table = f"| Concept | Depth | Lesson | Notes |\n|---|---|---|---|\n{rows}"
    return f"# Module {number}: Dough -- Record\n\n## Concept Index\n\n{table}"


class Reader:
    """Reads a curriculum with its module in any order; only the plan is read again."""

    def __init__(self, found: Curriculum) -> None:
        self._found = found
        self._docs = {path: self._read(path, text) for path, text in found.files.items()}

    def ground(self, order: tuple[str, ...] = ()) -> Ground:
        """The course with the module's lessons in an order (by default the one it came in)."""
        plan = _plan("1.2", order or self._found.slugs, self._found.loads)
        docs = {**self._docs, "2/plan.md": self._read("2/plan.md", plan)}
        complete = ("course",) if self._found.closed else ()
        course = build_course(list(docs.values()), complete=complete)
        return Ground(course, Registry(), Decision(Configuration(Settings())), complete=complete, today="2026-01-01")

    @staticmethod
    def _read(path: str, text: str) -> Doc:
        doc = read(Source(path, text), DEFAULT_VOCABULARY)
        assert doc is not None
        return doc


def objections(ground: Ground) -> frozenset[tuple[str, ...]]:
    """The rows and lessons of the second module that the prerequisite and load rules object to; infos do not count."""
    codes = (*PREREQUISITE_RULES, *LOAD_RULES)
    return frozenset(
        (each.key.lesson, each.key.concept, str(each.key.ordinal))
        for each in ground.diagnostics(lambda rule: rule.code in codes)
        if each.severity is not Severity.INFO and each.place.path.startswith("2/")
    )


class Outcome(NamedTuple):
    """What came of one curriculum: in what `order` and brute force differ, and how many of its orders are clean."""

    wrong: list[str]
    clean: int
    orders: int


def compared(found: Curriculum) -> Outcome:
    """Ask `order` and brute force about one curriculum."""
    reader = Reader(found)
    ground = reader.ground()
    problem = problem_of(ground, ground.course.modules[1])
    orders = list(permutations(range(len(found.slugs))))
    told = {order: objections(reader.ground(tuple(found.slugs[at] for at in order))) for order in orders}
    common = frozenset.intersection(*told.values()) if len(orders) > 1 else frozenset()
    clean = {order for order, said in told.items() if said <= common}
    given = clean_orders(problem)
    wrong: list[str] = []
    if set(given) != clean:
        wrong.append(
            f"clean orders: {len(given)} given, {len(clean)} found; differ in {sorted(set(given) ^ clean)[:3]}"
        )
    if clean and given and cost(problem, given[0]) != min(cost(problem, order) for order in clean):
        wrong.append("the first order is not the cheapest")
    if [cost(problem, order) for order in given] != sorted(cost(problem, order) for order in given):
        wrong.append("the orders are not sorted by cost")
    if not given:
        wrong += _escapes(problem, orders)
    return Outcome(wrong, len(clean), len(orders))


def _escapes(problem: Problem, orders: list[Order]) -> list[str]:
    found = conflict(problem)
    broken = []
    for order in orders:
        each = violations(problem, order)
        broken.append({*(problem.needs.index(need) for need in each.needs), *(["apart"] if each.apart else [])})
    chosen = {*(problem.needs.index(need) for need in found.needs), *(["apart"] if found.apart else [])}
    if not all(each & chosen for each in broken):
        return ["an order escapes the conflict"]
    demands = sorted({demand for each in broken for demand in each}, key=str)
    smaller = combinations(demands, len(chosen) - 1)
    if any(all(each & set(some) for each in broken) for some in smaller):
        return ["a smaller conflict exists"]
    return []


def main() -> int:
    """Run the comparison; 1 when anything differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--curricula", type=int, default=300)
    parser.add_argument(
        "--first", type=int, default=0, help="the number to begin with: several processes share the work"
    )
    parser.add_argument("--most", type=int, default=7, help="lessons in the largest module")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    started, bad, sizes = perf_counter(), 0, [0] * (wanted.most + 1)
    none = some = 0
    for number in range(wanted.first, wanted.curricula):
        found = curriculum(random.Random(wanted.seed * 100_000 + number), wanted.most)
        sizes[len(found.slugs)] += 1
        if number > wanted.first and number % 20 == 0:
            print(f"up to curriculum {number}, {bad} disagreements, {perf_counter() - started:.0f} s", file=sys.stderr)
        outcome = compared(found)
        none, some = none + (not outcome.clean), some + (0 < outcome.clean < outcome.orders)
        for words in outcome.wrong:
            bad += 1
            print(f"curriculum {number} ({len(found.slugs)} lessons): {words}")
    told = ", ".join(f"{count} of {size} lessons" for size, count in enumerate(sizes) if count)
    told += f"; {none} without a clean order, {some} with some but not all clean"
    print(f"{sum(sizes)} curricula ({told}), {bad} disagreements, {perf_counter() - started:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
