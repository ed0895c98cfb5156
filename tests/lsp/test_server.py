"""The server as an editor meets it: a process of its own, spoken to over its pipes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.editor import Editor, applied, place

from lessonlint.api import check
from lessonlint.source import LineIndex

pytest.importorskip("pygls")

LESSON = "series-1/module-1-1/lessons/work-and-time.md"
RECORD = "series-1/module-1-1/record.md"
Told = tuple[str, str, tuple[int, int], tuple[int, int]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("editor") / "course"
    shutil.copytree(root / "curriculum", folder)
    return folder


@pytest.fixture(scope="module")
def shared(course: Path) -> Iterator[Editor]:
    with Editor(course) as editor:
        editor.open(LESSON)
        yield editor


@pytest.fixture
def editor(shared: Editor, text: str) -> Iterator[Editor]:
    """An editor with the lesson open, as it is on disk."""
    shared.edit(LESSON, text)
    yield shared
    shared.edit(LESSON, text)


@pytest.fixture
def text(course: Path) -> str:
    return (course / LESSON).read_text("utf-8")


def by_check(course: Path, tmp_path: Path, path: str, text: str) -> list[Told]:
    """What `lessonlint check` finds in a file of a copy of the course in which it has this text."""
    copy = tmp_path / "copy"
    shutil.copytree(course, copy)
    (copy / path).write_text(text, "utf-8")
    report, lines = check([str(copy)]), LineIndex(text)

    def at(offset: int) -> tuple[int, int]:
        line, column = lines.position(offset)
        return line - 1, column - 1

    own = [each for each in report.diagnostics if each.place.path.endswith(path)]
    return [(x.code, f"{x.message}\n{x.help}".strip(), at(x.place.start), at(x.place.end)) for x in own]


def told(findings: list[dict[str, Any]]) -> list[Told]:
    """What an editor was told, in the same form."""
    ends = [(each["range"]["start"], each["range"]["end"]) for each in findings]
    return [
        (x["code"], x["message"], (a["line"], a["character"]), (b["line"], b["character"]))
        for x, (a, b) in zip(findings, ends, strict=True)
    ]


def test_an_editor_is_told_what_check_finds(editor: Editor, course: Path, tmp_path: Path, text: str) -> None:
    assert editor.settle(LESSON) == []
    edited = text.replace("INTRODUCED", "DEVELOPED", 1).replace("DEVELOPED |", "DEVLOPED |", 2)
    editor.edit(LESSON, edited, 7)
    found = told(editor.settle(LESSON))
    assert found == by_check(course, tmp_path, LESSON, edited)
    assert len({code for code, *_ in found}) > 1
    assert editor.versions[editor.uri(LESSON)] == 7
    editor.edit(LESSON, text, 8)
    assert editor.settle(LESSON) == []


def test_an_edit_is_told_in_the_files_that_it_breaks(editor: Editor, course: Path, tmp_path: Path) -> None:
    record = (course / RECORD).read_text("utf-8")
    edited = record.replace(
        "| Kneading (push, fold, turn, repeat) | INTRODUCED |", "| Kneading (a motion) | MENTIONED |"
    )
    editor.open(RECORD, edited)
    found = told(editor.settle(LESSON))
    assert found != []
    (tmp_path / "other").mkdir()
    copy = tmp_path / "other" / "course"
    shutil.copytree(course, copy)
    (copy / RECORD).write_text(edited, "utf-8")
    assert found == by_check(copy, tmp_path, LESSON, (course / LESSON).read_text("utf-8"))
    editor.tell("textDocument/didClose", textDocument={"uri": editor.uri(RECORD)})
    assert editor.settle(LESSON) == []


def test_a_row_is_explained_and_leads_to_what_it_means(editor: Editor, course: Path, text: str) -> None:
    at = place(text, "Gluten network (", "## ")
    words = editor.ask_at("hover", LESSON, *at)["contents"]["value"]
    assert "Where students meet this concept" in words
    target = editor.ask_at("definition", LESSON, *at)[0]
    assert target["uri"] == editor.uri(RECORD)
    row = (course / RECORD).read_text("utf-8").splitlines()[target["range"]["start"]["line"]]
    assert row.startswith("| Gluten network (wheat proteins")
    line, character = target["range"]["start"]["line"], target["range"]["start"]["character"]
    uses = editor.ask_at("references", RECORD, line, character, context={"includeDeclaration": False})
    assert (editor.uri(LESSON), at[0]) in [(each["uri"], each["range"]["start"]["line"]) for each in uses]
    lesson = editor.ask_at("definition", LESSON, *place(text, "gluten-network (1.1.2)", "| Gluten network (wheat"))[0]
    assert lesson["uri"].endswith("/gluten-network.md")


def test_a_rule_is_explained_where_it_is_named(editor: Editor, text: str) -> None:
    waiver = "<!-- lessonlint: allow LL105: a reason -->"
    editor.edit(LESSON, f"{text}\n{waiver}\n")
    shown = editor.ask_at("hover", LESSON, text.count("\n") + 1, waiver.index("LL105") + 2)["contents"]["value"]
    assert shown.startswith("## LL105 status-contradicts-depths")
    assert editor.ask_at("hover", LESSON, 0, 0) is None


def test_headings_are_symbols(editor: Editor, text: str) -> None:
    (lesson,) = editor.ask("textDocument/documentSymbol", textDocument={"uri": editor.uri(LESSON)})
    assert text.startswith(f"# {lesson['name']}")
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert [each["name"] for each in lesson["children"]] == headings


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text,
        lambda text: text.replace("| Gluten network (", "|Gluten network (").replace("\n## ", "\n\n\n## "),
        lambda text: f"{text}\n\n\n",
        lambda text: text.rstrip("\n"),
    ],
    ids=["in form", "rows and blank lines", "too many ends", "no end"],
)
def test_a_document_is_laid_out_as_fmt_does(editor: Editor, text: str, spoil: Callable[[str], str]) -> None:
    document, options = {"uri": editor.uri(LESSON)}, {"tabSize": 2, "insertSpaces": True}
    spoilt = spoil(text)
    editor.edit(LESSON, spoilt)
    edits = editor.ask("textDocument/formatting", textDocument=document, options=options)
    assert (applied(spoilt, edits), len(edits)) == (text, int(spoilt != text))


def test_what_is_no_document_is_not_laid_out(editor: Editor) -> None:
    for path, words in (("notes.md", "|a|b|\n\n\n\n#  Salt\n"), ("plan.yaml", "kind:   lesson plan\n")):
        editor.open(path, words)
        document, options = {"uri": editor.uri(path)}, {"tabSize": 2, "insertSpaces": True}
        assert editor.ask("textDocument/formatting", textDocument=document, options=options) == []
        editor.tell("textDocument/didClose", textDocument=document)


def test_a_fix_gives_the_text_that_was_meant(editor: Editor, text: str) -> None:
    broken = text.replace("load:** BUILD (bakers", "load:** STRETCH (bakers")
    editor.edit(LESSON, broken)
    (finding,) = editor.settle(LESSON)
    actions = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": editor.uri(LESSON)},
        range=finding["range"],
        context={"diagnostics": [finding]},
    )
    by_title = {each["title"]: each["edit"]["changes"][editor.uri(LESSON)] for each in actions}
    mend, allow, mend_all = by_title
    assert mend == "Write “BUILD”: LL206 previous-load-wrong"
    assert applied(broken, by_title[mend]) == applied(broken, by_title[mend_all]) == text
    editor.edit(LESSON, applied(broken, by_title[allow]))
    assert [each["code"] for each in editor.settle(LESSON)] == ["LL902"]  # what is left is to say why


def test_a_row_is_completed(editor: Editor, text: str) -> None:
    header = "| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |"
    at = text.index("\n", text.index("|-", text.index(header))) + 1

    def offered(row: str) -> list[dict[str, Any]]:
        editor.edit(LESSON, f"{text[:at]}{row}\n{text[at:]}")
        items = editor.ask_at("completion", LESSON, text[:at].count("\n"), len(row))
        return sorted(items or [], key=lambda each: str(each["sortText"]))

    assert [each["label"] for each in offered("| Kneading | ")] == ["MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED"]
    (kneading,) = [each for each in offered("| Knea") if each["label"].startswith("Kneading")]
    row = "| Knea"
    assert applied(row, [{**kneading["textEdit"], "range": _on_first_line(kneading["textEdit"]["range"])}]) == (
        "| Kneading (push, fold, turn, repeat)"
    )
    assert kneading["detail"] == "INTRODUCED in gluten-network (1.1.2)"
    sources = [each["label"] for each in offered("| Kneading | DEVELOPED | INTRODUCED | ")]
    assert sources[0] == "gluten-network (1.1.2)"
    assert "reading-a-dough (1.1.5)" not in sources
    assert offered("Kneading") == []


def _on_first_line(stretch: dict[str, Any]) -> dict[str, Any]:
    return {end: {**stretch[end], "line": 0} for end in ("start", "end")}


def test_a_concept_is_renamed_wherever_it_has_this_name(editor: Editor, course: Path, text: str) -> None:
    at = place(text, "Kneading", "| Concept")
    assert editor.ask_at("prepareRename", LESSON, *at)["placeholder"] == "Kneading"
    changes = editor.ask_at("rename", LESSON, *at, newName="Working the dough")["changes"]
    record = applied((course / RECORD).read_text("utf-8"), changes[editor.uri(RECORD)])
    assert "| Working the dough (push, fold, turn, repeat) | APPLIED | work-and-time |" in record
    assert "- Working the dough (APPLIED, elevated" in record
    assert "Kneading (" not in record
    lesson = applied(text, changes[editor.uri(LESSON)])
    for path, changed in ((RECORD, record), (LESSON, lesson)):
        editor.open(path, changed)
    new = place(lesson, "Working the dough", "| Concept")
    assert editor.ask_at("definition", LESSON, *new)[0]["uri"] == editor.uri(RECORD)
    editor.tell("textDocument/didClose", textDocument={"uri": editor.uri(RECORD)})
    document, position = {"uri": editor.uri(LESSON)}, {"line": new[0], "character": new[1]}
    refused = editor.begin("textDocument/rename", textDocument=document, position=position, newName="a | b")
    assert "without |" in editor.answer(refused)["error"]["message"]


def test_columns_are_counted_as_editors_do(editor: Editor, text: str) -> None:
    row = "| 🥖 バゲット 🥖 | INTRODUCD | gluten-network (1.1.2) | 🥐 |"
    above = "| Gluten network (wheat proteins joined by water, then work or time) |"
    at = text.index(above)
    editor.edit(LESSON, f"{text[:at]}{row}\n{text[at:]}")
    (finding,) = [each for each in editor.settle(LESSON) if each["code"] == "LL006"]
    start = len(row[: row.index("INTRODUCD")].encode("utf-16-le")) // 2
    line = text[:at].count("\n")
    assert finding["range"] == {
        "start": {"line": line, "character": start},
        "end": {"line": line, "character": start + len("INTRODUCD")},
    }
    assert "バゲット" in editor.ask_at("hover", LESSON, line, start + 12)["contents"]["value"]


def test_nonsense_is_survived(editor: Editor, text: str) -> None:
    for body in (b"{", b"[1, 2]", b"42", b'"\xff"', b'{"jsonrpc": "2.0"}', b'{"jsonrpc": "1.0", "id": 1}'):
        editor.write_bytes(body)
    editor.tell("textDocument/didChange", textDocument=7)
    editor.tell("textDocument/didChange", textDocument={"uri": "untitled:1", "version": 1}, contentChanges=[])
    editor.tell("textDocument/didOpen", textDocument={"uri": "git:/x.md", "languageId": "x", "version": 1, "text": ""})
    editor.tell("unheard/of")
    editor.edit(LESSON, f"{text}\ud800\0")
    editor.settle(LESSON)
    odd: tuple[Any, ...] = ({}, {"textDocument": {"uri": 5}, "position": None}, [], None)
    for params in odd:
        editor.write({"jsonrpc": "2.0", "id": "odd", "method": "textDocument/hover", "params": params})
        answer = editor.read()
        while answer.get("id") != "odd":
            answer = editor.read()
        assert "data" not in answer["error"]
    far = {"line": 10**6, "character": 10**6}
    assert editor.ask("textDocument/hover", textDocument={"uri": editor.uri(LESSON)}, position=far) is None
    assert "error" in editor.answer(editor.begin("unheard/of"))
    editor.edit(LESSON, text)
    assert editor.settle(LESSON) == []


def test_a_question_can_be_taken_back(editor: Editor, text: str) -> None:
    editor.edit(LESSON, text.replace("INTRODUCED", "DEVELOPED", 1))
    asked = editor.begin(
        "textDocument/hover", textDocument={"uri": editor.uri(LESSON)}, position={"line": 20, "character": 4}
    )
    editor.tell("$/cancelRequest", id=asked)
    assert "cancel" in editor.answer(asked)["error"]["message"]


def test_two_hundred_keystrokes_end_where_a_cold_check_does(
    editor: Editor, course: Path, tmp_path: Path, text: str
) -> None:
    at = text.index("INTRODUCED")
    end = ""
    for number in range(200):
        end = f"{text[:at]}{'INTRODUCED WRONGLY'[: number % 19]}{text[at + 10 :]}"
        editor.edit(LESSON, end, 10 + number)
    found = told(editor.settle(LESSON))
    assert found == by_check(course, tmp_path, LESSON, end)
    assert found != []


def test_settings_and_decisions_hold_as_soon_as_they_are_written(editor: Editor, course: Path, text: str) -> None:
    broken = text.replace("| INTRODUCED |", "| INTRODUCD |", 1)
    editor.edit(LESSON, broken)
    assert "LL006" in {each["code"] for each in editor.settle(LESSON)}
    settings = course / "lessonlint.yaml"
    changes = [{"uri": settings.as_uri(), "type": 2}]
    settings.write_text("ignore: [LL006]\n", "utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=changes)
    assert "LL006" not in {each["code"] for each in editor.settle(LESSON)}
    settings.write_text("ignore: [LL006]\ncolour: red\n", "utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=changes)
    editor.settle(LESSON)
    (problem,) = editor.diagnostics[settings.as_uri()]
    assert (problem["range"]["start"]["line"], "colour" in problem["message"]) == (1, True)
    settings.unlink()
    editor.tell("workspace/didChangeWatchedFiles", changes=changes)
    assert "LL006" in {each["code"] for each in editor.settle(LESSON)}
    assert editor.diagnostics[settings.as_uri()] == []


def test_other_units_and_watched_files_are_agreed_on(course: Path, text: str) -> None:
    with Editor(course, ("utf-8",), watches=True) as editor:
        assert editor.capabilities["positionEncoding"] == "utf-8"
        row = "| é | INTRODUCD | gluten-network (1.1.2) | |\n"
        at = text.index("| Gluten network (wheat")
        editor.open(LESSON, text[:at] + row + text[at:])
        (finding,) = [each for each in editor.settle(LESSON) if each["code"] == "LL006"]
        assert finding["range"]["start"]["character"] == 7
        (watching,) = [each for each in editor.requests if each["method"] == "client/registerCapability"]
        assert "{md,markdown,yaml,yml}" in str(watching)
    assert editor.process.returncode == 0
