"""Hostile names in every format: drawn as written, and never read as anything else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.hostile import HOSTILE

from lessonlint.graph import image
from lessonlint.graph.dot import render_dot
from lessonlint.graph.drawing import (
    BUNDLE,
    CARRIED,
    CONCEPT,
    DEEPENED,
    LESSON,
    MODULE,
    UNMET,
    Cluster,
    Drawing,
    Edge,
    Node,
    clean,
    wrapped,
)  # fmt: skip
from lessonlint.graph.exchange import as_network, render_graphml, render_json
from lessonlint.graph.image import NoGraphviz, render_image
from lessonlint.graph.mermaid import TooBig, render_mermaid

names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def drawn(*words: str) -> Drawing:
    """Each name as a box, in a label line, on an arrow, on a frame, as a finding and in the title."""
    told = [clean(each) for each in words]
    nodes = [
        Node(f"k{at}", (LESSON, CONCEPT, BUNDLE)[at % 3], name, (name,), at % 4 - 1, at % 4 - 1, (name,))
        for at, name in enumerate(told)
    ]
    keys = [node.key for node in nodes]
    kinds = (CARRIED, DEEPENED, UNMET)
    edges = [Edge(keys[at - 1], key, kinds[at % 3], told[at], (told[at],)) for at, key in enumerate(keys) if at]
    clusters = (Cluster("c", told[0], tuple(keys[:1])),)
    ladder, loads = ("SEEN", "KNOWN", "USED"), ("REST", "BUILD", "STRETCH")
    return Drawing(told[0], tuple(nodes), tuple(edges), clusters, ladder=ladder, loads=loads)


def shown(svg: bytes) -> str:
    """All the text that a picture shows, without spaces."""
    root = ElementTree.fromstring(svg)
    return "".join("".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text"))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


@needs_dot
@given(st.lists(names, min_size=1, max_size=12))
@settings(max_examples=8, deadline=None)
def test_graphviz_reads_back_what_was_meant(words: list[str]) -> None:
    drawing = drawn(*words)
    data = json.loads(
        subprocess.run(["dot", "-Tjson0"], input=render_dot(drawing).encode(), capture_output=True, check=True).stdout
    )
    boxes = [each for each in data["objects"] if re.fullmatch(r"n\d+", each["name"])]
    assert len(boxes) == len(drawing.nodes)
    arrows = [each for each in data.get("edges", []) if {each["tail"], each["head"]} <= {b["_gvid"] for b in boxes}]
    assert len(arrows) == len(drawing.edges)


@needs_dot
def test_svg_shows_every_name_as_written_and_no_element_of_theirs() -> None:
    svg = render_image(render_dot(drawn(*HOSTILE)), "svg")
    text = squeezed(shown(svg))
    for name in map(clean, HOSTILE):
        for line in wrapped(name, 22, 3)[:1]:
            assert squeezed(line) in text
    tags = {each.tag.partition("}")[2] for each in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "g", "title", "polygon", "ellipse", "text", "path", "polyline", "a"}
    assert b"<script" not in svg


@needs_dot
def test_the_legend_of_a_small_picture_shows_every_load() -> None:
    loads = tuple(f"LOAD{step}" for step in range(5))
    svg = render_image(render_dot(Drawing("small", (Node("a", LESSON, "one"),), loads=loads)), "svg")
    assert [word for word in loads if word not in shown(svg)] == []


@pytest.mark.parametrize("rows", [False, True])
@pytest.mark.parametrize(
    ("label", "told"), [("meant?", 2), ("needs A, has B (meant?)", 2), ("Crumb: meant?", 2), ("needs A, has B", 0)]
)
def test_what_stands_on_a_guess_is_in_the_legend(label: str, told: int, rows: bool) -> None:
    nodes = Node("a", MODULE, "one"), Node("b", MODULE, "two")
    cluster = Cluster("series:1", "", ("a", "b"))
    drawing = Drawing("small", nodes, (Edge("a", "b", CARRIED, label),), (cluster,), rows=rows)
    for written in (render_dot(drawing), render_mermaid(drawing)):
        assert len(re.findall(r"meant(?:\?|#63;)", written)) == told
        assert ("nobody has said which concept" in written) == bool(told)


@needs_dot
def test_a_map_in_rows_shows_every_name_as_written() -> None:
    nodes = tuple(Node(f"module:{at}", MODULE, clean(name)) for at, name in enumerate(HOSTILE))
    edges = tuple(Edge(one.key, other.key, CARRIED, other.name) for one, other in pairwise(nodes))
    cluster = Cluster("series:1", clean(HOSTILE[0]), tuple(node.key for node in nodes[:4]))
    ladder, loads = tuple(map(clean, HOSTILE[:4])), ("{x}", "%", '"')
    drawing = Drawing(clean(HOSTILE[1]), nodes, edges, (cluster,), False, ladder, loads, rows=True)
    svg = render_image(render_dot(drawing), "svg")
    text = squeezed(shown(svg))
    for name in map(clean, HOSTILE):
        assert squeezed(wrapped(name, 26, 3)[0])[:20] in text
    assert "{x}" in text
    assert b"<script" not in svg


def test_graphviz_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "dot"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 30\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(image, "PATIENCE", 0.1)
    with pytest.raises(NoGraphviz, match="--only-problems"):
        render_image("digraph {}", "svg")


@needs_dot
@pytest.mark.parametrize(("format_", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_png_and_pdf_are_drawn(format_: str, magic: bytes) -> None:
    assert render_image(render_dot(drawn(*HOSTILE)), format_).startswith(magic)


@given(st.lists(names, min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_mermaid_lines_have_only_the_shapes_we_write(words: list[str]) -> None:
    label = r'"(?:[\w .,()+×·–…●■▲○✗]|#\d+;|<br/>)*"'
    shapes = (
        r"flowchart LR", rf"subgraph c\d+\[{label}\]", r"end", rf"n\d+(?:\[{label}\]|\(\[{label}\]\)|\[/{label}/\])",
        rf"n\d+ (?:-->|-\.->|---)(?:\|{label}\|)? n\d+", r"classDef look\d+ fill:#\w+,stroke:#\w+,color:#\w+",
        r"class [n\d,]+ look\d+", r"linkStyle [\d,]+ stroke:#\w+,stroke-width:3px", rf"key\d\[{label}\]",
        r"style key\d fill:#FFFFFF,stroke:#\w+,color:#\w+",
    )  # fmt: skip
    for line in render_mermaid(drawn(*words)).splitlines():
        assert any(re.fullmatch(rf"\s*{shape}", line) for shape in shapes), line


def test_mermaid_says_when_github_would_not_draw_it() -> None:
    nodes = tuple(Node(f"k{at}", LESSON, "x") for at in range(600))
    edges = tuple(Edge("k0", node.key) for node in nodes[1:])
    with pytest.raises(TooBig, match="--focus"):
        render_mermaid(Drawing("big", nodes, edges))


@given(st.lists(names, min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_json_and_graphml_carry_the_names_as_data(words: list[str]) -> None:
    drawing = drawn(*words)
    graph = as_network(drawing)
    told = [node.name for node in drawing.nodes]
    assert [each["name"] for each in json.loads(render_json(graph))["nodes"]] == told
    root = ElementTree.fromstring(render_graphml(graph).encode())
    data = {each.text or "" for each in root.iter("{http://graphml.graphdrawing.org/xmlns}data")}
    assert set(told) <= data | {""}


def test_names_are_wrapped_and_cut() -> None:
    assert wrapped("one two three four", 8, 2) == ["one two", "three…"]
    assert wrapped("x" * 25, 10, 3) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrapped("", 8, 2) == [""]
