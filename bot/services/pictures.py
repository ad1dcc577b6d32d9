"""Pictures of text: their words are recognised, and each sentence is held against the reports.

What was recognised is never the picture's own wording for sure, so nothing is called word for word.
One picture is read at a time, in a process of its own; a few may wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.services.corrections import CorrectionService
from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import pictures
from bot.views.reply import Reply
from retrieval.analysis.sentences import sentences
from retrieval.importing.document import UnreadableError
from retrieval.importing.recognition.picture import RecognitionMissingError, recognise
from retrieval.importing.recognition.recognised_text import RecognisedText
from retrieval.library import Library

_WAITING = 4
"""So many pictures may be read or wait for that."""
_SHORTEST, _SENTENCES = 6, 12
"""Sentences of fewer characters are not looked up, and so many of a picture are."""


class PictureService:
    """Verifies the words of pictures."""

    def __init__(self, pool: LibraryPool, corrections: CorrectionService) -> None:
        self._pool, self._corrections = pool, corrections
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Take a place among the pictures that are fetched and read; False when all are taken."""
        has_room = self._waiting < _WAITING
        self._waiting += has_room
        try:
            yield has_room
        finally:
            self._waiting -= has_room

    async def verify(self, request: Request, picture: bytes) -> Reply:
        """Tell the words of a picture, and of each sentence what the reports have."""
        try:
            text = await self._recognised(picture)
        except RecognitionMissingError:
            return Reply(request.words("picture_missing"))
        except UnreadableError:
            return Reply(request.words("picture_unreadable"))
        if not text.paragraphs:
            return Reply(request.words("picture_empty"))
        judged = await self._pool.beside(_judged, self._pool.library, text)
        old = {
            one.text: version
            for one in judged
            if not one.is_found and (version := await self._corrections.told(one.text))
        }
        return await self._pool.proved(pictures.verified(request.words, text, judged, old))

    async def _recognised(self, picture: bytes) -> RecognisedText:
        async with self._one_at_a_time:
            return await asyncio.to_thread(recognise, picture)


def _judged(library: Library, text: RecognisedText) -> list[pictures.JudgedSentence]:
    """Hold each sentence against the reports, those of some length, up to so many."""
    every = [
        paragraph[start:stop].strip()
        for paragraph in text.paragraphs
        for start, stop in sentences(paragraph, len(paragraph))
    ]
    told = [one for one in dict.fromkeys(every) if len(one) >= _SHORTEST][:_SENTENCES]
    return [pictures.JudgedSentence(one, library.verify(one)) for one in told]
