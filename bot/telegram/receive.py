"""Receiving updates, by long polling or by webhook, in ways that never give up and never hang.

python-telegram-bot's own Updater goes deaf for good when Telegram once answers 401, and its
process lives on; here whatever goes wrong is tried again, and the heartbeat tells meanwhile.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Update, WebhookInfo
from telegram.error import Conflict, TelegramError

from bot.telegram.retry import persistently

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)
"""What Telegram is asked to send."""

PERIOD = timedelta(seconds=20)
"""How long Telegram holds a request that has nothing to answer; it allows up to 50 s."""

TOGETHER = 0.06
"""Seconds between two requests for updates while some come: those of the meantime come together.

Who asks after a silence waits for none of it.
"""

_MOST = 100
"""How many updates come at once at most; where there are so many, more wait."""

_GRACE = timedelta(seconds=15)
"""How much longer a round trip may take; then its connection is given up for a new one."""

LIMIT = 45.0
"""Seconds without a round trip to Telegram after which the bot is not well."""

Accept = Callable[[Sequence[object]], Awaitable[None]]
"""Takes updates as Telegram wrote them; returns when they may be acknowledged."""


class Heartbeat:
    """The time of the last completed round trip to Telegram, on a clock that nobody sets."""

    def __init__(self) -> None:
        self._last: float | None = None

    def beat(self) -> None:
        """Note that a round trip has just been completed."""
        self._last = time.monotonic()

    def age(self) -> float | None:
        """Return the seconds since the last round trip; None when there was none."""
        return None if self._last is None else time.monotonic() - self._last

    def silence(self) -> float:
        """Return the same, infinity when there was none."""
        age = self.age()
        return float("inf") if age is None else age

    def diagnosis(self) -> tuple[bool, str]:
        """Return whether the bot is well, and a sentence that says why."""
        age = self.age()
        if age is None:
            return False, "no round trip to Telegram yet"
        return age <= LIMIT, f"last round trip to Telegram {age:.0f} s ago (at most {LIMIT:.0f})"


class Polling:
    """Gives every update that Telegram has for `bot` to `accept`, before it is acknowledged.

    Every completed round trip is told to `heartbeat`.
    """

    def __init__(self, bot: Bot, accept: Accept, heartbeat: Heartbeat) -> None:
        self._bot = bot
        self._accept = accept
        self._heartbeat = heartbeat
        self._offset: int | None = None

    async def run(self) -> None:
        """Receive until cancelled."""
        await persistently("Telegram", self._drop_webhook)
        while True:
            await persistently("Telegram", self._receive)

    async def finish(self) -> None:
        """Tell Telegram what has been received, so that it is not sent again at the next start."""
        if self._offset is not None:
            await self._fetch(timedelta(0))

    def heard(self) -> None:
        """Nobody posts where we fetch."""

    async def _drop_webhook(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _receive(self) -> None:
        began = time.monotonic()
        try:
            updates = await self._fetch(PERIOD)
        except Conflict as error:
            if "webhook" in error.message.lower():
                await self._drop_webhook()
            raise
        await self._accept(updates)
        # Nothing is left to acknowledge after an empty answer; and after a quiet week Telegram
        # counts anew, perhaps from below.
        self._offset = _behind(updates)
        if 0 < len(updates) < _MOST:
            await asyncio.sleep(began + TOGETHER - time.monotonic())

    async def _fetch(self, period: timedelta) -> Sequence[object]:
        # Bot.get_updates fails on a batch when one update in it is malformed; nothing public
        # returns what Telegram wrote.
        async with asyncio.timeout((period + _GRACE).total_seconds()):
            updates: Any = await self._bot._post(  # noqa: SLF001
                "getUpdates",
                {"offset": self._offset, "timeout": period, "allowed_updates": UPDATES},
                read_timeout=(period + _GRACE).total_seconds(),
            )
        if not isinstance(updates, list):
            message = f"a {type(updates).__name__} is no list of updates"
            raise TelegramError(message)
        self._heartbeat.beat()
        return updates


def _behind(updates: Sequence[object]) -> int | None:
    """Return the offset that acknowledges `updates`, None when there is nothing to acknowledge."""
    numbers = [one.get("update_id") for one in updates if isinstance(one, dict)]
    return max((number for number in numbers if isinstance(number, int)), default=-1) + 1 or None


_LOG = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header, not the secret

CONFIRM_PERIOD = 20.0
"""Seconds between two looks at whether Telegram still posts to us."""

_CONNECTIONS = 20
_DIGITS = 40


def webhook_path(secret: str) -> str:
    """Return where updates are posted: nobody guesses it who does not know the secret."""
    return "/telegram/" + hmac.digest(secret.encode(), b"webhook path", "sha256").hex()[:_DIGITS]


def is_genuine(secret: str, told: str | None) -> bool:
    """Whether somebody who tells `told` knows the secret; takes as long whatever they tell."""
    return hmac.compare_digest(secret.encode(), (told or "").encode(errors="replace"))


class Webhook:
    """Has Telegram post to `url` (the path is added here), and sees to it that it goes on doing so.

    Each time Telegram confirms the address, `heartbeat` is told; but not while it has updates for
    us that it cannot post.
    """

    def __init__(self, bot: Bot, url: str, secret: str, heartbeat: Heartbeat) -> None:
        self._bot = bot
        self._url, self._secret = url.rstrip("/") + webhook_path(secret), secret
        self._heartbeat = heartbeat
        self._trouble: datetime | None = None
        self._is_heard = False

    async def run(self) -> None:
        """Keep the webhook set until cancelled. What waits with Telegram is posted to us."""
        await persistently("Telegram", self._set)
        while True:
            await persistently("Telegram", self._confirm)
            await asyncio.sleep(CONFIRM_PERIOD)

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
        if not self._is_failing(info):
            self._heartbeat.beat()

    def heard(self) -> None:
        """Note that an update was posted to us."""
        self._is_heard = True

    def _is_failing(self, info: WebhookInfo) -> bool:
        """Whether updates wait, and none has been posted since Telegram last complained."""
        if info.last_error_date and info.last_error_date != self._trouble:
            self._trouble, self._is_heard = info.last_error_date, False
            _LOG.warning("Telegram could not post to us: %s", info.last_error_message)
        return bool(self._trouble and info.pending_update_count and not self._is_heard)
