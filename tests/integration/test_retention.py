"""What is kept of people goes after a while, by itself, also when the database once fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot.services import privacy
from bot.storage.conversations import Conversation
from bot.storage.database import StorageError
from bot.storage.retention import Retention
from bot.storage.storage import Storage
from retrieval.answer import Told
from tests.support.running import PATIENCE

OLD, NEW = Conversation(7, 7), Conversation(8, 8)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with Storage(tmp_path / "data" / "journal.sqlite3") as storage:
        yield storage


async def age(storage: Storage, days: int) -> None:
    """Let what is kept now have been kept for so many days."""
    await storage.execute("UPDATE told SET sent = sent - ?", (days * 24 * 60 * 60,))


async def gone(storage: Storage, conversation: Conversation) -> None:
    """Wait until nothing is kept any more of a conversation."""
    async with asyncio.timeout(PATIENCE):
        while await storage.conversations.recall(conversation):
            await asyncio.sleep(0.01)
            storage.conversations.look_again()  # another process may have deleted it


async def during(keeping: Coroutine[Any, Any, None], wait: Callable[[], Any]) -> None:
    """Wait for something while what is old is deleted."""
    task = asyncio.create_task(keeping)
    await wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


async def test_what_is_old_goes_at_once_and_again_and_again(storage: Storage) -> None:
    async def grow_old_twice() -> None:
        await gone(storage, OLD)
        assert await storage.conversations.recall(NEW)
        await age(storage, 31)
        await gone(storage, NEW)

    await storage.conversations.record(OLD, Told("t01"))
    await age(storage, 31)
    await storage.conversations.record(NEW, Told("t01"))
    await during(privacy.delete_expired(storage, 30, period=0.01), grow_old_twice)


async def test_a_database_that_fails_is_tried_again(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    expire = Storage.expire
    failures = iter([StorageError("disk full")])

    async def failing(storage: Storage, days: int) -> int:
        for failure in failures:
            raise failure
        return await expire(storage, days)

    monkeypatch.setattr(Storage, "expire", failing)
    await storage.conversations.record(OLD, Told("t01"))
    await age(storage, 31)
    await during(privacy.delete_expired(storage, 30, period=0.01), lambda: gone(storage, OLD))
    assert "disk full" in caplog.text


async def test_nothing_goes_where_the_operator_keeps_it_for_ever(storage: Storage) -> None:
    await storage.conversations.record(OLD, Told("t01"))
    await age(storage, 9999)
    assert await Retention(storage, 0).clean() == 0
    assert await storage.conversations.recall(OLD)
