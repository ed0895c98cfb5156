"""Second operators: the same rules, other faults, written by somebody who has not read the rules' code.

How to write one. Take only the rule's manual page (`lessonlint explain LL301`) and think of another way in which an
author could make the mistake it describes. Do not open the rule, its suite or the first operator. Then:

    @operator("LL301")
    def an_example_that_only_points_elsewhere(tree: Tree) -> Iterator[Mutant]:
        "The cell refers to another row."
        for doc, plan in tree.plans:
            for row in plan.misconceptions:
                yield fault(doc, row.negative, write(doc, row.negative, "as above"))

`tree` holds the documents as lessonlint reads them (model/documents.py, model/values.py; every `Text` knows where it
stands), `write`, `put` and `cut` make edits, and `fault` says at which words the finding belongs. Codes that the fault
may give besides, at most two, are named in `@operator(code, "LL…", "LL…")` before the first run, and the docstring
says why. Run them with `python benchmarks/mutation/run.py --second`. A miss is a fault of the rule or of its manual
page: it stays until one of them is mended.
"""

from __future__ import annotations

from collections.abc import Callable

import mutants
from mutants import Make, Operator

OPERATORS: list[Operator] = []


def operator(code: str, *also: str) -> Callable[[Make], Make]:
    """Register a function as a second operator of a rule."""
    if len(also) > mutants.ALLOWED:
        raise ValueError(f"{code}: at most {mutants.ALLOWED} consequences, declared beforehand")

    def register(make: Make) -> Make:
        OPERATORS.append(Operator(code, make.__name__, also, make))
        return make

    return register
