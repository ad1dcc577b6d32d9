"""Files in messages: documents that admins publish, and pictures whose words are verified."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message
from telegram.error import TelegramError

from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.services.uploads import UploadedFile
from bot.telegram.downloads import SentFile, downloaded, file_of
from bot.views import uploads
from bot.views.callback_data import CallbackData
from bot.views.reply import Reply

_LOG = logging.getLogger(__name__)


class FileHandlers:
    """Fetches files, and has the services do what is asked with them."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._uploads, self._pictures = dispatcher.uploads, dispatcher.pictures

    async def received(self, message: Message, request: Request) -> Reply:
        """Say what is in a file that was sent: a picture's words, or a document's reports."""
        sent = file_of(message)
        if sent is None:
            return Reply(request.words("only_text"))
        is_admin = self._uploads.may(request)
        if sent.is_picture and not (is_admin and sent.name):
            told = await self.verified(message, request)
            return told.over((uploads.showing(request.words),)) if is_admin else told
        if not is_admin:
            return Reply(request.words("upload_admins_only"))
        fetched = await self._fetched(message, sent, request)
        return fetched if isinstance(fetched, Reply) else await self._uploads.preview(*fetched)

    async def verified(self, message: Message, request: Request) -> Reply:
        """Tell what the reports have on the words of a picture in a message."""
        sent = file_of(message)
        if sent is None or not sent.is_picture:
            return Reply(request.words("verify_usage"))
        with self._pictures.place() as has_room:
            if not has_room:
                return Reply(request.words("picture_busy"))
            fetched = await self._fetched(message, sent, request)
            if isinstance(fetched, Reply):
                return fetched
            return await self._pictures.verify(request, fetched[1].data)

    async def published(self, message: Message | None, request: Request, text: str) -> Reply:
        """Publish the file of a message, with the source and the date that are typed."""
        sent = file_of(message)
        if not self._uploads.may(request):
            return Reply(request.words("admins_only"))
        if message is None or sent is None:
            return Reply(request.words("publish_usage"))
        fetched = await self._fetched(message, sent, request)
        if isinstance(fetched, Reply):
            return fetched
        return await self._uploads.publish(*fetched, text)

    async def press(
        self, query: CallbackQuery, press: CallbackData, request: Request
    ) -> Reply | str:
        """Do what a button under the preview of a document asks for."""
        shown = query.message if isinstance(query.message, Message) else None
        message = shown.reply_to_message if shown else None
        sent = file_of(message)
        if not self._uploads.may(request):
            return request.words.plain("admins_only")
        if message is None or sent is None:
            return request.words.plain("upload_gone")
        if told := self._uploads.without_file(request, press):
            return told
        fetched = await self._fetched(message, sent, request)
        if isinstance(fetched, Reply):
            return fetched
        return await self._uploads.press(*fetched, press)

    async def _fetched(
        self, message: Message, sent: SentFile, request: Request
    ) -> Reply | tuple[Request, UploadedFile]:
        """Return the file of a message, with who asks; or the sentence that says why not."""
        if sent.is_too_large:
            return Reply(request.words("file_too_large"))
        try:
            data = await downloaded(message.get_bot(), sent)
        except TelegramError as error:
            _LOG.warning("a file could not be fetched: %s", error.message)
            too_large = "too big" in error.message.lower()
            return Reply(request.words("file_too_large" if too_large else "file_unfetched"))
        return request, UploadedFile(sent.name or f"photo-{message.message_id}.jpg", data)
