"""A check that remembers finds what one finds that does not. The long form is `benchmarks/memory/edits.py`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonlint.api import check as api_check
from lessonlint.api import check_workspace, configure, memory_of, open_paths
from lessonlint.cache import SETTLED_AFTER, Cache, stamp
from lessonlint.diagnostic import Diagnostic, Report
from lessonlint.disk import Disk
from lessonlint.engine import Subjects
from lessonlint.entries import Reading
from lessonlint.later import Brief, brief_of
from lessonlint.memory import Memory
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.read import read
from lessonlint.past import Held, Kept, Past, Pickles
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

TODAY = "2026-11-22"
LESSON = """# Lesson: {title}

**Module:** 1.1 (Dough)
**Slug:** {slug}

## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten | DEVELOPED | INTRODUCED | mixing | OK | Stretch |
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    for slug in ("mixing", "shaping", "baking"):
        (folder / f"{slug}.md").write_text(LESSON.format(title=slug.title(), slug=slug), "utf-8")
    monkeypatch.chdir(folder)
    return tmp_path


def check(course: Path, read: list[str] | None = None, later: int = 2 * SETTLED_AFTER, debug: bool = True) -> Report:
    """A check that remembers; the files it reads are put down."""
    cache, configuration = Cache(str(course / "cache")), configure(["."])
    workspace = open_paths(["."], configuration)
    began = cache.open()
    assert began
    memory = memory_of(workspace, configuration, cache, began + later)
    original = type(workspace.source).read

    def spy(self: object, path: str) -> object:
        if read is not None:
            read.append(path)
        return original(workspace.source, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(workspace.source), "read", spy)
        return check_workspace(workspace, configuration, TODAY, debug, memory)


def test_only_what_changed_is_read(course: Path) -> None:
    first: list[str] = []
    cold = check(course, first)
    assert first == ["baking.md", "mixing.md", "shaping.md"]
    again: list[str] = []
    assert check(course, again) == cold
    assert again == []
    path = Path("mixing.md")
    path.write_text(path.read_text("utf-8").replace("INTRODUCED", "DEVELOPED"), "utf-8")
    edited: list[str] = []
    assert len(check(course, edited).diagnostics) < len(cold.diagnostics)
    assert edited == ["mixing.md"]


def test_a_file_written_a_moment_ago_is_read_again(course: Path) -> None:
    check(course, later=0)
    again: list[str] = []
    check(course, again, later=0)
    assert again == ["baking.md", "mixing.md", "shaping.md"]


def test_a_crash_is_not_remembered(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = check(course)
    (course / "cache").rename(course / "other")

    def crash(self: Subjects) -> None:
        raise ValueError("no graph")

    with monkeypatch.context() as patch:
        patch.setattr(Subjects, "knowledge", property(crash))
        with pytest.raises(ValueError, match="no graph"):
            check(course)
    assert check(course) == whole


NEEDY = LESSON.replace("## Prereq", "{prose}\n\n<!-- lessonlint: allow LL202: by design -->\n\n## Prereq")


@pytest.fixture
def no_course(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From here on no course may be built."""

    def build(*_: object) -> None:
        raise AssertionError("a course was built")

    return lambda: monkeypatch.setattr("lessonlint.loading.build_course", build)


def write(prose: str, slug: str = "shaping") -> None:
    Path(f"{slug}.md").write_text(NEEDY.format(title=slug.title(), slug=slug, prose=prose), "utf-8")


def test_where_only_words_have_moved_no_course_is_built(course: Path, no_course: Callable[[], None]) -> None:
    write("Fold it once.")
    first = check(course)
    later = ("Fold it once.\n\nAnd turn it.", "Fold it.", "Fold it.\n\nFold it twice, and let it rest.")
    expected = []
    for prose in later:
        write(prose)
        expected.append(api_check(["."], today=TODAY))
    assert len({found.place for report in expected for found in report.diagnostics}) > len(first.diagnostics) > 0
    no_course()
    for prose, report in zip(later, expected, strict=True):
        write(prose)
        read: list[str] = []
        assert check(course, read) == report
        assert set(read) == {"shaping.md"}


def test_what_has_moved_is_remembered_part_by_part(course: Path) -> None:
    write("Fold it once.")
    check(course)
    write("Fold it once.\n\nAnd turn it.")
    check(course)
    write("Turn it.", "mixing")
    assert check(course) == api_check(["."], today=TODAY)


def test_the_last_run_must_have_been_about_the_same_files_and_decisions(course: Path) -> None:
    write("Fold it once.")
    check(course)
    write("Fold it twice.")
    Path("baking.md").unlink()
    assert check(course) == api_check(["."], today=TODAY)
    write("Fold it.")
    Path("concepts.yaml").write_text("not-concepts: [gluten]\n", "utf-8")
    assert check(course) == api_check(["."], today=TODAY)


def test_a_crash_is_not_moved(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ValueError("no graph")

    write("Fold it once.")
    with monkeypatch.context() as patch:
        patch.setattr(Subjects, "knowledge", property(crash))
        assert "LL999" in {found.code for found in check(course, debug=False).diagnostics}
    write("Fold it twice.")
    assert check(course) == api_check(["."], today=TODAY)


def test_a_spoilt_cache_costs_only_time(course: Path) -> None:
    cold = check(course)
    for spoil in (b"", b"x" * 100, None):
        for path in [*(course / "cache/files").iterdir(), *(course / "cache/pasts").iterdir()]:
            path.write_bytes(path.read_bytes()[:-3] if spoil is None else spoil)
        assert check(course) == cold


RECORD = """# Module 1.1: Dough -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
| Gluten network | DEVELOPED | mixing | Pulled |
"""
PLAN = """# Module 1.1: Dough -- Plan

## Lesson Sequence

| Lesson | Core Concept | Type | Rationale for Position |
|---|---|---|---|
| mixing | Mixed dough | BUILD | First |
"""
PLACED = """# Lesson: {title}

**Module:** 1.1 (Dough)
**Position:** Lesson {order}
{slug}
## Narrative

A loaf keeps what the hands gave it.
"""
MIXING = PLACED.format(title="Mixing", order=1, slug="**Slug:** mixing\n")
NEEDS = """
## Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Bench rest | INTRODUCED | INTRODUCED | mixing | OK | Stretch |
"""
SHAPING = PLACED.format(title="Shaping", order=2, slug="**Slug:** shaping\n") + NEEDS
CLOSED = {"lessonlint.yaml": b"complete: [course]\n", "record.md": RECORD.encode()}


@pytest.mark.parametrize(
    ("files", "name", "edited", "seen"),
    [
        pytest.param(
            {**CLOSED, "mixing.md": MIXING.encode(), "shaping.md": SHAPING.encode()},
            "mixing.md",
            MIXING.replace("the hands", "a bench rest").encode(),
            "LL102",
            id="words of a cited lesson outside all that is read of it",
        ),
        pytest.param(
            {"one.md": MIXING.encode(), "two.md": MIXING.encode()},
            "two.md",
            MIXING.replace("the hands", "the hands of a baker").encode(),
            "LL008",
            id="the longer of two that claim one place",
        ),
        pytest.param(
            {"one.md": MIXING.encode(), "two.md": MIXING.encode()},
            "two.md",
            MIXING.replace("## Narrative", "Bread needs time.\n\n## Narrative").encode(),
            "LL008",
            id="the longer of two, by words that nobody reads",
        ),
        pytest.param(
            {"plan.md": PLAN.encode(), "one.md": PLACED.format(title="Dough", order=1, slug="").encode()},
            "plan.md",
            PLAN.replace("| mixing", "| blending").encode(),
            "LL007",
            id="the name that another document gives a lesson",
        ),
        pytest.param(
            {"shaping.md": SHAPING.encode(), "concepts.yaml": b""},
            "concepts.yaml",
            b"\xff",
            "LL111",
            id="decisions that cannot be read",
        ),
    ],
)
def test_what_rules_see_is_not_recalled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes], name: str, edited: bytes, seen: str
) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for path, data in files.items():
        Path(path).write_bytes(data)
    before = check(tmp_path)
    Path(name).write_bytes(edited)
    after, cold = check(tmp_path), api_check(["."], today=TODAY)
    assert told(after, seen) != told(before, seen), "a case that sees nothing shows nothing"
    assert after.diagnostics == cold.diagnostics


def test_briefs_of_another_curriculum_are_not_loaded_again_and_again(course: Path, tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"))
    cache.open()
    plan = read(Source("mixing.md", Path("mixing.md").read_text("utf-8")), DEFAULT_VOCABULARY)
    assert plan

    def shelf() -> Pickles:
        return Pickles(cache, "the same rules", DEFAULT_VOCABULARY)

    def lost(_: Brief) -> Doc:
        raise AssertionError("nobody looks at the rest")

    def run(*digests: str) -> None:
        now = shelf()
        for digest in digests:
            if now.held(digest, lost) is None:
                now.put(digest, plan, lost)
        now.keep(Past({digest: Kept(None, digest) for digest in digests}))

    def in_brief() -> list[str]:
        return [digest for digest in many if shelf().held(digest, lost)]

    many = [str(number) for number in range(20)]
    run(*many)
    shutil.rmtree(tmp_path / "cache" / "files")
    assert in_brief() == many
    run(*many[3:])
    assert in_brief() == many, "a few are loaded in vain rather than all written anew"
    run("3")
    assert in_brief() == ["3"]


def test_decisions_that_move_are_told_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("shaping.md").write_text(SHAPING, "utf-8")
    (tmp_path / "concepts.yaml").write_text("nonsense: [1]", "utf-8")
    assert told(check(tmp_path), "LL111") == []
    (tmp_path / "concepts.yaml").rename("concepts.yaml")
    assert [found.place.path for found in told(check(tmp_path), "LL111")] == ["concepts.yaml"]


def told(report: Report, code: str) -> list[Diagnostic]:
    return [found for found in report.diagnostics if found.code == code]


class Emptied(Held):
    """A shelf that has lost all but the brief of a document."""

    def __init__(self, brief: Brief, path: Path) -> None:
        super().__init__()
        self.keep(Past(files={brief.path: Kept(stamp(str(path)), "")}))
        self._brief = brief

    def held(self, digest: str, lost: Callable[[Brief], Doc]) -> tuple[Reading]:
        return (lost(self._brief),)


def test_a_plan_that_became_a_record_meanwhile_stays_a_plan_for_this_run(course: Path) -> None:
    path = Path("mixing.md")

    def make(source: Source) -> Doc:
        doc = read(source, DEFAULT_VOCABULARY)
        assert doc
        return doc

    plan = make(Source(str(path), path.read_text("utf-8")))
    path.write_text(RECORD, "utf-8")
    memory = Memory(Emptied(brief_of(plan), path), "", (), 0)
    found = memory.read(str(path), False, Disk(), make)
    assert isinstance(found, Doc)
    assert isinstance(found.body, LessonPlan), "the rest of a plan is looked for in it"
    assert found.identity == plan.identity
