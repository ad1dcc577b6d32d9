"""What is kept of people goes after a while, by itself, while the bot runs as a process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services import privacy
from bot.storage.conversations import Conversation
from bot.storage.storage import Storage
from retrieval.answer import Told
from tests.support.running import PATIENCE, RunningBot
from tests.telegram import FakeTelegram

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


async def test_the_bot_does_so_when_it_runs(storage: Storage, tmp_path: Path) -> None:
    await storage.conversations.record(OLD, Told("t01"))
    await age(storage, 3)
    await storage.conversations.record(NEW, Told("t01"))
    async with FakeTelegram() as telegram, RunningBot(tmp_path, telegram, RETENTION_DAYS="2"):
        await gone(storage, OLD)
    assert await storage.conversations.recall(NEW)
    assert 0 < privacy.PERIOD <= 24 * 60 * 60
