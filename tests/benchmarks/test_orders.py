"""The short form of `benchmarks/orders`: thirty small curricula, every order of each checked."""

from __future__ import annotations

import random

import pytest
from brute import compared, curriculum


@pytest.mark.parametrize("seed", range(30))
def test_order_agrees_with_brute_force(seed: int) -> None:
    assert compared(curriculum(random.Random(seed), most=4)).wrong == []


def test_some_of_them_leave_a_choice_and_some_leave_none() -> None:
    found = [compared(curriculum(random.Random(seed), most=3)) for seed in range(12)]
    assert any(0 < each.clean < each.orders for each in found)
    assert any(not each.clean for each in found)
