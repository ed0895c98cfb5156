"""`lessonlint graph`: what each picture holds, and how it is asked for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.support.bread import ask, bake

from lessonlint.graph import image
from lessonlint.graph.looks import STROKES


def graph(*arguments: str | Path) -> dict[str, Any]:
    answer = ask("graph", *arguments, "--format", "json")
    assert answer.code == 0, answer.error
    data: dict[str, Any] = json.loads(answer.out)
    return data


def names(data: dict[str, Any], kind: str) -> list[str]:
    return [node["name"] for node in data["nodes"] if node["kind"] == kind]


def arrows(data: dict[str, Any], kind: str) -> set[tuple[str, str]]:
    name = {node["id"]: node["name"] for node in data["nodes"]}
    return {(name[each["source"]], name[each["target"]]) for each in data["links"] if each["kind"] == kind}


class TestPictures:
    def test_the_course_shows_modules_and_not_concepts(self, tmp_path: Path) -> None:
        data = graph(bake(tmp_path))
        assert (names(data, "module"), names(data, "concept")) == (["1.1 Dough"], [])
        assert "6 concepts" in data["nodes"][0]["lines"]

    def test_a_module_shows_its_lessons_in_order_with_their_loads(self, tmp_path: Path) -> None:
        data = graph("1.1", bake(tmp_path))
        lessons = [node for node in data["nodes"] if node["kind"] == "lesson"]
        assert [node["name"].split()[0] for node in lessons] == ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5"]
        assert [node["load"] for node in lessons] == ["BUILD", "BUILD", "BUILD", "CONSOLIDATE", "STRETCH"]

    def test_a_module_shows_what_is_carried_deepened_and_deferred(self, tmp_path: Path) -> None:
        data = graph("1.1", bake(tmp_path))
        assert ("Gluten network (proteins joined by water)", "1.1.5 Baking") in arrows(data, "carried")
        assert arrows(data, "deepened") == {("Gluten network (proteins joined by water)",) * 2}
        assert ("1.1.2 kneading", "1.1.3 resting") in arrows(data, "deferred")

    @pytest.mark.parametrize(
        ("concept", "excuse", "kind", "doubt"),
        [
            ("Gluten network", "", "unmet", ""),
            ("Gluten network", "<!-- lessonlint: allow-file LL101: they bake at home -->", "doubted", ""),
            ("Gluten network and kneading", "", "doubted", " (the row names several)"),
        ],
    )
    def test_only_what_a_check_reports_is_unmet(
        self, tmp_path: Path, concept: str, excuse: str, kind: str, doubt: str
    ) -> None:
        folder = bake(tmp_path)
        plan = folder / "module-1-1" / "lessons" / "baking.md"
        text = plan.read_text().replace("| Gluten network | DEVELOPED | DEVELOPED", f"| {concept} | APPLIED | APPLIED")
        plan.write_text(f"{text}\n{excuse}\n")
        assert ("LL101" in ask("check", folder).out) == (kind == "unmet")
        links = [each for each in graph("1.1", folder)["links"] if "Gluten network" in each["concepts"]]
        found = {each["kind"]: each["label"] for each in links if each["label"]}
        assert found[kind] == f"needs APPLIED, has DEVELOPED{doubt}"
        assert kind == "unmet" or "unmet" not in found
        drawn = ask("graph", "1.1", folder, "--format", "mermaid").out
        assert ("#C00000" in drawn) == (kind == "unmet")
        assert kind == "unmet" or STROKES["doubted"].meaning in drawn

    def test_a_lesson_shows_what_it_rests_on(self, tmp_path: Path) -> None:
        data = graph("baking", bake(tmp_path))
        assert [node["name"] for node in data["nodes"] if node["target"]] == ["1.1.5 Baking"]
        assert names(data, "lesson") == ["1.1.5 Baking"]
        (dough,) = [node for node in data["nodes"] if node["kind"] == "module"]
        behind = {node["name"] for node in data["nodes"] if node["kind"] == "concept"}
        assert dough["lines"].splitlines()[0] == f"{len(behind)} of its 6 concepts"
        assert {("1.1 Dough", name) for name in behind} <= arrows(data, "carried")

    def test_steps_up_show_what_is_behind_a_lesson_by_lesson(self, tmp_path: Path) -> None:
        data = graph("baking", bake(tmp_path), "--up", "9")
        assert names(data, "module") == []
        assert ("1.1.2 kneading", "Gluten network (proteins joined by water)") in arrows(data, "carried")

    def test_a_concept_shows_where_it_is_taught_and_needed(self, tmp_path: Path) -> None:
        data = graph("gluten network", bake(tmp_path))
        assert [each["depth"] for each in data["nodes"] if each["kind"] == "concept"] == ["INTRODUCED", "DEVELOPED"]
        assert "1.1.5 Baking" in names(data, "lesson")

    def test_findings_stand_in_their_lesson(self, tmp_path: Path) -> None:
        baking = next(node for node in graph("1.1", bake(tmp_path))["nodes"] if node["name"] == "1.1.5 Baking")
        assert "LL" in baking["findings"]
        assert "✗" in baking["lines"]


class TestAsking:
    def test_the_focus_keeps_what_is_near(self, tmp_path: Path) -> None:
        near = graph(bake(tmp_path), "--level", "lesson", "--focus", "kneading", "--up", "1", "--down", "0")
        assert [name.split()[0] for name in names(near, "lesson")] == ["1.1.2"]

    def test_everything_is_the_graph_of_the_design(self, tmp_path: Path) -> None:
        data = graph(bake(tmp_path), "--level", "everything")
        assert {each["kind"] for each in data["links"]} == {"contains", "precedes", "teaches", "requires", "builds-on"}

    def test_output_is_the_same_in_every_run(self, tmp_path: Path) -> None:
        folder = bake(tmp_path)
        one, other = (ask("graph", "1.1", folder, "--format", "dot").out for _ in range(2))
        assert one == other

    def test_html_is_one_file_that_asks_nobody(self, tmp_path: Path) -> None:
        file = tmp_path / "course.html"
        assert ask("graph", bake(tmp_path), "-o", file).code == 0
        page = file.read_text(encoding="utf-8")
        assert "default-src 'none'; script-src 'sha256-" in page
        assert not re.search(r"(?:src|href)=[\"'][^#]|@import|url\(|https?://(?!www\.w3\.org)", page)

    def test_the_suffix_says_the_format(self, tmp_path: Path) -> None:
        file = tmp_path / "course.graphml"
        assert ask("graph", bake(tmp_path), "--output", file).code == 0
        assert ElementTree.fromstring(file.read_bytes()).tag.endswith("graphml")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("bakng",), "Did you mean baking?"),
            (("--focus", "no such thing at all"), "There is no file, module, lesson or concept"),
            (("--output", "course.jpeg"), "No format is called .jpeg"),
            (("--level", "everything"), "use --format json or graphml"),
            (("--only-problems", "--format", "html"), "choose in the browser"),
        ],
    )
    def test_what_cannot_be_done_is_said(self, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
        folder = bake(tmp_path)
        target = [] if arguments[0].startswith("--") else [arguments[0]]
        options = arguments if not target else ()
        answer = ask("graph", *target, folder, *options)
        assert (answer.code, words in answer.error) == (2, True), answer.error

    def test_since_shows_what_changed_and_its_neighbours(self, tmp_path: Path) -> None:
        folder = bake(tmp_path)
        for command in (
            ("init", "-q"),
            ("add", "."),
            ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"),
        ):
            subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True)
        record = folder / "module-1-1" / "record.md"
        record.write_text(record.read_text().replace("| Tare (a scale set to nothing) | APPLIED", "| Tare | DEVELOPED"))
        data = graph(folder, "--level", "lesson", "--since", "HEAD")
        assert [node["name"] for node in data["nodes"] if node["changed"]] == ["1.1.4 weighing"]

    def test_without_graphviz_it_says_how_to_install_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = bake(tmp_path)
        monkeypatch.setenv("PATH", str(tmp_path))
        answer = ask("graph", folder, "--format", "svg")
        assert (answer.code, answer.error) == (2, image.INSTALL)
        assert "\n" not in image.INSTALL
        for format_ in ("dot", "mermaid", "json", "graphml", "html"):
            assert ask("graph", folder, "--format", format_).code == 0


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_a_picture_is_written(tmp_path: Path) -> None:
    file = tmp_path / "module.svg"
    assert ask("graph", "1.1", bake(tmp_path), "--output", file).code == 0
    assert b"1.1.5 Baking" in file.read_bytes()


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_a_picture_that_no_page_can_hold_says_how_to_draw_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, file = bake(tmp_path), tmp_path / "course.svg"
    assert ask("graph", "1.1", folder, "--output", file).error == ""
    monkeypatch.setattr("lessonlint.cli.graph._MOST_BOXES", 1)
    answer = ask("graph", "1.1", folder, "--output", file)
    assert answer.code == 0
    assert "more than one page can hold: --only-problems or --focus NAME" in answer.error
