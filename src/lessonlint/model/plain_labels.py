"""Labels that are not in bold by themselves: `Verdict: PASS`, `**Verdict: PASS**`, `- New concepts: 3`.

Any sentence may hold a colon, so these are no parts of a document. Who reads them asks for the labels it knows, where
it would look for them in bold, and takes those in bold first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from lessonlint.parse.document import Item, Paragraph, Part
from lessonlint.source import Text

_LABEL = re.compile(r"^[ \t]*+([^\W\d_][\w' ’-]{1,40}):[ \t]++(\S[^\r\n]*+)", re.MULTILINE)
_ALL_BOLD = re.compile(r"^[ \t]*+\*\*([^\W\d_][\w' ’-]{1,40}):[ \t]++([^\s*][^*\r\n]*+)\*\*", re.MULTILINE)


class PlainLabel(NamedTuple):
    """The words before a colon at the start of a line, and those behind it."""

    title: Text
    value: Text


def plain_labels(part: Part) -> Iterator[PlainLabel]:
    """The lines of a part, and not of the parts within it, that may be labels."""
    for block in part.content:
        if isinstance(block, Item | Paragraph):
            words = block.text.value
            for match in chain(_LABEL.finditer(words), _ALL_BOLD.finditer(words) if "**" in words else ()):
                yield PlainLabel(_found(block.text, match, 1), _found(block.text, match, 2))


def _found(text: Text, match: re.Match[str], group: int) -> Text:
    """What a group matched, at its place; at that of the whole text where this is not as it stands in the file."""
    if len(text.value) != text.end - text.start:
        return text._replace(value=match[group])
    return Text(match[group], text.start + match.start(group), text.start + match.end(group))
