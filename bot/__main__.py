"""python -m bot: the bot, in Telegram or in a terminal.

Without a command it starts in Telegram; without TELEGRAM_BOT_TOKEN it says so and exits with 2.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import health, settings
from bot.settings import Settings, SettingsError

_REFUSED, _INTERRUPTED = 2, 130
_COMMANDS = (
    ("start", "in Telegram when a token is set, else in this terminal"),
    ("terminal", "in this terminal: the same questions, answers and commands"),
    ("key", "makes a key for a program, and what API_KEYS holds of it"),
    ("web", "on a page in your browser: a chat that this machine alone reaches"),
    ("health", "whether the running bot is well: exit status 0 or 1"),
    ("backup", "copies the bot's database into FILE, also while the bot runs"),
    ("restore", "puts such a copy back, while the bot does not run"),
    ("export", "writes what readers thought of answers into FILE, a folder that eval reads"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status: 2 when it refuses to start, having said why."""
    asked = parser().parse_args(arguments)
    try:
        decided = settings.read()
        if asked.command == "key":
            return _api_key()
        return _health(decided) if asked.command == "health" else _run(decided, asked)
    except SettingsError as error:
        return refuse(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """Build the parser of the command line: `command`, and `file` where one is wanted."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.set_defaults(file=None)
    commands = parser.add_subparsers(title="commands", dest="command")
    for name, what in _COMMANDS:
        command = commands.add_parser(name, help=what, description=what)
        if name in {"backup", "restore", "export"}:
            command.add_argument("file", metavar="FILE", type=Path)
    return parser


def refuse(reason: str) -> int:
    """Say why nothing is done; return the exit status."""
    print(f"wenbao: {reason}", file=sys.stderr)
    return _REFUSED


def _health(settings: Settings) -> int:
    well, why = health.ask(settings.http_host, settings.http_port)
    print(why)
    return 0 if well else 1


def _api_key() -> int:
    from bot.web import api_keys  # noqa: PLC0415 -- it brings much along

    key = api_keys.new_key()
    print(f"{key}\nAPI_KEYS={api_keys.hashed(key)}")
    return 0


def _run(settings: Settings, asked: argparse.Namespace) -> int:
    from bot import cli  # noqa: PLC0415 -- all the rest, which takes a second to import

    try:
        return cli.run(asked.command or "telegram", settings, asked.file)
    except cli.REFUSALS as error:
        return refuse(str(error))


if __name__ == "__main__":
    sys.exit(main())
