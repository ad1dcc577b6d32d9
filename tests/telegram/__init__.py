"""A small, faithful Bot API server for tests, and for chatting with the bot by hand.

    async with FakeTelegram() as telegram:
        ...start the bot with telegram.base_url and telegram.token...
        telegram.say("双林镇有多少名快递小哥?")
        reply = await telegram.reply()
        assert reply.spans("blockquote")
        pressed = telegram.press("全文")
        await pressed.answer()
        reply = await telegram.edited(reply)

It enforces what Telegram enforces, with Telegram's own error texts; Telegram's own parser judges
every text. Where the real server is lenient or not documented, it is strict: a field that the Bot
API does not know is refused (so that a misspelled one fails a test), a query can be answered once,
and the length of a text is counted in UTF-16 units. What it does not do is answered with 501.

`python -m tests.telegram` starts it by hand.
"""

from tests.telegram.fake import FakeTelegram
from tests.telegram.faults import Fault, Faults
from tests.telegram.queries import CallbackQuery, GuestQuery, InlineQuery
from tests.telegram.updates import ALL_UPDATES
from tests.telegram.values import (
    Button,
    Call,
    CallbackAnswer,
    Chat,
    Document,
    Entity,
    InlineAnswer,
    InlineResult,
    Message,
    Quote,
    User,
)
from tests.telegram.waiting import Unanswered

__all__ = [
    "ALL_UPDATES",
    "Button",
    "Call",
    "CallbackAnswer",
    "CallbackQuery",
    "Chat",
    "Document",
    "Entity",
    "FakeTelegram",
    "Fault",
    "Faults",
    "GuestQuery",
    "InlineAnswer",
    "InlineQuery",
    "InlineResult",
    "Message",
    "Quote",
    "Unanswered",
    "User",
]
