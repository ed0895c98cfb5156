"""Where new documents go: beside the ones that are there."""

from __future__ import annotations

import pytest
from tests.course import builder

from lessonlint.authoring import layout
from lessonlint.course.values import Course, Module


def tree(plan: str, *lessons: str) -> Course:
    """Module 1.1 with a plan for the lessons a and b, and files for some of them."""
    files = {path: builder.lesson(path.rpartition("/")[2].removesuffix(".md")) for path in lessons}
    return builder.course({plan: builder.plan("a", "b")} | files)


def only(course: Course) -> Module:
    (module,) = course.modules
    return module


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ("series-1/module-1-1/plan.md", "series-2/module-2-3/plan.md"),
        ("part 1/1.1/the plan.md", "part 1/2.3/the plan.md"),
        ("c/series_1/1.1 plan.md", "c/series_2/2.3 plan.md"),
        ("plan.md", "./series-2/module-2-3/plan.md"),
        ("series-1/11-1/plan.md", "./series-2/module-2-3/plan.md"),
    ],
)
def test_a_module_is_named_like_the_nearest_one(there: str, expected: str) -> None:
    assert layout.module_path(tree(there), (2, 3), ".") == expected


def test_a_module_of_the_same_series_stays_in_its_folder() -> None:
    assert layout.module_path(tree("series-1/module-1-1/plan.md"), (1, 2), ".") == "series-1/module-1-2/plan.md"


def test_the_first_module_of_a_series_goes_below_its_plan() -> None:
    course = builder.course({"x/s/plan.md": "# Series 3: Loaves -- Plan\n"})
    assert layout.module_path(course, (3, 1), ".") == "x/s/module-3-1/plan.md"


@pytest.mark.parametrize(
    ("lessons", "expected"),
    [((), "m/lessons/b.md"), (("m/a.md",), "m/b.md"), (("m/sheets/a.md",), "m/sheets/b.md"), (("d/a.md",), "d/b.md")],
)
def test_a_lesson_goes_to_its_siblings(lessons: tuple[str, ...], expected: str) -> None:
    course = tree("m/plan.md", *lessons)
    assert layout.lesson_path(course, only(course), only(course).lessons[1]) == expected


def test_without_siblings_it_goes_where_other_modules_keep_theirs() -> None:
    files = {"m1/plan.md": builder.plan("a"), "m1/sheets/a.md": builder.lesson("a")}
    course = builder.course(files | {"m2/plan.md": builder.plan("b", number="1.2")})
    module = course.modules[1]
    assert layout.lesson_path(course, module, module.lessons[0]) == "m2/sheets/b.md"


@pytest.mark.parametrize(("plan", "record"), [("m/plan.md", "m/record.md"), ("m/1-1-plan.md", "m/1-1-record.md")])
def test_a_record_goes_beside_its_plan(plan: str, record: str) -> None:
    course = tree(plan)
    assert layout.record_path(course, only(course)) == record


def test_a_record_is_called_as_others_are() -> None:
    files = {"m1/plan.md": builder.plan("a"), "m1/log.md": builder.record()}
    course = builder.course(files | {"m2/plan.md": builder.plan("b", number="1.2")})
    assert layout.record_path(course, course.modules[1]) == "m2/log.md"
