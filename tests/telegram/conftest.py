from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession
from telegram import Bot

from tests.telegram import FakeTelegram
from tests.telegram.values import Json

Post = Callable[..., Awaitable[Json]]


@pytest.fixture(autouse=True)
def _retry_after_is_a_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns at every 429 unless it is told so."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def post(fake: FakeTelegram) -> AsyncIterator[Post]:
    """Posts JSON that no library would, and returns how it was answered."""
    async with ClientSession() as session:

        async def post(method: str, **fields: Json) -> Json:
            address = f"{fake.base_url}{fake.token}/{method}"
            async with session.post(address, json=fields) as response:
                return await response.json()

        yield post


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    """A real Bot that has been greeted, so that it may write to the reader."""
    fake.say("你好")
    async with Bot(fake.token, base_url=fake.base_url, base_file_url=fake.file_url) as bot:
        yield bot
