"""YAML with positions and without traps: no tags are run, no aliases expanded, no depth of nesting crashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lessonlint.vocabulary import near
from lessonlint.vocabulary.sections import SECTIONS

_KIND = r"(?m)^kind[ \t]*+:[ \t]*+[\"']?([\w-]+(?:[ \t]+[\w-]+)*+)"
_CONFLICT = r"(?m)^<{7}(?: |$)"
_SUFFIXES = (".yaml", ".yml")
_HALF = "[\ud800-\udfff]"  # half a character, as an escape may write it: no file can hold it


class YamlProblem(Exception):
    """YAML that cannot be used: where (an offset into the text) and why."""

    def __init__(self, offset: int, words: str) -> None:
        super().__init__(words)
        self.offset, self.words = offset, words


def is_yaml(path: str) -> bool:
    """Whether a file is YAML by its name."""
    return path.casefold().endswith(_SUFFIXES)


def stated_kind(text: str) -> str:
    """The kind of document that a YAML text says it is, or nearly says; "" where it is none of a curriculum."""
    stated = re.search(_KIND, text)
    if stated is None:
        return ""
    return stated[1] if stated[1] in SECTIONS else near(stated[1], SECTIONS) or ""


def compose(text: str) -> Any:
    """The node tree of a YAML text, with ruamel's marks; None when it is empty. Raises `YamlProblem`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        # Read to be written again, folded text would hold marks of where it was folded.
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        if conflict := re.search(_CONFLICT, text):
            raise YamlProblem(conflict.start(), "a merge conflict is left here") from None
        mark = error.context_mark or error.problem_mark
        raise YamlProblem(min(mark.index, len(text)) if mark else 0, error.problem or "not YAML") from None
    except ReaderError as error:
        char = text[error.position] if error.position < len(text) else ""
        words = f"the character U+{ord(char):04X} is not allowed" if char else "not YAML"
        raise YamlProblem(min(error.position, len(text)), words) from None
    except YAMLError as error:
        raise YamlProblem(0, str(error).splitlines()[0]) from None
    except RecursionError:
        raise YamlProblem(0, "it is nested too deeply") from None
    except AssertionError:
        raise YamlProblem(0, "not YAML") from None  # ruamel asserts on some texts where it means to raise
    _refuse_traps(root)
    return root


def _refuse_traps(root: Any) -> None:
    """Refuse what has no business here: tags, keys given twice, halves of characters, and aliases.

    A node that is reached twice was an alias, and aliases of aliases grow without bound.
    """
    seen: set[int] = set()
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            raise YamlProblem(node.start_mark.index, "anchors and aliases are not used here")
        seen.add(id(node))
        if not str(node.tag).startswith(_CORE_TAGS):
            raise YamlProblem(node.start_mark.index, f"tags such as `{node.tag}` are not used here")
        if node.id == "scalar" and (half := re.search(_HALF, node.value)):
            raise YamlProblem(node.start_mark.index, f"the character U+{ord(half[0]):04X} is not allowed")
        if node.id == "mapping":
            _refuse_doubles(node)
        waiting += children(node)


_CORE_TAGS = tuple(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")
)


def _refuse_doubles(node: Any) -> None:
    names: set[str] = set()
    for key, _ in node.value:
        if key.id != "scalar":
            raise YamlProblem(key.start_mark.index, "a key is made of words, not of a list or of other keys")
        name = str(key.value)
        if name in names:
            raise YamlProblem(key.start_mark.index, f"the key `{name}` stands here twice")
        names.add(name)


def scalars(root: Any) -> Iterator[Any]:
    """The nodes below one that hold words, in any order; keys are among them."""
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if node.id == "scalar":
            yield node
        else:
            waiting += children(node)


def children(node: Any) -> Iterator[Any]:
    """The nodes right below a node, keys included."""
    if isinstance(node.value, list):
        for child in node.value:
            if isinstance(child, tuple):
                yield from child
            else:
                yield child


def end_of(node: Any) -> int:
    """Where the last words in a node end. The mark at the end of a block runs on to whatever comes next."""
    while node.id != "scalar" and not node.flow_style and node.value:
        last = node.value[-1]
        if isinstance(last, tuple):
            key, value = last
            last = key if value.id == "scalar" and value.start_mark.index == value.end_mark.index else value
        node = last
    return int(node.end_mark.index)
