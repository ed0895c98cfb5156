"""How a course builds: which lessons count, and how surely."""

from __future__ import annotations

import pytest
from tests.analysis.course import bread, ground, needing

from lessonlint.analysis.building import Spacing, building
from lessonlint.concepts.knowledge import Knowledge


@pytest.fixture
def known() -> Knowledge:
    files = bread("BUILD", "STRETCH", "BUILD", "CONSOLIDATE")
    return ground(
        files | {"weighing.md": needing("weighing", ("Gluten strands that hold", "INTRODUCED", ""))}
    ).knowledge


def test_what_is_a_question_is_used_and_not_surely(known: Knowledge) -> None:
    gluten = next(each for each in building(known).spacing if each.first.row.concept.value == "Gluten network")
    assert (gluten.taught, gluten.used, gluten.sure) == ((0, 1), (2, 3), (2,))


@pytest.mark.parametrize(
    ("taught", "used", "sure", "alone"),
    [
        ((0,), (4, 9), (4, 9), (4, 9)),
        ((0,), (4, 9), (4,), (0, 4)),  # its last use is a guess
        ((0,), (4, 9), (9,), (0, 0)),  # between may be another use
        ((0, 7), (4,), (), (0, 0)),
        ((0, 7), (), (), (0, 7)),
        ((3,), (), (), (3, 3)),
    ],
)
def test_between_which_lessons_a_concept_is_surely_alone(
    known: Knowledge, taught: tuple[int, ...], used: tuple[int, ...], sure: tuple[int, ...], alone: tuple[int, int]
) -> None:
    found = Spacing(known.events[0], taught, used, sure)
    assert found.alone == alone
    assert found.returns == (len(taught) + len(sure) > 1)
