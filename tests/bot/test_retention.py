"""What is kept of people goes after a while, by itself, also when the database once fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot import retention
from bot.journal import Conversation, Journal, JournalError
from bot.records import Records
from retrieval.answer import Told
from tests.running import PATIENCE, RunningBot
from tests.telegram import FakeTelegram

OLD, NEW = Conversation(7, 7), Conversation(8, 8)


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    async with Journal(tmp_path / "data" / "journal.sqlite3") as journal:
        yield journal


async def age(journal: Journal, days: int) -> None:
    """Let what is kept now have been kept for so many days."""
    await journal.execute("UPDATE told SET sent = sent - ?", (days * 24 * 60 * 60,))


async def gone(journal: Journal, conversation: Conversation) -> None:
    """Wait until nothing is kept any more of a conversation."""
    async with asyncio.timeout(PATIENCE):
        while await journal.recall(conversation):
            await asyncio.sleep(0.01)
            journal.look_again()  # another process may have deleted it


async def during(keeping: Coroutine[Any, Any, None], wait: Callable[[], Any]) -> None:
    """Wait for something while what is old is deleted."""
    task = asyncio.create_task(keeping)
    await wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


async def test_what_is_old_goes_at_once_and_again_and_again(journal: Journal) -> None:
    async def grow_old_twice() -> None:
        await gone(journal, OLD)
        assert await journal.recall(NEW)
        await age(journal, 31)
        await gone(journal, NEW)

    await journal.record(OLD, Told("t01"))
    await age(journal, 31)
    await journal.record(NEW, Told("t01"))
    await during(retention.keep(Records(journal), 30, period=0.01), grow_old_twice)


async def test_a_database_that_fails_is_tried_again(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    records, expire = Records(journal), Records.expire
    failures = iter([JournalError("disk full")])

    async def failing(records: Records, days: int) -> int:
        for failure in failures:
            raise failure
        return await expire(records, days)

    monkeypatch.setattr(Records, "expire", failing)
    await journal.record(OLD, Told("t01"))
    await age(journal, 31)
    await during(retention.keep(records, 30, period=0.01), lambda: gone(journal, OLD))
    assert "disk full" in caplog.text


async def test_nothing_goes_where_the_operator_keeps_it_for_ever(journal: Journal) -> None:
    await journal.record(OLD, Told("t01"))
    await age(journal, 9999)
    async with asyncio.timeout(PATIENCE):
        await retention.keep(Records(journal), 0)
    assert await journal.recall(OLD)


async def test_the_bot_does_so_when_it_runs(journal: Journal, tmp_path: Path) -> None:
    await journal.record(OLD, Told("t01"))
    await age(journal, 3)
    await journal.record(NEW, Told("t01"))
    async with FakeTelegram() as telegram, RunningBot(tmp_path, telegram, RETENTION_DAYS="2"):
        await gone(journal, OLD)
    assert await journal.recall(NEW)
    assert 0 < retention.PERIOD <= 24 * 60 * 60
