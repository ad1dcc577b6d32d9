"""What the bot can ask of the Bot API, a function a method, named as the method in snake_case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.telegram.arguments import Arguments
from tests.telegram.methods import answering, editing, fetching, looking, presenting, sending
from tests.telegram.values import Json
from tests.telegram.world import World

Method = Callable[[World, Arguments], Json]

_FUNCTIONS: tuple[Method, ...] = (
    fetching.get_updates,
    fetching.set_webhook,
    fetching.delete_webhook,
    fetching.get_webhook_info,
    sending.send_message,
    sending.send_document,
    sending.send_photo,
    sending.send_chat_action,
    sending.set_message_reaction,
    editing.edit_message_text,
    editing.edit_message_reply_markup,
    editing.delete_message,
    answering.answer_callback_query,
    answering.answer_inline_query,
    answering.answer_guest_query,
    presenting.set_my_commands,
    presenting.get_my_commands,
    presenting.delete_my_commands,
    presenting.set_my_name,
    presenting.get_my_name,
    presenting.set_my_description,
    presenting.get_my_description,
    presenting.set_my_short_description,
    presenting.get_my_short_description,
    looking.get_me,
    looking.get_chat,
    looking.get_chat_member,
    looking.get_chat_administrators,
    looking.get_chat_member_count,
    looking.leave_chat,
    looking.get_file,
)

METHODS: Mapping[str, Method] = {
    function.__name__.replace("_", ""): function for function in _FUNCTIONS
}
"""Every method there is, by its name in small letters."""
