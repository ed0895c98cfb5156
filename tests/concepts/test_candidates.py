"""Candidates come out of a ranking as they went in."""

from __future__ import annotations

from tests.concepts.test_rankings import course

from lessonlint.concepts.candidates import NOTHING, Candidate, Ranking, packed
from lessonlint.concepts.events import teaching_events

SCORES = [(2, 1.1 + 2.2, 0.1, 0.4), (0, -0.3, 1 / 3, 0.0)]


def test_a_ranking_has_each_candidate_in_order_to_the_last_digit() -> None:
    events = teaching_events(course())
    expected = tuple(Candidate(events[number], *parts) for number, *parts in SCORES)
    assert Ranking(events, packed(SCORES)).candidates == expected
    assert NOTHING.candidates == ()


def test_what_may_not_be_meant_is_left_out() -> None:
    events = teaching_events(course())
    rest = Ranking(events, packed(SCORES)).where(lambda event: event.id == 0)
    assert [(each.event.id, *each[1:]) for each in rest.candidates] == SCORES[1:]


def test_rankings_are_equal_where_their_candidates_are() -> None:
    events = teaching_events(course())
    moved = [event._replace(order=event.order + 1) for event in events]
    ranking = Ranking(events, packed(SCORES))
    assert ranking == Ranking(teaching_events(course()), packed(SCORES))
    assert ranking != ranking.among(moved)
    assert ranking.among(moved).candidates[0].event is moved[2]
