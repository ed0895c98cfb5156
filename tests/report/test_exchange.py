"""Formats for other programs: read back by somebody else's reader, and hostile words stay words.

LESSONLINT_REWRITE_GOLDEN=1 writes the golden files anew.
"""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.report.canned import EVERYTHING, TEXT, at, diagnostic, report
from tests.support.hostile import HOSTILE

from lessonlint.diagnostic import Edit, Fix, Key, Related, Report, Severity
from lessonlint.report.github import render_github
from lessonlint.report.gitlab import render_gitlab
from lessonlint.report.junit import render_junit
from lessonlint.report.markdown import escaped, render_markdown
from lessonlint.report.sarif import render_sarif
from lessonlint.report.telling import fingerprint
from lessonlint.report.terminal import visible
from lessonlint.source import Place

HERE = Path(__file__).parent
SARIF = jsonschema.Draft4Validator(json.loads((HERE / "schemas" / "sarif-2.1.0.json").read_text("utf-8")))
RENDERERS: dict[str, Callable[[Report], str]] = {
    "sarif": render_sarif,
    "github": render_github,
    "gitlab": render_gitlab,
    "junit": render_junit,
    "markdown": render_markdown,
}
MENDED = report(
    diagnostic(at("DEVOLPED", 5), help_="Write DEVELOPED.")._replace(
        fix=Fix((Edit(at("DEVOLPED", 5), "DEVELOPED\n"), Edit(Place("plan.md", 0, 0), "🍞"), Edit(at("パン", 5), "")))
    )
)

EVIL = (
    *"\x00\x07\x1b\x7f\x85\x9b\u202e\u2066\u2028\ufeff\ufffe\uffff\ud800\r\n\t\v\f %:,;|`*_[](){}<>&#@$~!\\\"'=+-.1a🍞",
    *(
        "::error::",
        "::stop-commands::x",
        "%0A",
        "]]>",
        "<!--",
        "-->",
        "<script>",
        "&amp;",
        "&#10;",
        "](1)",
        "**",
        "```",
    ),
    *("@team", "#12", "1. ", "- ", "# ", "> ", "    ", "{0}", "##[error]", "\n::warning::", "file:///", "../", "%25"),
)
words = st.lists(st.sampled_from((*EVIL, *HOSTILE)) | st.text(max_size=4), max_size=9).map("".join)
paths = words.map(lambda text: text.replace("\x00", "").encode("utf-8", "surrogatepass").decode("utf-8", "replace"))

# Reports are slow to make, and each holds many words.
few = settings(max_examples=15, deadline=None)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports in which everything an author can choose is hostile."""
    length = len(TEXT)
    spans = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    places = st.builds(lambda path, span: Place(path, *span), paths | st.just("bread/dough.md"), spans)
    found = draw(
        st.lists(
            st.builds(
                diagnostic,
                places,
                words,
                st.sampled_from(("LL006", "LL105", "LL999")),
                st.sampled_from(Severity),
                words,
                st.lists(st.builds(Related, places, words), max_size=6).map(tuple),
            ),
            max_size=3,
        )
    )
    return report(*found)


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them: the command, its properties, its words."""
    read = []
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        pairs = (pair.partition("=") for pair in match[2].split(","))
        read.append((match[1], {name: _decoded(value) for name, _, value in pairs}, _decoded(match[3])))
    return read


def _decoded(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def shown_markdown(text: str) -> str:
    """The words that a reader of the Markdown sees, and nothing else may be there."""
    seen = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        assert token.type not in ("fence", "code_block", "html_block", "table_open", "blockquote_open"), text
        for inner in token.children or ():
            assert inner.type not in ("code_inline", "image", "link_open", "s_open"), text
            assert inner.type != "html_inline" or inner.content == "<!-- -->", text
            seen.append("\n" if inner.type == "softbreak" else inner.content if inner.type != "html_inline" else "")
    return "".join(seen)


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize(("case", "found"), (("everything", EVERYTHING), ("nothing", report()), ("mended", MENDED)))
def test_golden(name: str, case: str, found: Report) -> None:
    suffix = {"sarif": ".sarif", "junit": ".xml", "gitlab": ".gitlab.json", "github": ".github.txt"}.get(name, ".md")
    path = HERE / "golden" / f"{case}{suffix}"
    if os.environ.get("LESSONLINT_REWRITE_GOLDEN") == "1":
        path.write_text(RENDERERS[name](found), "utf-8", newline="")
    assert path.read_bytes().decode() == RENDERERS[name](found)


class TestHostileWords:
    @few
    @given(reports())
    def test_sarif_is_valid_and_points_where_the_finding_is(self, found: Report) -> None:
        text = render_sarif(found)
        SARIF.validate(json.loads(text))
        for result, meant in zip(results(text), found.diagnostics, strict=True):
            assert not set(result["message"]["text"]) & set("\x1b\x07\u202e\n")
            assert not re.search(r"(?<!\\)\]\(", result["message"]["text"])
            location = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert unquote(location.removeprefix("file://")).lstrip("/") == meant.place.path.lstrip("/")
            assert location.isascii()

    @few
    @given(reports())
    def test_github_reads_one_command_for_each_finding(self, found: Report) -> None:
        read = commands(render_github(found))
        for (_, properties, said), meant in zip(read, found.diagnostics, strict=True):
            assert properties["file"] == visible(meant.place.path)
            assert said.split("\n")[0] == visible(meant.message)

    @few
    @given(reports())
    def test_gitlab_reads_json(self, found: Report) -> None:
        for issue, meant in zip(json.loads(render_gitlab(found)), found.diagnostics, strict=True):
            assert issue["location"]["path"] == meant.place.path
            assert issue["description"].startswith(visible(f"{meant.code}: {meant.message}".strip()))
            assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]

    @few
    @given(reports())
    def test_junit_is_xml_with_a_case_for_each_finding(self, found: Report) -> None:
        tree = ElementTree.fromstring(render_junit(found).encode())
        failures = tree.findall("./testsuite/testcase/failure")
        for failure, meant in zip(failures, found.diagnostics, strict=True):
            assert failure.get("message") == re.sub("[\ufffe\uffff]", "\ufffd", visible(meant.message))
        assert int(tree.get("tests", "0")) == max(1, len(found.diagnostics))

    @given(words)
    def test_markdown_shows_the_words(self, text: str) -> None:
        plain = visible(text).strip()
        # A reader sees no more than one of several spaces.
        assert " ".join(shown_markdown(f"- {escaped(text)}\n").split()) == " ".join(plain.split())

    @few
    @given(reports())
    def test_markdown_has_an_item_for_each_finding(self, found: Report) -> None:
        shown = shown_markdown(render_markdown(found))
        for meant in found.diagnostics:
            assert visible(meant.message).strip() in shown
        assert not re.search(r"[@#](?!<!-- -->)\w", re.sub(r"^#+ ", "", render_markdown(found), flags=re.MULTILINE))


class TestSarif:
    def test_the_schema_refuses_what_is_wrong(self) -> None:
        log = json.loads(render_sarif(EVERYTHING))
        log["runs"][0]["results"][0]["level"] = "fatal"
        with pytest.raises(jsonschema.ValidationError):
            SARIF.validate(log)

    @pytest.mark.parametrize("found", (EVERYTHING, MENDED, report()))
    def test_it_is_valid(self, found: Report) -> None:
        SARIF.validate(json.loads(render_sarif(found)))

    def test_a_rule_comes_with_its_manual(self) -> None:
        run = json.loads(render_sarif(EVERYTHING))["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == ["LL001", "LL006"]
        assert all("## Why it matters" in rule["help"]["markdown"] for rule in rules)
        assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [
            each["ruleId"] for each in run["results"]
        ]

    def test_fixes_name_each_file_once_and_replace_the_words(self) -> None:
        (result,) = results(render_sarif(MENDED))
        changes = result["fixes"][0]["artifactChanges"]
        assert [change["artifactLocation"]["uri"] for change in changes] == ["bread/dough.md", "plan.md"]
        line = TEXT.split("\n")[4]
        taken = [each["deletedRegion"] for each in changes[0]["replacements"]]
        assert [line[region["startColumn"] - 1 : region["endColumn"] - 1] for region in taken] == ["パン", "DEVOLPED"]

    @pytest.mark.parametrize(
        ("path", "uri"),
        (("a b/é.md", "a%20b/%C3%A9.md"), ("a:b.md", "a%3Ab.md"), ("/x/y#1.md", "file:///x/y%231.md"),
         ("raw\udcff.md", "raw%FF.md")),
    )  # fmt: skip
    def test_a_path_is_a_uri(self, path: str, uri: str) -> None:
        (result,) = results(render_sarif(report(diagnostic(Place(path, 0, 0)))))
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri

    def test_a_crash_is_no_successful_run(self) -> None:
        crashed = report(diagnostic(at("STRECH", 3), code="LL999", severity=Severity.ERROR))
        runs = [json.loads(render_sarif(each))["runs"][0] for each in (crashed, EVERYTHING)]
        assert [run["invocations"][0]["executionSuccessful"] for run in runs] == [False, True]


class TestFingerprint:
    def test_it_knows_the_finding_and_not_its_line(self) -> None:
        moved = [diagnostic(at("DEVOLPED", line)) for line in (5, 6)]
        marks = [results(render_sarif(report(each)))[0]["partialFingerprints"] for each in moved]
        assert marks[0] == marks[1]

    def test_every_part_of_the_key_counts(self) -> None:
        keys = [Key("LL1", "a", "b", "c", 1), Key("LL1", "ab", "", "c", 1), Key("LL1", "a", "b", "c", 2),
                Key("LL1", "a", "", "bc", 1), Key("LL1", "\ud800", "b", "c", 1)]  # fmt: skip
        assert len({fingerprint(key) for key in keys}) == len(keys)


def test_github_gives_no_columns_where_a_place_has_several_lines() -> None:
    ((_, properties, _),) = commands(render_github(report(diagnostic(Place("bread/dough.md", 0, 40)))))
    assert properties.keys() == {"title", "file", "line", "endLine"}


def test_other_places_beyond_the_fifth_are_counted() -> None:
    assert "… and 2 more places" in render_github(EVERYTHING)
