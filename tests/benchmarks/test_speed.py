"""The short form of `benchmarks/speed`: it generates a course, and its arithmetic is right. Nothing is timed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from speed import needs, targets
from speed.contenders import Tool, absent, edit
from speed.generate import BYTES_A_LESSON, lessons_of, planted, write
from speed.measuring import Command, Sample, Series, alternate, exponent, run_once
from speed.pages import documents
from speed.report import Results, Tree, as_json, growth, render_markdown
from speed.syllabus import PLANTED, Syllabus, syllabus
from speed.targets import verdicts
from speed.words import coined

from lessonlint.api import check
from lessonlint.diagnostic import Report

LESSONS = 35  # seven modules in two series: every planted fault, and a waived pair of STRETCH lessons


@pytest.fixture(scope="module")
def course() -> Syllabus:
    return syllabus(LESSONS, seed=2, lean=True)


@pytest.fixture(scope="module")
def report(course: Syllabus, tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("course")
    write(course, folder)
    return check([str(folder)], today="2026-01-01")


def digest(course: Syllabus) -> str:
    whole = hashlib.sha256()
    for name, text in documents(course):
        whole.update(f"{name}\n{text}".encode())
    return whole.hexdigest()


def series(name: str, *walls: float, peak: float = 10) -> Series:
    return Series(name, [Sample(wall, wall / 2, peak) for wall in walls])


class TestCourse:
    def test_has_what_was_asked_for(self, course: Syllabus) -> None:
        assert [len(syllabus(number).lessons) for number in (1, 7, 23)] == [1, 7, 23]
        assert len({lesson.slug for lesson in course.lessons}) == LESSONS

    def test_is_like_real_ones_in_numbers(self) -> None:
        course = syllabus(LESSONS)
        assert 7 < course.taught / LESSONS < 9
        assert 6 < course.edges / LESSONS < 8.5

    def test_lean_lessons_have_ten_prerequisites(self, course: Syllabus) -> None:
        assert {len(lesson.needs) for lesson in course.lessons[10:]} == {10}

    def test_prerequisites_were_taught_before(self, course: Syllabus) -> None:
        known: dict[str, int] = {}
        for lesson in course.lessons:
            assert all(known[need.concept.head] == need.level for need in lesson.needs)
            known |= {step.concept.head: step.level for step in lesson.steps}

    @pytest.mark.parametrize(("lessons", "expected"), [(5, [5]), (8, [5, 3]), (11, [5, 6]), (2, [2])])
    def test_sizes_of_modules(self, lessons: int, expected: list[int]) -> None:
        assert [len(module.lessons) for module in syllabus(lessons, lean=True).modules] == expected

    def test_coined_words_are_all_different(self) -> None:
        assert len({coined(number) for number in range(0, 60_000, 3)}) == 20_000

    def test_sizes(self) -> None:
        assert (lessons_of("12"), lessons_of("7MB"), lessons_of("0.001 mb")) == (12, 116, 1)


class TestDocuments:
    def test_same_bytes_every_time(self) -> None:
        assert digest(syllabus(6)) == digest(syllabus(6))
        assert digest(syllabus(6)) != digest(syllabus(6, seed=2))

    def test_are_read_whole(self, report: Report) -> None:
        assert report.statistics.documents == {
            "course": 1, "lesson plan": 35, "module plan": 7, "module record": 7, "series plan": 2, "series summary": 2,
        }  # fmt: skip
        assert report.statistics.unread == ()
        assert (report.statistics.tables.ignored, report.statistics.lessons) == (0, LESSONS)

    def test_give_the_planted_findings_and_no_others(self, report: Report, course: Syllabus) -> None:
        assert set(planted(course)) == set(PLANTED)
        assert Counter(each.code for each in report.diagnostics) == planted(course)
        assert (report.waived, report.hidden_infos) == (1, 0)

    def test_long_documents_are_as_clean(self, tmp_path: Path) -> None:
        course = syllabus(6)
        size = write(course, tmp_path).size
        found = check([str(tmp_path)], today="2026-01-01")
        assert (Counter(each.code for each in found.diagnostics), found.statistics.unread) == (planted(course), ())
        assert 0.8 < size / len(course.lessons) / BYTES_A_LESSON < 1.2

    def test_the_same_course_as_needs(self, course: Syllabus) -> None:
        text = "\n".join(text for _, text in needs.pages(course))
        assert text.count("   :id: ") == needs.items(course) == LESSONS + course.taught
        links = [line.removeprefix("   :links: ").split(", ") for line in text.splitlines() if ":links:" in line]
        assert sum(map(len, links)) == course.edges
        assert all(f"   :id: {link}\n" in text for link in links[-1])


class TestArithmetic:
    def test_medians_and_spread(self) -> None:
        runs = series("a", 3, 1, 2)
        assert (runs.wall, runs.cpu, runs.spread) == (2, 1, (1, 3))

    @pytest.mark.parametrize(("seconds", "expected"), [(10, 1), (100, 2), (1, 0)])
    def test_exponents(self, seconds: float, expected: float) -> None:
        assert exponent((7, 1), (70, seconds)) == pytest.approx(expected)

    def test_targets_are_ratios_of_medians(self) -> None:
        runs = {
            (targets.SMALL, targets.COLD): series(targets.COLD, 4, 2, 9, peak=65),
            (targets.SMALL, targets.RUMDL): series(targets.RUMDL, 2),
            (targets.COURSE, targets.COLD): series(targets.COLD, 2),
            (targets.COURSE, targets.NEEDS): series(targets.NEEDS, 8),
        }
        found = {each.target.words: (each.value, each.word) for each in verdicts(runs)}
        words = ("cold, 7 MB: to rumdl cold", "peak memory, 7 MB", "cold, 2 MB")
        assert [found[each] for each in words] == [(2, "met"), (65, "not met"), (None, "not measured")]
        assert found["5,000 lessons: items a second, to sphinx-needs"] == (4, "not met")

    def test_what_is_not_here_says_why(self) -> None:
        tools = [Tool("rumdl", "rumdl 1"), Tool("sphinx-needs", "", "no network")]
        assert absent(tools, cached=True) == {targets.NEEDS: "no network"}
        assert absent(tools, cached=False)[targets.WARM] == "this lessonlint has no cache"

    def test_what_failed_says_why(self) -> None:
        runs = {(targets.TINY, targets.COLD): Series(targets.COLD, failed="exit code 3")}
        why = {each.target.words: each.why for each in verdicts(runs)}
        assert why["cold, 2 MB"] == "lessonlint cold (2 MB): exit code 3"
        assert why["peak memory, 70 MB"] == "lessonlint cold (70 MB) was not run"


class TestReport:
    @pytest.fixture
    def results(self) -> Results:
        runs = {
            (targets.SMALL, targets.COLD): series(targets.COLD, 1.0),
            (targets.LARGE, targets.COLD): series(targets.COLD, 10.0, 10.0),
            (targets.LARGE, targets.RUMDL): Series(targets.RUMDL, failed="stopped after 9 s"),
        }
        trees = [Tree(targets.SMALL, 7_000_000, "7 files"), Tree(targets.LARGE, 70_000_000, "70 files")]
        tools = [Tool("rumdl", "", "there is no pip here")]
        return Results("a machine", tools, trees, runs, verdicts(runs), {})

    def test_growth(self, results: Results) -> None:
        assert growth(results) == {targets.COLD: pytest.approx(1)}

    def test_tables(self, results: Results) -> None:
        lines = render_markdown(results).splitlines()
        assert "| rumdl | not measured: there is no pip here |" in lines
        assert "| 70 MB | lessonlint cold | 2 | 10.000 s | 10.000 to 10.000 s | 5.000 s | 10 MB |" in lines
        assert "| 70 MB | rumdl cold | 0 | stopped after 9 s |  |  |  |" in lines
        assert "| cold, 70 MB: to cold, 7 MB | at most 11 × | 10.00 × | 10.00 × | met |" in lines

    def test_every_sample_is_kept(self, results: Results) -> None:
        runs = as_json(results)["runs"]
        assert runs[1]["samples"] == [{"wall": 10.0, "cpu": 5.0, "peak": 10}] * 2


class TestMeasuring:
    def command(self, tmp_path: Path, code: str, name: str = "it", most: int = 9, primed: bool = False) -> Command:
        return Command(name, (sys.executable, "-S", "-c", code), tmp_path, most=most, primed=primed)

    def test_one_run(self, tmp_path: Path) -> None:
        sample = run_once(self.command(tmp_path, "print(1)"), 60)
        assert min(sample.cpu, sample.wall) > 0
        assert 2 < sample.peak < 500

    def test_failures_and_the_limit(self, tmp_path: Path) -> None:
        slow, wrong = (
            self.command(tmp_path, "import time; time.sleep(9)"),
            self.command(tmp_path, "raise SystemExit(4)"),
        )
        assert [each.failed for each in alternate([slow, wrong], 2, 0.2)] == ["stopped after 0 s", "exit code 4"]

    def test_takes_turns(self, tmp_path: Path) -> None:
        write_a, write_b = (f"open('log', 'a').write('{name}')" for name in "ab")
        first = self.command(tmp_path, write_a, "a")
        second = self.command(tmp_path, write_b, "b", most=2, primed=True)
        found = alternate([first, second], 3, 60)
        assert [(each.name, len(each.samples)) for each in found] == [("a", 3), ("b", 2)]
        assert (tmp_path / "log").read_text("utf-8") == "babbaa"

    def test_every_edit_is_new(self, tmp_path: Path) -> None:
        path = tmp_path / "lesson.md"
        path.write_text("# Lesson: Rope\n", "utf-8")
        texts = []
        for _ in range(2):
            edit(path)
            texts.append(path.read_text("utf-8"))
        assert texts[0] != texts[1]
        assert [text.splitlines()[0] for text in texts] == ["# Lesson: Rope"] * 2
        assert len(texts[1].splitlines()) == 3


class TestCommand:
    def test_writes_a_course_and_says_what_it_holds(self, root: Path, tmp_path: Path) -> None:
        command = [sys.executable, "benchmarks/speed/generate.py", "5", str(tmp_path / "new")]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.startswith("11 files, ")
        assert "5 lessons, 42 index rows" in done.stdout
        again = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
        assert (again.returncode, "is not empty" in again.stderr) == (2, True)
