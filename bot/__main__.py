"""python -m bot: the bot, in Telegram or in a terminal.

Without a command it starts in Telegram; without TELEGRAM_BOT_TOKEN it says so and exits with 2.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Sequence

from telegram.error import InvalidToken

from bot import application, bench, logs, terminal
from bot.desk import Desk
from bot.handlers import Handlers
from bot.health import Heartbeat
from bot.journal import Journal, JournalError
from bot.settings import TOKEN, Settings, SettingsError, environment
from bot.words import Voices
from retrieval.corpus import CorpusError
from retrieval.library import Library

_LOG = logging.getLogger("bot")
_REFUSED, _INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status: 2 when it refuses to start, having said why."""
    command: Callable[[Settings], int] = parser().parse_args(arguments).command
    try:
        settings = Settings.read(environment())
        logs.configure(settings.log_format, filter(None, [settings.token]))
        return command(settings)
    except (SettingsError, CorpusError, JournalError) as error:
        return _refuse(str(error))
    except InvalidToken:
        return _refuse(f"{TOKEN}: Telegram does not accept this token; @BotFather knows it")
    except KeyboardInterrupt:
        return _INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """Build the parser of the command line; each command is a function of the settings."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.set_defaults(command=_telegram)
    commands = parser.add_subparsers(title="commands")
    for name, command, what in (
        ("start", _start, "in Telegram when a token is set, else in this terminal"),
        ("terminal", _terminal, "in this terminal: the same questions, answers and commands"),
        ("health", _health, "whether the running bot is well: exit status 0 or 1"),
        ("bench", _bench, "updates per second over loopback, beside bare echo bots"),
    ):
        commands.add_parser(name, help=what, description=what).set_defaults(command=command)
    return parser


def _telegram(settings: Settings) -> int:
    if settings.token is None:
        message = f"{TOKEN} is not set (without one: python -m bot terminal)"
        raise SettingsError(message)
    asyncio.run(_serve(settings, _library(settings)))
    return 0


def _terminal(settings: Settings) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    return terminal.converse(_library(settings))


def _start(settings: Settings) -> int:
    return _terminal(settings) if settings.token is None else _telegram(settings)


def _health(settings: Settings) -> int:
    well, why = Heartbeat(settings.heartbeat).diagnosis()
    print(why)
    return 0 if well else 1


def _bench(settings: Settings) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    print(bench.table(bench.measure(_library(settings))))
    return 0


async def _serve(settings: Settings, library: Library) -> None:
    async with Journal(settings.journal) as journal:
        desk = Desk(library, journal)
        telegram = application.build(settings, Handlers(desk, Voices()))
        try:
            await application.serve(telegram, Heartbeat(settings.heartbeat))
        finally:
            desk.close()


def _library(settings: Settings) -> Library:
    library = Library.open(settings.corpus)
    for problem in library.problems:
        _LOG.warning("%s", problem)
    _LOG.info("%d reports, version %s", len(library.articles), library.version)
    return library


def _refuse(reason: str) -> int:
    print(f"wenbao: {reason}", file=sys.stderr)
    return _REFUSED


if __name__ == "__main__":
    sys.exit(main())
