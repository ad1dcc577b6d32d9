"""What the commands do that need the whole bot, which takes a second to import."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from telegram.error import InvalidToken

from bot import VERSION, application, backup, bench, export, logs, retention, terminal, webhook
from bot.desk.desk import Desk
from bot.journal import VERSIONS, Journal, JournalError
from bot.metrics import Metrics
from bot.records import Records
from bot.service import Service
from bot.settings import TOKEN, Settings, SettingsError
from retrieval.corpus import SHIPPED, CorpusError, read
from retrieval.index.archive.building import Builder
from retrieval.index.open_index import OpenIndex, on_disk
from retrieval.library import Library

_LOG = logging.getLogger("bot")


REFUSALS = (SettingsError, CorpusError, JournalError)
"""What a command raises that will not do what it is asked; the text says why."""


def run(command: str, settings: Settings, file: Path | None = None) -> int:
    """Run a command of `bot.__main__`, or `telegram`; return the exit status, or REFUSALS."""
    logs.configure(settings.log_format, _secrets(settings))
    if file:
        return _copy(command, settings, file)
    commands: dict[str, Callable[[Settings], int]] = {
        "telegram": _telegram,
        "terminal": _converse,
        "start": _converse if settings.token is None else _telegram,
        "bench": _compare,
    }
    return commands[command](settings)


def _secrets(settings: Settings) -> tuple[str, ...]:
    """Return what must stand in no log: the webhook's address proves as much as its secret."""
    secret = settings.webhook_secret
    return (*settings.secrets, webhook.path(secret)) if secret else settings.secrets


def _telegram(settings: Settings) -> int:
    if settings.token is None:
        message = f"{TOKEN} is not set (without one: python -m bot terminal)"
        raise SettingsError(message)
    try:
        with backup.held(settings.journal):
            asyncio.run(_serve(settings, _library(settings)))
    except InvalidToken:
        message = f"{TOKEN}: Telegram does not accept this token; @BotFather knows it"
        raise SettingsError(message) from None
    return 0


def _converse(settings: Settings) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    return terminal.converse(_library(settings))


def _compare(settings: Settings) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    print(bench.table(bench.measure(_library(settings))))
    return 0


def _copy(command: str, settings: Settings, file: Path) -> int:
    if command == "export":
        print(asyncio.run(_export(settings, file)))
        return 0
    if command == "backup":
        backup.back_up(settings.journal, file)
        print(f"{settings.journal} -> {file}")
        return 0
    old = backup.restore(file, settings.journal, VERSIONS)
    print(f"{file} -> {settings.journal}" + (f" (before: {old})" if old else ""))
    return 0


async def _serve(settings: Settings, library: Library) -> None:
    metrics = Metrics()
    metrics.corpus(library.version, len(library.articles))
    async with Journal(settings.journal) as journal:
        desk = Desk(library, journal, settings.policy, metrics)
        cleaning = asyncio.create_task(retention.keep(Records(journal), settings.policy.days))
        bot = application.build(settings, desk, metrics)
        try:
            await Service(settings, bot, journal, metrics).run_until_stopped()
        finally:
            cleaning.cancel()
            desk.close()


async def _export(settings: Settings, folder: Path) -> str:
    library = _library(settings)
    async with Journal(settings.journal) as journal:
        made = export.export(await Records(journal).verdicts(), library, folder)
    return (
        f"{folder}: {made.answerable} answers and {made.unanswerable} refusals to expect again,"
        f" {made.review} to look at; {made.left_out} verdicts without words or place left out"
    )


def _library(settings: Settings) -> Library:
    corpus = settings.corpus
    reports = _indexed(settings, settings.index) if settings.index else read(corpus or SHIPPED)
    library = Library(reports, settings.synonyms)
    for problem in library.problems:
        _LOG.warning("%s", problem)
    mode = "webhook" if settings.webhook_url else "polling" if settings.token else "terminal"
    count, version = len(library.articles), library.version
    _LOG.info("Wenbao %s, %d reports, version %s, %s", VERSION, count, version, mode)
    return library


def _indexed(settings: Settings, folder: Path) -> OpenIndex:
    builder = Builder(
        say=_LOG.info,
        tell=lambda done, total: _LOG.info("%.0f%% of the reports indexed", 100 * done / total),
    )
    try:
        return on_disk(settings.corpus, folder, builder)
    except OSError as error:
        message = f"INDEX_DIR cannot be used: {error.filename or folder}: {error.strerror}"
        raise SettingsError(message) from error
