"""`lessonlint why`: one row explained."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.support.bread import ask, bake, line_of


def lesson(folder: Path) -> Path:
    return folder / "module-1-1" / "lessons" / "baking.md"


def why(folder: Path, words: str) -> str:
    path = lesson(folder)
    answer = ask("why", f"{path}:{line_of(path, words)}")
    assert answer.code == 0, answer.error
    return " ".join(answer.out.split())


def test_an_exact_name_in_the_cited_lesson(tmp_path: Path) -> None:
    out = why(bake(tmp_path), "Gluten network")
    assert "means “Gluten network (proteins joined by water)” (DEVELOPED in kneading (1.1.2))" in out
    assert "The same name in an index: there is one in the cited lesson. That decides." in out
    assert "This is settled" in out
    assert "INTRODUCED in mixing (1.1.1)" in out
    assert "DEVELOPED is needed. That is enough." in out


def test_which_words_decided_and_what_came_next(tmp_path: Path) -> None:
    out = why(bake(tmp_path), "Threads of wheat")
    assert re.search(r"The words: .*“proteins” stands in the explanation behind its name", out)
    assert "“wheat” is not in it" in out
    assert "What came next" in out
    assert "If it means that row, " in out
    assert "If it means another, choose it with `lessonlint aliases`." in out


def test_a_finding_on_the_line_is_told_with_its_message(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    path = lesson(folder)
    path.write_text(path.read_text().replace("| APPLIED | APPLIED | mixing", "| APPLIED | INTRODUCED | mixing"))
    out = why(folder, "Threads of wheat")
    assert "What `lessonlint check` says of this line" in out
    assert "LL105" in out


def rows(folder: Path, *new: str) -> Path:
    """The curriculum with more rows in the prerequisites of its last lesson."""
    path = lesson(folder)
    text = path.read_text()
    first = next(row for row in text.splitlines() if row.startswith("| Gluten network"))
    path.write_text(text.replace(first, "\n".join([first, *new]), 1))
    return folder


def test_what_the_lesson_teaches_itself_decides_nothing_and_is_not_advised(tmp_path: Path) -> None:
    out = why(rows(bake(tmp_path), "| Spring tides | INTRODUCED | INTRODUCED | mixing | OK | Seen |"), "Spring tides")
    assert "may mean “Oven spring (the last rise)”" in out
    assert "What a lesson teaches itself, it does not bring along" in out
    assert "That decides." not in out
    assert "cite baking" not in out
    assert "say `this lesson` in the row" in out
    assert "Before this lesson nothing surely teaches it; INTRODUCED is needed." in out


def test_where_the_same_words_are_settled_is_told(tmp_path: Path) -> None:
    row = "| Dough that a rest slackens | INTRODUCED | INTRODUCED | {} | OK | Seen |"
    folder = rows(bake(tmp_path), row.format("resting (1.1.3)"), row.format("--"))
    path = lesson(folder)
    first = line_of(path, "Dough that a rest slackens")
    settled, agreed = (" ".join(ask("why", f"{path}:{line}").out.split()) for line in (first, first + 1))
    assert f"the same words are settled to mean this, first in {path}:{first}:3. That decides." in agreed
    assert "Other places" not in settled


def test_the_name_and_place_of_a_poor_guess_are_no_advice(tmp_path: Path) -> None:
    row = "| Tare weight of truck loads | INTRODUCED | INTRODUCED | -- | OK | Somewhere |"
    out = why(rows(bake(tmp_path), row), "Tare weight of truck loads")
    assert "most likely means “Tare" in out
    assert "as the index does" not in out
    assert "cite weighing" not in out


def test_an_info_that_check_hides_is_told(tmp_path: Path) -> None:
    row = "| Tare | INTRODUCED | INTRODUCED | weighing | OK | On the scales |"
    out = why(rows(bake(tmp_path), row), "Tare | INTRODUCED")
    assert "What `lessonlint check` says of this line (infos with --strict)" in out
    assert "info LL104" in out


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Tare | APPLIED | -- | mixing | GAP | Never", "the lesson plans for this gap"),
        ("Bran | DEVELOPED | -- | mixing, this lesson | OK | Now", "says that this lesson teaches it"),
        ("Bran | DEVELOPED | DEVELOPED | shopping-for-flour | OK | Far away", "not all that the row cites was read"),
        ("Husk work (bran kneading) | APPLIED | APPLIED | -- | OK | Both", "few of the words asked for"),
        ("Threads of wheat proteins | APPLIED | APPLIED | kneading", "not known which row is meant"),
    ],
)
def test_what_is_not_met_and_no_finding_has_a_reason(tmp_path: Path, row: str, reason: str) -> None:
    row = row.replace("Tare", "Bran")
    out = why(rows(bake(tmp_path), f"| {row} |"), row)
    assert "That is not enough; `check` raises no alarm, for" in out
    assert reason in out


def test_knowledge_from_outside_and_nothing_near(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    assert "knowledge that students bring from outside the course" in why(folder, "Kitchen hygiene")
    assert "means nothing that was taught before" in why(folder, "Chess openings")


def test_an_index_row_tells_its_history_and_who_uses_it(tmp_path: Path) -> None:
    record = bake(tmp_path) / "module-1-1" / "record.md"
    answer = ask("why", f"{record}:{line_of(record, 'Gluten network')}")
    assert answer.out.index("INTRODUCED in mixing") < answer.out.index("DEVELOPED in kneading")
    assert "baking (1.1.5), prerequisites at DEVELOPED" in answer.out


def test_no_raw_scores(tmp_path: Path) -> None:
    out = why(bake(tmp_path), "Threads of wheat")
    assert re.findall(r"\d+%", out)
    assert not re.search(r"\b0\.\d", out)


def test_a_line_with_nothing_on_it_is_refused_in_one_sentence(tmp_path: Path) -> None:
    folder = bake(tmp_path)
    path = lesson(folder)
    answer = ask("why", f"{path}:3")
    assert answer.code == 2
    assert "No concept is named in a table on line 3" in answer.error
    assert f"baking.md:{line_of(path, 'Tare')}" in answer.error
    assert answer.error.count("\n") == 0


@pytest.mark.parametrize("line", ["", ":", ":five"])
def test_a_file_without_a_line_is_asked_for_one(line: str, tmp_path: Path) -> None:
    path = lesson(bake(tmp_path))
    answer = ask("why", f"{path}{line}")
    assert (answer.code, f"Write it as {path}:LINE" in answer.error) == (2, True)


@pytest.mark.parametrize("where", ["nowhere.md:4", "nowhere.md", "kneading"])
def test_what_is_no_file_is_said_to_be_none(where: str) -> None:
    answer = ask("why", where)
    assert (answer.code, f"There is no file {where.removesuffix(':4')}." in answer.error) == (2, True)


def test_json(tmp_path: Path) -> None:
    path = lesson(bake(tmp_path))
    data = json.loads(ask("why", f"{path}:{line_of(path, 'Gluten network')}", "--format", "json").out)
    reference = data["references"][0]
    assert data["version"] == 1
    assert (reference["standing"], reference["how"], reference["verdict"]) == ("settled", "exact", "met")
    assert [step["depth"] for step in reference["history"]] == ["INTRODUCED", "DEVELOPED"]


def test_the_context_is_the_whole_curriculum(root: Path) -> None:
    path = root / "curriculum" / "series-1" / "module-1-1" / "lessons" / "work-and-time.md"
    answer = ask("why", f"{path}:{line_of(path, 'Gluten network')}")
    assert "reading-a-dough" not in answer.error
    assert "record.md" in answer.out


def test_a_path_that_leads_out_of_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "course").mkdir()
    path = lesson(bake(tmp_path / "course"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    relative = Path("..") / path.relative_to(tmp_path)
    answer = ask("why", f"{relative}:{line_of(relative, 'Gluten network')}")
    assert answer.code == 0, answer.error
    assert "This is settled" in answer.out
