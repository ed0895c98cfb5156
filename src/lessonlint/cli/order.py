"""`lessonlint order`."""

from __future__ import annotations

import click

from lessonlint.analysis import orders
from lessonlint.analysis.changed import CannotChange
from lessonlint.analysis.ground import Ground
from lessonlint.analysis.orders import MOST, MOST_OF_ALL, Order, Problem
from lessonlint.api import ground_of
from lessonlint.cli.opening import opened
from lessonlint.cli.options import format_option, of_curriculum
from lessonlint.cli.printing import put, style
from lessonlint.course.values import Course, Module
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.orders import Orders, render_orders, render_orders_json
from lessonlint.report.places import places_of

_BEST = 3


@click.command("order", short_help="Find the orders in which the lessons of a module can go.")
@click.argument("module")
@click.option("--all", "everything", is_flag=True, help=f"Every order, for modules of up to {MOST_OF_ALL} lessons.")
@format_option("text", "json")
@of_curriculum
def command(module: str, paths: tuple[str, ...], everything: bool, format_: str, config: str | None) -> None:
    """Show the best orders of the lessons of MODULE (a number such as 4.2), and what fixes them.

    An order counts when every prerequisite is taught in time and no two heavy lessons follow each other. The best one
    has the fewest heavy lessons side by side across the module's borders; then it moves least; then what lessons need
    lies least far back (its requisite distance). Where no order can do it, a smallest set of demands that exclude each
    other is shown.

    \b
    Examples:
      lessonlint order 1.1 curriculum/
      lessonlint order 1.1 curriculum/ --all
    """
    ground = ground_of(*opened(paths, config))
    found = _answer(ground, _module(ground.course, module, everything), everything)
    places = places_of(ground.course)
    put(render_orders_json(found, places) if format_ == "json" else render_orders(found, places, style()))


def _answer(ground: Ground, module: Module, everything: bool) -> Orders:
    problem = orders.problem_of(ground, module)
    clean = orders.clean_orders(problem, None if everything else _BEST + 1)
    if not clean:
        order = orders.least_bad(problem)
        least_bad = order, orders.violations(problem, order)
        return Orders(problem, (), False, (), {}, "", orders.conflict(problem), least_bad)
    if not everything and not any(lesson.plan for lesson in module.lessons) and orders.stays(clean[0]):
        clean = clean[:1]  # nobody knows what speaks for another one
    more = not everything and len(clean) > _BEST
    best = tuple(clean[:_BEST] if more else clean)
    told, unchecked = ({}, "") if everything else _checked(ground, problem, best)
    return Orders(problem, best, more, tuple(orders.precedences(problem)), told, unchecked)


def _checked(
    ground: Ground, problem: Problem, best: tuple[Order, ...]
) -> tuple[dict[Order, tuple[Diagnostic, ...]], str]:
    """What a full check says of orders, as rows may mean something else where they stand then; or why none can be."""
    try:
        return {order: orders.objections(ground, problem, order) for order in best if not orders.stays(order)}, ""
    except CannotChange as error:
        return {}, str(error)


def _module(course: Course, name: str, everything: bool) -> Module:
    found = next((module for module in course.modules if name.strip() in (module.name, module.title)), None)
    if found is None:
        known = ", ".join(module.name for module in course.modules)
        raise click.UsageError(f"There is no module {name!r} here. {f'Modules: {known}.' if known else ''}".strip())
    most = MOST_OF_ALL if everything else MOST
    if not found.lessons:
        raise click.UsageError(f"Module {found.name} has no lessons.")
    if len(found.lessons) > most:
        hint = " Without --all it may be asked for its best." if everything and len(found.lessons) <= MOST else ""
        what = "All orders are" if everything else "Orders are"
        raise click.UsageError(
            f"{what} looked for in modules of up to {most} lessons; {found.name} has {len(found.lessons)}.{hint}"
        )
    return found
