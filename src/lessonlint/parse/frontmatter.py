"""YAML front matter: keys that win over header lines."""

from __future__ import annotations

from lessonlint.source import Text
from lessonlint.vocabulary import folded

_FENCE = "---"


def read_front_matter(metadata: Text) -> tuple[dict[str, Text], tuple[tuple[Text, str], ...]]:
    """The scalar keys of a document's front matter with their places, and what is wrong with its syntax."""
    if not metadata:
        return {}, ()
    from lessonlint.yaml_text import YamlProblem, compose

    offset = metadata.value.index("\n") + 1 if "\n" in metadata.value else len(_FENCE)
    body = metadata.value[offset:].removesuffix(_FENCE)
    at = metadata.start + offset
    try:
        node = compose(body)
    except YamlProblem as problem:
        where = at + problem.offset
        return {}, ((Text("", where, where), problem.words),)
    if node is None:
        return {}, ()
    if node.id != "mapping":
        return {}, ((metadata, "front matter must be a list of `key: value` lines"),)
    return {
        folded(key.value): Text(value.value, at + value.start_mark.index, at + value.end_mark.index)
        for key, value in node.value
        if key.id == "scalar" and value.id == "scalar"
    }, ()
