"""The line in which the web waits: one at a time, with rests while others wait, and an end."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from time import monotonic

import pytest

from bot.web import gate
from bot.web.gate import BusyError, Gate

WORK = 0.05


async def work(gate: Gate, times: list[float]) -> None:
    async with gate.turn():
        times.append(monotonic())
        await asyncio.sleep(WORK)


async def test_while_others_wait_there_is_a_rest_between_turns() -> None:
    one, times = Gate(), list[float]()
    await asyncio.gather(*(work(one, times) for _ in range(3)))
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert min(pauses) >= WORK * (1 + gate.REST) * 0.95


async def test_who_asks_alone_does_not_wait() -> None:
    one, times = Gate(), list[float]()
    async with asyncio.timeout(20):
        for _ in range(3):
            began = monotonic()
            await work(one, times)
            assert times[-1] - began < gate.PATIENCE / 2


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE", 0.05)
    one = Gate()
    async with one.turn():
        with pytest.raises(BusyError):
            await work(one, [])
    await asyncio.sleep(0)
    await work(one, [])


async def test_a_turn_that_fails_is_over() -> None:
    one = Gate()
    with pytest.raises(KeyError):
        async with one.turn():
            raise KeyError
    await work(one, [])
