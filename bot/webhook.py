"""Receiving updates by webhook: Telegram posts them to an address only it can know."""

from __future__ import annotations

import asyncio
import hmac
import logging

from telegram import Bot, WebhookInfo

from bot.health import Heartbeat
from bot.polling import UPDATES
from bot.retrying import persistently

_LOG = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header, not the secret

PERIOD = 20.0
"""Seconds between two looks at whether Telegram still posts to us."""

_CONNECTIONS = 20
_DIGITS = 40


def path(secret: str) -> str:
    """Return where updates are posted: nobody guesses it who does not know the secret."""
    return "/telegram/" + hmac.digest(secret.encode(), b"webhook path", "sha256").hex()[:_DIGITS]


def is_genuine(secret: str, told: str | None) -> bool:
    """Whether somebody who tells `told` knows the secret; takes as long whatever they tell."""
    return hmac.compare_digest(secret.encode(), (told or "").encode(errors="replace"))


class Webhook:
    """Has Telegram post to `url` (the path is added here), and sees to it that it goes on doing so.

    Each time Telegram confirms the address, `heartbeat` is told.
    """

    def __init__(self, bot: Bot, url: str, secret: str, heartbeat: Heartbeat) -> None:
        self._bot = bot
        self._url, self._secret = url.rstrip("/") + path(secret), secret
        self._heartbeat = heartbeat
        self._told_of = 0.0

    async def run(self) -> None:
        """Keep the webhook set until cancelled. What waits with Telegram is posted to us."""
        await persistently("Telegram", self._set)
        while True:
            await persistently("Telegram", self._confirm)
            await asyncio.sleep(PERIOD)

    async def finish(self) -> None:
        """Leave the webhook set: what is posted while nobody listens is posted again later."""

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._url,
            allowed_updates=UPDATES,
            drop_pending_updates=False,
            max_connections=_CONNECTIONS,
            secret_token=self._secret,
        )

    async def _confirm(self) -> None:
        info = await self._bot.get_webhook_info()
        if info.url != self._url:
            _LOG.warning("the webhook was changed by somebody else; setting it again")
            await self._set()
        self._pass_on(info)
        self._heartbeat.beat()

    def _pass_on(self, info: WebhookInfo) -> None:
        """Log what Telegram has to complain of, once."""
        if info.last_error_date and info.last_error_date.timestamp() > self._told_of:
            self._told_of = info.last_error_date.timestamp()
            _LOG.warning("Telegram could not post to us: %s", info.last_error_message)
