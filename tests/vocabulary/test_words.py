"""What words mean: depth cells, load words, folding, and the nearest known word."""

from __future__ import annotations

import pytest

from lessonlint.vocabulary import DEFAULT_VOCABULARY, DepthWords, folded, is_blank, near, plain

MENTIONED, INTRODUCED, DEVELOPED, APPLIED = range(4)
WORDS = DEFAULT_VOCABULARY.depths
LOADS = DEFAULT_VOCABULARY.loads

CELLS = {
    "MENTIONED": ("taught", MENTIONED, MENTIONED),
    "INTRODUCED": ("taught", INTRODUCED, INTRODUCED),
    "DEVELOPED": ("taught", DEVELOPED, DEVELOPED),
    "APPLIED": ("taught", APPLIED, APPLIED),
    "developed": ("taught", DEVELOPED, DEVELOPED),
    "**DEVELOPED**": ("taught", DEVELOPED, DEVELOPED),
    "`DEVELOPED`": ("taught", DEVELOPED, DEVELOPED),
    "DEVELOPED (reinforced)": ("taught", DEVELOPED, DEVELOPED),
    "DEVELOPED (was INTRODUCED)": ("taught", DEVELOPED, DEVELOPED),
    "DEVELOPED, by hand": ("taught", DEVELOPED, DEVELOPED),
    "DEVELOPED -- by hand": ("taught", DEVELOPED, DEVELOPED),
    "MENTIONED -> DEVELOPED": ("taught", DEVELOPED, DEVELOPED),
    "MENTIONED → DEVELOPED": ("taught", DEVELOPED, DEVELOPED),
    "MENTIONED -> INTRODUCED -> DEVELOPED": ("taught", DEVELOPED, DEVELOPED),
    "elevated from INTRODUCED to DEVELOPED": ("taught", DEVELOPED, DEVELOPED),
    "DEVELOPED (elevated from INTRODUCED)": ("taught", DEVELOPED, DEVELOPED),
    "INTRODUCED to DEVELOPED": ("taught", DEVELOPED, DEVELOPED),
    "DEVELOPED/APPLIED": ("taught", DEVELOPED, APPLIED),
    "DEVELOPED / INTRODUCED": ("taught", INTRODUCED, DEVELOPED),
    "INTRODUCED (hands) / DEVELOPED (words)": ("taught", INTRODUCED, DEVELOPED),
    "(DEVELOPED)": ("taught", DEVELOPED, DEVELOPED),
    "REVISITED (DEVELOPED)": ("taught", DEVELOPED, DEVELOPED),
    "REINFORCED (DEVELOPED)": ("taught", DEVELOPED, DEVELOPED),
    "REINFORCED": ("kept", -1, -1),
    "REVISITED": ("kept", -1, -1),
    "Reinforced here": ("kept", -1, -1),
    "Not explicitly taught": ("untaught", -1, -1),
    "NOT TAUGHT": ("untaught", -1, -1),
    "MISSING": ("untaught", -1, -1),
    "MISSING (see below)": ("untaught", -1, -1),
    "--": ("untaught", -1, -1),
    "—": ("untaught", -1, -1),
    "-": ("untaught", -1, -1),
    "": ("untaught", -1, -1),
    "assumed": ("outside", -1, -1),
    "Assumed (school)": ("outside", -1, -1),
    "Prior education": ("outside", -1, -1),
    "prior knowledge": ("outside", -1, -1),
    "devloped": ("unknown", -1, -1),
    "very well": ("unknown", -1, -1),
    "UNDEVELOPED": ("unknown", -1, -1),
    "🍞": ("untaught", -1, -1),
    "NOT DEVELOPED": ("untaught", -1, -1),
    "not yet DEVELOPED": ("untaught", -1, -1),
}


@pytest.mark.parametrize(("cell", "expected"), CELLS.items(), ids=[repr(cell) for cell in CELLS])
def test_depth_cells(cell: str, expected: tuple[str, int, int]) -> None:
    assert tuple(WORDS.read(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "is_step"),
    (("DEVELOPED", True), ("**developed**", True), ("DEVELOPED/APPLIED", True), ("INTRODUCED, DEVELOPED", True),
     ("APPLIED (in a project)", True), ("REINFORCED", False), ("we DEVELOPED it", False), ("first-dough", False),
     ("", False), ("MISSING", False)),
)  # fmt: skip
def test_a_step_opens_its_cell(cell: str, is_step: bool) -> None:
    assert WORDS.is_step(cell) is is_step


def test_another_ladder() -> None:
    bloom = DepthWords(("REMEMBER", "UNDERSTAND", "APPLY"), ("NONE",), ("AGAIN",), ("KNOWN",))
    assert bloom.read("Understand (in words)") == ("taught", 1, 1)
    assert bloom.read("DEVELOPED").kind == "unknown"


def test_a_step_of_two_words() -> None:
    solo = DepthWords(("RELATIONAL", "EXTENDED ABSTRACT"), (), (), ())
    assert solo.read("extended abstract") == ("taught", 1, 1)
    assert solo.is_step("Extended abstract (in a project)")


LOAD_PHRASES = {
    "STRETCH": "STRETCH",
    "STRETCH (3 new concepts)": "STRETCH",
    "stretch": "STRETCH",
    "**BUILD** -- appropriate.": "BUILD",
    "CONSOLIDATION": "CONSOLIDATE",
    "BUILDING blocks": "",
    "Conceptual (no notebook)": "",
    "not STRETCH": "",
    "N/A (first lesson)": "",
    "": "",
}


@pytest.mark.parametrize(("phrase", "load"), LOAD_PHRASES.items(), ids=[repr(p) for p in LOAD_PHRASES])
def test_the_load_a_phrase_opens_with(phrase: str, load: str) -> None:
    found = LOADS.opening(phrase)
    assert (found.word if found else "") == load


def test_loads_in_a_sentence() -> None:
    text = "STRETCH, then BUILD and CONSOLIDATION; no REBUILD, no build"
    assert [(load.word, text[a:b]) for load, a, b in LOADS.find_all(text)] == [
        ("STRETCH", "STRETCH"),
        ("BUILD", "BUILD"),
        ("CONSOLIDATE", "CONSOLIDATION"),
    ]
    assert LOADS.find("rest") is None


def test_the_ends_of_the_scale() -> None:
    loads = [LOADS.opening(name) for name in LOADS.names()]
    assert [(load.lightest, load.heaviest) for load in loads if load] == [(True, False), (False, False), (False, True)]


FOLDED = {
    "**Target Concept:**": "target concept",
    "1. Phase — Orient": "phase orient",
    "2.3 Rest": "rest",
    "a) Rest": "rest",
    "What Was NOT Covered?": "what was not covered",
    "“Quoted” words": "quoted words",
    "Bäckerhefe  &  Salz": "bäckerhefe salz",
    "--": "",
    "2026 plans": "plans",
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.items())
def test_folding(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize("dash", (" -- ", " — ", "—", "--", " – ", "---", " −"))
def test_every_dash_is_the_same(dash: str) -> None:
    assert plain(f"Dough{dash}Plan") == "Dough -- Plan"


PLAIN = {
    "~50K": "~50K",
    "x_{t-1}": "x_{t-1}",
    "w*x": "w*x",
    "w*x + b*y": "w*x + b*y",
    "2 * 3 * 4": "2 * 3 * 4",
    "a**2 + b**2": "a**2 + b**2",
    "2*(a+b)*c": "2*(a+b)*c",
    "P(x_t | x_1, ..., x_{t-1})": "P(x_t | x_1, ..., x_{t-1})",
    "__init__ + forward()": "__init__ + forward()",
    "`__init__`": "__init__",
    "`a*b` and `c*d`": "a*b and c*d",
    "snake_case_name": "snake_case_name",
    "_private": "_private",
    "*starred": "*starred",
    "**Gluten** network": "Gluten network",
    "__Gluten__ network": "Gluten network",
    "a *rest*, and __two more__": "a rest, and two more",
    "_rest_ of ~~old~~ dough": "rest of old dough",
    "***very***": "very",
    "**a *b* c**": "a b c",
    "**the `w*x` part**": "the w*x part",
    "(**1**) [*a*]": "(1) [a]",
    '**Wx+b**: "linear"': "Wx+b: linear",
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.items())
def test_only_emphasis_loses_its_marks(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("mark", ["*", "_", "~~", "`", "*a", "a*", " *a", "__a", "**_", "`*"])
def test_marks_are_read_in_linear_time(mark: str) -> None:
    assert len(plain(mark * 50_000)) <= len(mark) * 50_000


def test_hyphens_are_no_dashes() -> None:
    assert plain("first-dough") == "first-dough"


@pytest.mark.parametrize("cell", ("", "-", "--", "—", "N/A", "n/a", "TBD", "todo", "See above", "*none*", "?", "…"))
def test_blank_cells(cell: str) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ("no", "see above the crust", "0", "water"))
def test_cells_that_say_something(cell: str) -> None:
    assert not is_blank(cell)


def test_the_nearest_word() -> None:
    assert near("DEVLOPED", WORDS.ladder) == "DEVELOPED"
    assert near("stretsch", LOADS.names()) == "STRETCH"
    assert near("water", WORDS.ladder) is None
    assert near("", WORDS.ladder) is None


@pytest.mark.parametrize(
    ("cell", "blank"),
    [
        ("-" * 200, True),
        ("*" * 200 + "TBD", True),
        ("TBD, as soon as somebody has baked it " + "again and " * 20 + "again", True),
        ("Nothing is said of it " + "and yet " * 20 + "TBD", False),
        ("*" * 200 + "It tears", False),
    ],
)
def test_the_opening_of_a_long_cell_tells_whether_it_is_blank(cell: str, blank: bool) -> None:
    assert is_blank(cell) is blank


@pytest.mark.parametrize(
    ("cell", "standing"),
    [("No gap", "ok"), ("no gaps", "ok"), ("Not a gap: they baked it", "ok"), ("NO", "gap"), ("not met", "gap")],
)
def test_a_gap_that_is_denied_is_none(cell: str, standing: str) -> None:
    assert DEFAULT_VOCABULARY.statuses.standing(cell) == standing
