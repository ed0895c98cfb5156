"""In which orders the lessons of a module can be taught, cheapest first; or what makes that impossible.

Dynamic programming over the sets of lessons taught so far: what the rest costs depends on that set and on the last
lesson alone. An order is clean when no prerequisite or load rule objects to it that would not object to any order.
Among clean orders the best has, in this order of weight,

1. the fewest heavy lessons side by side across the borders of the module (inside it the rules forbid them);
2. the fewest pairs of lessons that have swapped sides, compared with the present order;
3. the least requisite distance: how many lessons lie between what a row needs and the lesson that needs it, summed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice, pairwise
from typing import NamedTuple

from lessonlint.analysis.changed import rearranged
from lessonlint.analysis.ground import Ground
from lessonlint.analysis.metrics import redundant
from lessonlint.analysis.needs import LOAD_RULES, PREREQUISITE_RULES, Need, needs_of, tiring_pairs
from lessonlint.course.values import Lesson, Module
from lessonlint.diagnostic import Diagnostic, Severity
from lessonlint.rule import Rule
from lessonlint.rules.load.consecutive_stretch import heaviest

MOST, MOST_OF_ALL = 12, 7
"""How many lessons a module may have for its best orders, and for all of them."""
_TIRING, _MOVED, _WORST = 10_000_000, 100_000, 1_000_000_000_000

Order = tuple[int, ...]


class Cost(NamedTuple):
    """What an order costs: heavy neighbours across the borders, pairs that swapped sides, requisite distance."""

    tiring: int
    moved: int
    distance: int


class Problem(NamedTuple):
    """The lessons of a module with what decides their order; lessons are counted from 0.

    `apart` are pairs of which the second must not follow the first; `opens` and `closes` the lessons that tire at the
    module's borders; `hopeless` the rows that no order meets.
    """

    module: Module
    needs: tuple[Need, ...]
    hopeless: tuple[Need, ...]
    apart: frozenset[tuple[int, int]]
    opens: frozenset[int]
    closes: frozenset[int]

    @property
    def size(self) -> int:
        """How many lessons there are."""
        return len(self.module.lessons)

    @property
    def heavy(self) -> list[Lesson]:
        """The lessons that must be kept apart."""
        names = {each for pair in self.apart for each in pair}
        return [lesson for at, lesson in enumerate(self.module.lessons) if at in names]


class Conflict(NamedTuple):
    """A smallest set of demands that no order meets: rows, and whether heavy lessons have to be kept apart."""

    needs: tuple[Need, ...]
    apart: bool


def problem_of(ground: Ground, module: Module) -> Problem:
    """What decides the order of a module's lessons."""
    needs = needs_of(ground, module)
    after = next((each for each in ground.course.modules if each.before is module.lessons[-1]), None)
    heavy = frozenset(at for at, lesson in enumerate(module.lessons) if heaviest(lesson))
    return Problem(
        module,
        tuple(need for need in needs if not need.hopeless),
        tuple(need for need in needs if need.hopeless),
        tiring_pairs(ground, module),
        heavy if module.before and heaviest(module.before) else frozenset(),
        heavy if after and heaviest(after.lessons[0]) else frozenset(),
    )


def stays(order: Order) -> bool:
    """Whether an order is the present one."""
    return order == tuple(range(len(order)))


def cost(problem: Problem, order: Order) -> Cost:
    """What an order costs."""
    place = {lesson: at for at, lesson in enumerate(order)}
    swapped = sum(place[one] > place[other] for other in place for one in range(other))
    return Cost(
        (order[0] in problem.opens) + (order[-1] in problem.closes),
        swapped,
        sum(place[need.at] - place[each] for need in problem.needs for each in _members(need.teachers)),
    )


def violations(problem: Problem, order: Order) -> Conflict:
    """The demands that an order does not meet."""
    before, broken = 0, []
    for lesson in order:
        broken += [need for need in problem.needs if need.at == lesson and need.breaks(before)]
        before |= 1 << lesson
    return Conflict(tuple(broken), any(pair in problem.apart for pair in pairwise(order)))


def clean_orders(problem: Problem, most: int | None = None) -> list[Order]:
    """The clean orders, best first; at most so many."""
    prices = _prices(problem, problem.needs)
    return list(islice(_cheapest(problem, prices, None), most))


def least_bad(problem: Problem) -> Order:
    """The order that breaks fewest demands, of those the cheapest."""
    return next(_cheapest(problem, _prices(problem, ()), _WORST))


def conflict(problem: Problem) -> Conflict:
    """A smallest set of demands that no order meets, where there is no clean order.

    Every order breaks one of them: a smallest set that has a demand in common with what each order breaks. It is found
    by taking the smallest set that meets the orders seen so far, until no order satisfies it; of those that do, one
    that breaks least is seen next.
    """
    apart = len(problem.needs)
    broken: list[frozenset[int]] = []
    while True:
        chosen = _hitting(broken)
        kept = [need for at, need in enumerate(problem.needs) if at in chosen]
        order = next(_cheapest(problem, _prices(problem, kept), None if apart in chosen else _WORST), None)
        if order is None:
            return Conflict(tuple(kept), apart in chosen)
        found = violations(problem, order)
        names = {at for at, need in enumerate(problem.needs) if need in found.needs}
        broken.append(frozenset(names | ({apart} if found.apart else set())))


def _hitting(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    """A smallest set that shares a member with each of the given sets."""
    best: list[frozenset[int]] = []

    def grow(chosen: frozenset[int], limit: int) -> bool:
        missed = next((each for each in sets if not each & chosen), None)
        if missed is None:
            best.append(chosen)
            return True
        return len(chosen) < limit and any(grow(chosen | {each}, limit) for each in sorted(missed))

    limit = 0
    while not grow(frozenset(), limit):
        limit += 1
    return best[0]


def _prices(problem: Problem, hard: Collection[Need]) -> list[list[int | None]]:
    """What it costs to teach each lesson after each set of others; None where that breaks one of some needs."""
    size, full = problem.size, (1 << problem.size) - 1
    own: list[list[tuple[Need, bool]]] = [[] for _ in range(size)]
    for need in problem.needs:
        own[need.at].append((need, need in hard))
    weights = [0] * size
    for need in problem.needs:
        for each in _members(need.teachers):
            weights[need.at] += 1
            weights[each] -= 1
    prices: list[list[int | None]] = []
    for lesson in range(size):
        later = full ^ ((2 << lesson) - 1)
        row: list[int | None] = []
        for before in range(full + 1):
            broken = [is_hard for need, is_hard in own[lesson] if need.breaks(before)]
            price = weights[lesson] * before.bit_count() + _MOVED * (before & later).bit_count() + _WORST * len(broken)
            price += _TIRING * (not before and lesson in problem.opens)
            price += _TIRING * (before == full ^ 1 << lesson and lesson in problem.closes)
            row.append(None if any(broken) else price)
        prices.append(row)
    return prices


def _cheapest(problem: Problem, prices: list[list[int | None]], side_by_side: int | None) -> Iterator[Order]:
    """Orders from the cheapest on; `side_by_side` is the price of heavy neighbours (None: they are not allowed).

    What the rest of an order costs at least is known exactly, so only beginnings of wanted orders are followed.
    """
    full = (1 << problem.size) - 1
    rest = _rests(problem, prices, side_by_side)
    heap: list[tuple[int, Order, int]] = []
    if (first := rest[0].get(-1)) is not None:
        heap.append((first, (), 0))
    while heap:
        total, order, before = heappop(heap)
        if before == full:
            yield order
            continue
        last = order[-1] if order else -1
        spent = total - (rest[before].get(_remembered(problem, last)) or 0)
        for lesson in range(problem.size):
            step = _step(problem, prices, side_by_side, before, last, lesson)
            onward = rest[before | 1 << lesson].get(_remembered(problem, lesson)) if step is not None else None
            if step is not None and onward is not None:
                heappush(heap, (spent + step + onward, (*order, lesson), before | 1 << lesson))


def _step(
    problem: Problem, prices: list[list[int | None]], side_by_side: int | None, before: int, last: int, lesson: int
) -> int | None:
    """What it costs to teach a lesson now; None when it cannot be."""
    price = None if before >> lesson & 1 else prices[lesson][before]
    if price is None or (last, lesson) not in problem.apart:
        return price
    return None if side_by_side is None else price + side_by_side


def _remembered(problem: Problem, last: int) -> int:
    """The last lesson, where it matters to the next."""
    return last if any(last == one for one, _ in problem.apart) else -1


def _rests(problem: Problem, prices: list[list[int | None]], side_by_side: int | None) -> list[dict[int, int]]:
    """What is left to pay after each set of lessons, by the last of them where that matters; absent: no way on."""
    full = (1 << problem.size) - 1
    remembered = [_remembered(problem, lesson) for lesson in range(problem.size)]
    rest: list[dict[int, int]] = [{} for _ in range(full + 1)]
    rest[full] = dict.fromkeys([-1, *remembered], 0)
    for before in range(full - 1, -1, -1):
        ways = [
            (lesson, price + onward)
            for lesson in range(problem.size)
            if not before >> lesson & 1
            and (price := prices[lesson][before]) is not None
            and (onward := rest[before | 1 << lesson].get(remembered[lesson])) is not None
        ]
        for last in {-1, *(each for each in remembered if each >= 0 and before >> each & 1)}:
            costs = [
                total if (last, lesson) not in problem.apart else total + (side_by_side or 0)
                for lesson, total in ways
                if side_by_side is not None or (last, lesson) not in problem.apart
            ]
            if costs:
                rest[before][last] = min(costs)
    return rest


def _members(bits: int) -> Iterator[int]:
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


class Before(NamedTuple):
    """Lesson `at` comes after lesson `first` in every clean order, because of these rows."""

    first: int
    at: int
    needs: tuple[Need, ...]


def precedences(problem: Problem) -> list[Before]:
    """Which lessons have to come before which, without what follows from the others."""
    rows: dict[tuple[int, int], list[Need]] = {}
    for need in problem.needs:
        for first in need.firsts:
            rows.setdefault((first, need.at), []).append(need)
    try:
        implied = set(redundant(problem.size, rows))
    except ValueError:  # they need each other: no order is clean, and all of it is the reason
        implied = set()
    return [Before(*pair, tuple(needs)) for pair, needs in sorted(rows.items()) if pair not in implied]


def objections(ground: Ground, problem: Problem, order: Order) -> tuple[Diagnostic, ...]:
    """What the rules say of the course with the lessons in an order that they do not say of it now.

    Raises `CannotChange` where no plan says the order.
    """
    lessons = [problem.module.lessons[at] for at in order]
    changed = rearranged(ground, {problem.module.number: lessons}).ground
    known = {each.key for each in ground.diagnostics(_decides)}
    return tuple(
        each for each in changed.diagnostics(_decides) if each.key not in known and each.severity is not Severity.INFO
    )


def _decides(rule: Rule) -> bool:
    return rule.code in (*PREREQUISITE_RULES, *LOAD_RULES)
