"""What was kept of people goes after a while, by itself."""

from __future__ import annotations

import asyncio
import logging

from bot.journal import JournalError
from bot.records import Records

_LOG = logging.getLogger(__name__)

PERIOD = 6 * 60 * 60.0
"""Seconds from one look to the next."""


async def keep(records: Records, days: int, period: float = PERIOD) -> None:
    """Delete what is older than so many days (0: nothing), now and again, until cancelled."""
    while days:
        try:
            if gone := await records.expire(days):
                _LOG.info("deleted %d records older than %d days", gone, days)
        except JournalError as error:
            _LOG.error("what is old could not be deleted: %s", error)
        await asyncio.sleep(period)
