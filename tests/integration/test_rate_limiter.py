"""Rates: Telegram's limits are kept beforehand, and who has to wait keeps nobody else waiting."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from bot.telegram.rate_limiter import RateLimiter
from retrieval.library import Library
from tests import telegram as fake
from tests.support.serving import serving
from tests.telegram.rates import Rates as Limits

pauses = st.lists(st.floats(0, 3), max_size=120)


def are_apart(starts: list[float], count: int, seconds: float) -> bool:
    """Whether there are never more than `count` within `seconds`."""
    early = zip(starts, starts[count:], strict=False)
    return all(later - first >= seconds - 1e-6 for first, later in early)


@given(pauses, st.integers(1, 30))
def test_in_no_second_are_there_more_than_allowed(pauses: list[float], overall: int) -> None:
    now, starts = 0.0, []
    rates = RateLimiter(overall, lambda: now)
    for pause in pauses:
        now += pause / 10
        starts.append(now + rates.in_all())
    assert are_apart(starts, overall, 1)


@given(st.integers(10, 30), st.integers(1, 200))
def test_what_is_sent_at_once_is_spaced_evenly(overall: int, count: int) -> None:
    rates = RateLimiter(overall, lambda: 7.0)
    starts = [rates.in_all() for _ in range(count)]
    gaps = [second - first for first, second in pairwise(starts[6:overall])]
    assert gaps == pytest.approx([1 / overall] * len(gaps), rel=0.01)
    assert starts == sorted(starts)


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
        assert (rates.in_chat("7"), rates.in_all()) == (0, 0)
        rates.arrived("7")
        now += 1.001
    assert rates.in_chat("8") == 0


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
