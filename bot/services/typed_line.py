"""A line that somebody types where there is no Telegram: a question, or a command with its text."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.views.reply import Reply

_LOG = logging.getLogger(__name__)


async def answered(dispatcher: Dispatcher, request: Request, line: str) -> Reply:
    """Answer one line, a question or a command, as a chat would; what was told is remembered."""
    try:
        reply = await _reply(dispatcher, request, line)
        await dispatcher.sent(request, reply)
    except Exception:  # noqa: BLE001 -- the conversation goes on, whatever it was
        _LOG.exception("a line could not be answered")
        return Reply(request.words("failed"))
    return reply


async def _reply(dispatcher: Dispatcher, request: Request, line: str) -> Reply:
    request = replace(
        request, words=await dispatcher.languages.words(request.conversation.asker, request.code)
    )
    if not line.startswith("/"):
        return await dispatcher.ask(request, line)
    name, _, text = line[1:].partition(" ")
    command = dispatcher.commands.get(name.lower())
    if command is None:
        return Reply(request.words("unknown_command", command=f"/{name}"))
    return await command(request, text.strip())
