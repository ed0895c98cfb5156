"""What is written into YAML: rows, sections and comments where their places are, and nothing else touched."""

from __future__ import annotations

import pytest

from lessonlint.authoring.edits import add_rows, listing, table_of
from lessonlint.diagnostic import Edit, edited
from lessonlint.model.documents import Doc
from lessonlint.model.read import as_markdown, read
from lessonlint.model.yaml_edits import NoPlace, edits_in
from lessonlint.source import Place, Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY

PAGE = """\
# How it began
kind: course
title: "Course: Knots"   # a working title
sections:
  - heading: Modules
    content:
{table}
  # lessonlint: allow LL502: it comes later
  - heading: Notes
    content: |-
      ## Modules, told again

      | Module | Status |
      |---|---|
      | 1.1 | planned |

# the end
"""
ROW = {"module": "1.2", "title": 'Hitches: "round" ones | all', "status": "planned"}
LISTED = """\
      - modules:
          - module: "1.1"
            title: Loops
            status: planned  # since May
"""
ADDED = """\
          - module: "1.2"
            title: 'Hitches: "round" ones | all'
            status: planned
"""


def page(table: str) -> Doc:
    doc = read(Source("course.yaml", PAGE.format(table=table.rstrip("\n"))), DEFAULT_VOCABULARY)
    assert doc is not None and not doc.syntax_errors, doc and doc.syntax_errors
    return doc


def listed(doc: Doc) -> str:
    return edited(doc.source.text, listing(doc, "modules", ROW | {"title": ROW["title"].replace("|", "\\|")}))


def written(doc: Doc, before: str, text: str) -> str:
    """The YAML with a text put below some words of its Markdown."""
    made = as_markdown(doc).source.text
    at = made.index(before) + len(before)
    return edited(doc.source.text, edits_in(doc, [Edit(Place("course.md", at, at), text)]))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_row_goes_below_the_last_one(newline: str) -> None:
    doc = page(LISTED)
    doc = read(Source("course.yaml", doc.source.text.replace("\n", newline)), DEFAULT_VOCABULARY) or doc
    assert listed(doc) == PAGE.format(table=(LISTED + ADDED).rstrip("\n")).replace("\n", newline)


@pytest.mark.parametrize("behind", ["", " # none yet"])
def test_into_a_table_without_rows(behind: str) -> None:
    head = "      - columns: {module: Module, title: Title, status: Status}\n        modules:"
    after = listed(page(f"{head} []{behind}"))
    assert after == PAGE.format(table=f"{head}\n{ADDED.rstrip()}{behind}")


def test_into_a_plain_table_and_into_markdown() -> None:
    cells = '      - table:\n          - [Module, Title, Status, Colour]\n          - ["1.1", Loops, planned, red]\n'
    added = """          - ["1.2", 'Hitches: "round" ones | all', "planned", ""]\n"""
    assert cells + added in listed(page(cells))
    told = "| 1.1 | planned |\n      | 1.2 | planned |\n\n# the end\n"
    assert listed(page("      - None yet.")).endswith(told)


def test_a_row_on_one_line_is_no_place() -> None:
    with pytest.raises(NoPlace, match=r"course\.yaml:7: .* rows stand on lines of their own"):
        listed(page('      - modules: [{module: "1.1", status: planned}]'))


@pytest.mark.parametrize(
    ("after", "heading", "expected"),
    [
        ("## Modules", "### More", "    sections:\n      - heading: More\n        content: Words.\n"),
        (
            "## Modules",
            "#### More",
            "    sections:\n      - heading: More\n        level: 4\n        content: Words.\n",
        ),
        ("## Modules", "## More", "  - heading: More\n    content: Words.\n"),
        ("## Modules", "# More", "  - heading: More\n    level: 1\n    content: Words.\n"),
    ],
)
def test_a_section_goes_as_deep_as_its_heading(after: str, heading: str, expected: str) -> None:
    doc = page("      - Words of old.")
    made = written(doc, "Words of old.", f"\n\n---\n\n{heading}\n\nWords.\n")
    assert made == PAGE.format(table=f"      - Words of old.\n{expected.rstrip()}")


def test_in_markdown_with_headings_a_section_is_markdown() -> None:
    made = written(page("      - Words."), "| 1.1 | planned |", "\n\n### More\n\nWords.\n")
    assert made.endswith("      | 1.1 | planned |\n\n      ### More\n\n      Words.\n\n# the end\n")


def test_a_comment_goes_below_its_heading() -> None:
    made = written(page("      - Words."), "## Modules", "\n\n<!-- lessonlint: reviewed today -->")
    assert "  - heading: Modules\n    # lessonlint: reviewed today\n    content:\n" in made


def test_what_would_be_read_otherwise_is_refused() -> None:
    doc = page("      - Words.")
    text = doc.source.text.replace("  - heading: Modules\n    content:\n      - Words.\n", "  - {heading: Modules}\n")
    doc = read(Source("course.yaml", text), DEFAULT_VOCABULARY) or doc
    with pytest.raises(NoPlace, match="on one line"):
        written(doc, "## Modules", "\n\n### More\n\nWords.\n")
    with pytest.raises(NoPlace, match="would be read otherwise"):
        written(doc, "## Modules", "\n\nWords without a heading, and\n\n## More\n")


def test_yaml_with_a_mistake_is_left_alone() -> None:
    for broken in ("sections: [", "sectons: 1"):
        doc = read(Source("course.yaml", f"kind: course\n{broken}\n"), DEFAULT_VOCABULARY)
        assert doc
        with pytest.raises(NoPlace, match="`lessonlint check` says where"):
            edits_in(doc, [Edit(Place("course.md", 0, 0), "\n\n## More\n")])


def test_a_row_where_no_table_is() -> None:
    with pytest.raises(NoPlace, match="no table"):
        written(page("      - Words."), "Words.", "\n| a | b |")


def test_markdown_is_left_to_itself() -> None:
    doc = read(Source("course.md", "# Course: Knots\n\n| Module | Status |\n|---|---|\n"), DEFAULT_VOCABULARY)
    assert doc
    read_table = table_of(doc, "modules")
    assert read_table
    edits = [add_rows(doc, read_table, [{"module": "1.1"}])]
    assert (edits_in(doc, edits), as_markdown(doc)) == (edits, doc)
