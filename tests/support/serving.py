"""Our bot, running for a while; start it again over the same database and it was restarted."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.policy import AllowList, Policy
from bot.settings import Settings
from retrieval.library import Library
from tests.telegram import FakeTelegram

UNLIMITED = Policy()
"""What most tests want: no admins, no words kept, no limit of requests."""


def settings_for(telegram: FakeTelegram, **others: Any) -> Settings:  # noqa: ANN401 -- of any setting
    """Settings of a bot of `telegram`; without limits unless `others` say so."""
    policy, access = others.pop("policy", UNLIMITED), others.pop("access", AllowList())
    return Settings(
        telegram_bot_token=SecretStr(telegram.token),
        telegram_api_url=telegram.base_url,
        **{"messages_per_second": 0, **others},
        admin_ids=policy.admins,
        keep_question_terms=policy.keeps_terms,
        retention_days=policy.days,
        requests_per_minute=policy.per_minute,
        bot_contact=policy.contact,
        quiet_hours=policy.quiet,
        utc_offset=policy.offset,
        allowed_chats=access.chats,
        allowed_users=access.users,
    )


@contextlib.asynccontextmanager
async def running(
    settings: Settings, library: Library | None, database: Path | str | None = None
) -> AsyncIterator[App]:
    """Our bot with these settings, receiving and answering; None: from the reports they name."""
    async with App.from_settings(settings, library=library, database=database) as app:
        serving = asyncio.create_task(app.run())
        try:
            yield app
        finally:
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving


@contextlib.asynccontextmanager
async def serving(
    telegram: FakeTelegram,
    library: Library,
    file: Path,
    policy: Policy = UNLIMITED,
    **others: Any,  # noqa: ANN401 -- of any setting
) -> AsyncIterator[App]:
    """Serve `telegram` from `library`, with the database in `file`; `others` are settings."""
    async with running(settings_for(telegram, policy=policy, **others), library, file) as app:
        yield app
