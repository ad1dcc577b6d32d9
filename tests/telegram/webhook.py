"""Pushing updates to the bot's own server, a chat's one after the other."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import aiohttp

from tests.telegram.updates import Pending, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header, not the secret
PATIENCE = 60.0
"""Seconds the bot's server has to answer."""


@dataclass(slots=True)
class Webhook:
    """A delivery in progress: what is not answered with 2xx is sent again, `pause` s later."""

    url: str
    secret: str
    connections: int
    updates: Updates
    pause: float
    last_error: str = ""
    last_error_date: int = 0
    _run: asyncio.Task[None] | None = None
    _busy: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    def start(self) -> None:
        """Begin to deliver."""
        self.updates.has_webhook = True
        self._run = asyncio.create_task(self._deliver_all())

    async def close(self) -> None:
        """Stop delivering; what is not delivered stays in the queue."""
        self.updates.has_webhook = False
        tasks = [task for task in (self._run, *self._busy.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver_all(self) -> None:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            while True:
                self.updates.arrived.clear()
                for update in list(self.updates.pending):
                    if update.queue not in self._busy and len(self._busy) < self.connections:
                        task = asyncio.create_task(self._deliver(session, update))
                        self._busy[update.queue] = task
                await self.updates.arrived.wait()

    async def _deliver(self, session: aiohttp.ClientSession, update: Pending) -> None:
        try:
            error = await self._post(session, update)
            if error:
                self.last_error, self.last_error_date = error, int(time.time())
                await asyncio.sleep(self.pause)
            else:
                self.updates.done(update)
        finally:
            del self._busy[update.queue]
            self.updates.arrived.set()

    async def _post(self, session: aiohttp.ClientSession, update: Pending) -> str:
        """Send one update; return what went wrong, or nothing."""
        try:
            async with session.post(self.url, json=update.wire) as response:
                if response.ok:
                    return ""
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return str(error) or "Connection timed out"
