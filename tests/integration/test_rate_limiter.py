"""Rates: Telegram's limits are kept beforehand, and who has to wait keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Container, Iterable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from telegram.error import RetryAfter

from bot.telegram.rate_limiter import RateLimiter
from retrieval.library import Library
from tests import telegram as fake
from tests.support.serving import serving
from tests.telegram.rates import Rates as Limits
from tests.telegram.values import Chat

pauses = st.lists(st.floats(0, 3), max_size=120)


def are_apart(starts: list[float], count: int, seconds: float) -> bool:
    """Whether there are never more than `count` within `seconds`."""
    early = zip(starts, starts[count:], strict=False)
    return all(later - first >= seconds - 1e-6 for first, later in early)


class Time:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 7.0

    async def sleep(self, seconds: float) -> None:
        self.now += max(0.0, seconds)


def turns(overall: int, pauses: Iterable[float], refused: Container[int] = ()) -> list[float]:
    """Return when each of several messages was counted; each comes a pause after the one before."""
    time, counted = Time(), []
    rates = RateLimiter(overall, lambda: time.now)

    async def send() -> None:
        for number, pause in enumerate(pauses):
            await time.sleep(pause)
            with suppress(RetryAfter):
                async with rates.turn():
                    if number in refused:
                        raise RetryAfter(1)
                    counted.append(time.now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "sleep", time.sleep)
        asyncio.run(send())
    return counted


@given(pauses, st.integers(1, 30), st.sets(st.integers(0, 119)))
def test_in_no_second_are_there_more_than_allowed(
    pauses: list[float], overall: int, refused: set[int]
) -> None:
    starts = turns(overall, [pause / 10 for pause in pauses], refused)
    assert are_apart(starts, overall, 1)


@given(st.integers(30, 60), st.integers(1, 200))
def test_what_is_sent_at_once_is_spaced_evenly(overall: int, count: int) -> None:
    starts = turns(overall, [0.0] * count)
    gaps = [second - first for first, second in pairwise(starts[12:overall])]
    assert gaps == pytest.approx([1 / overall] * len(gaps), rel=0.01)
    assert starts == sorted(starts)


def test_who_was_kept_from_sending_catches_up_within_the_second() -> None:
    starts = turns(30, [0.0] * 60 + [0.3] + [0.0] * 30)
    assert starts[60 + 9] - starts[60] < 0.01
    assert are_apart(starts, 30, 1)


def test_what_is_not_taken_does_not_count() -> None:
    refused = set(range(30, 60))
    assert turns(30, [0.0] * 90, refused)[-1] < turns(30, [0.0] * 90)[-1] - 0.9


def test_what_may_be_sent_at_most_is_sent_without_falling_behind() -> None:
    starts = turns(30, [1 / 30] * 30 * 60)
    late = starts[-1] - starts[0] - (len(starts) - 1) / 30
    assert late < 0.05
    assert are_apart(starts, 30, 1)


async def test_what_is_under_way_counts_in_whatever_order_it_arrives() -> None:
    """The first is slow: until it has been counted it takes one of the places of each second."""
    now, arrived = 0.0, asyncio.Event()
    rates = RateLimiter(3, lambda: now)

    async def slow() -> None:
        async with rates.turn():
            await arrived.wait()

    async def quick() -> None:
        async with rates.turn():
            pass

    first = asyncio.create_task(slow())
    await asyncio.sleep(0)
    now = 5.0
    await quick()
    await quick()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(quick(), 0.05)
    now = 6.01
    await asyncio.wait_for(quick(), 1)
    arrived.set()
    await first


def test_who_was_refused_takes_less_for_granted() -> None:
    """After a refusal a message is taken to have been counted nearer to its answer."""

    def second(refused: bool) -> float:  # noqa: FBT001 -- of this test alone
        time, starts = Time(), []
        rates = RateLimiter(1, lambda: time.now)

        async def send(*, is_refused: bool = False) -> None:
            async with rates.turn():
                starts.append(time.now)
                await time.sleep(0.1)
                if is_refused:
                    raise RetryAfter(1)

        async def run() -> None:
            await send()
            if refused:
                with suppress(RetryAfter):
                    await send(is_refused=True)
            await send()
            await send()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(asyncio, "sleep", time.sleep)
            asyncio.run(run())
        return starts[-1] - starts[-2]

    assert 1 < second(refused=False) < second(refused=True) < 1.1


@pytest.mark.slow
async def test_what_is_slow_to_arrive_makes_nothing_early() -> None:
    """Six at a time, each as long under way as chance will have it."""
    chance, limits = random.Random(3), Limits()
    rates, six = RateLimiter(30), asyncio.Semaphore(6)

    async def send(number: int) -> None:
        async with six, rates.turn():
            await asyncio.sleep(0.005 + chance.random() * 0.05)
            limits.admit(Chat(number, "private", "谁"))
            await asyncio.sleep(0.005 + chance.random() * 0.05)

    await asyncio.gather(*map(send, range(75)))
    assert limits.refused == 0


@given(pauses, st.sampled_from(["7", "-100"]))
def test_no_chat_has_more_than_it_may(pauses: list[float], chat: str) -> None:
    now, starts = 0.0, []
    rates = RateLimiter(30, lambda: now)
    for pause in pauses:
        now += pause
        now += rates.in_chat(chat)
        starts.append(now)
        rates.arrived(chat)
    assert are_apart(starts, 1, 1)
    assert chat == "7" or are_apart(starts, 20, 60)


def test_who_writes_alone_never_waits() -> None:
    now = 0.0
    rates = RateLimiter(30, lambda: now)
    for _ in range(100):
        assert rates.in_chat("7") == 0
        rates.arrived("7")
        now += 1.001
    assert rates.in_chat("8") == 0
    assert turns(30, [1.002] * 100)[-1] == pytest.approx(7 + 100 * 1.002)


def test_chats_that_have_long_been_quiet_are_let_go() -> None:
    now = 0.0
    rates = RateLimiter(30, lambda: now)
    for number in range(25_000):
        now += 1
        rates.arrived(str(number))
    assert len(rates._sent) < 15_000  # noqa: SLF001


@pytest.mark.slow
async def test_telegram_need_not_ask_for_patience(library: Library, tmp_path: Path) -> None:
    async with (
        fake.FakeTelegram(rates=Limits()) as telegram,
        serving(telegram, library, tmp_path / "j.sqlite3", messages_per_second=30),
    ):
        for number in range(3):
            telegram.say(f"望月桥全长多少米?{'?' * number}")
        neighbour = telegram.user("邻居")
        telegram.say("望月桥全长多少米?", user=neighbour)
        assert "42米" in (await telegram.reply(telegram.private(neighbour))).text
        assert len(telegram.world.sent.get(telegram.reader.id, ())) < 3
        assert len(await telegram.replies(count=3, timeout=10)) == 3
        assert telegram.refusals() == []
