"""What every rule promises, asked of all of them. `test_house.py` asks the same of their code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.support.suites import SUITES, Case, Reordered, memory, read_cases, read_suite, rule_of, run, said, suites

from lessonlint.api import check_workspace
from lessonlint.config.settings import Configuration, Settings
from lessonlint.diagnostic import Diagnostic, Report
from lessonlint.rule import Rule, Scope
from lessonlint.rules import RULES
from lessonlint.source import Place
from lessonlint.wording import quoted
from lessonlint.workspace import Workspace

HEADINGS = [
    "Why it matters",
    "When it does not apply",
    "What to do",
    "Bad",
    "Good",
    "Fix",
    "Options",
    "See also",
]  # fmt: skip
CUTS = 6
EVERYTHING = Configuration(Settings(select=("LL",)))

# Where a finding may point between two characters, and at more than one line.
MAY_BE_EMPTY = {
    "LL001": "the start of a file that was never decoded",
    "LL002": "the start of an empty file",
    "LL003": "the end of a row, where a missing cell would stand",
    "LL007": "the start of a document without a title",
    "LL008": "the start of a document without a title",
    "LL009": "where the YAML reader gave up",
    "LL301": "an empty or missing cell",
    "LL304": "an empty cell",
    "LL999": "the start of a file a rule crashed on",
}
MAY_SPAN_LINES = {"LL009": "front matter as a whole", "LL905": "a comment as a whole"}
# Rules whose message quotes the very words at their place.
PRINTS_BACK = ("LL005", "LL006", "LL105", "LL401", "LL411", "LL506", "LL902", "LL905")
QUOTES_NOTHING = ("says nothing it understands", "gives no verdict")

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def documented(rule: Rule) -> bool:
    """Whether the rule has examples: a crash has none, for no file can cause one."""
    return rule.scope is not Scope.CRASH


def examples(rule: Rule, title: str) -> list[Case]:
    """The examples under a heading of a rule's manual page."""
    return [case for case in read_cases(rule.manual) if case.title == title]


def check(workspace: Workspace) -> Report:
    """Run every rule; a crash is raised."""
    return check_workspace(workspace, EVERYTHING, "2026-06-01", debug=True)


class TestManual:
    @each_rule
    def test_the_summary_is_one_sentence(self, rule: Rule) -> None:
        first, second, *_ = [*rule.manual.split("\n"), ""]
        assert first.endswith(".")
        assert second == ""

    @each_rule
    def test_its_headings_come_in_order(self, rule: Rule) -> None:
        titles = [case.title for case in read_cases(rule.manual)]
        assert titles == [title for title in HEADINGS if title in titles]
        assert "Why it matters" in titles
        assert not documented(rule) or {"Bad", "Good"} <= set(titles)

    @each_rule
    def test_the_bad_example_gives_one_finding(self, rule: Rule, tmp_path: Path) -> None:
        for case in examples(rule, "Bad"):
            assert case.files
            assert len(said(run(case, rule, tmp_path), rule)) == 1

    @each_rule
    def test_the_good_example_gives_none(self, rule: Rule, tmp_path: Path) -> None:
        for case in examples(rule, "Good"):
            assert case.files
            assert said(run(case, rule, tmp_path), rule) == []


class TestSuites:
    @each_rule
    def test_one_stands_where_the_rule_does(self, rule: Rule) -> None:
        family, module = rule.module.split(".")[-2:]
        assert module == rule.name.replace("-", "_")
        assert (SUITES / family / f"{rule.name}.md").is_file()

    @pytest.mark.parametrize("path", suites(), ids=lambda path: path.stem)
    def test_it_has_a_failing_and_a_passing_case(self, path: Path) -> None:
        failing = {bool(case.lines("findings")) for case in read_suite(path)}
        assert failing == ({True, False} if documented(rule_of(path)) else {False})

    @pytest.mark.parametrize("path", suites(), ids=lambda path: path.stem)
    def test_its_headings_differ(self, path: Path) -> None:
        titles = [case.title for case in read_suite(path)]
        assert len(titles) == len(set(titles))


class TestPlaces:
    @pytest.mark.parametrize("path", suites(), ids=lambda path: path.stem)
    def test_a_place_holds_the_words_it_is_about(self, path: Path, tmp_path: Path) -> None:
        for number, case in enumerate(read_suite(path)):
            folder = tmp_path / str(number)
            folder.mkdir()
            assert list(misplaced(run(case, rule_of(path), folder))) == []

    def test_so_it_does_in_the_sample_curriculum(self, sample: dict[str, str]) -> None:
        assert list(misplaced(check(memory(sample)))) == []


def misplaced(report: Report) -> Iterator[str]:
    """What is wrong with the places of a report."""
    texts = {path: source.text for path, source in report.sources.items()}
    for found in report.diagnostics:
        for place in (found.place, *(related.place for related in found.related)):
            if problem := _problem(found, place, texts):
                yield f"{found.code} {place}: {problem}"
        if found.code in PRINTS_BACK and not any(words in found.message for words in QUOTES_NOTHING):
            words = texts.get(found.place.path, "")[found.place.start : found.place.end]
            if quoted(words).strip("“”…") not in found.message:
                yield f"{found.code} {found.place}: {words!r} is not in {found.message!r}"


def _problem(found: Diagnostic, place: Place, texts: Mapping[str, str]) -> str:
    text = texts.get(place.path)
    if text is None:
        return "" if (place.start, place.end) == (0, 0) else "a place in a file that was not read"
    if not 0 <= place.start <= place.end <= len(text):
        return f"outside of the file, which has {len(text)} characters"
    words = text[place.start : place.end]
    if words != words.strip():
        return f"blanks around {words!r}"
    if not words and found.code not in MAY_BE_EMPTY:
        return "no words"
    if "\n" in words and found.code not in MAY_SPAN_LINES:
        return "more than one line"
    return ""


@pytest.fixture(scope="session")
def sample(root: Path) -> dict[str, str]:
    """The sample curriculum, by path."""
    return texts_in(root / "curriculum")


def texts_in(folder: Path) -> dict[str, str]:
    """Every Markdown file below a folder, line ends as they are."""
    paths = sorted(folder.rglob("*.md"))
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in paths}


class TestOrder:
    def test_the_order_of_files_changes_nothing(self, sample: dict[str, str]) -> None:
        cut = {path: text[: len(text) * 3 // 4] for path, text in sample.items()}  # so that there is much to say
        in_order = check(memory(cut)).diagnostics
        assert in_order
        for seed in range(6):
            assert check(Reordered.of(memory(cut), seed)).diagnostics == in_order


class TestAccidents:
    """A file may end anywhere, while it is written or by accident: nothing raises, and all places stay inside."""

    def test_the_sample_curriculum_cut_off(self, sample: dict[str, str]) -> None:
        for cut in in_turns(sample):
            assert list(misplaced(check(memory(cut)))) == []

    def test_real_curricula_cut_off(self, corpus: Path) -> None:
        for cut in in_turns(texts_in(corpus)):
            assert list(misplaced(check(memory(cut)))) == []


def in_turns(whole: dict[str, str]) -> Iterator[dict[str, str]]:
    """All files cut off at once, each at another share of its length, until each was cut at every share."""
    for turn in range(CUTS):
        yield {
            path: text[: cuts(text, CUTS)[(turn + number) % CUTS]] for number, (path, text) in enumerate(whole.items())
        }


def cuts(text: str, number: int) -> list[int]:
    """Evenly spaced offsets into a text."""
    return [len(text) * step // number for step in range(number)]
