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


async def test_lines_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "REST", 0.0)
    one, order = Gate(), list[str]()

    async def ask(line: str) -> None:
        async with one.turn(line):
            order.append(line)
            await asyncio.sleep(0)

    async with one.turn():
        asking = [asyncio.create_task(ask(line)) for line in "aaaaabbc"]
        await asyncio.sleep(0.01)
        assert one.waiting == len(asking)
    await asyncio.gather(*asking)
    assert "".join(order) == "abcabaaa"
    assert one.waiting == 0


async def test_a_line_that_is_full_keeps_nobody_out_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "LINE", 3)
    one = Gate()
    async with one.turn():
        waiting = [asyncio.create_task(one.turn("a").__aenter__()) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError) as refused:
            await one.turn("a").__aenter__()
        assert refused.value.seconds >= 1
        other = asyncio.create_task(one.turn("b").__aenter__())
        await asyncio.sleep(0)
        assert not other.done()
    for task in (*waiting, other):
        task.cancel()
    await asyncio.gather(*waiting, other, return_exceptions=True)


async def test_who_would_wait_in_vain_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE", WORK * 5)
    one, times = Gate(), list[float]()
    for _ in range(30):
        await work(one, times)
    asking = [asyncio.create_task(work(one, times)) for _ in range(40)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    refused = [task for task in asking if task.done()]
    assert refused
    assert all(isinstance(task.exception(), BusyError) for task in refused)
    await asyncio.gather(*asking, return_exceptions=True)


async def test_who_goes_away_leaves_the_line_and_passes_the_turn_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "REST", 0.0)
    one, times = Gate(), list[float]()
    async with one.turn():
        tasks = [asyncio.create_task(work(one, times)) for _ in range(3)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.sleep(0)
        assert one.waiting == 2
    await asyncio.sleep(0)
    tasks[1].cancel()  # in the moment in which it was given the turn
    await asyncio.gather(*tasks, return_exceptions=True)
    assert len(times) >= 1
    async with asyncio.timeout(1), one.turn():
        pass
