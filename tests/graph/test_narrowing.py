"""Less of a drawing: reduction, focus, problems, changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lessonlint.graph.drawing import CARRIED, LESSON, PRECEDES, UNMET, Drawing, Edge, Node
from lessonlint.graph.narrow import focused, only_changed, only_problems, reduced


def drawing(arrows: str, **marks: str) -> Drawing:
    """Boxes and arrows: `ab bc` is a way from a over b to c; `a!c` is a prerequisite that is not met."""
    edges = [Edge(each[0], each[-1], UNMET if "!" in each else CARRIED) for each in arrows.split()]
    keys = sorted({key for edge in edges for key in (edge.source, edge.target)})
    findings = dict.fromkeys(marks.get("findings", ""), ("error",))
    nodes = [
        Node(key, LESSON, key, findings=findings.get(key, ()), changed=key in marks.get("changed", "")) for key in keys
    ]
    return Drawing("", tuple(nodes), tuple(edges))


def arrows(drawing: Drawing) -> str:
    return " ".join(f"{edge.source}{'!' if edge.kind == UNMET else ''}{edge.target}" for edge in drawing.edges)


def keys(drawing: Drawing) -> str:
    return "".join(node.key for node in drawing.nodes)


class TestReduction:
    def test_an_arrow_that_a_longer_way_implies_goes(self) -> None:
        assert arrows(reduced(drawing("ab bc ac cd ad"))) == "ab bc cd"

    def test_what_is_not_met_stays(self) -> None:
        assert arrows(reduced(drawing("ab bc a!c"))) == "ab bc a!c"

    def test_loops_stay_whole(self) -> None:
        assert arrows(reduced(drawing("ab ba bc ac cd ad"))) == "ab ba bc ac cd"

    @given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])))
    def test_what_reaches_what_stays_the_same(self, pairs: set[tuple[int, int]]) -> None:
        whole = drawing(" ".join(f"{one}{other}" for one, other in sorted(pairs)))
        assert _reach(reduced(whole)) == _reach(whole)

    @given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1])))
    def test_without_loops_no_arrow_too_many_is_left(self, pairs: set[tuple[int, int]]) -> None:
        whole = reduced(drawing(" ".join(f"{one}{other}" for one, other in sorted(pairs))))
        for edge in whole.edges:
            less = Drawing("", whole.nodes, tuple(other for other in whole.edges if other != edge))
            assert _reach(less) != _reach(whole)


def _reach(drawing: Drawing) -> set[tuple[str, str]]:
    found = {(edge.source, edge.target) for edge in drawing.edges}
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


class TestFocus:
    def test_so_many_steps_each_way(self) -> None:
        assert keys(focused(drawing("ab bc cd de"), frozenset("c"), 1, 1)) == "bcd"

    def test_all_the_way_by_default(self) -> None:
        assert keys(focused(drawing("ab bc cd xd"), frozenset("c"), None, None)) == "abcd"

    def test_the_order_of_lessons_is_no_way(self) -> None:
        base = drawing("ab")
        spine = Drawing("", (*base.nodes, Node("c", LESSON, "c")), (*base.edges, Edge("b", "c", PRECEDES)))
        assert keys(focused(spine, frozenset("b"), None, None)) == "ab"


def test_only_problems() -> None:
    less = only_problems(drawing("ab b!c cd", findings="d"))
    assert (keys(less), arrows(less)) == ("bcd", "b!c")


def test_only_what_changed_and_what_is_next_to_it() -> None:
    less = only_changed(drawing("ab bc cd", changed="b"))
    assert (keys(less), arrows(less)) == ("abc", "ab bc")
