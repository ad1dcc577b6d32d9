"""Our bot, running for a while; start it again over the same journal and it has been restarted."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot import application
from bot.desk.desk import Desk
from bot.journal import Journal
from bot.metrics import Metrics
from bot.policy import Policy
from bot.service import Service
from bot.settings import Settings
from retrieval.library import Library
from tests.telegram import FakeTelegram

NOBODY = Policy()


@contextlib.asynccontextmanager
async def serving(
    telegram: FakeTelegram,
    library: Library,
    file: Path,
    policy: Policy = NOBODY,
    **others: Any,  # noqa: ANN401 -- of any setting
) -> AsyncIterator[Journal]:
    """Serve `telegram` from `library`, with the journal in `file`; `others` are settings."""
    async with Journal(file) as journal:
        settings = Settings(telegram.token, telegram.base_url, **others)
        desk = Desk(library, journal, policy)
        bot = application.build(settings, desk, metrics := Metrics())
        running = asyncio.create_task(Service(settings, bot, journal, metrics).run())
        try:
            yield journal
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running
            desk.close()
