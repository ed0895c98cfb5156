"""`lessonlint promises`: what was left for later, and whether it came."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.support.bread import ask, bake


def promises(folder: Path, *arguments: str) -> list[tuple[str, str, str, str]]:
    data = json.loads(ask("promises", *arguments, folder, "--format", "json").out)
    assert data["version"] == 1
    return [(each["from"], each["topic"], each["to"], each["status"]) for each in data["promises"]]


def test_every_promise_with_its_place_and_whether_it_was_kept(tmp_path: Path) -> None:
    assert promises(bake(tmp_path)) == [
        ("mixing", "Kneading by hand", "Lesson 2", "kept"),
        ("mixing", "Sourdough starters", "Series 4", "unknown"),
        ("mixing", "Why crust browns", "deferred to baking", "kept"),
        ("kneading", "Letting a dough relax", "next lesson", "kept"),
        ("kneading", "Braiding a plait", "Lesson 5", "not kept"),
    ]


def test_of_one_lesson_those_it_makes_and_those_made_to_it(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    assert [each[1] for each in promises(folder, "kneading")] == [
        "Kneading by hand",
        "Letting a dough relax",
        "Braiding a plait",
    ]


def test_open_leaves_out_what_was_kept(tmp_path: Path) -> None:
    answer = ask("promises", bake(tmp_path), "--open")
    assert "Kneading by hand" not in answer.out
    assert "! Braiding a plait -> Lesson 5" in answer.out
    assert "2 promises: 1 not kept, 1 unknown." in answer.out
    assert "3 kept, 1 not kept, 1 unknown; --open leaves out what was kept." in ask("promises", tmp_path / "course").out


def test_text_names_the_words_that_keep_a_promise(tmp_path: Path) -> None:
    out = ask("promises", bake(tmp_path)).out
    assert "kept: “Kneading (push and fold)” (kneading (1.1.2), index row)   " in out


def test_every_promise_and_what_keeps_it_has_its_place_and_what_is_unknown_a_next_step(tmp_path: Path) -> None:
    out = ask("promises", bake(tmp_path)).out
    made = [line for line in out.splitlines() if " -> " in line]
    assert len(made) == 5
    assert all(re.search(r"record\.md:\d+:\d+$", line) for line in made)
    assert all(re.search(r"\.md:\d+:\d+$", line) for line in out.splitlines() if "kept: “" in line)
    assert "= Name the lesson that will teach it" in out


def test_the_nearest_slug_is_offered(tmp_path: Path) -> None:
    answer = ask("promises", "kneeding", bake(tmp_path))
    assert (answer.code, "Did you mean kneading?" in answer.error) == (2, True)


def test_where_none_is_near_it_says_which_lessons_there_are(tmp_path: Path) -> None:
    course = bake(tmp_path)
    assert "There are 5 lessons, from mixing (1.1.1) to baking (1.1.5)." in ask("promises", "xyz", course).error
    assert "Did you mean mixing, kneading or resting?" in ask("promises", "ing", course).error


def test_nothing_left_for_later(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Module 1.1: Dough -- Plan\n")
    assert ask("promises", tmp_path).out == "Nothing was left for a later place.\n"
