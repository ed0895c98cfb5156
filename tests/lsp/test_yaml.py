"""A lesson plan in YAML under the server: everything that an editor may ask of the Markdown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.editor import Editor, applied, place

from lessonlint.converting import converted
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

pytest.importorskip("pygls")

LESSON = "series-1/module-1-1/lessons/work-and-time.yaml"
RECORD = "series-1/module-1-1/record.yaml"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("yaml") / "course"
    module = "series-1/module-1-1"  # one is enough, and quicker
    shutil.copytree(root / "curriculum" / module, folder / module)
    for path in (folder / LESSON, folder / RECORD):
        markdown = path.with_suffix(".md")
        source = Source(str(markdown), markdown.read_text("utf-8"))
        path.write_text(converted(source, DEFAULT_VOCABULARY).text, "utf-8")
        markdown.unlink()
    return folder


@pytest.fixture(scope="module")
def editor(course: Path) -> Iterator[Editor]:
    with Editor(course) as editor:
        editor.open(LESSON)
        yield editor


@pytest.fixture
def text(course: Path) -> str:
    return (course / LESSON).read_text("utf-8")


def test_a_row_is_explained_on_each_of_its_lines_and_leads_to_what_it_means(editor: Editor, text: str) -> None:
    editor.edit(LESSON, text)
    for words in ("Gluten network", "DEVELOPED", "status: OK"):
        at = place(text, words, "- prerequisites:")
        assert "“Gluten network”, in the prerequisites" in editor.ask_at("hover", LESSON, *at)["contents"]["value"]
    (target,) = editor.ask_at("definition", LESSON, *place(text, "Gluten network", "- prerequisites:"))
    assert target["uri"] == editor.uri(RECORD)
    (lesson,) = editor.ask_at("definition", LESSON, *place(text, "gluten-network (1.1.2)", "- prerequisites:"))
    assert lesson["uri"].endswith("/gluten-network.md")


def test_headings_are_symbols(editor: Editor, text: str) -> None:
    editor.edit(LESSON, text)
    (lesson,) = editor.ask("textDocument/documentSymbol", textDocument={"uri": editor.uri(LESSON)})
    assert lesson["name"] == "Lesson: Work and Time"
    first, second, *_ = lesson["children"]
    assert first["name"].startswith("Phase 1: Orient")
    assert [each["name"] for each in first["children"]][:2] == [
        "Relevant Concepts",
        "Mental Models Already Established",
    ]
    assert first["range"]["end"]["line"] <= second["range"]["start"]["line"] == place(text, '"Phase 2')[0]


def test_a_fix_and_a_waiver_are_what_check_understands(editor: Editor, text: str) -> None:
    broken = text.replace("load:** BUILD (bakers", "load:** STRETCH (bakers")
    editor.edit(LESSON, broken)
    (finding,) = editor.settle(LESSON)
    actions = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": editor.uri(LESSON)},
        range=finding["range"],
        context={"diagnostics": [finding], "only": ["quickfix"]},
    )
    mend, allow = (each["edit"]["changes"][editor.uri(LESSON)] for each in actions)
    assert applied(broken, mend) == text
    editor.edit(LESSON, applied(broken, allow))
    assert [each["code"] for each in editor.settle(LESSON)] == ["LL902"]  # what is left is to say why


def offered(editor: Editor, text: str, row: str, typed: str) -> list[dict[str, Any]]:
    """What is offered behind `typed` in a first row of the prerequisites."""
    head = "- prerequisites:\n"
    at = text.index(head) + len(head)
    editor.edit(LESSON, f"{text[:at]}{row}\n{text[at:]}")
    line = row[: row.index(typed) + len(typed)]
    position = (text[:at].count("\n") + line.count("\n"), len(line.rpartition("\n")[2]))
    items = editor.ask_at("completion", LESSON, *position)
    return sorted(items or [], key=lambda each: str(each["sortText"]))


ROW = """\
              - concept: Kneading
                required:{}
                source:{}
                reasoning:{}""".format(*"   ")


def test_a_row_is_completed_while_it_is_unfinished(editor: Editor, text: str) -> None:
    depths = [each["label"] for each in offered(editor, text, ROW, "required: ")]
    assert depths == ["MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED"]
    sources = [each["label"] for each in offered(editor, text, ROW, "source: ")]
    assert sources[0] == "gluten-network (1.1.2)"
    assert "reading-a-dough (1.1.5)" not in sources
    row = "              - concept: Kne  # by hand"
    (kneading,) = [each for each in offered(editor, text, row, "Kne") if each["label"].startswith("Kneading")]
    edit = kneading["textEdit"]
    edit["range"] = {end: {**at, "line": 0} for end, at in edit["range"].items()}
    assert applied(row, [edit]) == "              - concept: Kneading (push, fold, turn, repeat)  # by hand"
    for nowhere in ("reasoning: ", "- conc", "  required"):
        assert offered(editor, text, ROW, nowhere) == []
    assert offered(editor, text, row, "# by") == []
    quoted = row.replace("Kne", "'Kne'")
    end = next(each for each in offered(editor, text, quoted, "Kne"))["textEdit"]["range"]["end"]["character"]
    assert quoted[end:] == "  # by hand"


def test_what_yaml_would_misread_is_quoted(editor: Editor, course: Path, text: str) -> None:
    record = (course / RECORD).read_text("utf-8")
    editor.open(RECORD, record.replace("concept: Kneading (push, fold, turn, repeat)", 'concept: "Kneading: by hand"'))
    for row, written in (
        ("              - concept: Kne", '"Kneading: by hand"'),
        ("              - concept: 'Kne'", '"Kneading: by hand"'),
    ):
        (kneading,) = [each for each in offered(editor, text, row, "Kne") if each["label"].startswith("Kneading")]
        assert kneading["textEdit"]["newText"] == written
        assert kneading.get("filterText", "Kneading").startswith(row.partition("concept: ")[2].partition("Kne")[0])
    editor.tell("textDocument/didClose", textDocument={"uri": editor.uri(RECORD)})


def test_a_name_that_yaml_would_misread_is_refused(editor: Editor, course: Path, text: str) -> None:
    editor.edit(LESSON, text)
    at = place(text, "Gluten network", "- prerequisites:")
    changes = editor.ask_at("rename", LESSON, *at, newName="Net of gluten")["changes"]
    assert "concept: Net of gluten (wheat" in applied((course / RECORD).read_text("utf-8"), changes[editor.uri(RECORD)])
    document, position = {"uri": editor.uri(LESSON)}, {"line": at[0], "character": at[1]}
    for name in ("Gluten: the net", "Gluten #1"):
        refused = editor.begin("textDocument/rename", textDocument=document, position=position, newName=name)
        assert "YAML" in editor.answer(refused)["error"]["message"]
