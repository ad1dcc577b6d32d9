"""Who says thank you is thanked; what only begins with thanks is a question."""

from __future__ import annotations

import pytest

from bot.desk import courtesy
from bot.desk.desk import Desk, Reader
from bot.journal import Conversation, Journal
from bot.replies.words import LANGUAGES, Voices
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
    assert courtesy.is_thanks(text)


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
    assert not courtesy.is_thanks(text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_thanks_are_returned_in_a_few_words_and_nothing_is_forgotten(
    library: Library, language: str
) -> None:
    async with Journal(":memory:") as journal:
        desk = Desk(library, journal)
        reader = Reader(Conversation(7, 7), Voices()[language])
        await desk.sent(reader, await desk.ask(reader, "望月桥全长多少米?"))
        told = await journal.recall(reader.conversation)
        reply = await desk.ask(reader, "谢谢")
        await desk.sent(reader, reply)
        assert reply.text == reader.words("youre_welcome")
        assert (reply.quotes, reply.rows, reply.outcome) == ((), (), "")
        assert told
        assert await journal.recall(reader.conversation) == told
        desk.close()
