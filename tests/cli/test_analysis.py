"""`impact`, `order`, `diff` and the new parts of `stats`, as people use them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.analysis.course import bread, needing
from tests.support.bread import ask
from tests.support.shaping import committed, git


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in bread("BUILD", "STRETCH", "BUILD", "CONSOLIDATE").items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestImpact:
    def test_names_place_need_and_what_is_left(self, folder: Path) -> None:
        shown = ask("impact", "kneading").out
        assert "Without kneading (1.1.2), 1 lesson breaks:" in shown
        assert "resting.md:10:3  “Windowpane test” is needed at DEVELOPED; nothing before it teaches it" in shown

    def test_nothing_breaks(self, folder: Path) -> None:
        assert "no prerequisite loses its ground" in ask("impact", "weighing").out

    def test_a_concept_by_its_name(self, folder: Path) -> None:
        data = json.loads(ask("impact", "windowpane test", "--shallower", "introduced", "--format", "json").out)
        assert [(each["lesson"], each["rows"][0]["left"]) for each in data["broken"]] == [("resting", "INTRODUCED")]

    def test_why_check_is_silent(self, folder: Path) -> None:
        (folder / "resting.md").write_text(needing("resting", ("Windowpane test", "APPLIED", "kneading")), "utf-8")
        shallower = ask("impact", "windowpane test", "--shallower", "INTRODUCED").out
        assert "resting (1.1.3): check says LL101 of it already" in shallower
        (folder / "resting.md").write_text(needing("resting", ("Windowpane test", "DEVELOPED", "kneading")), "utf-8")
        silent = "resting (1.1.3): check will not notice, as something else that is taught has words like these"
        assert silent not in ask("impact", "kneading").out
        record = folder / "record.md"
        row = "| Windowpane of glass | DEVELOPED | mixing | |\n| Bench rest"
        record.write_text(record.read_text("utf-8").replace("| Bench rest", row), "utf-8")
        assert silent in ask("impact", "kneading").out

    def test_a_lesson_made_shallower_or_moved(self, folder: Path) -> None:
        assert "only INTRODUCED is left" in ask("impact", "kneading", "--shallower", "INTRODUCED").out
        assert "check will say LL103" in ask("impact", "kneading", "--to", "1.1.1").out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        (
            (("nobody",), "no lesson and no concept 'nobody'"),
            (("kneding",), "Did you mean kneading"),
            (("kneading", "--to", "next week"), "wants a place such as 4.2.3"),
            (("kneading", "--to", "1.1.9"), "has places 1 to 4, not 9"),
            (("kneading", "--to", "7.7.1"), "no module 7.7"),
            (("kneading", "--shallower", "DEEP"), "Depths: MENTIONED"),
            (("kneading", "--to", "1.1.1", "--shallower", "MENTIONED"), "one at a time"),
        ),
    )
    def test_what_cannot_be_asked(self, folder: Path, arguments: tuple[str, ...], words: str) -> None:
        found = ask("impact", *arguments)
        assert found.code == 2
        assert words in found.error


class TestOrder:
    def test_the_best_with_reasons(self, folder: Path) -> None:
        shown = ask("order", "1.1").out
        assert "The best 3 orders of module 1.1" in shown
        assert "mixing → kneading → resting → weighing" in shown
        assert "mixing before kneading: “Gluten network” at INTRODUCED (kneading.md:10:3)" in shown

    def test_all_of_them(self, folder: Path) -> None:
        data = json.loads(ask("order", "1.1", "--all", "--format", "json").out)
        assert len(data["orders"]) == 4
        assert data["orders"][0] == {
            "lessons": ["mixing", "kneading", "resting", "weighing"],
            "tiring": 0,
            "moved": 0,
            "distance": 5,
            "objections": [],
        }

    def test_the_conflict(self, folder: Path) -> None:
        (folder / "mixing.md").write_text(needing("mixing", ("Bench rest", "INTRODUCED", "resting")), "utf-8")
        shown = ask("order", "1.1").out
        assert "No order of module 1.1 can do all of this:" in shown
        assert "mixing: “Bench rest” at INTRODUCED (mixing.md:10:3)" in shown
        assert "The least bad order" in shown

    def test_what_no_order_mends_is_not_said_to_come_in_time(self, folder: Path) -> None:
        (folder / "resting.md").write_text(needing("resting", ("Windowpane test", "APPLIED", "kneading")), "utf-8")
        shown = ask("order", "1.1", "--all").out
        assert "1 row of this module no order would mend" in shown
        assert "in which everything that an order can mend comes in time:" in shown

    def test_what_keeps_the_orders_from_a_full_check_is_said(self, folder: Path) -> None:
        (folder / "plan.md").unlink()
        shown = ask("order", "1.1").out
        assert "The orders are not checked as a whole: Module 1.1 has no plan with a lesson sequence" in shown
        data = json.loads(ask("order", "1.1", "--format", "json").out)
        assert data["unchecked"].startswith("Module 1.1 has no plan")

    def test_without_plans_nothing_speaks_for_another_order(self, folder: Path) -> None:
        assert "over how many lessons each need reaches back" in ask("order", "1.1").out
        for path in folder.glob("*ing.md"):
            path.unlink()
        shown = ask("order", "1.1").out
        assert "The order of module 1.1 can stay as it is, as far as its loads go:" in shown
        assert "equisite distance" not in shown
        assert len(json.loads(ask("order", "1.1", "--format", "json").out)["orders"]) == 1
        assert len(json.loads(ask("order", "1.1", "--all", "--format", "json").out)["orders"]) == 24

    def test_what_cannot_be_asked(self, folder: Path) -> None:
        assert "Modules: 1.1" in ask("order", "9.9").error
        rows = "".join(f"| lesson-{at:02} | x | BUILD |\n" for at in range(13))
        (folder / "plan.md").write_text((folder / "plan.md").read_text("utf-8") + rows, "utf-8")
        assert "up to 12 lessons; 1.1 has 17" in ask("order", "1.1").error
        assert "up to 7 lessons" in ask("order", "1.1", "--all").error


class TestDiff:
    def delete(self, folder: Path) -> None:
        (folder / "kneading.md").unlink()
        for name in ("plan.md", "record.md"):
            text = (folder / name).read_text("utf-8")
            kept = [line for line in text.splitlines(keepends=True) if not re.match(r"\|(.*\|)? kneading \|", line)]
            (folder / name).write_text("".join(kept), "utf-8")

    def test_names_every_lesson_that_a_deletion_breaks(self, folder: Path) -> None:
        (folder / "weighing.md").write_text(
            needing("weighing", ("Gluten network", "DEVELOPED", "mixing (1.1.1)")), "utf-8"
        )
        committed()
        before = {each["message"] for each in json.loads(ask("check", ".", "--format", "json").out)["diagnostics"]}
        self.delete(folder)
        git("add", "-A")
        git("commit", "-qm", "second")
        data = json.loads(ask("diff", "HEAD~1", "HEAD", "--format", "json").out)
        assert {each["lesson"] for each in data["broken"]} == {"resting", "weighing"}
        now = json.loads(ask("check", ".", "--format", "json").out)["diagnostics"]
        told = {each["message"] for each in now} - before
        assert {each["message"] for each in data["findings"]["new"]} == told
        assert any(each["code"] == "LL101" and each["path"] == "weighing.md" for each in data["findings"]["new"])

    def test_the_working_tree_and_every_format(self, folder: Path) -> None:
        committed()
        assert "is the same in HEAD and the working tree" in ask("diff", "HEAD").out
        assert "stays the same" in ask("diff", "HEAD", "--format", "markdown").out
        self.delete(folder)
        text, markdown = ask("diff", "HEAD").out, ask("diff", "HEAD", "--format", "markdown").out
        for shown in (text, markdown):
            assert "Windowpane test" in shown
        assert "  - kneading (1.1.2)" in text
        assert "- **resting (1.1.2)**" in markdown
        assert "<details><summary>Concepts (2)</summary>" in markdown

    def test_a_plan_that_is_gone_mends_nothing(self, folder: Path) -> None:
        text = needing("resting", ("Windowpane test", "APPLIED", "kneading"))
        (folder / "resting.md").write_text(text, "utf-8")
        committed()
        (folder / "resting.md").unlink()
        shown = ask("diff", "HEAD").out
        assert "Documents\n  - Plan removed: resting (1.1.3)\n" in shown
        assert "\nFindings that are gone\n" not in shown
        assert "- resting.md:10:21 LL101" in shown.partition("\nFindings that are gone with their document\n")[2]
        markdown = ask("diff", "HEAD", "--format", "markdown").out
        assert "- `-` Plan removed: resting (1.1.3)" in markdown
        data = json.loads(ask("diff", "HEAD", "--format", "json").out)
        paper = {"kind": "gone", "what": "lesson plan", "of": "resting (1.1.3)", "path": "resting.md"}
        assert data["documents"] == [paper]
        assert not [each for each in data["findings"]["gone"] if each["path"] == "resting.md"]
        assert "LL101" in {each["code"] for each in data["findings"]["gone_with_document"]}
        (folder / "levain.md").write_text(text, "utf-8")
        assert "Plan removed" not in ask("diff", "HEAD").out, "a plan under another name"
        git("add", "-A")
        (folder / "record.md").unlink()
        assert "  - Module record removed: 1.1\n" in ask("diff", "HEAD").out

    def test_what_nobody_can_tell_without_a_plan_stands_apart(self, folder: Path) -> None:
        told = "resting.md:5:15 LL506 "
        (folder / "resting.md").write_text(f"{needing('resting')}**Position:** Lesson 9\n", "utf-8")
        committed()
        (folder / "plan.md").unlink()
        apart = "\nFindings that nobody can tell without the documents removed\n"
        assert told in ask("diff", "HEAD").out.partition(apart)[2]
        data = json.loads(ask("diff", "HEAD", "--format", "json").out)
        assert "LL506" in {each["code"] for each in data["findings"]["untold_without_document"]}
        assert "untold without what was removed" in ask("diff", "HEAD", "--format", "markdown").out
        text = (folder / "resting.md").read_text("utf-8")
        (folder / "resting.md").write_text(text.replace("Lesson 9", "Lesson 3"), "utf-8")
        assert told in ask("diff", "HEAD").out.partition("\nFindings that are gone\n")[2]

    def test_what_breaks_is_not_told_again_as_new(self, folder: Path) -> None:
        asked = ("Windowpane test", "Gluten network", "Bench rest", "Tare")
        (folder / "weighing.md").write_text(
            needing("weighing", *((each, "INTRODUCED", "kneading") for each in asked[:2])), "utf-8"
        )
        committed()
        rows = [(each, "APPLIED", "kneading") for each in asked]
        (folder / "weighing.md").write_text(needing("weighing", *rows), "utf-8")
        breaks, _, rest = ask("diff", "HEAD").out.partition("\nPrerequisites\n")
        assert breaks.count("LL1") >= len(asked)
        assert not [line for line in breaks.splitlines()[4:] if line.strip() and line.strip() in rest]
        markdown = ask("diff", "HEAD", "--format", "markdown").out
        for each in json.loads(ask("diff", "HEAD", "--format", "json").out)["broken"][0]["findings"]:
            assert markdown.count(f"{each['path']}:{each['line']}:{each['column']} {each['code']}") == 1

    def test_what_a_baseline_hides_is_not_gone(self, folder: Path) -> None:
        (folder / "resting.md").write_text(needing("resting", ("Tare", "APPLIED", "weighing (1.1.4)")), "utf-8")
        committed()
        assert "Nothing new" in ask("check", ".", "--write-baseline").out + ask("check", ".").out
        assert "is the same in HEAD and the working tree" in ask("diff", "HEAD").out

    def test_a_finding_is_left_out_only_where_its_row_is_told(self, folder: Path) -> None:
        committed()
        self.delete(folder)
        rows = ("Windowpane test", "DEVELOPED", "kneading (1.1.2)"), ("Tare", "APPLIED", "weighing")
        (folder / "resting.md").write_text(needing("resting", *rows), "utf-8")
        breaks = ask("diff", "HEAD").out.partition("\nLessons")[0]
        assert "“Windowpane test” is needed at DEVELOPED; nothing before it teaches it" in breaks
        assert re.search(r"LL103 “Tare”", breaks)
        assert len(re.findall("Windowpane test", breaks)) == 1

    def test_what_is_kept_beside_the_lessons_is_judged_in_both_trees(self, folder: Path) -> None:
        (folder / "concepts.yaml").write_text("concepts: [{id: gone, name: Gone, rows: ['mixing: Gone']}]\n", "utf-8")
        (folder / "lessonlint-baseline.jsonl").write_text("no entry\n", "utf-8")
        committed()
        assert {"LL111", "LL904"} <= set(re.findall(r"LL\d{3}", ask("check", ".", "--format", "concise").out))
        assert "is the same in HEAD and the working tree" in ask("diff", "HEAD").out

    def test_what_git_tracks_is_there_although_it_is_ignored(self, folder: Path) -> None:
        committed()
        (folder / ".gitignore").write_text("resting.md\nnotes.md\n", "utf-8")
        (folder / "notes.md").write_text(needing("notes", ("Nothing", "APPLIED", "mixing")), "utf-8")
        assert "is the same in HEAD and the working tree" in ask("diff", "HEAD").out
        (folder / "baking.md").write_text(needing("baking", ("Tare", "APPLIED", "weighing")), "utf-8")
        assert "baking" in ask("diff", "HEAD").out

    def test_loads_depths_and_rows(self, folder: Path) -> None:
        committed()
        plan, record = folder / "plan.md", folder / "record.md"
        plan.write_text(plan.read_text("utf-8").replace("| mixing | x | BUILD |", "| mixing | x | STRETCH |"), "utf-8")
        record.write_text(record.read_text("utf-8").replace("Tare | APPLIED", "Tare | DEVELOPED"), "utf-8")
        (folder / "resting.md").write_text(needing("resting", ("Windowpane test", "APPLIED", "kneading")), "utf-8")
        data = json.loads(ask("diff", "HEAD", "--format", "json").out)
        assert data["lessons"] == [{"kind": "load", "lesson": "mixing (1.1.1)", "before": "BUILD", "after": "STRETCH"}]
        assert data["concepts"] == [
            {"kind": "depth", "lesson": "weighing", "what": "Tare", "before": "APPLIED", "after": "DEVELOPED"}
        ]
        assert [(each["kind"], each["what"]) for each in data["prerequisites"]] == [
            ("gone", "Gluten network"),
            ("depth", "Windowpane test"),
        ]

    def test_an_authors_words_call_and_format_nothing(self, folder: Path) -> None:
        committed()
        hostile = "@everyone <img src=x> [a](b) `c`"
        (folder / "resting.md").write_text(needing("resting", (hostile, "INTRODUCED", "kneading")), "utf-8")
        shown = ask("diff", "HEAD", "--format", "markdown").out
        assert "everyone" in shown
        assert not re.search(r"@everyone|<img|\[a\]|`c`", shown)

    def test_no_such_revision_and_no_repository(self, folder: Path) -> None:
        assert ask("diff", "HEAD").code == 2
        committed()
        assert ask("diff", "--", "--upload-pack=x").error == "git knows no revision '--upload-pack=x'."
        assert ask("diff", "nowhere").code == 2

    def test_a_path_in_place_of_a_revision(self, folder: Path) -> None:
        committed()
        assert "--in plan.md says what to compare" in ask("diff", "HEAD", "plan.md").error

    def test_long_names_are_cut(self, folder: Path) -> None:
        committed()
        name = f"Tare ({'a scale set to nothing, ' * 9})"
        record = folder / "record.md"
        record.write_text(record.read_text("utf-8").replace("| Tare |", f"| {name} |"), "utf-8")
        shown = ask("diff", "HEAD").out.partition("Concepts\n")[2]
        assert "+ “Tare (a scale set to nothing" in shown
        assert max(map(len, shown.partition("\n\n")[0].splitlines())) < 90
        assert any(name in each["what"] for each in json.loads(ask("diff", "HEAD", "--format", "json").out)["concepts"])


class TestStats:
    def test_without_plans_nothing_is_known_of_needs(self, folder: Path) -> None:
        assert re.search(r"1\.1 .* 3     0  0 of 4 ", ask("stats").out)
        for path in folder.glob("*ing.md"):
            path.unlink()
        assert re.search(r"1\.1 .* --    --  no plans ", ask("stats").out)

    def test_how_the_course_builds(self, folder: Path) -> None:
        shown = ask("stats").out
        assert "mixing (1.1.1): 2 later lessons directly, 2 in all" not in shown  # `kneading` deepened what it taught
        assert "kneading (1.1.2): 1 later lesson directly, 1 in all" in shown
        data = json.loads(ask("stats", "--format", "json").out)["building"]
        assert [(each["from"], each["to"], each["rows"]) for each in data["requisites"]] == [
            ("1.1.1", "1.1.2", 1),
            ("1.1.2", "1.1.3", 2),
        ]
        assert data["unused"] == [{"concept": "Bench rest", "lesson": "1.1.3"}]
        assert data["dead_ends"] == ["1.1.3"]

    def test_every_total_says_what_it_counts(self, folder: Path) -> None:
        other = {"plan.md": "two-plan.md", "record.md": "two-record.md"}
        for name, second in other.items():
            text = (folder / name).read_text("utf-8").replace("Module 1.1", "Module 1.2")
            text = re.sub(r"\b(mixing|kneading|resting|weighing)\b", r"\1-again", text)
            (folder / second).write_text(text.replace("Windowpane test", "Window of dough"), "utf-8")
        shown, data = ask("stats").out, json.loads(ask("stats", "--format", "json").out)
        column, rows = sum(each["concepts"] for each in data["modules"]), sum(data["depths"].values())
        assert data["concepts"] < column < rows
        assert f"Taught: {data['concepts']} concepts; the column adds up to {column}, as one that" in shown
        assert f"Index rows: {rows}, as a concept may have several: " in shown
        deeper = len(data["building"]["concepts"])
        assert re.search(rf" of {deeper} concepts taught deeper than MENTIONED come back in a later", shown)

    def test_metrics_in_their_own_view(self, folder: Path) -> None:
        assert "complexity" not in ask("stats").out
        shown = ask("stats", "--metrics").out
        assert re.search(r"1\.1\.2 +4 +1 +3 +3  kneading", shown)
