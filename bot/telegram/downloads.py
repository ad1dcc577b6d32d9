"""Files that people send, fetched from Telegram: a few at a time, and none that is too large."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import Bot, Document, Message, PhotoSize

LARGEST = 20 * 1024 * 1024
"""Telegram hands no larger file over to a bot (Bot API, getFile)."""
_AT_ONCE = 2
_PLACES = asyncio.Semaphore(_AT_ONCE)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file in a message: what Telegram knows it by, its name as the sender had it, its bytes.

    A photo has no name.
    """

    id: str
    name: str
    size: int
    is_picture: bool

    @property
    def is_too_large(self) -> bool:
        """Whether Telegram will not hand it over."""
        return self.size > LARGEST


def file_of(message: Message | None) -> SentFile | None:
    """Return the document or photo of a message, the largest size of that; None without one."""
    if message is None:
        return None
    if message.photo:
        return _photo(max(message.photo, key=_area))
    return _document(message.document) if message.document else None


async def downloaded(bot: Bot, file: SentFile) -> bytes:
    """Return the bytes of a file; TelegramError, also for one that is larger than was said."""
    async with _PLACES:
        found = await bot.get_file(file.id)
        return bytes(await found.download_as_bytearray())


def _photo(photo: PhotoSize) -> SentFile:
    return SentFile(photo.file_id, "", photo.file_size or 0, is_picture=True)


def _document(document: Document) -> SentFile:
    kind = document.mime_type or ""
    name, size = document.file_name or "", document.file_size or 0
    return SentFile(document.file_id, name, size, is_picture=kind.startswith("image/"))


def _area(photo: PhotoSize) -> int:
    return photo.width * photo.height
