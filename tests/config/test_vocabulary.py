"""The `vocabulary` of `lessonlint.yaml`: what it changes in the words documents are read by, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.config.error import ConfigError
from lessonlint.config.load import load_config
from lessonlint.config.settings import Settings
from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.vocabulary import DEFAULT_VOCABULARY, Depth, Vocabulary, folded


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def words(text: str) -> Vocabulary:
    lines = "\n".join(f"  {line}" for line in text.splitlines())
    Path("lessonlint.yaml").write_text(f"vocabulary:\n{lines}\n", encoding="utf-8")
    return vocabulary_of(load_config(Path("lessonlint.yaml")).settings)


def test_without_words_of_their_own_ours_are_used() -> None:
    assert vocabulary_of(Settings()) is DEFAULT_VOCABULARY
    # Nothing stands between the reader and its words then.
    assert (DEFAULT_VOCABULARY.title, DEFAULT_VOCABULARY.field) == (folded, folded)


class TestScales:
    def test_a_ladder_replaces_ours(self) -> None:
        depths = words("depths: [Remember, {Understand: [grasp]}, Apply]").depths
        assert depths.ladder == ("Remember", "Understand", "Apply")
        assert [depths.read(cell).low for cell in ("remember", "GRASP (well)", "Apply")] == [0, 1, 2]
        assert depths.read("DEVELOPED").kind == "unknown"
        assert depths.read("Remember -> Apply") == Depth("taught", 2, 2)
        assert depths.read("Remember/Understand") == Depth("taught", 0, 1)

    def test_a_longer_step_hides_a_shorter_one_in_it(self) -> None:
        depths = words("depths: [Know, Know well, {Master: [know by heart]}]").depths
        assert [depths.read(cell) for cell in ("Know", "Know well", "know by heart")] == [
            Depth("taught", step, step) for step in range(3)
        ]

    def test_words_beside_the_ladder(self) -> None:
        depths = words("not-taught: [gap]\nkept: [again]\noutside: [school]").depths
        assert [depths.read(cell).kind for cell in ("gap", "again", "school", "MISSING")] == [
            "untaught", "kept", "outside", "unknown",
        ]  # fmt: skip
        assert depths.read("again (INTRODUCED)") == Depth("taught", 1, 1)

    def test_loads_that_are_not_named_stay_ours(self) -> None:
        loads = words("loads:\n  stretch: [heavy, hard]").loads
        assert loads.names() == ("CONSOLIDATE", "BUILD", "heavy")
        heavy = loads.opening("Hard, but short")
        assert heavy and (heavy.word, heavy.heaviest) == ("heavy", True)
        assert loads.opening("STRETCH") is None
        build = loads.opening("BUILD")
        assert build and (build.heavier, build.rest) == ("heavy", "CONSOLIDATE")

    def test_a_load_of_several_words(self) -> None:
        loads = words("loads:\n  consolidate: [calm, calm hour]").loads
        opened = [loads.opened(text) for text in ("Calm hour, with tea", "calm: with tea", "BUILD on it", "with tea")]
        assert [each and (each[0].word, each[1]) for each in opened] == [("calm", 2), ("calm", 1), ("BUILD", 1), None]

    def test_statuses(self) -> None:
        statuses = words("statuses: {ok: [there], gap: [not there yet, absent]}").statuses
        assert [statuses.standing(cell) for cell in ("there", "Not there yet (small)", "absent", "OK", "", "✓")] == [
            "ok", "gap", "gap", "unknown", "none", "ok",
        ]  # fmt: skip
        assert statuses.names == ("there", "not there yet", "absent")

    def test_verdicts_and_severities_keep_their_meaning(self) -> None:
        vocabulary = words("verdicts: {pass: [go], needs-revision: [no go]}\nseverities: {critical: [blocker]}")
        assert [vocabulary.verdicts.found(text)[0][1] for text in ("Go", "no go", "MAJOR REVISION")] == [
            "PASS", "NEEDS REVISION", "MAJOR REVISION",
        ]  # fmt: skip
        spelt = ["a go", "no go (iteration 2)", "go, after a no go", "Go", "going", "MAJOR REVISION"]
        assert [vocabulary.verdicts.spelt(text) for text in spelt] == [
            "PASS", "NEEDS REVISION", "PASS", "", "", "MAJOR REVISION",
        ]  # fmt: skip
        assert vocabulary.severities.read("Blocker") == "CRITICAL"
        assert vocabulary.severities.read("critical") == ""
        assert vocabulary.severities.names == ("blocker", "IMPROVEMENT", "POLISH")


class TestTranslations:
    def test_headings_are_added_to_ours(self) -> None:
        vocabulary = words("sections: {Prerequisites: [Needs]}")
        sections = vocabulary.sections["lesson plan"]
        for title in ("Needs", "needs: table", "Prerequisites"):
            section = sections.find(title)
            assert section and section.role == "prerequisites"
        assert sections.find("Needsome") is None

    def test_a_label_with_an_apostrophe(self) -> None:
        assert words("sections: {This lesson's load: [Today]}").title("Today (guess)") == "this lesson s load guess"

    def test_columns(self) -> None:
        tables = words("columns: {Concept: [Idea], Required Depth: [Wanted], '#': [No.]}").tables
        assert tables.find(("Idea", "Wanted", "Actual Depth")) == (
            "prerequisites", {"concept": 0, "required": 1, "actual": 2},
        )  # fmt: skip
        assert tables.find(("No.", "Lesson", "Load"))[1]["number"] == 0

    def test_header_lines_are_whole(self) -> None:
        field = words("fields: {Slug: [Short name]}").field
        assert [field(key) for key in ("Short Name", "Short name of it", "slug")] == [
            "slug", "short name of it", "slug",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("title", "said"),
        (
            ("Unit 2: The unit circle", "lesson 2: The unit circle"),
            ("Block 1.1: Blocks -- Log", "module 1.1: Blocks -- record"),
            ("Block design 1.1: Dough", "module 1.1: Dough -- plan"),
            ("Dough (Block 1.3, Unit 5)", "Dough (module 1.3, lesson 5)"),
            ("Unitary matrices", "Unitary matrices"),
            ("Log of a block", "record of a block"),
        ),
    )
    def test_titles_are_translated_where_they_say_the_kind(self, title: str, said: str) -> None:
        kind = words("titles: {lesson: [Unit], module: [Block], record: [Log], module-plan: [Block design]}").kind
        assert kind(title) == said

    def test_phrases_are_whole_words(self) -> None:
        phrase = words("phrases: {of: [out of], none: [to come]}").phrase
        assert phrase("2 Out  of 3, tout of") == "2 of 3, tout of"

    def test_the_longest_phrase_counts(self) -> None:
        phrase = words("phrases: {not: [nie], never-taught: [nie behandelt]}").phrase
        assert phrase("Nie behandelt, und nie gefragt") == "not taught, never taught, und never gefragt"

    def test_what_checklists_count_is_called_as_headings_are(self) -> None:
        vocabulary = words("sections: {Misconceptions: [Irrtümer], Examples: [Beispiele]}")
        assert vocabulary.phrase("3 Irrtümer, 2 Beispiele") == "3 misconceptions, 2 Beispiele"

    def test_places_know_their_words(self) -> None:
        own = words("titles: {lesson: [Unit]}\nphrases: {deferred: [kept for]}").own
        assert own == {"lesson": ("Unit",), "deferred to": ("kept for",)}


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "place", "problem"),
        (
            ("depth: [A, B]", "2:3", "unknown key `vocabulary.depth`; did you mean `depths`?"),
            ("loads:\n  strech: [heavy]", "3:5", "unknown key `vocabulary.loads.strech`; did you mean `stretch`?"),
            ("verdicts: {passed: [go]}", "2:14", "unknown key `vocabulary.verdicts.passed`; did you mean `pass`?"),
            ("loads:\n  stretch: heavy", "3:5", "`vocabulary.loads.stretch`: write a list"),
            ("sections: {Prerequisits: [Needs]}", "2:14",
             "no heading of ours is called `Prerequisits`; did you mean `prerequisite`?"),
            ("columns: {Conzept: [Idea]}", "2:13", "no column of ours is called `Conzept`; did you mean `concept`?"),
            ("fields: {Slugg: [Id]}", "2:12", "no header line of ours is called `Slugg`; did you mean `Slug`?"),
            ("fields: {Zzz: [Id]}", "2:12", "docs/configuration.md lists those that are"),
            ("depths: [Only]", "2:3", "a ladder has at least two steps"),
            ("depths:\n  - A: [a1]\n    B: [b1]\n  - C", "3:7", "write one step an item"),
            ("depths: [A, B, {C: [a]}]", "2:18", "`a` already stands for another step"),
            ("depths: [A, 5]", "2:15", "`vocabulary.depths.1`"),
            ("depths: [A, B]\nkept: [a]", "3:10", "`a` is a step of the ladder"),
            ("loads: {stretch: [x], build: [y, X]}", "2:36", "`X` already stands for `stretch`"),
            ("columns: {Concept: [A], Source: [a]}", "2:36", "`a` already stands for `Concept`"),
            ("statuses: {ok: ['--']}", "2:19", "`--` is no word"),
        ),
    )  # fmt: skip
    def test_a_mistake_says_where(self, text: str, place: str, problem: str) -> None:
        with pytest.raises(ConfigError) as caught:
            words(text)
        (line,) = str(caught.value).splitlines()
        assert line.startswith(f"lessonlint.yaml:{place}: ")
        assert problem in line

    def test_all_at_once(self) -> None:
        with pytest.raises(ConfigError) as caught:
            words("sections: {Prerequisits: [Needs], Exampels: [Cases]}\ndepths: [Only]")
        assert len(str(caught.value).splitlines()) == 3


class TestOverrides:
    @pytest.mark.parametrize(
        ("text", "place", "problem"),
        (
            ("overrides:\n  - {path: [a/]}\n", "2:6", "unknown key `overrides.0.path`; did you mean `paths`?"),
            ("overrides:\n  - {ignore: [LL1]}\n", "2:5", "`overrides.0.paths` has to be set here"),
            ("overrides:\n  - {paths: a/}\n", "2:6", "write a list"),
            ("overrides: {paths: [a/]}\n", "1:1", "`overrides`: write a list"),
            ("overrides:\n  - paths: [a/]\n    severity: {LL1: loud}\n", "3:16", "`overrides.0.severity.LL1`"),
        ),
    )
    def test_a_mistake_says_where(self, text: str, place: str, problem: str) -> None:
        Path("lessonlint.yaml").write_text(text)
        with pytest.raises(ConfigError) as caught:
            load_config(Path("lessonlint.yaml"))
        assert f"lessonlint.yaml:{place}: " in str(caught.value)
        assert problem in str(caught.value)
