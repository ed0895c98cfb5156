"""A team with Bloom's levels, loads of its own, other headings and columns, and German text: by configuration alone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.schemas import published

from lessonlint.api import check, course_of
from lessonlint.cli.main import cli
from lessonlint.diagnostic import Diagnostic, Severity
from lessonlint.yaml_text import compose

TEAM = Path(__file__).parent.parent / "fixtures" / "bloom-de"
SOURCES = Path(__file__).parent.parent.parent / "src"

PLAN, RECORD = "plan.md", "protokoll.md"
READING, BOWL, DRYING = (f"einheiten/{slug}.md" for slug in ("ton-lesen", "daumenschale", "trocknen"))


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that a test may spoil."""
    shutil.copytree(TEAM, tmp_path / "team")
    monkeypatch.chdir(tmp_path / "team")
    return tmp_path / "team"


def found(code: str = "") -> list[Diagnostic]:
    return [each for each in check(["."]).diagnostics if code in ("", each.code)]


def spoil(path: str, old: str, new: str) -> int:
    """Replace words that stand in a file once; the number of the line they begin on."""
    file = Path(path)
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def show_infos() -> None:
    spoil("lessonlint.yaml", 'complete: ["1.1"]', 'complete: ["1.1"]\npreset: strict')


def forget(*phrases: str) -> str:
    """Take phrases out of the configuration; the configuration as it was."""
    before = text = Path("lessonlint.yaml").read_text("utf-8")
    for phrase in phrases:
        text, times = re.subn(rf"^    {phrase}: \[.*\]\n", "", text, flags=re.MULTILINE)
        assert times == 1, phrase
    Path("lessonlint.yaml").write_text(text, encoding="utf-8")
    return before


def line_of(diagnostic: Diagnostic) -> int:
    text = Path(diagnostic.place.path).read_text("utf-8")
    return text[: diagnostic.place.start].count("\n") + 1


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_it_is_clean(team: Path) -> None:
    report = check(["."])
    assert (report.diagnostics, report.hidden_infos, report.waived) == ((), 0, 0)


def test_everything_in_it_is_read(team: Path) -> None:
    statistics = check(["."]).statistics
    assert statistics.documents == {"lesson plan": 3, "module plan": 1, "module record": 1}
    assert (statistics.tables.unread, statistics.sections.unread, statistics.unread) == (0, 0, ())
    assert (statistics.tables.read, statistics.sections.ignored) == (19, 0)


def test_what_is_read_is_what_it_says(team: Path) -> None:
    course = course_of(["."])
    assert [lesson.slug for lesson in course.lessons] == ["ton-lesen", "daumenschale", "trocknen"]
    assert [{cited.claim.load.word for cited in lesson.loads} for lesson in course.lessons] == [
        {"medium"},
        {"heavy"},
        {"light"},
    ]
    reading, bowl, drying = (lesson.plan for lesson in course.lessons)
    assert reading and bowl and drying
    assert [review.verdict for review in reading.reviews] == ["NEEDS REVISION", "PASS"]
    assert [review.iteration for review in reading.reviews] == [1, 2]
    assert [each.outcome for each in reading.reviews[1].verifications] == ["fixed"]
    assert [row.standing for row in drying.prerequisites] == ["ok", "gap", "ok"]
    assert drying.new_concepts and drying.new_concepts.low == 0
    assert bowl.new_concepts and (bowl.new_concepts.low, bowl.new_concepts.high) == (1, 2)
    assert [row.outcome for row in bowl.reviews[1].verifications] == []
    assert bowl.prerequisites[1].required_depth.low == 2  # by a second word for the step
    assert course.modules[0].record and course.modules[0].record.status
    assert course.modules[0].record.status.state == "complete"


@pytest.mark.parametrize(
    ("code", "path", "old", "new"),
    (
        pytest.param("LL101", BOWL, "| Bildsamkeit | Verstehen | Verstehen |", "| Bildsamkeit | Bewerten | Bewerten |",
                     id="unmet-prerequisite"),
        pytest.param("LL105", DRYING, "| Erinnern | ton-lesen (1.1.1) | Lücke |",
                     "| Erinnern | ton-lesen (1.1.1) | erfüllt |", id="met-in-words-only"),
        pytest.param("LL114", DRYING, "| Gleichmäßige Wandstärke | Analysieren | daumenschale (1.1.2) |",
                     "| Gleichmäßige Wandstärke | Erschaffen | daumenschale (1.1.2) |", id="state-disagrees"),
        pytest.param("LL301", DRYING, "| Die Schale vom Fensterbrett mit dem Riss quer durch den Boden |",
                     "| kommt noch |", id="nothing-disproves-it"),
        pytest.param("LL506", BOWL, "**Platz:** 2 von 3", "**Platz:** Einheit 3 von 3", id="wrong-position"),
        pytest.param("LL006", BOWL, "| Kneten ohne Luft | Üben |", "| Kneten ohne Luft | Begreifen |",
                     id="unknown-depth"),
        pytest.param("LL006", BOWL, "**Belastung:** heavy", "**Belastung:** STRETCH", id="our-load-is-not-theirs"),
        pytest.param("LL006", READING, "#### [Feinschliff]", "#### [Kleinigkeit]", id="unknown-severity"),
        pytest.param("LL504", RECORD, "**Stand:** Abgeschlossen (3 von 3 Einheiten gebaut)",
                     "**Stand:** Abgeschlossen (2 von 3 Einheiten gebaut)", id="status-count"),
        pytest.param("LL201", RECORD, "**Belastung:** light", "**Belastung:** medium", id="loads-disagree"),
        pytest.param("LL204", DRYING, "**Neue Begriffe:** keine", "**Neue Begriffe:** 3", id="rest-that-teaches"),
        pytest.param("LL402", READING, "### Urteil: Bestanden", "### Urteil: Neu planen", id="verdict-without-cause"),
        pytest.param("LL007", BOWL, "**Kernbegriff:**", "**Kernpunkt:**", id="missing-section"),
        pytest.param("LL206", DRYING, "**Belastung davor:** heavy", "**Belastung davor:** light", id="load-before"),
        pytest.param("LL205", READING, "**Neue Begriffe:** 2", "**Neue Begriffe:** 3\n  - Eins\n  - Zwei\n\n(",
                     id="new-concepts-miscounted"),
        pytest.param("LL208", PLAN, "medium → heavy → light", "medium → heavy", id="trajectory-incomplete"),
        pytest.param("LL403", READING, "- Feinschliff: 1", "- Feinschliff: 2", id="review-miscounted"),
        pytest.param("LL404", READING, "auf dem Tisch | behoben |", "auf dem Tisch | nicht behoben |",
                     id="not-resolved"),
        pytest.param("LL408", RECORD, "**Belastung:** light",
                     "**Begutachtung:** Bestanden (Durchgang 2/3)\n**Belastung:** light", id="claim-of-a-review"),
        pytest.param("LL511", PLAN, "**Ziel:** Wer", "**Stand:** In Arbeit\n**Ziel:** Wer", id="stale-status"),
    ),
)  # fmt: skip
def test_a_fault_is_found_where_it_is(team: Path, code: str, path: str, old: str, new: str) -> None:
    line = spoil(path, old, new)
    if code == "LL007":
        line = 1  # what is absent is told at the title
    assert [(each.place.path, line_of(each)) for each in found(code)] == [(path, line)]


@pytest.mark.parametrize(
    ("phrase", "code", "path", "words"),
    (
        ("taught-here", "LL105", DRYING, "erfüllt | Der Streifen zeigt es"),
        ("recap", "LL205", BOWL, "1"),
        ("to", "LL205", BOWL, "1"),
        ("all-gaps", "LL106", BOWL, "Lücke | Wer zu lange"),
        ("deferred", "LL604", DRYING, "Brenntermin abgemacht"),
        ("preview", "LL603", BOWL, "Ausblick: Trocknen"),
        ("not", "LL602", DRYING, "Abgrenzung"),
        ("can", "LL607", DRYING, "Kernbegriff"),
        ("all-fixed", "LL405", BOWL, "Begutachtung -- 2026-03-10"),
        ("at-least", "LL605", DRYING, "Mindestens 2 Irrtümer"),
    ),
)
def test_a_phrase_keeps_an_alarm_away(team: Path, phrase: str, code: str, path: str, words: str) -> None:
    forget(phrase)
    show_infos()
    (finding,) = found()
    assert (finding.code, finding.place.path) == (code, path)
    assert words in Path(path).read_text("utf-8").splitlines()[line_of(finding) - 1]


@pytest.mark.parametrize(
    ("phrases", "code", "path", "old", "new"),
    (
        (("never-taught",), "LL107", BOWL, "| Verstehen | ton-lesen (1.1.1) | erfüllt | Nur bildsamer Ton",
         "| ? | ton-lesen (1.1.1) | Lücke | Nie behandelt: nur bildsamer Ton"),
        (("ready",), "LL609", BOWL, "mindestens auf Erinnern", "mindestens auf Verstehen"),
        (("positive", "negative"), "LL305", BOWL, "| Schale, die mit Wasser gefüllt gerade steht | Positiv |",
         "| Schale, die mit Wasser gefüllt schief steht | Negativ |"),
        (("positive",), "LL305", BOWL, "mit dickem Boden | Negativ |", "mit schwerem Boden | Positiv |"),
        (("section",), "LL304", BOWL, "| Abschnitt 3 |", "| Abschnitt 5 |"),
    ),
)  # fmt: skip
def test_a_phrase_is_what_a_fault_is_found_by(
    team: Path, phrases: tuple[str, ...], code: str, path: str, old: str, new: str
) -> None:
    show_infos()
    line = spoil(path, old, new)
    (finding,) = found(code)
    assert finding.place.path == path
    assert line_of(finding) == line or code == "LL305"  # told at the head of the table
    forget(*phrases)
    assert found(code) == []


def test_checklists_count_what_headings_name(team: Path) -> None:
    show_infos()
    line = spoil(DRYING, "(3 Irrtümer)", "(4 Irrtümer)")
    (finding,) = found()
    assert (finding.code, line_of(finding)) == ("LL605", line)
    assert "mit Gegenbeispiel (4 Irrtümer)”, but the plan holds 3" in finding.message


def test_a_gap_without_resolution(team: Path) -> None:
    text = Path(DRYING).read_text("utf-8")
    table = text[text.index("| Lücke | Größe |") : text.index("### Irrtümer")]
    spoil(DRYING, table, "Keine Lücken.\n\n")
    (finding,) = found("LL106")
    assert (finding.place.path, line_of(finding)) == (DRYING, 26)
    assert "“Lederharter Ton” is called Lücke" in finding.message


def test_two_heavy_lessons_in_a_row(team: Path) -> None:
    line = spoil(PLAN, "| 3 | trocknen | Langsam trocknen, damit nichts reißt | light |",
                 "| 3 | trocknen | Langsam trocknen, damit nichts reißt | heavy |")  # fmt: skip
    spoil(PLAN, "medium → heavy → light", "medium → heavy → heavy")
    spoil(RECORD, "**Belastung:** light", "**Belastung:** heavy")
    spoil(DRYING, "**Belastung:** light", "**Belastung:** heavy")
    spoil(DRYING, "**Belastung dieser Einheit:** light", "**Belastung dieser Einheit:** heavy")
    (finding,) = found("LL202")
    assert (finding.place.path, line_of(finding)) in ((PLAN, line), (DRYING, 6))
    assert "trocknen (1.1.3) is heavy right after daumenschale (1.1.2), also heavy" in finding.message
    assert finding.severity is Severity.ERROR
    argument = "\n\nDie zwei schweren stehen hintereinander, weil dazwischen eine Woche liegt."
    spoil(PLAN, "medium → heavy → heavy", f"medium → heavy → heavy{argument}")
    (argued,) = found("LL202")
    assert argued.severity is Severity.WARNING and "weil dazwischen eine Woche liegt" in argued.help
    spoil(PLAN, "Die zwei schweren stehen", "Nie stehen zwei schwere")
    assert [each.severity for each in found("LL202")] == [Severity.ERROR]
    spoil(PLAN, "Nie stehen zwei schwere", "Die zwei schweren stehen")
    for phrase in ("back-to-back", "because"):
        config = forget(phrase)
        assert [each.severity for each in found("LL202")] == [Severity.ERROR], phrase
        Path("lessonlint.yaml").write_text(config, encoding="utf-8")


def test_an_open_review(team: Path) -> None:
    text = Path(DRYING).read_text("utf-8")
    spoil(DRYING, text[text.index("## Nacharbeit") :], "")
    review, complete = found("LL401")[0], found("LL411")[0]
    assert line_of(review) == text[: text.index("### Urteil")].count("\n") + 1
    assert "ends “Überarbeiten” with 1 improvement open" in review.message
    assert (complete.place.path, line_of(complete)) == (RECORD, 4)
    assert "ends Überarbeiten with 1 improvement open" in complete.message


def test_iterations_out_of_order(team: Path) -> None:
    spoil("lessonlint.yaml", 'complete: ["1.1"]', 'complete: ["1.1"]\nselect: [LL407]')
    line = spoil(READING, "(Durchgang 2/3)", "(Durchgang 4/3)")
    (finding,) = found()
    assert (finding.place.path, line_of(finding)) == (READING, line)


def test_a_trajectory_by_name(team: Path) -> None:
    listed = "Einheit 1 (ton-lesen): medium\n  Einheit 2 (daumen-schale): heavy\n- Einheit 3 (trocknen): light"
    spoil(PLAN, "medium → heavy → light", f"```\n{listed}\n```")
    (finding,) = found("LL208")
    text = Path(PLAN).read_text("utf-8")
    related = [text[each.place.start : each.place.end] for each in finding.related]
    assert "leaves out daumenschale and lists daumen-schale" in finding.message
    assert related == ["daumen-schale"]


def test_fixes_write_their_words(team: Path) -> None:
    spoil(DRYING, "**Belastung davor:** heavy (", "**Belastung davor:** light (")
    before = Path(DRYING).read_text("utf-8")
    run("check", "--fix", ".")
    assert Path(DRYING).read_text("utf-8") == before.replace("davor:** light (", "davor:** heavy (")


def test_waivers_find_their_place(team: Path) -> None:
    line = spoil(BOWL, "| Kneten ohne Luft | Üben |", "| Kneten ohne Luft | Begreifen |")
    run("check", "--add-waivers", "das Wort steht so im Lehrplan", ".")
    assert "LL006" in "".join(Path(BOWL).read_text("utf-8").splitlines()[line - 4 : line])
    assert found() == []


def test_a_near_word_is_offered(team: Path) -> None:
    spoil(BOWL, "| Kneten ohne Luft | Üben |", "| Kneten ohne Luft | Anwendn |")
    (finding,) = found("LL006")
    assert finding.message == "“Anwendn” is not a depth."
    assert finding.help.startswith("Did you mean Anwenden? The depths are Erinnern, Verstehen, Anwenden, Analysieren,")


def test_help_names_their_statuses_and_verdicts(team: Path) -> None:
    spoil(DRYING, "| Erinnern | ton-lesen (1.1.1) | Lücke |", "| Erinnern | ton-lesen (1.1.1) | erfüllt |")
    spoil(BOWL, "### Urteil: Bestanden", "### Urteil: Überarbeiten")
    spoil(READING, "- Nachbesserung: 0", "- Nachbesserung: 1")
    assert found("LL105")[0].help.startswith("Call it a Lücke and plan")
    assert sorted(each.help for each in found("LL402")) == [
        "Close or withdraw the finding, or make the verdict Überarbeiten.",
        "Make the verdict Bestanden, or list what has to be revised.",
    ]


class TestCommands:
    def test_promises(self, team: Path) -> None:
        spoil(READING, "(verschoben auf daumenschale)", "(verschoben auf daumenschale)\n- Glasur (Einheit 3)")
        kept, open_ = json.loads(run("promises", ".", "--format", "json"))["promises"]
        assert (kept["topic"], kept["status"]) == ("Drücken und drehen", "kept")
        assert (open_["topic"], open_["status"], open_["to"]) == ("Glasur", "not kept", "Einheit 3")
        forget("deferred")
        assert len(json.loads(run("promises", ".", "--format", "json"))["promises"]) == 1

    def test_state_speaks_of_their_ladder(self, team: Path) -> None:
        assert "Gleichmäßige Wandstärke (überall gleich dick)  " in run("state", "trocknen", ".")
        assert "| Analysieren | daumenschale" in run("state", "trocknen", ".", "--format", "markdown")

    def test_links(self, team: Path) -> None:
        links = json.loads(run("links", ".", "--format", "json"))["links"]
        known = {link["depth_before"] for link in links if link["path"] == DRYING and link["depth_before"]}
        assert known == {"Analysieren", "Erinnern"}

    def test_why(self, team: Path) -> None:
        assert "Analysieren" in run("why", f"{DRYING}:25", ".")

    def test_stats(self, team: Path) -> None:
        shown = run("stats", ".")
        assert "Index rows: 7" in shown
        assert "1 Erinnern, 2 Verstehen, 3 Anwenden, 1 Analysieren." in shown
        assert "Loads: h heavy, m medium, l light." in shown


class TestWriting:
    """What is begun is begun in their words, and read as it is meant."""

    def statistics(self) -> tuple[int, int]:
        found = check(["."]).statistics
        return found.tables.unread, found.sections.unread

    def test_a_new_lesson(self, team: Path) -> None:
        run("new", "lesson", "trocknen", ".", "--force")
        assert [each.code for each in found() if each.place.path == DRYING] == ["LL409", "LL011"]
        assert self.statistics() == (0, 0)
        text = Path(DRYING).read_text("utf-8")
        assert text.startswith("# Einheit: Trocknen ohne Riss\n\n**Baustein:** 1.1 (")
        for words in ("**Platz:** Einheit 3 von 3", "## Schritt 1\n", "### Vorwissen\n\nTODO",
                      "\n\n| Begriff | Stufe | Woher |",
                      "### Belastung\n\n- **Neue Begriffe:** TODO", "| Beispiel | Art | Zweck | Begründung |",
                      "| TODO: the plainest case | Positiv |", "| Begriff | How It Connects | Woher |"):  # fmt: skip
            assert words in text
        ours = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        assert {"Schritt 2", "Prüfliste", "Ablauf"} < set(ours) and len(set(ours)) == len(ours)

    def test_a_new_frame(self, team: Path) -> None:
        for words in (("course", "Ton"), ("series", "2", "Glas"), ("module", "2.1", "Rohes Glas")):
            run("new", *words, ".")
        assert [each.code for each in found()] == ["LL011"] * 3
        assert self.statistics() == (0, 0)
        plan = next(Path().rglob("module-2-1/plan.md")).read_text("utf-8")
        assert plan.startswith("# Bausteinplan 2.1: Rohes Glas\n\n**Ziel:** TODO")
        assert "| Nr | Einheit | Kern | Art | Begründung |" in plan

    def test_record(self, team: Path) -> None:
        text = Path(RECORD).read_text("utf-8")
        kept = re.sub(r"^\|.* trocknen .*\n", "", text[: text.index("### trocknen")], flags=re.MULTILINE)
        Path(RECORD).write_text(kept.replace("Abgeschlossen (3 von", "In Arbeit (2 von"), "utf-8")
        run("record", "trocknen", ".", "--write")
        assert [each.code for each in found()] == ["LL011"]
        assert self.statistics() == (0, 0)
        text = Path(RECORD).read_text("utf-8")
        assert "**Stand:** In Arbeit (3 von 3 Einheiten gebaut)" in text
        assert "| Anwenden | trocknen | Vertieft aus Erinnern in 1.1.1. |" in text
        assert "### Einheit 3: Trocknen ohne Riss (light)\n\n**Stand:** Gebaut\n**Belastung:** light\n" in text
        assert "**Begutachtung:** Überarbeiten (Durchgang 1)" in text

    def test_a_new_review(self, team: Path) -> None:
        run("review", "trocknen", ".", "--new")
        assert ("LL401", DRYING) in [(each.code, each.place.path) for each in found()]
        text = Path(DRYING).read_text("utf-8")
        begun = text[text.rindex("## Begutachtung") :]
        assert re.match(r"## Begutachtung -- \S+ \(Durchgang 2/3\)\n\n### Überblick\n- Schwerwiegend:\n", begun)
        assert "### Nachprüfung\n\n| Befund | Stand | Bemerkung |" in begun
        assert course_of(["."]).lessons[2].plan.reviews[-1].iteration == 2  # type: ignore[union-attr]


def test_without_the_configuration_nothing_is_understood(team: Path) -> None:
    Path("lessonlint.yaml").unlink()
    assert course_of(["."]).lessons == ()


def test_the_schema_knows_its_keys() -> None:
    import jsonschema

    from lessonlint.config.load import plain

    jsonschema.validate(plain(compose((TEAM / "lessonlint.yaml").read_text("utf-8"))), published("config"))


def test_nothing_of_it_is_in_the_code() -> None:
    words = re.findall(r"\[([^\]]+)\]", (TEAM / "lessonlint.yaml").read_text("utf-8"))
    foreign = {word.strip() for group in words for word in group.split(",")}
    code = "\n".join(path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    ours = {"light", "medium", "heavy", "Status"}
    assert [
        word for word in sorted(foreign - ours) if word in code and re.search(rf"\b{re.escape(word)}\b", code)
    ] == []
