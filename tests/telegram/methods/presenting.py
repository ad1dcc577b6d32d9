"""How the bot presents itself: commands, name, descriptions."""

from __future__ import annotations

import json

from tests.telegram import access, profile
from tests.telegram.arguments import Arguments
from tests.telegram.errors import refuse
from tests.telegram.values import Json
from tests.telegram.world import World

MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120

_DEFAULT_SCOPE = {"type": "default"}
_SCOPES_OF_A_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})


def set_my_commands(world: World, arguments: Arguments) -> Json:
    """Set the menu of commands for a scope and a language; an empty list takes it away."""
    commands = profile.commands(arguments.json("commands"))
    world.profile.commands[_scope(world, arguments), _language(arguments)] = commands
    return True


def get_my_commands(world: World, arguments: Arguments) -> Json:
    """Return the menu that was set for exactly this scope and language."""
    return world.profile.commands.get((_scope(world, arguments), _language(arguments)), [])


def delete_my_commands(world: World, arguments: Arguments) -> Json:
    """Take the menu of a scope and language away."""
    world.profile.commands.pop((_scope(world, arguments), _language(arguments)), None)
    return True


def set_my_name(world: World, arguments: Arguments) -> Json:
    """Set the name, up to 64 characters."""
    return _set(world.profile.names, arguments, "name", MAX_NAME)


def get_my_name(world: World, arguments: Arguments) -> Json:
    """Return the name in a language."""
    return {"name": world.profile.names.get(_language(arguments), world.bot.first_name)}


def set_my_description(world: World, arguments: Arguments) -> Json:
    """Set what an empty chat shows, up to 512 characters."""
    return _set(world.profile.descriptions, arguments, "description", MAX_DESCRIPTION)


def get_my_description(world: World, arguments: Arguments) -> Json:
    """Return what an empty chat shows."""
    return {"description": world.profile.descriptions.get(_language(arguments), "")}


def set_my_short_description(world: World, arguments: Arguments) -> Json:
    """Set what the bot's page shows, up to 120 characters."""
    texts = world.profile.short_descriptions
    return _set(texts, arguments, "short_description", MAX_SHORT_DESCRIPTION)


def get_my_short_description(world: World, arguments: Arguments) -> Json:
    """Return what the bot's page shows."""
    texts = world.profile.short_descriptions
    return {"short_description": texts.get(_language(arguments), "")}


def _set(texts: dict[str, str], arguments: Arguments, name: str, limit: int) -> Json:
    text = arguments.text(name)
    if len(text) > limit:
        # The limit is documented; how the real server words its refusal is not.
        refuse(f"{name} must not exceed {limit} characters")
    texts[_language(arguments)] = text
    return True


def _language(arguments: Arguments) -> str:
    return profile.language(arguments.text("language_code"))


def _scope(world: World, arguments: Arguments) -> str:
    """Return the scope as a key; ApiError 400 when its chat does not exist."""
    scope = arguments.json("scope") or _DEFAULT_SCOPE
    if scope.get("type") in _SCOPES_OF_A_CHAT:
        access.chat_to_read(world, int(scope.get("chat_id", 0)))
    return json.dumps(scope, sort_keys=True)
