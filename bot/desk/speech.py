"""Which language a reader is spoken to: the one of their Telegram, or the one they chose."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.reader import Reader
from bot.journal import Journal
from bot.replies import languages
from bot.replies.reply import Reply
from bot.replies.words import Voices, Words


class Speech:
    """Knows the languages, and keeps who chose which."""

    def __init__(self, journal: Journal) -> None:
        self._journal, self._voices = journal, Voices()

    async def words(self, asker: int | None, code: str | None) -> Words:
        """Return the words for somebody (None: nobody known) whose Telegram speaks `code`."""
        chosen = await self._journal.language(asker) if asker is not None else None
        return self._voices.for_reader(code, chosen)

    async def settings(self, reader: Reader, text: str = "") -> Reply:
        """Show the languages there are; speak the one that is typed, if it is one of them."""
        asker, number = reader.conversation.asker, languages.meant(text)
        if number is not None:
            return await self.choose(reader, number)
        chosen = await self._journal.language(asker)
        return languages.settings(reader.words, chosen, text).owned(asker)

    async def choose(self, reader: Reader, number: int) -> Reply:
        """Speak from now on as a button of the settings says, and show them so."""
        asker = reader.conversation.asker
        await self._journal.speak(asker, languages.numbered(number))
        words = await self.words(asker, reader.code)
        return await self.settings(replace(reader, words=words))
