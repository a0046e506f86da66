"""Onlookers: each agent once, oneself never, and nobody who has said nothing for a while."""

from uuid import UUID

from escalation.desk.presence import BEAT_S, LIFE_S, Onlookers, gone_frame, present_frame, who_frame

ME, SEOYEON, MINJUN = UUID(int=1), UUID(int=2), UUID(int=3)
TAB, OTHER_TAB, THIRD = UUID(int=11), UUID(int=12), UUID(int=13)


def seen(onlookers: Onlookers, now: float) -> list[tuple[str, bool]]:
    return [(agent["name"], agent["writing"]) for agent in onlookers.at(now)]


def test_whoever_said_so_is_there_until_they_go() -> None:
    onlookers = Onlookers(ME)
    assert seen(onlookers, 0) == []
    onlookers.heard(present_frame(TAB, SEOYEON, "서연", False), 0)
    onlookers.heard(present_frame(THIRD, MINJUN, "민준", True), 0)
    assert seen(onlookers, 0) == [("민준", True), ("서연", False)]
    onlookers.heard(gone_frame(THIRD), 1)
    assert seen(onlookers, 1) == [("서연", False)]


def test_two_tabs_are_one_agent_and_ones_own_are_nobody() -> None:
    onlookers = Onlookers(ME)
    for screen, writing in ((TAB, False), (OTHER_TAB, True)):
        onlookers.heard(present_frame(screen, SEOYEON, "서연", writing), 0)
    onlookers.heard(present_frame(THIRD, ME, "나", True), 0)
    assert seen(onlookers, 0) == [("서연", True)]
    onlookers.heard(gone_frame(OTHER_TAB), 1)
    assert seen(onlookers, 1) == [("서연", False)]


def test_a_desk_that_falls_silent_is_forgotten_and_one_that_repeats_is_not() -> None:
    onlookers = Onlookers(ME)
    onlookers.heard(present_frame(TAB, SEOYEON, "서연", True), 0)
    onlookers.heard(present_frame(THIRD, MINJUN, "민준", False), 0)
    onlookers.heard(present_frame(THIRD, MINJUN, "민준", False), BEAT_S)
    assert seen(onlookers, LIFE_S - 0.1) == [("민준", False), ("서연", True)]
    assert seen(onlookers, LIFE_S) == [("민준", False)]
    assert seen(onlookers, BEAT_S + LIFE_S) == []


def test_a_question_and_an_unknown_farewell_change_nothing() -> None:
    onlookers = Onlookers(ME)
    onlookers.heard(who_frame(TAB), 0)
    onlookers.heard(gone_frame(TAB), 0)
    assert seen(onlookers, 0) == []
