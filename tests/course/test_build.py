"""Documents in course order: places, closed worlds, duplicates, cells that name lessons."""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.course.builder import course, lesson, plan, record

from lessonlint.course.build import build_course, slugs_in
from lessonlint.course.values import Course
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY


def names(found: Course) -> list[str]:
    return [each.name for each in found.lessons]


def whole_module(number: str = "1.1") -> dict[str, str]:
    folder = f"module-{number}"
    return {
        f"{folder}/plan.md": plan("a", "b", number=number),
        f"{folder}/record.md": record(number=number),
        f"{folder}/a.md": lesson("a", number),
        f"{folder}/b.md": lesson("b", number),
    }


class TestOrder:
    def test_the_plan_decides(self) -> None:
        found = course({"plan.md": plan("b", "a"), "x.md": lesson("a", order=1), "y.md": lesson("b", order=2)})
        assert names(found) == ["b (1.1.1)", "a (1.1.2)"]

    def test_without_a_plan_the_record(self) -> None:
        found = course({"record.md": record(summaries=("b", "a")), "x.md": lesson("a"), "y.md": lesson("b")})
        assert names(found) == ["b (1.1.1)", "a (1.1.2)"]

    def test_without_summaries_the_index(self) -> None:
        found = course({"record.md": record(("x", "DEVELOPED", "b"), ("y", "DEVELOPED", "a"), ("z", "APPLIED", "b"))})
        assert names(found) == ["b (1.1.1)", "a (1.1.2)"]

    def test_without_either_the_positions(self) -> None:
        assert names(course({"x.md": lesson("a", order=2), "y.md": lesson("b", order=1)})) == ["b (1.1.1)", "a (1.1.2)"]

    def test_lessons_nobody_planned_stand_where_they_say_and_take_no_number(self) -> None:
        assert names(course({"plan.md": plan("b", "c"), "x.md": lesson("a", order=2)})) == [
            "b (1.1.1)",
            "a (1.1)",
            "c (1.1.2)",
        ]

    def test_lessons_nobody_planned_that_do_not_say_where_they_stand_come_last(self) -> None:
        assert names(course({"plan.md": plan("b"), "x.md": lesson("a")})) == ["b (1.1.1)", "a (1.1)"]

    def test_modules_and_series_by_number(self) -> None:
        numbers = ("10.1", "2.10", "2.2", "1.1")
        found = course({f"{number}.md": lesson("x", number) for number in numbers})
        assert [module.name for module in found.modules] == ["1.1", "2.2", "2.10", "10.1"]
        assert [series.number for series in found.series] == [1, 2, 10]

    def test_the_order_of_files_does_not_matter(self) -> None:
        files = {**whole_module(), "again.md": lesson("a"), "loose.md": "# Lesson: Loose\n\n**Load:** BUILD\n"}
        docs = [read(Source(path, text), DEFAULT_VOCABULARY) for path, text in files.items()]
        kept = [doc for doc in docs if doc]
        results = set()
        for order in list(permutations(kept))[::37]:
            found = build_course(order)
            results.add((tuple(names(found)), tuple(each.doc.path for each in found.lessons if each.doc)))
        assert len(results) == 1

    def test_a_summary_stays_with_the_lesson_its_title_begins_with(self) -> None:
        told = record(
            summaries=("Lesson 1: Flour", "Lesson 2: Kneading & the Fold / By Hand", "Lesson 3: Proof by Hand")
        )
        files = {"record.md": told, "plan.md": plan("flour", "water", "kneading-and-the-fold", "by-hand")}
        said = {each.slug: each.summary and each.summary[1].order for each in course(files).lessons}
        assert said == {"flour": 1, "water": None, "kneading-and-the-fold": 2, "by-hand": None}

    def test_else_a_summary_goes_by_its_number(self) -> None:
        told = record(summaries=("Lesson 1: Flour", "Lesson 2: Kneading by Hand", "Lesson 3: The Oven"))
        files = {"record.md": told, "plan.md": plan("kneading", "by-hand", "baking")}
        said = {each.slug: each.summary and each.summary[1].order for each in course(files).lessons}
        assert said == {"kneading": 1, "by-hand": 2, "baking": 3}

    def test_the_lesson_before_a_module(self) -> None:
        found = course({"a.md": lesson("a", "1.1"), "b.md": lesson("b", "1.2"), "c.md": lesson("c", "1.4")})
        assert [module.before.slug if module.before else None for module in found.modules] == [None, "a", None]


class TestAlone:
    """Files given by name without the module's plan: what stands where is unknown."""

    def test_a_lesson_has_no_place_unless_it_says_so(self) -> None:
        files = {"x.md": lesson("a", "2.1"), "y.md": lesson("b", "2.1", order=4)}
        assert names(course(files, open_paths=files)) == ["b (2.1.4)", "a (2.1)"]

    def test_a_record_numbers_its_lessons_or_does_not(self) -> None:
        files = {"record.md": record(summaries=("Lesson 2: Good Crust (BUILD)", "rest"))}
        found = course(files, open_paths=files)
        assert sorted(names(found)) == ["good-crust (1.1.2)", "rest (1.1)"]
        assert all(each.summary for each in found.lessons)

    def test_titles_are_no_lessons_beside_the_slugs_of_the_index(self) -> None:
        files = {"record.md": record(("x", "DEVELOPED", "crust"), summaries=("Lesson 1: Good Crust (BUILD)",))}
        assert names(course(files, open_paths=files)) == ["crust (1.1)"]

    def test_with_the_plan_nothing_is_unknown(self) -> None:
        files = {"plan.md": plan("b", "a"), "x.md": lesson("a")}
        found = course(files, open_paths=files)
        assert (names(found), found.modules[0].alone) == (["b (1.1.1)", "a (1.1.2)"], False)

    def test_no_lesson_comes_before_another_module(self) -> None:
        files = {"a.md": lesson("a", "1.1"), "b.md": lesson("b", "1.2", order=1)}
        assert not any(module.before for module in course(files, open_paths=files).modules)

    def test_a_series_is_not_counted_on(self) -> None:
        files = {"a.md": lesson("a", "1.1"), "plan.md": plan("b", number="1.2")}
        assert [each.series_order for each in course(files, open_paths=files).lessons] == [None, None]


class TestSlugs:
    def test_from_the_header(self) -> None:
        assert names(course({"module-1-1/x.md": lesson("first-dough")})) == ["first-dough (1.1.1)"]

    def test_from_the_file_name(self) -> None:
        found = course({"module-1-1/first-dough.md": "# Lesson: The First Dough\n"})
        assert names(found) == ["first-dough (1.1.1)"]

    def test_from_the_position_in_the_sequence(self) -> None:
        found = course({"plan.md": plan("rest", "crust"), "lesson.md": "# Lesson 2: Bake It\n\n**Module:** 1.1\n"})
        assert [each.doc.path if each.doc else None for each in found.lessons] == [None, "lesson.md"]

    def test_from_the_title(self) -> None:
        found = course({"plan.md": plan("rest", "crust"), "003_5f.txt": "# Lesson: Crust\n\n**Module:** 1.1\n"})
        assert [each.doc.path if each.doc else None for each in found.lessons] == [None, "003_5f.txt"]

    def test_of_hashed_files_without_a_plan(self) -> None:
        (found,) = course({"003_5f.txt": "# Lesson: Good Crust (1.1.2)\n"}).lessons
        assert found.slug == "good-crust"

    def test_a_lesson_without_a_module_finds_it_in_a_plan(self) -> None:
        found = course({"plan.md": plan("rest", "crust"), "crust.md": "# Lesson: Bake It\n\n**Slug:** crust\n"})
        assert found.loose == ()
        assert found.lessons[1].doc is not None

    def test_a_lesson_whose_module_nobody_names_is_loose(self) -> None:
        found = course({"bread/crust.md": "# Lesson: Crust\n"})
        assert (found.lessons, [each.name for each in found.loose]) == ((), ["crust"])

    def test_titles_in_a_sequence_become_slugs(self) -> None:
        found = course({"plan.md": plan("Good Crust"), "x.md": "# Lesson: Good Crust\n\n**Module:** 1.1\n"})
        assert [(each.name, each.doc is not None) for each in found.lessons] == [("good-crust (1.1.1)", True)]


class TestClosed:
    def test_a_module_with_everything(self) -> None:
        assert course(whole_module()).modules[0].closed

    @pytest.mark.parametrize("absent", ("plan.md", "record.md", "a.md"))
    def test_a_module_that_lacks_something(self, absent: str) -> None:
        files = {path: text for path, text in whole_module().items() if not path.endswith(absent)}
        assert not course(files).modules[0].closed

    @pytest.mark.parametrize("named", ("plan.md", "record.md", "a.md"))
    def test_files_given_by_name_are_open(self, named: str) -> None:
        assert not course(whole_module(), open_paths={f"module-1.1/{named}"}).modules[0].closed

    @pytest.mark.parametrize("complete", ("1.1", "series-1", "course"))
    def test_said_outright(self, complete: str) -> None:
        found = course({"a.md": lesson("a"), "b.md": lesson("b", "2.1")}, complete=[complete])
        assert [module.closed for module in found.modules] == [True, complete == "course"]

    def test_another_number_closes_nothing(self) -> None:
        found = course({"a.md": lesson("a", "1.10")}, complete=["1.1"])
        assert not found.modules[0].closed

    @pytest.mark.parametrize(("modules", "closed"), ((("1.1",), True), (("1.1", "1.2"), False)))
    def test_a_series_by_its_own_table(self, modules: tuple[str, ...], closed: bool) -> None:
        tables = "".join(
            f"### Module {number}: Dough\n\n| Slug | Title |\n|---|---|\n| a | A |\n\n" for number in modules
        )
        files = {**whole_module(), "plan.md": f"# Series 1: Bread -- Plan\n\n## Modules and Lessons\n\n{tables}"}
        assert course(files).series[0].closed is closed

    @pytest.mark.parametrize(("modules", "closed"), ((("1.1",), True), (("1.1", "2.1"), False)))
    def test_a_course_by_its_own_table(self, modules: tuple[str, ...], closed: bool) -> None:
        rows = "".join(f"| {number} | Dough | Complete |\n" for number in modules)
        text = f"# Course: Bread\n\n## Modules\n\n| Module | Title | Status |\n|---|---|---|\n{rows}"
        assert course({**whole_module(), "course.md": text}).closed is closed


class TestDuplicates:
    def test_the_fuller_one_is_used(self) -> None:
        found = course({"a.md": lesson("a"), "b.md": lesson("a") + "\n## Phase 1\n\nmany more words\n"})
        assert [[doc.path for doc in group] for group in found.duplicates] == [["a.md", "b.md"]]
        assert [each.doc.path for each in found.lessons if each.doc] == ["b.md"]

    def test_every_kind(self) -> None:
        files = {
            "p.md": plan("a"),
            "r.md": record(),
            "s.md": "# Series 1: Bread -- Plan\n",
            "c.md": "# Course: Bread\n",
        }
        doubled = {**files, **{f"again/{path}": text for path, text in files.items()}}
        assert len(course(doubled).duplicates) == len(files)

    def test_the_same_slug_in_two_modules_is_no_duplicate(self) -> None:
        assert course({"a.md": lesson("a", "1.1"), "b.md": lesson("a", "1.2")}).duplicates == ()

    def test_one_slug_twice_in_a_plan_is_one_lesson(self) -> None:
        assert names(course({"plan.md": plan("a", "b", "a")})) == ["a (1.1.1)", "b (1.1.2)"]


CELLS = {
    "first-dough": ["first-dough"],
    "`first-dough`": ["first-dough"],
    "first-dough (1.1.1)": ["first-dough"],
    "a, b": ["a", "b"],
    "a + b": ["a", "b"],
    "a / b": ["a", "b"],
    "a -> b": ["b"],
    "a → b": ["b"],
    "a -> b, c": ["b", "c"],
    "first-dough (1.1.1), rest (1.1.4)": ["first-dough", "rest"],
    "a -> b -> c": ["c"],
    "1.1.2": [],
    "": [],
    "--": [],
}


@pytest.mark.parametrize(("cell", "slugs"), CELLS.items(), ids=[repr(cell) for cell in CELLS])
def test_slugs_in_a_cell(cell: str, slugs: list[str]) -> None:
    assert slugs_in(cell) == tuple(slugs)


@pytest.mark.parametrize(
    ("cell", "taught"),
    (("a", [1, 0]), ("a, b", [1, 1]), ("a -> b", [0, 1]), ("1.1.2", [0, 1]), ("b (1.1.2)", [0, 1]), ("c", [0, 0]),
     ("A", [0, 0])),
)  # fmt: skip
def test_who_teaches_a_row(cell: str, taught: list[int]) -> None:
    found = course({"plan.md": plan("a", "b"), "record.md": record(("Salt", "DEVELOPED", cell))})
    assert [len(each.taught) for each in found.lessons] == taught
