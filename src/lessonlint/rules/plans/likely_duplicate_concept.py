"""LL513 likely-duplicate-concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lessonlint.comparison import claim
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.names import GENERIC, Name
from lessonlint.course.values import ModuleNumber
from lessonlint.diagnostic import Finding, Related, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import quoted

_ALIKE = 0.75
_ENOUGH = 2
_A_PAIR = 2


@rule("LL513", "likely-duplicate-concept", Scope.KNOWLEDGE, Severity.INFO, since="0.1")
def likely_duplicate_concept(knowledge: Knowledge) -> Iterator[Finding]:
    """Two rows of a module's concept index seem to mean one concept, at the same depth, in other words.

    ## Why it matters
    A concept with two names has half a history under each. A lesson that looks up one name misses what was taught
    under the other, and teaches it again or reports a gap.

    ## When it does not apply
    When the second row is a step deeper, it is the concept's history. Rows of the same name are LL512's finding. Of
    three or more rows that begin alike, each is taken for a kind of its own.

    ## Bad
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Windowpane test (stretching a piece thin) | INTRODUCED | kneading | Shown |
    | Windowpane test | INTRODUCED | kneading | Why it works |

    ## Per-Lesson Summaries

    ### kneading
    ~~~

    ## Good
    ~~~file record.md
    # Module 1.1: Dough -- Record

    ## Concept Index

    | Concept | Depth | Lesson | Notes |
    |---|---|---|---|
    | Windowpane test (stretching a piece thin) | INTRODUCED | kneading | Shown, and why it works |

    ## Per-Lesson Summaries

    ### kneading
    ~~~
    """
    modules: dict[tuple[ModuleNumber, int], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.level >= 0:
            modules[event.module, event.level].append(event)
    for events in modules.values():
        for first, second in _pairs(events):
            yield Finding(
                second.doc.at(second.row.concept),
                f"{quoted(second.row.concept)} seems to be {quoted(first.row.concept)} in other words; both are "
                f"{claim(second.row.depth)}.",
                "If they are one concept, keep one row, or give both the same name. If not, say in their names "
                "what sets them apart.",
                (Related(first.doc.at(first.row.concept), "the other name"),),
                field="index",
                concept=second.name.key,
            )


def _pairs(events: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Each event that says in other words what an earlier one says, with the first of those."""
    kinds = Counter(event.name.head_key for event in events)
    met: dict[object, list[int]] = defaultdict(list)
    found = []
    for at, second in enumerate(events):
        name = second.name
        # What two names must have in common, so that not every one has to be held against every other.
        telling = {name.words - GENERIC, name.head - GENERIC}
        common = [name.head_key, *(words for words in telling if len(words) >= _ENOUGH)]
        if kinds[name.head_key] <= _A_PAIR:
            near = sorted({first for each in common for first in met[each]})
            if (first := next((n for n in near if _in_other_words(events[n].name, name)), None)) is not None:
                found.append((first, at))
        for each in common:
            met[each].append(at)
    return [(events[first], events[at]) for first, at in sorted(found)]


def _in_other_words(one: Name, other: Name) -> bool:
    """The same words in another order or form, or one head of which one row says more."""
    if one.key == other.key or not one.head_key:
        return False
    if one.head_key == other.head_key:
        small, large = sorted((set(one.gloss), set(other.gloss)), key=len)
        return len(small & large) >= _ALIKE * len(small)
    pairs = [(one.words, other.words), *([] if one.gloss and other.gloss else [(one.head, other.head)])]
    return any(a - GENERIC == b - GENERIC and len(a - GENERIC) >= _ENOUGH for a, b in pairs)
