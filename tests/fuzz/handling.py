"""The whole way of an update through the bot, without a network: queue, handlers, database."""

from __future__ import annotations

import asyncio
import json
import logging
from itertools import count
from unittest.mock import patch

from pydantic import SecretStr
from telegram.request import BaseRequest, RequestData

from bot.app import App
from bot.settings import Settings
from retrieval.library import Library

_CHAT = {"id": 7, "type": "private"}
_SENT = {"message_id": 1, "date": 1, "chat": _CHAT, "text": "文"}
_US = {"id": 42, "is_bot": True, "first_name": "问报", "username": "wenbao_bot"}

_RETURNED = {
    "getMe": _US,
    "sendMessage": _SENT,
    "editMessageText": _SENT,
    "answerGuestQuery": {"inline_message_id": "1"},
}


class Yes(BaseRequest):
    """A Telegram that takes everything."""

    def __init__(self, *_: object) -> None:
        """Need nothing."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 -- python-telegram-bot's interface
        request_data: RequestData | None = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        """Answer with what the method returns."""
        if request_data is not None:
            json.dumps(request_data.json_parameters).encode()
        result = _RETURNED.get(url.rpartition("/")[2], True)
        return 200, json.dumps({"ok": True, "result": result}).encode()


class Handling(logging.Handler):
    """A bot of its own loop and of a database in memory, given one update after the other."""

    def __init__(self, library: Library) -> None:
        super().__init__(logging.ERROR)
        self._loop = asyncio.new_event_loop()
        self._numbers = count(1)
        self.error: str | None = None
        logging.getLogger("bot").addHandler(self)
        self._loop.run_until_complete(self._open(library))

    def handle_update(self, update: dict[str, object]) -> None:
        """Have an update handled to the end; `error` is what was logged of it, if anything was."""
        self.error = None
        self._loop.run_until_complete(self._handle(update | {"update_id": next(self._numbers)}))

    def close(self) -> None:
        """Close the database, whose thread would go on."""
        logging.getLogger("bot").removeHandler(self)
        self._loop.run_until_complete(self._app.close())
        self._loop.close()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the error that the bot logs."""
        self.error = self.format(record)

    async def _open(self, library: Library) -> None:
        settings = Settings(
            telegram_bot_token=SecretStr("42:abcdefgh"),
            requests_per_minute=0,
            messages_per_second=0,
        )
        self._app = App.from_settings(settings, library=library, database=":memory:")
        await self._app.open()
        with patch("bot.telegram.runner.Transport", Yes):
            self._runner = self._app.runner
        await self._runner.bot.initialize()

    async def _handle(self, update: dict[str, object]) -> None:
        runner = self._runner
        await runner.updates.accept([update])
        while len(runner.updates):
            await runner.processor.step()
        async with asyncio.timeout(60):
            while len(runner.sender):  # noqa: ASYNC110 -- nobody is told
                await asyncio.sleep(0)
        assert await self._app.storage.inbox.waiting() == []
