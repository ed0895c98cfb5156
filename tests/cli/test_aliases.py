"""`lessonlint aliases`, on a pretended terminal and without one."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.concepts.test_decisions import LESSON, RECORD

from lessonlint.api import ConfigError, check, knowledge_of
from lessonlint.cache import FOLDER
from lessonlint.cli import aliases
from lessonlint.cli.question import Picked, keys, picked


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    (tmp_path / "shaping.md").write_text(LESSON, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, answers: str | None = None) -> str:
    """The output of a run; with answers, as if a person typed them at a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        if answers is not None:
            patch.setattr(aliases, "_is_terminal", lambda: True)
        result = CliRunner().invoke(aliases.command, arguments or (".",), input=answers, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.output


def test_without_a_terminal_it_counts(course: Path) -> None:
    assert "decisions open" in run()
    assert not (course / "concepts.yaml").exists()


def test_answers_are_written_down(course: Path) -> None:
    shown = run(answers="n\nb\no\ncouche\n1\n")
    text = (course / "concepts.yaml").read_text("utf-8")
    assert "3 decisions written to concepts.yaml." in shown
    assert "background:" in text
    assert "not-taught:" in text
    assert "- first-dough: Couche cloth" in text
    assert "0 decisions open" in run()


def test_an_answer_can_be_taken_back(course: Path) -> None:
    run(answers="n\nu\nb\nq\n")
    text = (course / "concepts.yaml").read_text("utf-8")
    assert "not-taught" not in text
    assert "background:" in text


def test_skipping_everything_writes_nothing(course: Path) -> None:
    assert "Nothing new to write down." in run(answers="s\ns\ns\n")
    assert not (course / "concepts.yaml").exists()


def test_a_wrong_key_asks_again(course: Path) -> None:
    assert "is no answer here" in run(answers="z\nq\n")


def test_a_proposal_is_a_patch_and_nothing_else(course: Path) -> None:
    shown = run("--propose", ".")
    assert shown == "" or shown.startswith("--- a/concepts.yaml\n+++ b/concepts.yaml\n")
    assert not (course / "concepts.yaml").exists()


@pytest.mark.parametrize("there", (True, False))
def test_nothing_is_decided_through_a_link_that_leads_out(course: Path, there: bool) -> None:
    (course / "in").mkdir()
    for name in ("record.md", "shaping.md"):
        (course / name).rename(course / "in" / name)
    if there:
        (course / "theirs").write_text("background: []\n", "utf-8")
    (course / "in/concepts.yaml").symlink_to("../theirs")
    with pytest.raises(ConfigError, match="is a link that leads"):
        run("in", answers="b\nq\n")
    assert not there or (course / "theirs").read_text("utf-8") == "background: []\n"
    assert (course / "theirs").exists() is there


def test_the_file_keeps_its_mode(course: Path) -> None:
    path = course / "concepts.yaml"
    path.write_text("background: []\n", "utf-8")
    path.chmod(0o640)
    run(answers="b\nq\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert {child.name for child in course.iterdir() if child.name.startswith(".")} <= {FOLDER}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"concepts: [", "concepts.yaml:1:"),
        (b"not-taught:\n  - \xff\n", "not UTF-8"),
        (b"background: 3\n", "concepts.yaml:1:13: expected a list"),
        (b"- a\n", "concepts.yaml:1:1: expected the keys"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_kept(course: Path, text: bytes, problem: str) -> None:
    (course / "concepts.yaml").write_bytes(text)
    with pytest.raises(ConfigError, match=re.escape(problem)):
        run("--accept-settled")
    assert (course / "concepts.yaml").read_bytes() == text
    assert [found.code for found in check(["."]).diagnostics if found.place.path == "concepts.yaml"] == ["LL111"]


def test_what_is_accepted_without_asking_is_shown(course: Path) -> None:
    with (course / "shaping.md").open("a", encoding="utf-8") as plan:
        plan.write("| Resting the dough on a bench | INTRODUCED | INTRODUCED | first-dough | OK | It tears |\n")
    with (course / "record.md").open("a", encoding="utf-8") as record:
        record.write("| Bench resting | INTRODUCED | first-dough | Ten minutes |\n")
    assert "“Resting the dough on a bench” -> “Bench resting”" in run("--accept-settled")


def test_keys_without_values_are_filled(course: Path) -> None:
    (course / "concepts.yaml").write_text("concepts:\nbackground: # kept\n", "utf-8")
    run(answers="b\nq\n")
    text = (course / "concepts.yaml").read_text("utf-8")
    assert "# kept" in text
    assert "  - " in text


@pytest.mark.parametrize("key", ["²", "٣", "", "9"])
def test_strange_digits_are_no_answer(course: Path, key: str) -> None:
    assert "Nothing new to write down." in run(answers=f"{key}\nq\n")


def interrupted(*before: str) -> str:
    """The output of a session that gives some answers and is then interrupted."""
    answers = iter(before)

    def prompt(*_: object, **__: object) -> str:
        answer = next(answers, None)
        if answer is None:
            raise click.Abort
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aliases, "_is_terminal", lambda: True)
        patch.setattr(click, "prompt", prompt)
        result = CliRunner().invoke(aliases.command, ["."], standalone_mode=False)
    assert isinstance(result.exception, click.Abort)
    return result.output


@pytest.mark.parametrize("answers", [("n",), ("n", "o"), ("n", "a")])
def test_an_interruption_keeps_what_was_decided(course: Path, answers: tuple[str, ...]) -> None:
    assert "1 decision written to concepts.yaml." in interrupted(*answers)
    assert "not-taught:\n  - The springy web\n" in (course / "concepts.yaml").read_text("utf-8")


def test_each_answer_is_on_disk_before_the_next_question(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course / "concepts.yaml"
    seen: list[str] = []
    answers = iter(("n", "u", "b", "q"))

    def prompt(*_: object, **__: object) -> str:
        seen.append(path.read_text("utf-8") if path.exists() else "")
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)
    run(answers="")
    assert ["The springy web" in text for text in seen] == [False, True, False, True]
    assert "background" in seen[3]


def test_what_was_edited_meanwhile_is_kept(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course / "concepts.yaml"
    path.write_text("background:\n  - Scales\n", "utf-8")
    answers = iter(("n", "b", "u", "q"))

    def prompt(*_: object, **__: object) -> str:
        answer = next(answers)
        if answer in "bu":
            path.write_text(path.read_text("utf-8") + "# by hand\n", "utf-8")
        return answer

    monkeypatch.setattr(click, "prompt", prompt)
    assert "concepts.yaml was edited meanwhile" in run(answers="")
    text = path.read_text("utf-8")
    assert text.count("# by hand") == 2
    assert "- Scales" in text
    assert "- The springy web" in text


def test_a_file_broken_meanwhile_costs_no_decision(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course / "concepts.yaml"
    path.write_text("background: []\n", "utf-8")
    answers = iter(("n", "b", "q"))
    contents = iter(("background: [", "background: []  # mended\n"))

    def prompt(*_: object, **__: object) -> str:
        if text := next(contents, ""):
            path.write_text(text, "utf-8")
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)
    shown = run(answers="")
    assert "The decision is kept and written with the next one." in shown
    assert "2 decisions written" in shown
    assert "- The springy web" in path.read_text("utf-8")


def test_decisions_that_cannot_be_written_are_printed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course / "concepts.yaml"
    answers = iter(("n", "q"))

    def prompt(*_: object, **__: object) -> str:
        path.write_text("background: [", "utf-8")
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aliases, "_is_terminal", lambda: True)
        result = CliRunner().invoke(aliases.command, ["."], standalone_mode=False)
    assert isinstance(result.exception, ConfigError)
    assert "1 decision could not be written; add this by hand:" in result.output
    assert "not-taught:\n  - The springy web\n" in result.output
    assert path.read_text("utf-8") == "background: ["


def later_lesson(course: Path) -> None:
    """The same words a lesson later."""
    text = LESSON.replace("Shaping", "Baking").replace("shaping", "baking").replace("Lesson 2 of 2", "Lesson 3 of 3")
    (course / "baking.md").write_text(text, "utf-8")


def test_only_here_asks_again_for_the_other_lesson(course: Path) -> None:
    later_lesson(course)
    shown = run(answers="nh\nb\nq\n")
    assert "also in baking" in shown
    text = (course / "concepts.yaml").read_text("utf-8")
    assert "not-taught:\n  - text: The springy web\n    scope: shaping\n" in text
    assert "background:\n  - The springy web\n" in text
    decided = {(x.reference.at, x.decided) for x in knowledge_of(["."]).links if x.reference.words == "The springy web"}
    assert {kind for _, kind in decided} == {"not taught", "background"}
    assert [x for x in check(["."]).diagnostics if x.code == "LL111"] == []


def test_only_here_can_be_taken_back_with_its_question(course: Path) -> None:
    later_lesson(course)
    shown = run(answers="nh\nu\nn\nq\n")
    assert shown.count("1 of 3  The springy web") == 2
    assert "scope" not in (course / "concepts.yaml").read_text("utf-8")


def test_several_rows_and_all_rows_of_the_cited_lesson(course: Path) -> None:
    shown = run(answers="a\n2,1\nq\n")
    assert "2  Couche cloth (INTRODUCED, first-dough" in shown
    link = next(x for x in knowledge_of(["."]).links if x.reference.words == "The springy web")
    assert [event.row.concept.value[:6] for event in link.targets] == ["Couche", "Gluten"]
    assert [x for x in check(["."]).diagnostics if x.code == "LL111"] == []


def test_the_whole_row_is_shown(course: Path) -> None:
    shown = run(answers="q\n")
    assert "Required Depth: DEVELOPED" in shown
    assert "Source: first-dough" in shown
    assert "Reasoning: Shaping stretches it" in shown


def test_skipping_is_said(course: Path) -> None:
    assert run(answers="\n\nq\n").count("Skipped.") == 2


def test_there_may_be_nothing_to_take_back(course: Path) -> None:
    assert "There is nothing to take back." in run(answers="u\nq\n")


def test_what_is_not_taught_is_no_longer_open_and_is_told(course: Path) -> None:
    run(answers="n\nx\nq\n")
    assert "1 decision open" in run()
    told = [x.message for x in check(["."]).diagnostics if x.code == "LL102"]
    assert told == ["“The springy web” is needed, but no lesson before this one teaches it, as concepts.yaml says."]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("2", Picked((2,), "", False)),
        ("1,3", Picked((1, 3), "", False)),
        ("3 1 3", Picked((3, 1), "", False)),
        ("1, 2h", Picked((1, 2), "", True)),
        ("nh", Picked((), "not taught", True)),
        ("x", Picked((), "no concept", False)),
        ("4", None),
        ("0", None),
        ("1,", None),
        ("h", None),
        ("²", None),
        ("n,1", None),
    ],
)
def test_answers(answer: str, found: Picked | None) -> None:
    assert picked(answer, 3) == found


def test_the_keys_fit_what_is_shown() -> None:
    assert keys(3, True).startswith("1-3 accept")
    assert keys(1, True).startswith("1 accept")
    assert keys(0, False).startswith("o other")
