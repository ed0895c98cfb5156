"""The sentences of `lessonlint why`: how a reference was resolved, how sure that is, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lessonlint.concepts import problems
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import AGREED, LIKELY, NONE, OUTSIDE, QUESTION, SETTLED, UNMET, Link
from lessonlint.concepts.names import merged
from lessonlint.concepts.problems import Silence
from lessonlint.concepts.references import OWN_TABLES, PREREQUISITES
from lessonlint.concepts.registry import NO_CONCEPT, NOT_TAUGHT
from lessonlint.concepts.why import Explanation, Rival, Use, Words, events_on, explain, links_on, use_of
from lessonlint.course.values import Course
from lessonlint.diagnostic import Diagnostic
from lessonlint.report.places import Places
from lessonlint.wording import bare, listed, quoted

NAME = 80
_HALF = 0.5
_SURENESS = {
    SETTLED: "This is settled",
    LIKELY: "This is likely, not certain",
    QUESTION: "This is a question only you can decide",
}
_SILENT = {
    problems.OPEN: "`check` raises no alarm, for it is not known which row is meant",
    problems.UNRECORDED: "`check` raises no alarm, for it may be taught where no record is",
    problems.PLANNED: "`check` raises no alarm, for the lesson plans for this gap",
    problems.TAUGHT_HERE: "`check` raises no alarm, for the row says that this lesson teaches it",
    problems.FAR_FETCHED: "`check` raises no alarm, for the row found has few of the words asked for",
    problems.NOT_READ: "`check` raises no alarm, for not all that the row cites was read or is recorded",
    problems.PERHAPS_DEEPER: "`check` raises no alarm, for the row may mean {0}, which is deep enough",
}


class Line(NamedTuple):
    """A line of a file with everything that is known about it."""

    path: str
    number: int
    explanations: tuple[Explanation, ...]
    uses: tuple[Use, ...]
    findings: tuple[Diagnostic, ...]
    course: Course
    places: Places

    @property
    def ladder(self) -> Sequence[str]:
        """The words for depths."""
        return self.course.vocabulary.depths.ladder

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.explanations or self.uses or self.findings)


def line_of(
    knowledge: Knowledge, path: str, number: int, places: Places, findings: tuple[Diagnostic, ...] = ()
) -> Line:
    """What is known about a line: the concepts named on it, and those taught there."""
    explanations = tuple(explain(knowledge, link) for link in links_on(knowledge, path, number))
    uses = tuple(use_of(knowledge, event) for event in events_on(knowledge, path, number))
    return Line(path, number, explanations, uses, findings, knowledge.course, places)


def row_of(event: Event, line: Line) -> str:
    """An index row: its name, how deep it goes, and where."""
    lesson = line.course.lessons[event.order].name
    return f"{quoted(event.row.concept, NAME)} ({depth_of(event, line)} in {lesson})"


def depth_of(event: Event, line: Line) -> str:
    """How deep an index row goes."""
    return line.ladder[event.level] if event.level >= 0 else bare(event.row.depth) or "no depth given"


def unlinked(link: Link) -> str:
    """What a reference is that means no index row."""
    if link.decided == NO_CONCEPT:
        return "is no concept that an index is meant to hold, as concepts.yaml says."
    if link.standing == OUTSIDE:
        return "is knowledge that students bring from outside the course."
    if link.decided == NOT_TAUGHT:
        return "is not taught in this course, as concepts.yaml says."
    return "means nothing that was taught before this lesson: no index row comes near it."


def tried(explanation: Explanation, line: Line) -> Iterator[str]:
    """The steps in the order they are tried, up to the one that decided."""
    link = explanation.link
    if link.how == "id":
        yield "An id: the row and the index row carry the same {#…}. That decides."
        return
    yield "An id: there is no {#…} after the name that an index row carries too."
    if link.how == "alias":
        yield "A decision in concepts.yaml: there is one for these words. That decides."
        return
    yield "A decision in concepts.yaml: there is none for these words."
    yield from _by_name(explanation)
    if link.how == "exact":
        if explanation.words and explanation.cited:
            yield f"The cited place fits: {_cites(explanation, line)}."
        return
    if len(link.targets) > 1:
        rows = listed([quoted(event.row.concept) for event in link.targets])
        yield f"Several concepts: each was looked for by itself, and {rows} came nearest."
    elif explanation.words:
        yield f"The words: {_matched(explanation.words)}."
        yield f"The cited place: {_cites(explanation, line)}."
        if link.how == AGREED:
            yield f"Other places: the same words are settled to mean this{_first(explanation, line)}. That decides."
    elif link.standing == OUTSIDE:
        yield f"The source cell, {quoted(link.reference.source)}, names no lesson but knowledge from outside."
    else:
        yield "The words: no index row shares enough of them."


def _first(explanation: Explanation, line: Line) -> str:
    agreed = explanation.agreed
    return f", first in {line.places.show(agreed.reference.place)}" if agreed else " elsewhere"


def _by_name(explanation: Explanation) -> Iterator[str]:
    link, own = explanation.link, _is_own(explanation.link)
    where = {
        "lesson": "in the cited lesson",
        "module": "in the cited module",
        "series": "in the cited series",
        "course": "elsewhere, not in the cited place" if link.citation.says else "in the course",
    }
    same = f"there is one {where[explanation.exact]}" if explanation.exact else "no row taught so far has it"
    decides = " That decides." if link.how == "exact" and link.standing == SETTLED else ""
    if own and explanation.exact:
        same = "there is one, in this very lesson"
    yield f"The same name in an index: {same}.{decides}"
    if own and link.standing != SETTLED:
        yield "What a lesson teaches itself, it does not bring along; so that decides nothing."


def _matched(words: Words) -> str:
    parts = [
        f"{_some(found)} {'stands' if len(found) == 1 else 'stand'} in {where}"
        for found, where in (
            (words.name, "its name"),
            (words.gloss, "the explanation behind its name"),
            (words.notes, "its notes"),
            (words.slug, "its lesson's slug"),
        )
        if found
    ]
    if words.missing:
        parts.append(f"{_some(words.missing)} {'is' if len(words.missing) == 1 else 'are'} not in it")
    return "; ".join(parts)


def _some(words: Sequence[str]) -> str:
    return listed([f"“{word}”" for word in words])


def _cites(explanation: Explanation, line: Line) -> str:
    link = explanation.link
    source = link.reference.source
    if link.reference.only:
        return "a row of this table can only mean what its own lessons teach"
    if not link.citation.says:
        return f"{quoted(source)} names none in this course" if source else "none is given"
    if explanation.cited:
        return f"{quoted(source)} names the {explanation.cited} that teaches it"
    lesson = line.course.lessons[link.targets[0].order].name
    return f"{quoted(source)} names another place than {lesson}, which teaches it"


def lost(rival: Rival, link: Link) -> str:
    """Why a row came second."""
    if rival.same_concept:
        return "another step of the same concept"
    reasons = []
    if rival.lacks:
        reasons.append(f"it does not speak of {_some(rival.lacks)}")
    if rival.weak:
        reasons.append(f"{_some(rival.weak)} {'is' if len(rival.weak) == 1 else 'are'} not in its name")
    if rival.elsewhere:
        reasons.append("it is not in the cited place" if link.citation.lessons else "its place fits less well")
    if rival.unsaid:
        reasons.append(f"its name says {_some(rival.unsaid[:4])}, which this row does not")
    if rival.same_lesson:
        reasons.append("it is taught in this very lesson")
    return listed(reasons) or "it comes close; fewer of its words fit"


def standing(explanation: Explanation, line: Line) -> str:
    """How sure a link is, and what would settle it."""
    link = explanation.link
    if link.decided and link.standing != QUESTION:
        return "This is settled: somebody decided it."
    if link.standing == OUTSIDE:
        return "Taken from the source cell. If a lesson teaches it, cite that lesson there."
    if link.standing == NONE:
        return "Nothing to link to. Teach it earlier, mark the row as a gap, or use the name under which it is taught."
    if not link.targets:
        return "concepts.yaml names a row for it that does not exist (any more). Mend it there."
    sure = f"{_SURENESS[link.standing]} ({link.confidence:.0%} of such links are right)."
    if link.how == "id":
        sure = "This is settled: somebody decided it."
    if link.standing == SETTLED:
        return sure
    if len(link.targets) > 1 or merged(link.reference.concept.value):
        return f"{sure} To settle it, give each concept a row of its own, or decide it with `lessonlint aliases`."
    ways = "; ".join(_ways(explanation, line))
    if link.standing == QUESTION and not _is_own(link):
        return f"{sure} If it means that row, {ways}. If it means another, choose it with `lessonlint aliases`."
    return f"{sure} To settle it, do one of these: {ways}."


def _ways(explanation: Explanation, line: Line) -> Iterator[str]:
    """What would settle a link. The name and place of a poor guess are no advice."""
    link, target = explanation.link, explanation.link.targets[0]
    accept = f"accept {quoted(link.reference.concept)} in concepts.yaml"
    if _is_own(link):
        yield "cite the earlier lesson that teaches it"
        yield "say `this lesson` in the row where it is taught here first"
        yield accept
        return
    guess = next((each for each in link.candidates if each.event.id == target.id), None)
    if guess is None or guess.containment >= _HALF:
        if not explanation.exact or explanation.exact == "course":
            yield f"write the name as the index does, {quoted(target.row.concept)}"
        if explanation.cited != "lesson":
            yield f"cite {line.course.lessons[target.order].name}"
        yield f"put the same {{#id}} after both names, or {accept}"
        return
    yield "name it as the lesson that teaches it does, and cite that lesson"
    yield accept


def _is_own(link: Link) -> bool:
    """Whether a row that speaks of what students bring is taken to mean what its own lesson teaches."""
    in_own_table = link.reference.table in OWN_TABLES
    return bool(link.targets) and link.targets[0].order == link.reference.at and not in_own_table


def depths(explanation: Explanation, line: Line) -> str:
    """What students have before the lesson beside what the row asks for, and why a check is silent about it."""
    link = explanation.link
    perhaps = line.ladder[link.plausible] if link.plausible > link.depth_before else ""
    if link.depth_before >= 0:
        more = f", perhaps {perhaps}" if perhaps else ""
        before = f"Before this lesson they have it at {line.ladder[link.depth_before]}{more}"
    else:
        more = f", though they may have it at {perhaps}" if perhaps else ""
        before = f"Before this lesson nothing surely teaches it{more}"
    if link.reference.table != PREREQUISITES:
        claimed = link.reference.actual
        says = f"; this row says {line.ladder[claimed.high]}" if claimed.kind == "taught" else ""
        return f"{before}{says}."
    required = link.reference.required
    if required.kind != "taught":
        return f"{before}; the row does not say how deep it is needed."
    needed = f"{before}; {line.ladder[required.low]} is needed."
    if link.verdict != UNMET:
        return f"{needed} That is enough."
    return f"{needed} That is not enough{_silent(explanation.silence, line)}."


def _silent(silence: Silence | None, line: Line) -> str:
    if silence is None:
        return ""
    return f"; {_SILENT[silence.kind].format(row_of(silence.event, line) if silence.event else '')}"
