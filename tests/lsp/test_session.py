"""What a session remembers never shows: after any edits it finds what a check that knows nothing finds."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lessonlint.api import check_workspace
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.diagnostic import Report
from lessonlint.loading import load_registry
from lessonlint.lsp.session import Session, Snapshot, Stale
from lessonlint.report.json import render_json
from lessonlint.vocabulary import folded

TODAY = "2026-11-22"
WORDS = ("MENTIONED", "APPLIED", "gluten-network", "| ", "\n", "## Notes\n", "Gluten network", "x", "STRETCH", "é🥖")


@pytest.fixture
def course(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(root / "curriculum", tmp_path / "course")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "course"


def cold(warm: Snapshot) -> Report:
    """The same files, checked by somebody who has seen none of them."""
    return check_workspace(warm.workspace, warm.configuration, TODAY, debug=True)


def meanings(knowledge: Knowledge) -> list[tuple[object, ...]]:
    """What each reference means, how surely, and what came second."""
    return [
        (
            link.reference.place,
            [event.doc.at(event.row.row) for event in link.targets],
            (link.standing, link.how, link.verdict),
            [(each.event.doc.at(each.event.row.row), each.score) for each in link.candidates],
        )
        for link in knowledge.links
    ]


def test_edits_are_checked_as_if_all_were_new(course: Path) -> None:
    pick, session = random.Random(1), Session(str(course))
    session.check({})
    paths = sorted(map(str, course.rglob("*.md")))
    buffers: dict[str, str] = {}
    for _ in range(3):
        for _ in range(pick.randint(1, 3)):
            path = pick.choice(paths)
            text = buffers.get(path) or Path(path).read_text("utf-8")
            at = pick.choice([number for number, char in enumerate(text) if char in "| "])
            buffers[path] = text[:at] + pick.choice(WORDS) + text[at + pick.randint(0, 30) :]
        warm = session.check(buffers)
        assert render_json(warm.report, True) == render_json(cold(warm), True)
        assert meanings(warm.knowledge) == meanings(Knowledge(warm.course, load_registry(warm.workspace)))


def test_prose_in_which_a_concept_is_looked_for_is_seen(course: Path) -> None:
    folder, session = course / "series-1/module-1-1/lessons", Session(str(course))
    needs, cited = folder / "work-and-time.md", folder / "gluten-network.md"
    row = "| Lamination | INTRODUCED | INTRODUCED | gluten-network (1.1.2) | OK | Folded |"
    text = needs.read_text("utf-8").replace("| Kneading | INTRODUCED", f"{row}\n| Kneading | INTRODUCED")
    before = session.check({str(needs): text})
    assert "Lamination" in " ".join(each.message for each in before.report.diagnostics if each.code == "LL102")
    words = f"{cited.read_text('utf-8')}\nLamination is shown.\n"
    after = session.check({str(needs): text, str(cited): words})
    assert "LL102" not in {each.code for each in after.report.diagnostics}
    assert render_json(after.report, True) == render_json(cold(after), True)


def test_a_run_that_nobody_waits_for_ends_early_and_costs_nothing_later(course: Path) -> None:
    session = Session(str(course))
    asked = iter([False] * 5 + [True])
    with pytest.raises(Stale):
        session.check({}, lambda: next(asked))
    warm = session.check({})
    assert warm.report.statistics.lessons > 10
    assert warm.report.diagnostics == Session(str(course)).check({}).report.diagnostics


def test_wordings_of_texts_that_are_gone_are_forgotten(course: Path) -> None:
    session = Session(str(course))
    session.check({})
    first = folded.cache_info().currsize
    for number in range(2 * first):
        folded(f"a wording of the day, the {number}th")
    warm = session.check({})
    assert folded.cache_info().currsize < first
    assert render_json(warm.report, True) == render_json(cold(warm), True)


def test_a_file_that_is_not_saved_yet_is_part_of_the_course(course: Path) -> None:
    session = Session(str(course))
    before = session.check({})
    new = str(course / "series-1/module-1-1/lessons/new-lesson.md")
    text = "# Lesson: New\n\n**Module:** 1.1 (Flour and Water)\n**Slug:** what-flour-is\n"
    after = session.check({new: text})
    assert after.report.statistics.documents != before.report.statistics.documents
    assert "LL008" in {each.code for each in after.report.diagnostics}
    assert session.check({}).report.diagnostics == before.report.diagnostics


def test_yaml_is_part_of_the_course_once_it_says_what_it_is(course: Path) -> None:
    new = course / "series-1/module-1-1/lessons/new-lesson.yaml"
    new.write_text("title: New\n", "utf-8")
    session = Session(str(course))
    before = session.check({})
    header = "header:\n  Module: 1.1 (Flour and Water)\n  Slug: what-flour-is\n"
    text = f"kind: lesson plan\ntitle: 'Lesson: New'\n{header}"
    after = session.check({str(new): text})
    assert "LL008" in {each.code for each in after.report.diagnostics}
    assert render_json(after.report, True) == render_json(cold(after), True)
    assert session.check({}).report.diagnostics == before.report.diagnostics
