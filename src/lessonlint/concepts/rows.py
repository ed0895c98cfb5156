"""What the row of a prerequisites table says in its own words: a gap, a recap, “taught here”, “never taught”.

Rules share these readings, so that no two of them understand one row differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lessonlint.concepts.names import GENERIC, read_name, stems
from lessonlint.model.documents import LessonPlan
from lessonlint.model.rows import GAP, NO_STATUS, OK
from lessonlint.model.values import Prerequisite
from lessonlint.source import Text
from lessonlint.vocabulary import folded, is_blank, plain

_RECALL = re.compile(
    r"fad|recap|reactivat|refresh|remind|revisit|elevat|deepen|rusty|(?:lessons?|modules?|series|long) ago|since used"
)
# What students lack beside depth, in words: “has never done it by hand”, “hasn't connected it”, “needs a bridge”.
# Other things that are not so, or only so, say why the lesson asks (“a wet crust cannot brown”).
_LACKS = (
    r"\b(?:ha[sd]|have)(?:n['’]t| not| only)\b|\b(?:never|not yet|yet to|unable|lack(?:s|ing)?|missing|bridg\w+)\b"
    r"|\bonly (?:seen|met|heard|read|done|used|once|in passing|on paper)\b"
    r"|\b(?:students?|learners?|they|nobody) (?:can(?:not|['’]t)|(?:do|does|did)(?: not|n['’]t))(?!\w)"
)
# A row that says so lacks nothing, whatever else it says.
_SUFFICES = re.compile(r"\b(?:suffic\w+|exceeds?|(?<!not )enough)\b")
_HERE = re.compile(r"\bthis (?:very )?lesson\b|\btaught here\b|\bin[- ]lesson\b(?! \d)")
_CITES = r"(?i)\d\.\d|[a-z0-9]-[a-z0-9]|\b(?:series|module|lesson)\b"
_NEVER_TAUGHT = (
    r"\bnever (?:been )?(?:taught|introduced)\b|\bno prior (?:exposure|knowledge)\b"
    r"|\b(?:not|n't) (?:yet )?been (?:taught|introduced) (?:before|anywhere|in this course)\b"
)
_AS_NEW = f"(?i){_NEVER_TAUGHT}"
_JUST_NEW = rf"(?i)(?:{_NEVER_TAUGHT})(?: (?:so far|before|yet|to (?:it|this)|in this course))?\s*+(?:[.,;:!]|--|\Z)"
_ANY_WORD = re.compile(r"[^\W\d_]{2}")
_NO_GAPS = re.compile(r"(?:all [\w ]+ (?:ok|met|satisfied)\W+)?(?:there (?:are|is) )?(?:no gaps?|none(?: needed)?)\b")
_ALL_GAPS = re.compile(r"\b(?:all|both|each|every|these|the) (?:\w+ )?gaps?\b")
_HALF = 0.5


def taught_here(row: Prerequisite) -> bool:
    """Whether the row says that the concept is taught inside the lesson that needs it."""
    return _HERE.search(f"{row.said.source} {row.said.status} {row.said.actual}".casefold()) is not None


def status_denies_depths(plan: LessonPlan, row: Prerequisite) -> bool:
    """Whether the row is called OK, or nothing, though its own depths say that it is not met."""
    called_ok = row.standing == OK or (status_is_empty(row) and not has_gap(plan, row))
    needed, reached = row.required_depth, row.actual_depth
    if needed.kind != "taught" or reached.kind not in ("taught", "untaught") or not called_ok:
        return False
    brought_along = not folded(row.actual.value) and not re.search(_CITES, row.source.value)
    return reached.high < needed.high and not taught_here(row) and not brought_along


def status_is_empty(row: Prerequisite) -> bool:
    """Whether the row has a cell for its status and says nothing in it, though it says how deep students have it."""
    return row.standing == NO_STATUS and row.status.start < row.row.end and bool(row.actual.value)


def gap_though_met(plan: LessonPlan, row: Prerequisite) -> bool:
    """Whether the row is called a gap though its own depths are met, and nobody says what else is missing."""
    needed, reached = row.required_depth, row.actual_depth
    if row.standing != GAP or not needed.kind == reached.kind == "taught" or reached.low < needed.high:
        return False
    words = plain(f"{row.said.status} {row.said.reasoning}").casefold()
    return bool(_SUFFICES.search(words)) or not (re.search(_LACKS, words) or recalls(plan, row))


def recalls(plan: LessonPlan, row: Prerequisite) -> bool:
    """Whether the row, or the resolution of its gap, says that time has passed rather than that depth is missing."""
    own = [gap for gap in plan.gaps if set(folded(gap.gap.value).split()) & set(folded(row.concept.value).split())]
    words = [row.said.status, row.said.reasoning]
    words += [text.value for gap in own for text in (gap.gap, gap.size, gap.resolution)]
    if not plan.gaps:
        words += [line for line in plan.gap_text.value.splitlines() if _ALL_GAPS.search(line) or _mentions(line, row)]
    return _RECALL.search(plain(" ".join(words)).casefold()) is not None


def has_gap(plan: LessonPlan, row: Prerequisite) -> bool:
    """Whether the row declares a gap, or a gap resolution names its concept and no row that does declare one."""
    declared = [other for other in plan.prerequisites if other.standing == GAP]
    titles = [gap.gap.value for gap in plan.gaps]
    spare = [title for title in titles if not any(_is_about(title, other) for other in declared)]
    return row.standing == GAP or any(_is_about(title, row) for title in spare)


def denies_gaps(plan: LessonPlan) -> bool:
    """Whether the gap resolution says that there is nothing to resolve."""
    return _NO_GAPS.match(plain(plan.gap_text.value).casefold()) is not None


def unresolved(plan: LessonPlan) -> list[Prerequisite]:
    """The rows called a gap for which nobody says how it is closed, but for those whose depths are met.

    Those are no gaps, unless they speak of time that has passed. A resolution that names no row (other words, another
    language) stands for one whose row names no resolution.
    """
    rows = [
        row
        for row in plan.prerequisites
        if row.standing == GAP and not (gap_though_met(plan, row) or _closes_itself(row))
    ]
    planned = [gap for gap in plan.gaps if not is_blank(gap.resolution.value)]
    open_rows = [row for row in rows if not any(_is_about(gap.gap.value, row) for gap in planned)]
    if not plan.gaps:
        return [row for row in open_rows if not _told(plan.gap_text.value, row)]
    prose = _told_beside_table(plan)
    open_rows = [row for row in open_rows if not any(_mentions(line, row) for line in prose)]
    spare = [gap for gap in planned if not any(_is_about(gap.gap.value, row) for row in plan.prerequisites)]
    return open_rows if len(open_rows) > len(spare) else []


def says_untaught(row: Prerequisite) -> Text | None:
    """The words that call the concept untaught: the actual depth, the status, or a sentence of the reasoning."""
    if row.actual_depth.kind == "untaught" and _ANY_WORD.search(row.actual.value):
        return row.actual
    if row.actual_depth.kind != "taught" and folded(row.said.status).startswith(("missing", "not taught")):
        return row.status
    # Beside a depth the words may speak of another one (“never taught at DEVELOPED”), so they have to end there.
    says = _JUST_NEW if row.actual_depth.kind == "taught" else _AS_NEW
    return row.reasoning if row.standing == GAP and re.search(says, plain(row.said.reasoning)) else None


def calls_new(words: str) -> bool:
    """Whether a sentence says that students never met something: “never taught”, “no prior exposure”."""
    return re.search(_AS_NEW, plain(words)) is not None


def _closes_itself(row: Prerequisite) -> bool:
    return taught_here(row) or _HERE.search(row.said.reasoning.casefold()) is not None


def _is_about(title: str, row: Prerequisite) -> bool:
    """Whether a gap is about the concept of a row: most of the telling words of one stand in the other."""
    named, wanted = read_name(title), read_name(row.concept.value)
    return _shared(wanted.head, named.words) or _shared(named.head, wanted.words)


def _shared(head: Iterable[str], words: frozenset[str]) -> bool:
    telling = frozenset(head) - GENERIC or frozenset(head)
    return bool(telling) and len(telling & words) >= _HALF * len(telling)


def _told(text: str, row: Prerequisite) -> bool:
    """Whether prose closes the gap of a row: it speaks of all gaps, or one of its lines names the concept."""
    words = plain(text).casefold()
    if is_blank(words) or _NO_GAPS.match(words):
        return False
    return _ALL_GAPS.search(words) is not None or any(_mentions(line, row) for line in text.splitlines())


def _told_beside_table(plan: LessonPlan) -> list[str]:
    cells = {cell.value for gap in plan.gaps for cell in (gap.gap, gap.size, gap.resolution)}
    return [line for line in plan.gap_text.value.splitlines() if line.strip() not in cells]


def _mentions(line: str, row: Prerequisite) -> bool:
    return _shared(read_name(row.concept.value).core, frozenset(stems(line)))
