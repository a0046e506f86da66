"""Contacts saved: worked by hand, and on planted truth as often right as said."""

import random

import pytest

from escalation.numbers.savings import Group, contacts_saved


def test_worked_by_hand() -> None:
    saved = contacts_saved(Group(customers=200, asked=20), Group(customers=50, asked=20))
    assert saved is not None
    assert saved.value == pytest.approx((0.4 - 0.1) * 200)
    assert 0 < saved.low < saved.value < saved.high < 200


def test_telling_may_also_make_more_ask() -> None:
    saved = contacts_saved(Group(100, 60), Group(100, 10))
    assert saved is not None
    assert saved.high < 0


@pytest.mark.parametrize(("told", "held_back"), [(Group(0, 0), Group(9, 3)), (Group(9, 3), Group(0, 0))])
def test_one_group_alone_says_nothing(told: Group, held_back: Group) -> None:
    assert contacts_saved(told, held_back) is None


def test_the_planted_saving_is_held_as_often_as_said() -> None:
    rng, held = random.Random(11), 0
    for _ in range(300):
        told = Group(200, sum(rng.random() < 0.15 for _ in range(200)))
        untold = Group(50, sum(rng.random() < 0.35 for _ in range(50)))
        saved = contacts_saved(told, untold)
        assert saved is not None
        held += saved.low <= (0.35 - 0.15) * 200 <= saved.high
    assert held >= 0.93 * 300
