"""Who says thank you is thanked; what only begins with thanks is a question."""

from __future__ import annotations

import pytest

from bot.services import small_talk
from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.storage.conversations import Conversation
from bot.storage.storage import Storage
from bot.views.translations import LANGUAGES, Translations
from retrieval.library import Library


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "谢谢您！",
        "多謝🙏",
        "非常感谢，辛苦了。",
        "好的，知道了，谢谢～",
        "明白了",
        "嗯嗯",
        "Thanks!",
        "thank you very much",
        "OK, many thanks :)",
        "谢" * 50,
    ],
)
def test_thanks_and_nods_are_known(text: str) -> None:
    assert small_talk.is_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "？",
        "好",
        "谢谢谁?",
        "钱先生为什么感谢派出所?",
        "好的桥有多长?",
        "谢" * 59 + "x",
        "ok?" * 99,
    ],
)
def test_a_question_is_no_thanks(text: str) -> None:
    assert not small_talk.is_thanks(text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_thanks_are_returned_in_a_few_words_and_nothing_is_forgotten(
    library: Library, language: str
) -> None:
    async with Storage(":memory:") as storage:
        dispatcher = Dispatcher(library, storage)
        reader = Request(Conversation(7, 7), Translations()[language])
        await dispatcher.sent(reader, await dispatcher.ask(reader, "望月桥全长多少米?"))
        told = await storage.conversations.recall(reader.conversation)
        reply = await dispatcher.ask(reader, "谢谢")
        await dispatcher.sent(reader, reply)
        assert reply.text == reader.words("youre_welcome")
        assert (reply.quotes, reply.rows, reply.outcome) == ((), (), "")
        assert told
        assert await storage.conversations.recall(reader.conversation) == told
        dispatcher.close()
