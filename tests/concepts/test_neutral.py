"""A decision changes the links it is about and no other, whatever the course."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from lessonlint.api import check, knowledge_of
from lessonlint.concepts.deciding import Choice, choice, likely_choices, open_references, settled_choices
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import Link
from lessonlint.concepts.names import same_words
from lessonlint.concepts.registry import BACKGROUND, CONCEPT, NO_CONCEPT, NOT_TAUGHT
from lessonlint.concepts.writing import with_choices

LESSONS = ("mixing", "kneading", "resting", "baking")
WORDS = ("gluten", "network", "dough", "crust", "steam", "oven")
HEAD = "# Module 1.1: Dough -- Record\n\n## Concept Index\n\n| Concept | Depth | Lesson | Notes |\n|---|---|---|---|\n"
PLAN = """# Lesson: {name}

**Module:** 1.1 (Dough)
**Slug:** {name}
**Position:** Lesson {number} of 4

## Phase 1: Orient (Student State)

### Relevant concepts

| Concept | Depth | Source | Notes |
|---|---|---|---|
{state}
## Phase 2: Analyze

### Prerequisites

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
{needs}
## Phase 3: Design

### Concepts and Depth Targets

| Concept | Target Depth | Notes |
|---|---|---|
{targets}"""

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(" ".join)
names = st.one_of(words, st.builds("{} ({})".format, words, words), st.builds("{}, {}".format, words, words))
depths = st.sampled_from(("INTRODUCED", "DEVELOPED"))
sources = st.sampled_from((*LESSONS, "1.1", "--", "Prior education"))
taught = st.lists(st.tuples(names, depths, st.sampled_from(LESSONS)), min_size=3, max_size=8)
# Rows that a lesson has twice cannot be told apart by their names.
distinct = taught.map(lambda rows: list({(same_words(row[0]), row[2]): row for row in rows}.values()))
named = st.lists(st.tuples(names, depths, sources), max_size=3)
plans = st.tuples(*(st.tuples(named, named, named) for _ in LESSONS))


class Seen(NamedTuple):
    """All that is known of a link, by what stays equal from run to run."""

    targets: tuple[tuple[str, int], ...]
    standing: str
    depth_before: int
    verdict: str


def write(
    folder: Path, rows: list[tuple[str, str, str]], lessons: tuple[tuple[list[tuple[str, str, str]], ...], ...]
) -> None:
    record = HEAD + "".join(f"| {name} | {depth} | {lesson} | -- |\n" for name, depth, lesson in rows)
    (folder / "record.md").write_text(record, "utf-8")
    for number, (slug, (state, needs, aims)) in enumerate(zip(LESSONS, lessons, strict=True), 1):
        text = PLAN.format(
            name=slug,
            number=number,
            state="".join(f"| {name} | {depth} | {source} | -- |\n" for name, depth, source in state),
            needs="".join(f"| {name} | {depth} | {depth} | {source} | OK | -- |\n" for name, depth, source in needs),
            targets="".join(f"| {name} | {depth} | -- |\n" for name, depth, _ in aims),
        )
        (folder / f"{slug}.md").write_text(text, "utf-8")


def seen(link: Link) -> Seen:
    targets = tuple((event.doc.path, event.row.concept.start) for event in link.targets)
    return Seen(targets, link.standing, link.depth_before, link.verdict)


def findings(folder: Path) -> list[tuple[str, str, int]]:
    return [(found.code, found.place.path, found.place.start) for found in check([str(folder)]).diagnostics]


def decide(folder: Path, text: str, choices: list[Choice], knowledge: Knowledge) -> Knowledge:
    (folder / "concepts.yaml").write_text(with_choices(text, choices, knowledge.course), "utf-8")
    assert [x.message for x in check([str(folder)]).diagnostics if x.code == "LL111"] == []
    return knowledge_of([str(folder)])


@settings(max_examples=20, deadline=None)
@given(taught, plans)
def test_accepting_what_is_settled_changes_no_link(rows, lessons) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, rows, lessons)
        before, told = knowledge_of([name]), findings(folder)
        after = decide(folder, "", list(settled_choices(before)), before)
        assert [seen(link) for link in after.links] == [seen(link) for link in before.links]
        assert findings(folder) == told


@settings(max_examples=20, deadline=None)
@given(distinct, plans, st.data())
def test_a_decision_changes_only_what_it_is_about(rows, lessons, data) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, rows, lessons)
        before, told = knowledge_of([name]), findings(folder)
        waiting = list(open_references(before))
        if not waiting:
            return
        each = data.draw(st.sampled_from(waiting))
        kind = data.draw(st.sampled_from((CONCEPT, BACKGROUND, NOT_TAUGHT, NO_CONCEPT)))
        events = [x.event for x in each.first.candidates[: data.draw(st.integers(1, 2))]] if kind == CONCEPT else []
        here = data.draw(st.booleans())
        if kind == CONCEPT and not events:
            return
        taken = choice(each, kind, events, before.course, here)
        after = decide(folder, "", [taken], before)
        meant = {(link.reference.at, same_words(link.reference.words)) for link in (each.here if here else each).links}
        for old, new in zip(before.links, after.links, strict=True):
            if (old.reference.at, same_words(old.reference.words)) not in meant:
                assert seen(new) == seen(old)
            elif old.is_open:
                assert new.decided == kind
                assert not new.is_open
                assert tuple(event.id for event in new.targets) == tuple(event.id for event in events)
        slugs = {f"{before.course.lessons[at].slug}.md" for at, _ in meant}
        assert elsewhere(findings(folder), slugs) == elsewhere(told, slugs)


def elsewhere(found: list[tuple[str, str, int]], lessons: set[str]) -> list[tuple[str, str, int]]:
    """The findings in other documents than some lessons."""
    return [each for each in found if Path(each[1]).name not in lessons]


@settings(max_examples=20, deadline=None)
@given(taught, plans)
def test_a_proposal_concerns_likely_links_only(rows, lessons) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, rows, lessons)
        before = knowledge_of([name])
        after = decide(folder, "", list(likely_choices(before)), before)
        for old, new in zip(before.links, after.links, strict=True):
            assert seen(new).targets == seen(old).targets
            assert new.standing == old.standing or old.standing == "likely"
