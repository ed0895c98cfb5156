"""`lessonlint state`: what the student brings to a lesson."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.bread import ask, bake


def state(folder: Path, *arguments: str) -> dict[str, Any]:
    answer = ask("state", arguments[0], folder, *arguments[1:], "--format", "json")
    data: dict[str, Any] = json.loads(answer.out)
    return data


def test_every_concept_once_at_its_deepest_with_its_source(tmp_path: Path) -> None:
    found = {each["concept"]: each for each in state(bake(tmp_path), "baking")["concepts"]}
    assert set(found) == {
        "Gluten network (proteins joined by water)",
        "Bran (the husk of the grain)",
        "Kneading (push and fold)",
        "Dough relaxation (a rest slackens it)",
        "Tare (a scale set to nothing)",
    }
    network = found["Gluten network (proteins joined by water)"]
    assert (network["depth"], network["source"]) == ("DEVELOPED", "kneading (1.1.2)")


def test_what_the_plan_of_the_lesson_speaks_of_comes_first(tmp_path: Path) -> None:
    assert state(bake(tmp_path), "baking")["concepts"][0]["concept"].startswith("Gluten network")


def test_the_lessons_own_tables_do_not_change_the_ranking(tmp_path: Path) -> None:
    plain = bake(tmp_path / "one")
    other = bake(tmp_path / "two", note="bran")
    lesson = other / "module-1-1" / "lessons" / "baking.md"
    lesson.write_text(lesson.read_text().replace("| Tare |", "| Bran |").replace("weighing (1.1.4)", "mixing (1.1.1)"))
    ranked = [[each["concept"] for each in state(folder, "baking")["concepts"]] for folder in (plain, other)]
    assert ranked[0] == ranked[1]


def test_what_the_record_says_the_lesson_taught_does_not_change_the_ranking(tmp_path: Path) -> None:
    plain, other = bake(tmp_path / "one"), bake(tmp_path / "two")
    record = other / "module-1-1" / "record.md"
    taught = "| Bran (the husk of the grain) | APPLIED | baking | Sprinkled on the crust. |\n"
    record.write_text(record.read_text().replace("| Oven spring", f"{taught}| Oven spring"))
    ranked = [[each["concept"] for each in state(folder, "baking")["concepts"]] for folder in (plain, other)]
    assert ranked[0] == ranked[1]


def test_what_was_only_met_and_not_used_for_more_than_three_lessons_fades(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    fading = {each["concept"]: each["fading"] for each in state(folder, "baking", "--after")["concepts"]}
    assert fading["Bran (the husk of the grain)"]
    assert sum(fading.values()) == 1
    assert not any(each["fading"] for each in state(folder, "baking")["concepts"])
    assert "fading" in ask("state", "baking", folder, "--after").out


def test_after_includes_the_lesson_itself(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    before, after = (
        {each["concept"] for each in state(folder, "baking", *extra)["concepts"]} for extra in ((), ("--after",))
    )
    assert after - before == {"Oven spring (the last rise)"}


def test_mental_models_and_analogies_are_named_once(tmp_path: Path) -> None:
    models = state(bake(tmp_path), "baking")["models"]
    assert sorted((each["words"], each["lesson"]) for each in models) == [
        ("Gluten is made, not added", "mixing"),
        ("Tangled wool, for the network", "mixing"),
        ("Tight is not weak", "resting"),
    ]


def test_promises_due_here(tmp_path: Path) -> None:
    due = [(each["topic"], each["from"]) for each in state(bake(tmp_path), "baking")["promises"]]
    assert due == [("Why crust browns", "mixing"), ("Braiding a plait", "kneading")]


def test_markdown_is_a_table_to_paste(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    answer = ask("state", "kneading", folder, "--format", "markdown")
    lines = answer.out.splitlines()
    assert lines[0] == "| Concept | Depth | Source | Notes |"
    row = next(line for line in lines if "Gluten network" in line)
    cells = ("Gluten network (proteins joined by water)", "INTRODUCED", "mixing (1.1.1)")
    assert row == f"| {' | '.join(cells)} | Shown as a net \\| a web of threads. |"
    assert "**Mental models already established:**" in lines


def test_a_note_that_nobody_has_written_is_left_out(tmp_path: Path) -> None:
    folder = Path(bake(tmp_path))
    record = next(path for path in folder.rglob("*.md") if "One sentence." in path.read_text("utf-8"))
    record.write_text(record.read_text("utf-8").replace("One sentence.", "TODO: how it was taught"), "utf-8")
    answer = ask("state", "kneading", str(folder), "--format", "markdown")
    assert "Bran (the husk of the grain)" in answer.out
    assert "TODO" not in answer.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("gluten network", "Yes, at most at DEVELOPED"),
        ("oven spring", "is first taught in this very lesson"),
        ("origami", "nothing taught before baking (1.1.5) is called “origami”"),
    ],
)
def test_may_i_assume_it_here(tmp_path: Path, words: str, says: str) -> None:
    answer = ask("state", "baking", bake(tmp_path), "--concept", words)
    assert (answer.code, says in answer.out) == (0, True), answer.out


def test_the_sentence_that_taught_it(tmp_path: Path) -> None:
    answer = ask("state", "kneading", bake(tmp_path), "--concept", "gluten network")
    assert "Shown as a net" in answer.out
    assert "only one of them made a net" in answer.out
    assert "It comes back later: DEVELOPED in kneading (1.1.2)" in answer.out


def test_what_is_new_between_two_lessons(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    forward = state(folder, "kneading", "--diff", "resting")
    assert [(each["concept"], each["before"], each["depth"]) for each in forward["changes"]] == [
        ("Kneading (push and fold)", None, "DEVELOPED"),
        ("Gluten network (proteins joined by water)", "INTRODUCED", "DEVELOPED"),
    ]
    assert state(folder, "resting", "--diff", "kneading") == forward
    assert "Nothing is new" in ask("state", "resting", folder, "--diff", "resting").out


def test_the_first_lesson_starts_from_nothing(tmp_path: Path) -> None:
    answer = ask("state", "mixing", bake(tmp_path))
    assert (answer.code, "Nothing was taught before" in answer.out) == (0, True)


def test_a_lesson_may_be_given_by_number(tmp_path: Path) -> None:
    assert state(bake(tmp_path), "1.1.3")["lesson"] == "resting"


@pytest.mark.parametrize("option", [("bakin",), ("baking", "--diff", "bakin")])
def test_the_nearest_slug_is_offered(tmp_path: Path, option: tuple[str, ...]) -> None:
    answer = ask("state", option[0], bake(tmp_path), *option[1:])
    assert (answer.code, "Did you mean baking?" in answer.error) == (2, True)


def test_the_sample_course(root: Path) -> None:
    found = state(root / "curriculum", "work-and-time")["concepts"]
    assert {"Kneading (push, fold, turn, repeat)"} <= {each["concept"] for each in found[:3]}
