"""How the bot presents itself: commands by scope and language, name, descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.telegram.errors import refuse
from tests.telegram.values import Json

MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_COMMAND_DESCRIPTION = 256

_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


@dataclass(slots=True)
class Profile:
    """What setMyCommands and its like have set; languages are two letters, or empty for all."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


def language(code: str) -> str:
    """Check a language: two letters of ISO 639-1, so that `zh-hans` is refused."""
    if not _LANGUAGE.fullmatch(code):
        refuse("Invalid language code specified")
    return code


def commands(wires: Json) -> list[dict[str, str]]:
    """Check the commands of setMyCommands; ApiError 400 says what is wrong."""
    if not isinstance(wires, list):
        refuse("Expected an Array of BotCommand")
    if len(wires) > MAX_COMMANDS:
        refuse("BOT_COMMANDS_TOO_MUCH")
    return [_command(wire) for wire in wires]


def _command(wire: Json) -> dict[str, str]:
    name = str(wire.get("command", "")).strip().removeprefix("/")
    description = str(wire.get("description", "")).strip()
    if not name:
        reason = "Command must be non-empty"
    elif len(name) > MAX_COMMAND:
        reason = f"Command length must not exceed {MAX_COMMAND}"
    elif not description:
        reason = "Command description must be non-empty"
    elif len(description) > MAX_COMMAND_DESCRIPTION:
        reason = f"Command description length must not exceed {MAX_COMMAND_DESCRIPTION}"
    elif not _COMMAND.fullmatch(name):
        reason = "BOT_COMMAND_INVALID"
    else:
        return {"command": name, "description": description}
    return refuse(reason)
