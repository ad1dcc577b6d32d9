"""Which methods and fields the Bot API has, read off python-telegram-bot's own signatures.

The real server ignores a field it does not know. This one refuses it, so that a misspelled field
fails a test instead of being lost.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Collection, Mapping

import telegram

from tests.telegram.errors import refuse
from tests.telegram.values import Json

_NOT_SENT = frozenset(
    {
        "self",
        "api_kwargs",
        "read_timeout",
        "write_timeout",
        "connect_timeout",
        "pool_timeout",
        "allow_sending_without_reply",
        "reply_to_message_id",
        "disable_web_page_preview",
        "filename",
        "current_offset",
    }
)
"""What python-telegram-bot takes for its own use, or turns into another field."""

_BUTTON = {
    "copy_text": telegram.CopyTextButton,
    "switch_inline_query_chosen_chat": telegram.SwitchInlineQueryChosenChat,
    "login_url": telegram.LoginUrl,
    "web_app": telegram.WebAppInfo,
}
_TYPES: Mapping[str, type] = {
    "entities": telegram.MessageEntity,
    "caption_entities": telegram.MessageEntity,
    "quote_entities": telegram.MessageEntity,
    "inline_keyboard": telegram.InlineKeyboardButton,
    "keyboard": telegram.KeyboardButton,
    "reply_parameters": telegram.ReplyParameters,
    "link_preview_options": telegram.LinkPreviewOptions,
    "input_message_content": telegram.InputTextMessageContent,
    "button": telegram.InlineQueryResultsButton,
    "commands": telegram.BotCommand,
    "user": telegram.User,
    **_BUTTON,
}
_MARKUPS: Mapping[str, type] = {
    "inline_keyboard": telegram.InlineKeyboardMarkup,
    "keyboard": telegram.ReplyKeyboardMarkup,
    "remove_keyboard": telegram.ReplyKeyboardRemove,
    "force_reply": telegram.ForceReply,
}
_SCOPES: Mapping[str, type] = {
    "default": telegram.BotCommandScopeDefault,
    "all_private_chats": telegram.BotCommandScopeAllPrivateChats,
    "all_group_chats": telegram.BotCommandScopeAllGroupChats,
    "all_chat_administrators": telegram.BotCommandScopeAllChatAdministrators,
    "chat": telegram.BotCommandScopeChat,
    "chat_administrators": telegram.BotCommandScopeChatAdministrators,
    "chat_member": telegram.BotCommandScopeChatMember,
}
_REACTIONS: Mapping[str, type] = {
    "emoji": telegram.ReactionTypeEmoji,
    "custom_emoji": telegram.ReactionTypeCustomEmoji,
    "paid": telegram.ReactionTypePaid,
}


@functools.cache
def methods() -> Mapping[str, Collection[str]]:
    """Every method of the Bot API, in small letters, and the names of its fields."""
    return {
        name.lower(): _fields(function) - _NOT_SENT
        for name, function in inspect.getmembers(telegram.Bot, inspect.isfunction)
        if name == "close"
        or not (name.islower() or name.startswith("_"))  # sendMessage, not send_…
    }


def check(method: str, arguments: Mapping[str, Json]) -> None:
    """Refuse fields the method has not, at any depth; ApiError 400 names the first."""
    _check_names(method, arguments, methods()[method.lower()])
    for name, value in arguments.items():
        _check_value(name, value)


def _check_value(name: str, value: Json) -> None:
    if isinstance(value, list):
        for item in value:
            _check_value(name, item)
    elif isinstance(value, dict):
        kind = _kind(name, value)
        if kind is not None:
            _check_names(kind.__name__, value, _fields(kind) - {"api_kwargs"} | {"type"})
        for inner, item in value.items():
            _check_value(inner, item)


def _kind(name: str, value: Mapping[str, Json]) -> type | None:
    if name == "reply_markup":
        return next((kind for key, kind in _MARKUPS.items() if key in value), None)
    if name == "scope":
        return _SCOPES.get(value.get("type", ""))
    if name == "reaction":
        return _REACTIONS.get(value.get("type", ""))
    if name in {"results", "result"}:
        title = str(value.get("type", "")).title().replace("_", "")
        return getattr(telegram, f"InlineQueryResult{title}", None)
    return _TYPES.get(name)


def _check_names(owner: str, given: Collection[str], known: Collection[str]) -> None:
    for name in given:
        if name not in known:
            refuse(f'Unknown field "{name}" in {owner}')


@functools.cache
def _fields(function: Callable[..., object]) -> frozenset[str]:
    return frozenset(inspect.signature(function).parameters)
