"""The pace: so many in a minute, then a rest, for each person and group by themselves."""

from __future__ import annotations

import pytest

from bot.telegram.throttle import Throttle


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("per_minute", [1, 7, 30, 100])
def test_so_many_are_let_through_and_the_next_after_the_wait(per_minute: int) -> None:
    clock = Clock()
    throttle = Throttle(per_minute, clock)
    assert [throttle.wait(7) for _ in range(per_minute)] == [0] * per_minute
    wait = throttle.wait(7)
    assert 0 < wait <= 60
    assert throttle.wait(8) == 0
    clock.now = wait - 0.999 if wait > 1 else 0.0
    assert throttle.wait(7) > 0
    clock.now = wait
    assert throttle.wait(7) == 0


def test_a_group_has_no_more_than_a_person() -> None:
    clock = Clock()
    throttle = Throttle(6, clock)
    assert [throttle.wait(person, -100) for person in range(6)] == [0] * 6
    assert throttle.wait(6, -100) == 10
    assert throttle.wait(6, -200) == throttle.wait(6) == 0
    clock.now = 10
    assert throttle.wait(6, -100) == 0


def test_without_a_limit_nobody_waits() -> None:
    throttle = Throttle(0)
    assert not any(throttle.wait(7) for _ in range(1000))


def test_people_who_rest_are_let_go() -> None:
    clock = Clock()
    throttle = Throttle(30, clock)
    for person in range(25_000):
        clock.now += 1
        assert throttle.wait(person) == 0
    assert len(throttle._full) < 15_000  # noqa: SLF001
