"""Documents with merge conflicts: read as if their first side had been chosen, with every place where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from lessonlint.model.documents import Doc
from lessonlint.model.relocation import Relocation, Stretch, relocated
from lessonlint.parse.broken import CONFLICT, Conflict, conflicts
from lessonlint.source import Source


class Decided(NamedTuple):
    """A file without its markers and second sides, where what is left stood, and the conflicts there were."""

    source: Source
    places: Relocation
    conflicts: tuple[Conflict, ...]

    def undone(self, doc: Doc, origin: Source) -> Doc:
        """The document read from it, with places in the file as it is, and its conflicts."""
        doc = relocated(doc, origin, self.places)
        told = tuple((conflict.whole, CONFLICT) for conflict in self.conflicts)
        return replace(doc, syntax_errors=(*told, *doc.syntax_errors))


def decided(source: Source, code: Sequence[tuple[int, int]]) -> Decided | None:
    """A file with the first side of each conflict chosen; None when it has no conflict outside `code`."""
    found = conflicts(source.text, code)
    if not found:
        return None
    stretches: list[Stretch] = []
    at = made = 0
    for start, end in [*(lines for each in found for lines in each.left_out), (len(source.text),) * 2]:
        if start > at:
            stretches.append(Stretch(made, at, start - at))
        made, at = made + start - at, end
    kept = "".join(source.text[each.origin : each.origin + each.length] for each in stretches)
    return Decided(source._replace(text=kept), Relocation(stretches, {}), found)
