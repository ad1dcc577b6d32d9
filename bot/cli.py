"""What the commands do that need the whole bot, which takes a second to import."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram.error import InvalidToken

from bot import observability, terminal
from bot.app import App
from bot.configured_library import open_library
from bot.settings import TOKEN, Settings, SettingsError
from bot.storage import backup, export
from bot.storage.database import StorageError
from bot.storage.schema import VERSIONS
from bot.storage.storage import Storage
from bot.telegram import receive
from bot.web.server import PageServer
from retrieval.corpus import CorpusError

WEB_PORT = 8080
"""Where the chat in the browser is, unless HTTP_PORT says."""

_ON_A_PAGE = {
    "web_chat": True,
    "public_url": None,
    "telegram_bot_token": None,
    "telegram_bot_token_file": None,
}
"""The settings of a chat that knows nothing of Telegram."""

REFUSALS = (SettingsError, CorpusError, StorageError)
"""What a command raises that will not do what it is asked; the text says why."""


def run(command: str, settings: Settings, file: Path | None = None) -> int:
    """Run a command of `bot.__main__`, or `telegram`; return the exit status, or REFUSALS."""
    observability.configure(settings.log_format, settings.log_level, _secrets(settings))
    if file:
        return _copy(command, settings, file)
    commands: dict[str, Callable[[Settings], int]] = {
        "telegram": _telegram,
        "terminal": _converse,
        "web": _chat_on_page,
        "start": _telegram if settings.token else _chat_on_page if settings.web_chat else _converse,
    }
    return commands[command](settings)


def _secrets(settings: Settings) -> tuple[str, ...]:
    """Return what must stand in no log: the webhook's address proves as much as its secret."""
    secret = settings.webhook_secret.get_secret_value()
    return (*settings.secrets, receive.webhook_path(secret)) if secret else settings.secrets


def _telegram(settings: Settings) -> int:
    if settings.token is None:
        message = f"{TOKEN} is not set (without one: python -m bot terminal)"
        raise SettingsError(message)
    try:
        with backup.held(settings.database):
            asyncio.run(_serve(settings))
    except InvalidToken:
        message = f"{TOKEN}: Telegram does not accept this token; @BotFather knows it"
        raise SettingsError(message) from None
    return 0


def _converse(settings: Settings) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    unlimited = settings.model_copy(update={"requests_per_minute": 0})
    return terminal.converse(App.from_settings(unlimited, database=":memory:"))


def _chat_on_page(settings: Settings) -> int:
    try:
        asyncio.run(_serve_chat(settings.model_copy(update=_ON_A_PAGE)))
    except OSError as error:
        message = f"HTTP_PORT {settings.http_port or WEB_PORT} cannot be used: {error.strerror}"
        raise SettingsError(message) from error
    except KeyboardInterrupt:
        print()
    return 0


async def _serve_chat(settings: Settings) -> None:
    app = App.from_settings(settings, database=":memory:")
    await app.dispatcher.warm_up()
    async with app, PageServer(app.site, "127.0.0.1", settings.http_port or WEB_PORT) as [where]:
        print(f"{where}/chat", flush=True)
        await asyncio.Event().wait()


def _copy(command: str, settings: Settings, file: Path) -> int:
    if command == "export":
        print(asyncio.run(_export(settings, file)))
        return 0
    if command == "backup":
        backup.back_up(settings.database, file)
        print(f"{settings.database} -> {file}")
        return 0
    old = backup.restore(file, settings.database, VERSIONS)
    print(f"{file} -> {settings.database}" + (f" (before: {old})" if old else ""))
    return 0


async def _serve(settings: Settings) -> None:
    async with App.from_settings(settings) as app:
        await app.run_until_stopped()


async def _export(settings: Settings, folder: Path) -> str:
    """Export from a copy, so that the bot may run, and its database stays of the version it is."""
    library = open_library(settings)
    with TemporaryDirectory() as aside:
        copy = Path(aside) / settings.database.name
        backup.back_up(settings.database, copy)
        async with Storage(copy) as storage:
            made = export.export(await storage.feedback.ratings(), library, folder)
    return (
        f"{folder}: {made.answerable} answers and {made.unanswerable} refusals to expect again,"
        f" {made.review} to look at; {made.left_out} verdicts without words or place left out"
    )
