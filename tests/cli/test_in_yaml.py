"""Commands that write, on a curriculum in YAML: they leave what they leave of the same one in Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.test_record import BIGHT, BOWLINE, PAGE, PLAN, RECORD
from tests.support.bread import ask

from lessonlint.api import check, course_of
from lessonlint.config.settings import Configuration, Settings
from lessonlint.converting import converted
from lessonlint.model.read import in_markdown
from lessonlint.source import BOM, Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

FILES = {"plan": PLAN, "record": RECORD, "the-bight": BIGHT, "the-bowline": BOWLINE, "course": PAGE}
REMARK = "# ours, and of no meaning\n"


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    """The module of the tests of `record` in YAML with a remark in each file, and as Markdown beside it."""
    for name, text in FILES.items():
        made = converted(Source(f"{name}.md", text), DEFAULT_VOCABULARY)
        for folder, source in (("yaml", made), ("markdown", Source(f"{name}.md", text))):
            path = tmp_path / folder / source.path
            path.parent.mkdir(exist_ok=True)
            path.write_text(REMARK + source.text if folder == "yaml" else source.text, "utf-8")
    return tmp_path


def told(folder: Path) -> list[tuple[str, str]]:
    """The findings of a curriculum, whatever its form."""
    found = check([str(folder)], Configuration(Settings(preset="strict"))).diagnostics
    return sorted((each.code, Path(each.place.path).stem) for each in found)


def words(path: Path) -> list[str]:
    """What a document says as Markdown, but for the lines that set sections off and the widths of tables."""
    text = path.read_text("utf-8")
    if path.suffix == ".yaml":
        text = in_markdown(Source(path.name, text), DEFAULT_VOCABULARY)
    return [word for word in re.sub("-{3,}", "---", text).split() if word != "---"]


def run(knots: Path, *arguments: str) -> list[Path]:
    """A command on both; it has to come to the same. The YAML files it wrote, with all lines that they had."""
    before = {path: path.read_bytes() for path in (knots / "yaml").rglob("*.yaml")}
    assert {ask(*arguments[:-1], knots / form / arguments[-1]).code for form in ("yaml", "markdown")} == {0}
    for path in (knots / "markdown").rglob("*.md"):
        assert words(knots / "yaml" / path.relative_to(knots / "markdown").with_suffix(".yaml")) == words(path), path
    return [path for path in (knots / "yaml").rglob("*.yaml") if path.read_bytes() != before.get(path)]


def test_record(knots: Path) -> None:
    path = knots / "yaml" / "record.yaml"
    path.write_bytes((BOM + path.read_text("utf-8")).replace("\n", "\r\n").encode())
    path.chmod(0o640)
    before = path.read_text("utf-8").splitlines()
    changed = run(knots, "record", "the-bowline", "--write", "")
    assert sorted(each.name for each in changed) == ["course.yaml", "record.yaml"]
    assert told(knots / "yaml") == told(knots / "markdown")
    data = path.read_bytes()
    assert data.startswith(BOM.encode()) and data.count(b"\n") == data.count(b"\r\n")
    assert path.stat().st_mode & 0o777 == 0o640
    kept = set(path.read_text("utf-8").splitlines())
    assert [line for line in before if line not in kept] == ["  Status: In progress (1 of 3 lessons built)"]
    assert run(knots, "record", "the-bowline", "--write", "") == []


def test_record_begins_one_in_the_form_of_its_plan(knots: Path) -> None:
    for form in ("yaml/record.yaml", "markdown/record.md"):
        (knots / form).unlink()
    run(knots, "record", "the-bight", "--write", "")
    module = course_of([str(knots / "yaml")]).modules[0]
    assert module.record and [row.concept.value for row in module.record.index] == ["Bight"]


def test_review_new_and_stamp(knots: Path) -> None:
    path = knots / "yaml" / "the-bowline.yaml"
    before = path.read_text("utf-8")
    run(knots, "review", "the-bowline", "--stamp", "")
    stamped = path.read_text("utf-8")
    assert "    # lessonlint: reviewed 2" in stamped
    assert run(knots, "review", "the-bowline", "--stamp", "") == []
    path.write_text(stamped.replace("does not slip", "never slips"), "utf-8")
    assert ("LL410", "the-bowline") in told(knots / "yaml")
    ask("review", "the-bowline", knots / "yaml", "--stamp")
    assert path.read_text("utf-8").count("sha256:") == 1
    assert ("LL410", "the-bowline") not in told(knots / "yaml")
    path.write_text(before, "utf-8")
    (knots / "markdown" / "the-bowline.md").write_text(BOWLINE, "utf-8")
    run(knots, "review", "the-bowline", "--new", "")
    assert path.read_text("utf-8").startswith(before)
    answer = ask("review", "the-bowline", knots / "yaml", "--new")
    assert (answer.code, "begun and has no verdict yet" in answer.error) == (2, True)


def test_new_documents_follow_their_neighbours(knots: Path) -> None:
    assert [path.name for path in run(knots, "new", "lesson", "")] == ["the-harbour.yaml"]
    run(knots, "new", "series", "2", "Ropes", "")
    changed = run(knots, "new", "module", "1.3", "Splices | all", "")
    assert sorted(path.name for path in changed) == ["course.yaml", "plan.yaml"]
    assert (knots / "yaml" / "course.yaml").read_text("utf-8").startswith(REMARK)


def test_what_has_no_place_is_said_and_nothing_is_written(knots: Path) -> None:
    path = knots / "yaml" / "record.yaml"
    text = path.read_text("utf-8")
    at = text.index("  - heading: Per-Lesson Summaries")
    path.write_text(f"{text[:at]}  - {{heading: Per-Lesson Summaries}}\n", "utf-8")
    before = path.read_bytes()
    answer = ask("record", "the-bowline", knots / "yaml", "--write")
    assert (answer.code, "sections stand on lines of their own" in answer.error) == (2, True)
    assert path.read_bytes() == before
