"""What breaks when something goes, moves or gets shallower: as `check` says of the course changed by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.analysis.course import bread, ground, needing

from lessonlint.analysis.changed import CannotChange, rearranged
from lessonlint.analysis.ground import Ground
from lessonlint.analysis.impact import Impact, is_teaching, with_concept_at, with_lesson_at, without_lesson
from lessonlint.api import ground_of


def told(impact: Impact) -> list[tuple[str, str, int, int]]:
    return [
        (each.lesson.slug, row.row.concept.value, row.required, row.left) for each in impact.broken for row in each.rows
    ]


def test_without_a_lesson_what_it_taught_is_missing_and_what_it_deepened_is_shallow() -> None:
    files = bread() | {"weighing.md": needing("weighing", ("Gluten network", "DEVELOPED", "kneading (1.1.2)"))}
    assert told(without_lesson(ground(files), 1)) == [
        ("resting", "Windowpane test", 2, -1),
        ("weighing", "Gluten network", 2, 1),
    ]


def test_what_was_not_met_before_is_not_mended_by_losing_the_rest() -> None:
    files = bread() | {"weighing.md": needing("weighing", ("Windowpane test", "APPLIED", "kneading (1.1.2)"))}
    impact = without_lesson(ground(files), 1)
    assert ("weighing", "Windowpane test", 3, -1) in told(impact)
    assert [each.code for each in impact.mended] == []


def test_there_is_no_such_module() -> None:
    with pytest.raises(CannotChange, match=r"no module 9\.9"):
        with_lesson_at(ground(bread()), 2, (9, 9), 1)


def test_nothing_breaks_without_a_lesson_that_nobody_needs() -> None:
    impact = without_lesson(ground(bread()), 3)
    assert impact.broken == ()
    assert impact.elsewhere == ()


def test_what_has_to_follow_a_lesson_that_goes() -> None:
    files = bread() | {"weighing.md": needing("weighing", ("Bench rest", "DEVELOPED", "resting (1.1.3)"))}
    files["weighing.md"] = files["weighing.md"].replace("**Module:**", "**Position:** Lesson 4 of 4\n**Module:**")
    without_kneading, without_resting = (without_lesson(ground(files), at) for at in (1, 2))
    assert [each.code for each in without_kneading.upkeep] == ["LL506"]
    assert (without_kneading.renumbered, without_resting.renumbered) == (1, 0)


def test_a_rule_that_crashes_is_no_good_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lessonlint.rules.prerequisites.prerequisite_not_met._finding", None)
    crumbs = bread() | {"weighing.md": needing("weighing", ("Gluten network", "APPLIED", "kneading (1.1.2)"))}
    with pytest.raises(TypeError):
        without_lesson(ground(crumbs), 1)


def test_a_declared_gap_does_not_break() -> None:
    gap = bread()["resting.md"].replace("OK | it does |\n| Gluten", "GAP | it does |\n| Gluten")
    assert told(without_lesson(ground(bread() | {"resting.md": gap}), 1)) == []


def test_a_lesson_moved_before_what_it_needs() -> None:
    impact = with_lesson_at(ground(bread()), 2, (1, 1), 1)
    assert told(impact) == [("resting", "Windowpane test", 2, -1), ("resting", "Gluten network", 1, -1)]
    assert {each.code for each in impact.broken[0].findings} == {"LL103"}


def test_a_move_that_breaks_nothing() -> None:
    impact = with_lesson_at(ground(bread()), 3, (1, 1), 1)
    assert (impact.broken, impact.elsewhere, impact.mended) == ((), (), ())


def test_a_move_that_puts_heavy_lessons_side_by_side() -> None:
    impact = with_lesson_at(ground(bread("BUILD", "STRETCH", "BUILD", "STRETCH")), 3, (1, 1), 3)
    assert [each.code for each in impact.elsewhere] == ["LL202"]


def test_a_move_that_mends() -> None:
    files = bread() | {"mixing.md": needing("mixing", ("Tare", "APPLIED", "weighing"))}
    impact = with_lesson_at(ground(files), 3, (1, 1), 1)
    assert [each.code for each in impact.mended] == ["LL103"]


def test_a_place_that_is_not_there() -> None:
    with pytest.raises(CannotChange, match="has places 1 to 4, not 6"):
        with_lesson_at(ground(bread()), 0, (1, 1), 6)


def test_without_a_plan_there_is_no_place() -> None:
    files = {name: text for name, text in bread().items() if name != "plan.md"}
    with pytest.raises(CannotChange, match="no plan"):
        without_lesson(ground(files), 0)


def test_a_concept_that_gets_shallower_or_goes() -> None:
    found = ground(bread())
    events = [each for each in found.knowledge.events if each.row.concept.value == "Windowpane test"]
    assert told(with_concept_at(found, events, 1, "shallower")) == [("resting", "Windowpane test", 2, 1)]
    assert told(with_concept_at(found, events, -1, "gone")) == [("resting", "Windowpane test", 2, -1)]
    assert with_concept_at(found, events, 2, "no shallower").broken == ()


def test_moved_to_another_module_with_all_it_teaches() -> None:
    other = {
        name.replace(".md", "2.md"): re.sub(r"\b1\.1\b", "1.2", text).replace("mixing", "tasting")
        for name, text in bread().items()
        if name in ("plan.md", "record.md", "mixing.md")
    }
    other["plan2.md"] = "".join(
        line for line in other["plan2.md"].splitlines(keepends=True) if not re.search("kneading|resting|weighing", line)
    )
    other["record2.md"] = "".join(
        line for line in other["record2.md"].splitlines(keepends=True) if not re.search("kneading|resting|wei", line)
    )
    found = ground(bread() | other)
    impact = with_lesson_at(found, 1, (1, 2), 1)
    assert told(impact) == [("resting", "Windowpane test", 2, -1)]


@pytest.fixture(scope="module")
def ours(root: Path) -> Ground:
    return ground_of([str(root / "curriculum")])


def test_leaving_everything_where_it_is_changes_nothing(ours: Ground) -> None:
    sequences = {module.number: module.lessons for module in ours.course.modules}
    same = rearranged(ours, sequences)
    assert list(same.places) == list(same.places.values())
    assert [x.key for x in same.ground.diagnostics(lambda _: True)] == [x.key for x in ours.diagnostics(lambda _: True)]


@pytest.mark.parametrize("slug", ("gluten-network", "bakers-percentages"))
def test_as_check_says_of_the_course_changed_by_hand(ours: Ground, root: Path, tmp_path: Path, slug: str) -> None:
    at = next(at for at, lesson in enumerate(ours.course.lessons) if lesson.slug == slug)
    impact = without_lesson(ours, at)
    by_hand = ground_of([str(without_file(root / "curriculum", tmp_path / "curriculum", slug))])
    known = {each.key for each in ours.diagnostics(is_teaching)}
    new = [each for each in by_hand.diagnostics(is_teaching) if each.key not in known]
    lessons = {Path(each.place.path).stem for each in new if "lessons" in each.place.path}
    assert lessons
    assert {each.lesson.slug for each in impact.broken if each.findings} == lessons
    keys = {each.key for lesson in impact.broken for each in lesson.findings}
    assert keys == {each.key for each in new if "lessons" in each.place.path}


def without_file(curriculum: Path, to: Path, slug: str) -> Path:
    """A copy of a curriculum without one lesson: its file, and its rows in plan and record; numbers move up."""
    numbers = {}
    for path in curriculum.rglob("*.md"):
        if path.stem == slug:
            place = re.search(r"\*\*Module:\*\* (\d+\.\d+)", path.read_text("utf-8"))
            order = re.search(r"\*\*Position:\*\* (?:Lesson )?(\d+)", path.read_text("utf-8"))
            assert place and order
            numbers = {f"{place[1]}.{n}": f"{place[1]}.{n - 1}" for n in range(int(order[1]) + 1, 10)}
            numbers[f"{place[1]}.{order[1]}"] = f"{place[1]}.99"
    for path in curriculum.rglob("*.*"):
        text = path.read_text("utf-8")
        if path.name in ("plan.md", "record.md") and "module" in path.parent.name:
            text = "".join(
                line for line in text.splitlines(keepends=True) if not re.match(rf"\|(.*\|)? {slug} \|", line)
            )
            text = re.sub(rf"^### {slug}\n.*?(?=^###? )", "", text, flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"(?<![\d.])\d\.\d\.\d(?![\d.]*\d)", lambda match: numbers.get(match[0], match[0]), text)
        if path.stem != slug:
            target = to / path.relative_to(curriculum)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    return to
