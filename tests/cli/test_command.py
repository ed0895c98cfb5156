"""The command as people run it: a process, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from tests.support.process import run
from tests.support.schemas import published

from lessonlint._version import __version__

LESSON = """\
# Lesson: First Dough (1.1.1)

**Slug:** first-dough

## Phase 2: Analyze

### Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Salt | {required} | INTRODUCED | weighing (1.1.0) | OK | the dough tastes of it |
"""
GOOD, BAD = LESSON.format(required="INTRODUCED"), LESSON.format(required="DEVELOPED")
PLAN = "# Module 1.1: Dough -- Plan\n\n## Lesson Sequence\n\n| Lesson | Type |\n|---|---|\n| first-dough | BUILD |\n"
RECORD = (
    "# Module 1.1: Dough -- Record\n\n## Concept Index\n\n| Concept | Depth | Lesson | Notes |\n|---|---|---|---|\n"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str | bytes) -> str:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


class TestWithoutFiles:
    def test_no_command_shows_an_overview(self) -> None:
        found = run()
        assert found.code == 0
        assert "lessonlint check curriculum/" in found.out

    @pytest.mark.parametrize("argument", ("--help", "-h"))
    def test_help(self, argument: str) -> None:
        assert run(argument).code == 0
        for command in ("check", "rules", "explain", "stats"):
            found = run(command, argument)
            assert (found.code, "Examples:" in found.out or command == "explain") == (0, True)

    def test_the_version(self) -> None:
        assert __version__ in run("--version").out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        (
            (("chek",), "Did you mean `lessonlint check`?"),
            (("zzz",), "Commands: check"),
            (("check", "--formt", "json"), "--format"),
            (("check", "--format", "yaml"), "yaml"),
            (("check", "--select", "LL22O"), "There is no rule 'LL22O'. Did you mean LL2"),
            (("check", "--select", "consecutive-strech"), "Did you mean consecutive-stretch?"),
            (("check", "--ignore", "zzz"), "`lessonlint rules` lists them all"),
            (("check", "--select", "LL201,zzz"), "'zzz'"),
            (("explain", "LL2O2"), "Did you mean LL202?"),
            (("explain", "LL00"), "Which of them? LL001, LL002"),
            (("explain",), "Missing argument"),
            (("check", "--config", "gone.yaml"), "gone.yaml"),
            (("why", "x.md:"), "There is no file x.md."),
            (("why", "x.md:five"), "There is no file x.md."),
        ),
        ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
    )
    def test_wrong_usage_is_2_and_offers_the_nearest(self, arguments: tuple[str, ...], words: str) -> None:
        found = run(*arguments)
        assert (found.code, found.out) == (2, "")
        assert words in found.err

    def test_explain(self) -> None:
        assert run("explain", "ll202").out == run("explain", "consecutive-stretch").out
        assert json.loads(run("explain", "LL202", "--format", "json").out)["code"] == "LL202"

    def test_rules(self) -> None:
        listed = json.loads(run("rules", "--format", "json").out)["rules"]
        assert f"{len(listed)} rules" in run("rules").out


class TestExitCodes:
    def test_clean_is_0(self) -> None:
        found = run("check", write("dough.md", GOOD), "--select", "LL1")
        assert (found.code, found.err) == (0, "")
        assert "All clear: 1 document, 1 lesson" in found.out

    def test_findings_are_1(self) -> None:
        found = run("check", write("dough.md", BAD))
        assert found.code == 1
        assert "dough.md:11:" in found.out
        assert "LL105" in found.out

    @pytest.mark.parametrize(
        ("arguments", "code"),
        ((("--exit-zero",), 0), (("--fail-on", "never"), 0), (("--fail-on", "warning"), 1), (("--ignore", "LL105"), 0),
         (("--ignore", "LL105", "--strict"), 1), (("--quiet",), 1), (("--select", "LL2"), 0)),
    )  # fmt: skip
    def test_what_counts(self, arguments: tuple[str, ...], code: int) -> None:
        write("dough.md", BAD)
        assert run("check", "dough.md", *arguments).code == code

    def test_configuration_mistakes_are_2(self) -> None:
        write("lessonlint.yaml", "\nexclued: [a]\n")
        found = run("check", write("dough.md", GOOD))
        assert (found.code, found.out) == (2, "")
        assert "lessonlint.yaml:2:1: unknown key `exclued`; did you mean `exclude`?" in found.err

    @pytest.mark.parametrize("command", ("check", "stats"))
    def test_another_version_is_2(self, command: str) -> None:
        write("lessonlint.yaml", "required-version: '9'\n")
        assert run(command, ".").code == 2

    def test_a_closed_output_is_no_fault(self) -> None:
        write("dough.md", GOOD)
        command = f"{sys.executable} -m lessonlint check --no-cache dough.md >&- 2>&-"
        closed = subprocess.run(["sh", "-c", command], check=False)
        assert closed.returncode == run("check", "--no-cache", "dough.md").code

    def test_a_crash_is_3(self) -> None:
        write("dough.md", GOOD)
        script = (
            "import lessonlint.cli.main as main, lessonlint.loading as loading\n"
            "def crash(*_): raise ValueError('burnt')\n"
            "loading.read = crash\nmain.main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, "check", "--no-cache", "dough.md"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 3
        assert "internal error: ValueError: burnt" in done.stderr
        assert "Traceback" not in done.stderr


class TestFiles:
    def test_a_missing_path(self) -> None:
        found = run("check", "gone.md", "--format", "concise")
        assert (found.code, found.err) == (1, "")
        assert found.out.startswith("gone.md:1:1: error LL001")

    def test_a_binary_file(self) -> None:
        found = run("check", write("dough.md", b"\x89PNG\0\0"), "--format", "concise")
        assert found.code == 1
        assert "dough.md:1:1: error LL001" in found.out

    def test_a_latin_1_file(self) -> None:
        found = run("check", write("dough.md", "# B\u00e4cker".encode("latin-1")), "--format", "concise")
        assert "not UTF-8" in found.out

    def test_an_empty_file(self) -> None:
        found = run("check", write("dough.md", ""), "--format", "concise")
        assert found.code in (0, 1)
        assert "LL999" not in found.out

    def test_an_empty_folder(self) -> None:
        found = run("check", ".")
        assert (found.code, "No curriculum documents found." in found.out) == (0, True)

    def test_a_table_without_rows(self) -> None:
        text = GOOD[: GOOD.index("| Salt")]
        assert run("check", write("dough.md", text), "--select", "LL1").code == 0
        assert run("check", write("record.md", RECORD)).code in (0, 1)

    def test_a_lesson_without_header(self) -> None:
        text = BAD.replace(" (1.1.1)", "").replace("**Slug:** first-dough\n\n", "")
        found = run("check", write("dough.md", text), "--format", "concise")
        assert "dough.md:9:" in found.out

    def test_crlf_with_a_byte_order_mark(self) -> None:
        plain = json.loads(run("check", write("dough.md", BAD), "--format", "json").out)
        marked = b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode()
        assert json.loads(run("check", write("dough.md", marked), "--format", "json").out) == plain

    def test_three_text_files_by_name(self) -> None:
        names = [write("000_5f.txt", PLAN), write("001_ab.txt", RECORD), write("002_cd.txt", BAD)]
        found = json.loads(run("check", *names, "--format", "json").out)
        assert (found["summary"]["documents"], found["summary"]["lessons"]) == (3, 1)
        assert "LL105" in {each["code"] for each in found["diagnostics"]}
        backwards = json.loads(run("check", *reversed(names), "--format", "json").out)
        assert backwards == found

    def test_a_link_to_itself(self) -> None:
        Path("loop.md").symlink_to("loop.md")
        found = run("check", ".", "--format", "concise")
        assert found.code == 1
        assert "loop.md:1:1: error LL001" in found.out

    def test_a_name_that_is_no_utf8(self) -> None:
        name = os.fsdecode(b"d\xff.md")
        Path(name).write_text(BAD, "utf-8")
        for form in ("text", "concise", "json"):
            found = run("check", ".", "--format", form)
            assert found.code == 1
            assert not set(map(chr, range(0xDC80, 0xDD00))) & set(found.out), f"{form} is not UTF-8"

    def test_a_gitignore_that_is_no_gitignore(self) -> None:
        write(".gitignore", "!\n")
        write("dough.md", BAD)
        assert run("check", ".").code == 1


class TestOutput:
    def test_json_keeps_to_its_schema(self) -> None:
        write("dough.md", BAD)
        for arguments in ((), ("--statistics",)):
            data = json.loads(run("check", ".", "--format", "json", *arguments).out)
            jsonschema.validate(data, published("check"))
            assert data["diagnostics"][0]["path"] == "dough.md"

    def test_concise_is_one_line_each(self) -> None:
        write("dough.md", BAD)
        lines = run("check", ".", "--format", "concise").out.splitlines()
        assert len(lines) == len(json.loads(run("check", ".", "--format", "json").out)["diagnostics"])
        assert all(line.startswith("dough.md:") for line in lines)

    def test_colours(self) -> None:
        write("dough.md", BAD)
        assert "\x1b[" not in run("check", ".").out
        assert "\x1b[" in run("check", ".", FORCE_COLOR="1").out
        assert "\x1b[" not in run("check", ".", FORCE_COLOR="1", NO_COLOR="1").out
        assert "\x1b[" not in run("check", ".", "--format", "json", FORCE_COLOR="1").out

    def test_an_empty_no_color_means_nothing(self) -> None:
        write("dough.md", BAD)
        assert "\x1b[" in run("check", ".", FORCE_COLOR="1", NO_COLOR="").out

    def test_quiet_says_only_errors(self) -> None:
        write("dough.md", BAD)
        found = run("check", ".", "--quiet", "--format", "concise").out
        assert found
        assert " warning " not in found

    def test_statistics(self) -> None:
        write("dough.md", GOOD)
        assert "Read into the model" in run("check", ".", "--statistics").out

    def test_stats(self) -> None:
        write("dough.md", GOOD)
        assert "1 lesson in 1 module" in run("stats", ".").out
        assert json.loads(run("stats", ".", "--format", "json").out)["lessons"] == 1

    @pytest.mark.parametrize("encoding", ("ascii", "latin-1", "cp1252"))
    def test_a_terminal_that_knows_few_characters(self, encoding: str) -> None:
        write("dough.md", BAD.replace("Salt", "Salz 🍞"))
        done = subprocess.run(
            [sys.executable, "-m", "lessonlint", "check", "."],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"},
            check=False,
        )
        assert done.returncode == 1, done.stderr

    @pytest.mark.parametrize(
        "arguments", (("check", "."), ("check", ".", "--format", "json"), ("rules",), ("explain", "LL202"))
    )
    def test_a_reader_that_leaves_early(self, arguments: tuple[str, ...]) -> None:
        write("dough.md", BAD)
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "lessonlint", *arguments], stdout=writer, stderr=subprocess.PIPE, check=False
            )
        finally:
            os.close(writer)
        assert (done.stderr, done.returncode in (0, 1)) == (b"", True)

    def test_stdin_is_left_alone(self) -> None:
        write("dough.md", GOOD)
        done = subprocess.run(
            [sys.executable, "-m", "lessonlint", "check", ".", "--exit-zero"], stdin=subprocess.DEVNULL,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0
