"""What is kept of people: said exactly, deleted when they say so, and after a while by itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from bot.policy import Policy
from bot.services.request import Command, Request
from bot.storage.database import StorageError
from bot.storage.retention import Retention
from bot.storage.storage import Storage
from bot.views.reply import Reply, join

_LOG = logging.getLogger(__name__)

PERIOD = 60 * 60.0
"""Seconds from one look to the next."""


class Privacy:
    """Tells people what is kept of them, and deletes it."""

    def __init__(self, storage: Storage, policy: Policy) -> None:
        self._storage, self._policy = storage, policy

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by name, without the slash."""
        return {"privacy": self.privacy, "forget": self.forget}

    async def privacy(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say exactly what is kept."""
        words, policy = request.words, self._policy
        terms = words("privacy_terms" if policy.keeps_terms else "privacy_no_terms")
        days = words("privacy_days", days=policy.days) if policy.days else words("privacy_for_ever")
        told = [words("privacy"), terms, days, words("privacy_forget")]
        if policy.contact:
            told.append(words("contact", contact=policy.contact))
        return Reply(join(told, "\n\n"))

    async def forget(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Delete all that is kept of the reader, and say how much it was."""
        gone = await self._storage.forget(request.conversation.asker)
        if count := sum(gone.values()):
            return Reply(request.words("forgotten", count=count))
        return Reply(request.words("forgotten_nothing"))


async def delete_expired(storage: Storage, days: int, period: float = PERIOD) -> None:
    """Delete what is older than so many days (0: nothing), now and again, until cancelled."""
    retention = Retention(storage, days)
    while True:
        try:
            if gone := await retention.clean():
                _LOG.info("deleted %d records older than %d days", gone, days)
        except StorageError as error:
            _LOG.error("what is old could not be deleted: %s", error)
        await asyncio.sleep(period)
