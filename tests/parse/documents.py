"""Markdown as hypothesis writes it: every construct that real curricula use, nested and mixed, about bread."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = ("dough", "flour", "water", "salt", "Krume", "crème", "パン", "🍞", "café", "knead", "rest", "1.1", "a_b")
_INLINE = ("`code`", "**bold**", "*soft*", "[link](x.md)", "a -- b", "&amp;", "$P(A)$", "<b>", "!")
_LOADS = ("DEVELOPED", "INTRODUCED", "STRETCH")

word = st.sampled_from((*WORDS, *_INLINE, *_LOADS))
phrase = st.lists(word, min_size=1, max_size=6).map(" ".join)
cell = st.one_of(
    phrase,
    st.just(""),
    st.just(r"P(A \| B)"),
    st.just("`a \\| b`"),
    st.just("x <!-- lessonlint: allow LL101: why -->"),
    st.just("-"),
)
raw_cell = st.one_of(cell, st.just("P(A | B)"), st.just("[a | b]"))


@st.composite
def atx(draw: st.DrawFn) -> list[str]:
    marks = "#" * draw(st.integers(1, 6))
    closing = draw(st.sampled_from(("", "", " #", " ##  ", "  ")))
    gap = draw(st.sampled_from((" ", " ", "  ", "\t")))
    return [draw(st.sampled_from(("", "", " ", "   "))) + marks + gap + draw(phrase) + closing]


@st.composite
def setext(draw: st.DrawFn) -> list[str]:
    return [*draw(st.lists(phrase, min_size=1, max_size=2)), draw(st.sampled_from(("===", "---", "=", "-----  ")))]


@st.composite
def table(draw: st.DrawFn, cells: st.SearchStrategy[str] = cell) -> list[str]:
    width = draw(st.integers(1, 4))
    outer = draw(st.sampled_from(("| {} |", "|{}|", "| {} |", "| {}"))) if width > 1 else "| {} |"

    def row(values: list[str]) -> str:
        line = outer.format(" | ".join(values))
        # A row of nothing but one pipe: parsers disagree whether that still is a row, and the standard does not say.
        return line if line.strip("| ") else "| |"

    header = row(draw(st.lists(phrase, min_size=width, max_size=width)))
    rule = row([draw(st.sampled_from(("---", ":--", "--:", ":-:", "-----"))) for _ in range(width)])
    rows = draw(st.lists(st.lists(cells, min_size=max(1, width - 1), max_size=width + 1), max_size=4))
    return [header, rule, *map(row, rows)]


@st.composite
def fence(draw: st.DrawFn) -> list[str]:
    mark = draw(st.sampled_from(("```", "~~~", "````")))
    inside = draw(
        st.lists(st.sampled_from(("# not a heading", "| a | b |", "|---|---|", "**No:** label", "- x", "", "🍞")))
    )
    closing = [mark] if draw(st.integers(0, 9)) else []
    return [mark + draw(st.sampled_from(("", "text", " python"))), *inside, *closing]


comment = st.sampled_from(
    (
        ["<!-- lessonlint: allow LL202: slow on purpose -->"],
        ["<!-- a note", "# not a heading", "| a | b |", "|---|---|", "-->"],
        ["<!-- one line -->"],
        ["<div>", "inside", "</div>"],
    )
)
paragraph = st.lists(phrase, min_size=1, max_size=3)
label = phrase.map(lambda words: [f"**Target concept:** {words}", f"**Slug:** {words}"])
rule_line = st.just(["---"])
indented = st.lists(phrase, min_size=1, max_size=2).map(lambda lines: ["", *(f"    {line}" for line in lines)])

leaf: st.SearchStrategy[list[str]] = st.one_of(
    atx(), setext(), table(), table(raw_cell), fence(), comment, paragraph, label, rule_line, indented
)


@st.composite
def _item(draw: st.DrawFn, inner: st.SearchStrategy[list[str]]) -> list[str]:
    bullet = draw(st.sampled_from(("- ", "* ", "1. ", "12) ", "- [x] ", "-   ")))
    lines = draw(inner)
    indent = " " * (len(bullet) if "[" not in bullet else 2)
    loose = [""] if draw(st.booleans()) else []
    return [bullet + lines[0], *(indent + line if line else "" for line in lines[1:]), *loose]


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in lines]


def _several(one: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    return st.lists(one, min_size=1, max_size=3).map(lambda parts: [line for part in parts for line in part])


block = st.recursive(leaf, lambda inner: st.one_of(_several(_item(inner)), inner.map(_quoted)), max_leaves=6)
front_matter = st.sampled_from(("", "", "---\nslug: warm-dough\n---\n", "---\ntitle: [1, 2\n---\n", "---\n"))


@st.composite
def documents(draw: st.DrawFn, ends: tuple[str, ...] = ("\n", "\r\n")) -> str:
    """A document: blocks with one blank line between them, or none."""
    lines: list[str] = []
    for part in draw(st.lists(block, max_size=8)):
        lines += [*part, *([""] if draw(st.integers(0, 4)) else [])]
    return draw(front_matter) + draw(st.sampled_from(ends)).join(lines) + draw(st.sampled_from(("", "\n")))


FRAGMENTS = (
    "# ", "## Review -- ", "- ", "> ", "| ", "|---|", "```", "<!-- ", "-->", "**", ":** ", "\n", "\n\n", "\r\n", "\r",
    "\t", "    ", "---\n", "(", ")", "[", "`", "\\|", "1. ", "$", "DEVELOPED", "Phase 1", "Concept", "Required Depth",
    "lessonlint: allow", "\f", "\u2028", "\u00a0", "\x85", "🍞", "é", "\ufeff", "\x1b", "\ud7ff",
)  # fmt: skip
soup = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(WORDS)), max_size=60).map("".join)
anything = st.one_of(documents(), soup, st.text(st.characters(codec="utf-8"), max_size=200))
