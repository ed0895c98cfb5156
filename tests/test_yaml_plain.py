"""Plain YAML is read as all of YAML is, or left to it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonlint.yaml_plain import plain_nodes
from lessonlint.yaml_text import compose

CONCEPTS = """\
# What was decided.
concepts:
  - id: oven-spring
    name: Oven spring (the last rise)
    rows:
      - oven-spring: Oven spring (at 230 °C, the last rise)

    aliases:
    - the last rise
    - text: "1.1: rise"
      scope: '1.1'
      also: [crust, crumb-2]
background:
- Arithmetic, C# and 1/2
"""
PIECES = (
    *("\n", "\n  ", "\n    ", "\n- ", "\n  - ", "- ", " ", ": ", ":", "#", " #", '"', "'", "\t", "\r\n", "\u2028",),
    *("key:", "\nkey:", "\nb: c", "words", "1.1", "null", "~", "[a, b]", "[", "{", "%", "---", "\n...\n", "&a", "*a"),
    *("|", ">", "?", "=", "<<: a", ".", "-", "-x", ", ", "name: x", '"x y"', "'it'", "# note", "\n# note\n", "(", "@"),
    *("`", "!x", "é", "\\"),
)  # fmt: skip


def told(node: Any) -> Any:
    """What a node says, with the places of its words."""
    if node.id == "scalar":
        return node.value, node.start_mark.index, node.end_mark.index
    return [
        tuple(map(told, each)) if isinstance(each, tuple) and node.id == "mapping" else told(each)
        for each in node.value
    ]


def test_what_we_write_is_plain() -> None:
    plain = plain_nodes(CONCEPTS)
    assert plain and told(plain) == told(compose(CONCEPTS))


@given(st.integers(0, len(CONCEPTS)), st.integers(0, 20), st.lists(st.sampled_from(PIECES), max_size=6))
def test_what_is_plain_is_read_as_all_of_yaml_is(at: int, taken: int, pieces: list[str]) -> None:
    for text in (CONCEPTS[:at] + "".join(pieces) + CONCEPTS[at + taken :], "".join(pieces)):
        if plain := plain_nodes(text):
            assert told(plain) == told(compose(text))


@pytest.mark.parametrize(
    "text",
    ["- one\n  goes on", "a: b\n  c: d", "a: 1\na: 2", "a:", "a: b # why", "- a\nb: c", "a: &x b", "a: |\n  b", ""],
)
def test_what_takes_all_of_yaml_is_left_to_it(text: str) -> None:
    assert plain_nodes(text) is None


def test_what_is_deep_is_left_to_it() -> None:
    assert plain_nodes("".join(f"{' ' * depth}a:\n" for depth in range(3_000))) is None
    assert plain_nodes("- " * 3_000 + "a") is None
