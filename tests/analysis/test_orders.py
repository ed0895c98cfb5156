"""Orders of a module: which are clean, which is best, and what makes it impossible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from tests.analysis.course import bread, ground, needing
from tests.course.builder import plan, record

from lessonlint.analysis import needs
from lessonlint.analysis.ground import Ground
from lessonlint.analysis.inside import Inside
from lessonlint.analysis.orders import (
    Problem,
    clean_orders,
    conflict,
    cost,
    least_bad,
    objections,
    precedences,
    problem_of,
)
from lessonlint.concepts.knowledge import LinkedLesson
from lessonlint.concepts.references import PREREQUISITES
from lessonlint.rule import Rule


def asked(found: Ground) -> Problem:
    return problem_of(found, found.course.modules[0])


def test_the_present_order_is_best_where_it_is_clean() -> None:
    problem = asked(ground(bread()))
    orders = clean_orders(problem)
    assert orders[0] == (0, 1, 2, 3)
    assert set(orders) == {(0, 1, 2, 3), (0, 1, 3, 2), (0, 3, 1, 2), (3, 0, 1, 2)}
    assert [cost(problem, order).moved for order in orders] == [0, 1, 2, 3]


def test_what_fixes_the_order_leaves_out_what_follows() -> None:
    problem = asked(ground(bread()))
    assert [(each.first, each.at) for each in precedences(problem)] == [(0, 1), (1, 2)]


def test_heavy_lessons_are_kept_apart() -> None:
    problem = asked(ground(bread("STRETCH", "STRETCH", "BUILD", "BUILD")))
    assert set(clean_orders(problem)) == {(0, 3, 1, 2)}
    assert [lesson.slug for lesson in problem.heavy] == ["mixing", "kneading"]


def test_a_circle_is_the_conflict() -> None:
    files = bread() | {"mixing.md": needing("mixing", ("Bench rest", "INTRODUCED", "resting"))}
    problem = asked(ground(files))
    assert clean_orders(problem) == []
    found = conflict(problem)
    assert not found.apart
    assert {(need.at, need.link.reference.words) for need in found.needs} == {(0, "Bench rest"), (2, "Gluten network")}


def test_too_many_heavy_lessons_are_the_conflict() -> None:
    problem = asked(ground(bread("STRETCH", "STRETCH", "STRETCH", "BUILD")))
    assert clean_orders(problem) == []
    found = conflict(problem)
    assert found.apart
    assert found.needs == ()
    assert least_bad(problem) == (0, 1, 3, 2)  # one pair side by side instead of two


def test_heavy_lessons_that_nothing_can_come_between() -> None:
    files = bread("STRETCH", "STRETCH", "BUILD", "BUILD")
    files["weighing.md"] = needing("weighing", ("Bench rest", "DEVELOPED", "resting"))
    found = conflict(asked(ground(files)))
    assert found.apart
    assert {need.at for need in found.needs} == {1, 2, 3}


def test_a_row_no_order_meets_is_set_aside() -> None:
    files = bread() | {"weighing.md": needing("weighing", ("Gluten network", "APPLIED", "kneading"))}
    problem = asked(ground(files))
    assert (0, 1, 2, 3) in clean_orders(problem)
    assert [need.at for need in problem.hopeless] == [3]
    assert {order.index(3) for order in clean_orders(problem)} == {0, 1, 2, 3}


def test_a_full_check_agrees() -> None:
    found = ground(bread())
    problem = asked(found)
    assert [objections(found, problem, order) for order in clean_orders(problem)] == [(), (), (), ()]
    assert [each.code for each in objections(found, problem, (1, 0, 2, 3))] == ["LL103"]


def test_what_is_known_in_another_order() -> None:
    """All that a rule may ask about a row is answered there, too."""
    knowledge = ground(bread()).knowledge
    link = knowledge.lessons[2].of(PREREQUISITES)[0]
    inside = Inside(knowledge, 0, 4)
    event, (named,) = link.targets[0], knowledge.uses(link.targets[0])
    for before in (0b0011, 0b1011):
        seen = inside.imagined(inside.row(2, (link, link)), before)
        assert named == 2
        assert list(seen.knowledge.uses(event)) == [seen.at] == [before.bit_count()]
        assert seen.knowledge.last_use(event, seen.at + 1) == seen.at
        assert seen.knowledge.lessons == (seen,)


def test_what_twelve_lessons_deepen_is_asked_about_by_depth_and_not_by_set_of_lessons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slugs = [f"fold-{'abcdefghijkl'[at]}" for at in range(12)]
    depths = ["INTRODUCED"] * 4 + ["DEVELOPED"] * 4 + ["APPLIED"] * 4
    pairs = list(zip(slugs, depths, strict=True))
    files = {"plan.md": plan(*slugs), "record.md": record(*(("Gluten network", depth, slug) for slug, depth in pairs))}
    for (taught, depth), slug in zip(pairs, slugs[1:], strict=False):
        files[f"{slug}.md"] = needing(slug, ("Gluten network", depth, taught))
    files[f"{slugs[0]}.md"] = needing(slugs[0])
    questions = Counter[str]()
    real = needs._objection

    def count(found: Ground, rules: Sequence[Rule], imagined: LinkedLesson) -> str:
        questions[imagined.lesson.slug] += 1
        return real(found, rules, imagined)

    monkeypatch.setattr(needs, "_objection", count)
    problem = asked(ground(files))
    assert len(problem.needs) == 11
    marks = {*depths, "the cited lesson", "its depth"}
    assert max(questions.values()) <= 2 ** len(marks)
    assert clean_orders(problem, 1) == [tuple(range(12))]
