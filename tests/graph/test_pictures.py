"""What the pictures of the sample course hold, and that those we show of it are fresh."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonlint.api import knowledge_of
from lessonlint.cli.stats import collect
from lessonlint.graph.choose import Target, draw, target_named
from lessonlint.graph.drawing import PROBLEMS, Drawing
from lessonlint.graph.explorer.facts import facts_of
from lessonlint.graph.material import Material
from lessonlint.graph.narrow import reduced
from lessonlint.graph.network import course_graph

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(knowledge_of([str(ROOT / "curriculum")]))


def picture(material: Material, name: str = "", level: str | None = None) -> Drawing:
    target = target_named(material, name) if name else Target()
    assert target is not None
    return draw(material, target, level, None, None)


def names(drawing: Drawing, kind: str) -> list[str]:
    return [node.name for node in drawing.nodes if node.kind == kind]


def test_the_level_says_what_the_boxes_are(material: Material) -> None:
    assert len(names(picture(material, level="lesson"), "lesson")) == len(material.course.lessons)
    assert len(names(picture(material), "module")) == len(material.course.modules)
    assert len(names(picture(material, level="series"), "series")) == len(material.course.series)
    assert len(names(picture(material, "1.1", "lesson"), "lesson")) == len(material.course.modules[0].lessons)


def test_a_course_of_very_many_modules_is_shown_by_series(material: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lessonlint.graph.choose._MOST_MODULES", 3)
    assert names(picture(material), "module") == []
    assert len(names(picture(material), "series")) == len(material.course.series)


def test_reduction_leaves_arrows_out(material: Material) -> None:
    whole = picture(material, level="lesson")
    assert len(reduced(whole).edges) < len(whole.edges)


def test_much_that_a_light_lesson_recalls_is_one_box(material: Material) -> None:
    assert "10 recalls" in names(picture(material, "1.1"), "bundle")


def test_what_comes_in_and_goes_out_stands_at_the_edges_by_module(material: Material) -> None:
    assert any(name.startswith("to 1.2") for name in names(picture(material, "1.1"), "bundle"))
    assert any(name.startswith("from 1.1") for name in names(picture(material, "1.2"), "bundle"))


def test_what_comes_from_one_module_is_one_arrow_of_each_kind(material: Material) -> None:
    for module in material.course.modules:
        board, inside = picture(material, module.name), material.inside(module)
        arrows = [edge for edge in board.edges if edge.source.startswith("from:")]
        assert len({(edge.source, edge.target, edge.kind) for edge in arrows}) == len(arrows)
        needed = [use for at in inside for use in material.uses[at] if use.event.order < inside[0]]
        for use in (use for use in needed if use.kind in PROBLEMS):
            (arrow,) = [edge for edge in arrows if (edge.target, edge.kind) == (f"lesson:{use.at}", use.kind)
                        and material.name(use.event) in edge.concepts]  # fmt: skip
            assert material.name(use.event) in arrow.label and use.label in arrow.label


def test_what_goes_to_many_modules_ends_in_one_box_for_all_of_them(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = [node for node in picture(material, "1.1").nodes if node.key.startswith("to:")]
    assert len(apart) > 2
    monkeypatch.setattr("lessonlint.graph.board._LATER", 1)
    monkeypatch.setattr("lessonlint.graph.board._LISTED", 1000)
    *_, first, rest = [node for node in picture(material, "1.1").nodes if node.key.startswith("to:")]
    assert first.name == apart[0].name
    assert rest.name == f"to {len(apart) - 1} later modules"
    listed = {line for node in apart[1:] for line in node.lines if not line.startswith("· and")}
    assert listed <= set(rest.lines)


def test_what_a_lesson_rests_on_is_what_it_needs_and_behind_it_the_modules(material: Material) -> None:
    page = picture(material, "the-sour-loaf")
    (at,) = [int(node.key.partition(":")[2]) for node in page.nodes if node.target]
    assert len(names(page, "concept")) == len({use.root for use in material.uses[at]})
    assert names(page, "lesson") == [node.name for node in page.nodes if node.target]
    whole = draw(material, Target(lesson=at), None, 99, None)
    taught = {material.course.lessons[int(node.key.partition(":")[2])].module for node in whole.nodes
              if node.kind == "lesson" and not node.target}  # fmt: skip
    assert len(names(page, "module")) == len(taught)


def test_lessons_of_one_module_before_and_after_another_have_frames_of_their_own(material: Material) -> None:
    drawing = draw(material, Target(lesson=2), None, 9, 9)
    keys = [cluster.key for cluster in drawing.clusters]
    assert "module:1.1/0" in keys and "after module:1.1/0" in keys and len(set(keys)) == len(keys)


def test_a_concept_has_its_whole_life(material: Material) -> None:
    drawing = picture(material, "hydration")
    assert [node.depth for node in drawing.nodes if node.target] == sorted(x.depth for x in drawing.nodes if x.target)


def test_stats_the_map_and_the_explorer_count_the_same_concepts(material: Material) -> None:
    told = collect(material.knowledge)
    facts = facts_of(material, "")
    counts = [f"{module['concepts']} concepts" for module in told["modules"]]
    assert [node.lines[0].partition("  ")[2] for node in picture(material).nodes] == counts
    assert told["concepts"] == len(facts["concepts"])
    assert told["concepts"] < sum(told["depths"].values()), "some concept has several index rows"


def test_the_course_graph_has_every_kind_of_arrow_and_cannot_be_changed(material: Material) -> None:
    graph = course_graph(material.knowledge)
    kinds = {each["kind"] for *_, each in graph.edges(data=True)}
    assert kinds == {"contains", "precedes", "teaches", "requires", "claims", "builds-on"}
    with pytest.raises(Exception, match="Frozen"):
        graph.add_node("x")
