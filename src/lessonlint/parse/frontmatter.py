"""YAML front matter: keys that win over header lines."""

from __future__ import annotations

from lessonlint.source import Text
from lessonlint.vocabulary import folded

_FENCE = "---"


def read_front_matter(metadata: Text) -> tuple[dict[str, Text], tuple[tuple[Text, str], ...]]:
    """The scalar keys of a document's front matter with their places, and what is wrong with its syntax."""
    if not metadata:
        return {}, ()
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode, ScalarNode
    from ruamel.yaml.reader import ReaderError

    offset = metadata.value.index("\n") + 1
    body = metadata.value[offset:].removesuffix(_FENCE)
    at = metadata.start + offset
    try:
        node = YAML(pure=True).compose(body)
    except MarkedYAMLError as error:
        mark = error.context_mark or error.problem_mark
        where = at + min(mark.index, len(body)) if mark else metadata.start
        return {}, ((Text("", where, where), error.problem or "not YAML"),)
    except ReaderError as error:
        where = at + min(error.position, len(body) - 1)
        char = body[where - at]
        return {}, ((Text(char, where, where + 1), f"the character U+{ord(char):04X} is not allowed"),)
    except YAMLError as error:
        return {}, ((Text("", metadata.start, metadata.end), str(error).splitlines()[0]),)
    if not isinstance(node, MappingNode):
        return {}, ((metadata, "front matter must be a list of `key: value` lines"),) if node else ()
    return {
        folded(key.value): Text(value.value, at + value.start_mark.index, at + value.end_mark.index)
        for key, value in node.value
        if isinstance(key, ScalarNode) and isinstance(value, ScalarNode)
    }, ()
