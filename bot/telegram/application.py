"""python-telegram-bot's Application, with our transport, our order of updates and our pace."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application, ApplicationBuilder

from bot.observability import Metrics
from bot.settings import Settings
from bot.telegram.rate_limiter import RateLimiter
from bot.telegram.transport import Transport
from bot.telegram.update_processor import UpdateProcessor

CONNECTIONS = 24
"""How many requests are made at once; 16 to 32 were measured to be enough."""

PLACES = 256
"""How many updates are handled at once; most of them wait, some as long as Telegram tells them."""

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


def build(settings: Settings, metrics: Metrics) -> TelegramApplication:
    """Build an application that has no handlers yet; `bot.handlers.registration` knows them."""
    return (
        ApplicationBuilder()
        .token(settings.token or "")
        .base_url(settings.telegram_api_url)
        .base_file_url(settings.telegram_api_url.removesuffix("/bot") + "/file/bot")
        .request(Transport(CONNECTIONS, metrics.trouble))
        .get_updates_request(Transport(1, metrics.trouble))
        .rate_limiter(RateLimiter(settings.messages_per_second))
        .concurrent_updates(UpdateProcessor(PLACES))
        .updater(None)
        .build()
    )
