"""Kinds of faults of chats: topics apart, topics that are gone, claims that are not typed."""

from __future__ import annotations

from itertools import count

import pytest

from retrieval.answer import Question
from retrieval.library import Library
from tests.telegram import Chat, FakeTelegram
from tests.telegram.values import Json

QUESTION = "望月桥全长多少米?"
TRUE = "修复工程共投入资金860万元"


@pytest.fixture
def forum(telegram: FakeTelegram) -> Chat:
    return telegram.group(is_forum=True)


LEANING = [
    "那里呢?",
    "那座桥始建于哪年?",
    "那里新开了几家茶馆?",
    "他说了什么?",
    "它有多长?",
    "这篇报道是谁写的?",
    "那篇讲了什么?",
    "这座桥在哪里?",
    "那所长呢?",
    "该工程投入了多少资金?",
    "作者是谁?",
    "还有哪些?",
]


async def test_what_was_told_in_a_topic_is_not_leant_on_in_another(
    telegram: FakeTelegram, heard: list[Question]
) -> None:
    for question in LEANING:
        forum = telegram.group(is_forum=True)
        first, other = telegram.topic(forum, "古桥"), telegram.topic(forum, "梨园")
        telegram.command("ask", QUESTION, forum, thread=first)
        await telegram.reply(forum)
        for thread in (other, None, first):
            telegram.command("ask", question, forum, thread=thread)
            assert (await telegram.reply(forum)).thread == thread
        abouts = [one.about and one.about.article for one in heard[-3:]]
        assert (question, abouts) == (question, [None, None, "t01"])


async def test_what_was_told_elsewhere_or_to_another_is_not_leant_on(
    telegram: FakeTelegram, forum: Chat, heard: list[Question]
) -> None:
    topic, group = telegram.topic(forum, "古桥"), telegram.group()
    neighbour = telegram.user("邻居")
    telegram.command("ask", QUESTION, forum, thread=topic)
    await telegram.reply(forum)
    telegram.say("那里呢?")
    await telegram.reply()
    telegram.command("ask", "那里呢?", group)
    await telegram.reply(group)
    telegram.command("ask", "那里呢?", forum, neighbour, thread=topic)
    await telegram.reply(forum)
    assert [one.about for one in heard[1:]] == [None, None, None]


COMMANDS = [
    ("ask", QUESTION, "42米"),
    ("ask", "黑水镇的渡口有多少艘乌篷船?", ""),
    ("search", "书车", "流动书车开进山村"),
    ("search", "", "/search 图书馆"),
    ("verify", TRUE, "逐字一致"),
    ("verify", TRUE.replace("8", "9"), "有出入"),
    ("read", "t03-1", "3400吨"),
    ("read", "t09-9", ""),
    ("articles", "", "报道目录（共 3 篇）"),
    ("help", "", "在群里我只回应"),
    ("why", QUESTION, "望月"),
    ("places", "", "青石镇"),
]


async def test_what_goes_to_a_topic_that_is_gone_is_sent_without_it(
    telegram: FakeTelegram, forum: Chat
) -> None:
    why = "Bad Request: message thread not found"
    for command, text, said in COMMANDS:
        topic = telegram.topic(forum, "古桥")
        telegram.faults.fail("sendMessage", code=400, description=why)
        telegram.command(command, text, forum, thread=topic)
        assert said in (await telegram.reply(forum)).text, command
        calls = telegram.calls_of("sendMessage")[-2:]
        sent = [one.arguments.get("message_thread_id") for one in calls]
        assert (command, sent) == (command, [str(topic), None])


async def test_an_apology_to_a_topic_that_is_gone_arrives(
    telegram: FakeTelegram, forum: Chat, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = telegram.topic(forum, "古桥")
    monkeypatch.setattr(library, "answer", lambda *_: 1 / 0)
    why = "Bad Request: message thread not found"
    telegram.faults.fail("sendMessage", code=400, description=why)
    telegram.command("ask", "望月桥始建于哪年?", forum, thread=topic)
    assert "出了点差错" in (await telegram.reply(forum)).text


_NUMBERS = count(900_000)
_PHOTO: Json = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
_VIDEO: Json = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "duration": 1}
_PERSON: Json = {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}
_ORIGIN: Json = {"forward_origin": _PERSON}


def marked(text: str, field: str = "caption") -> dict[str, Json]:
    """A text or caption that begins with a command, as Telegram marks it."""
    length = len(text.split(maxsplit=1)[0])
    mark: Json = {"type": "bot_command", "offset": 0, "length": length}
    marks = "caption_entities" if field == "caption" else "entities"
    return {field: text, marks: [mark]}


def elsewhere(words: str) -> dict[str, Json]:
    """Words that are quoted from a message of another chat."""
    return {"external_reply": {"origin": _PERSON}, "quote": {"text": words, "position": 0}}


async def answered(telegram: FakeTelegram, **message: Json) -> str:
    """Send what no method of the fake writes, and return the answer."""
    reader: Json = {"id": telegram.reader.id, "is_bot": False, "first_name": "读者"}
    chat: Json = {"id": telegram.reader.id, "type": "private", "first_name": "读者"}
    whole: Json = {"message_id": next(_NUMBERS), "date": 1, "chat": chat, "from": reader}
    telegram.updates.push({"message": whole | message})
    return (await telegram.reply()).text


FALSE = TRUE.replace("860", "960")


Sent = list[tuple[dict[str, Json], str]]
CLAIMS: Sent = [
    ({"text": f"听说{FALSE}", **_ORIGIN}, "有出入"),
    ({"text": FALSE, **_ORIGIN}, "有出入"),
    ({"text": TRUE, **_ORIGIN}, "逐字一致"),
    ({"text": "网传这座桥始建于1886年，全长42米。", **_ORIGIN}, "有出入"),
    ({"text": f"据说{FALSE}"}, "有出入"),
    ({"text": f"群里说{TRUE}"}, "逐字一致"),
    ({"text": "听说梨园今年总产量达到3500吨"}, "有出入"),
    ({"text": "朋友说，书车的行程超过9万公里"}, "有出入"),
    ({"caption": f"听说{FALSE}", "video": _VIDEO, **_ORIGIN}, "有出入"),
    ({**marked(f"/verify {FALSE}"), "photo": _PHOTO}, "有出入"),
    ({**marked(f"/verify {TRUE}"), "video": _VIDEO}, "逐字一致"),
    ({**marked(f"/VERIFY {TRUE}"), "voice": {**_VIDEO, "duration": 2}}, "逐字一致"),
    ({**marked("/search 书车"), "video": _VIDEO}, "提到“书车”的段落"),
    ({**marked(f"/ask {QUESTION}"), "photo": _PHOTO}, "42米"),
    ({**marked("/verify", "text"), **elsewhere(FALSE)}, "有出入"),
    ({**marked("/verify", "text"), **elsewhere(TRUE)}, "逐字一致"),
    ({**marked("/ask", "text"), **elsewhere(QUESTION)}, "42米"),
]
OTHERS: Sent = [
    ({"text": QUESTION, **_ORIGIN}, "42米"),
    ({"text": "听说望月桥修好了，全长多少米?"}, "42米"),
    ({"text": "听说所长是谁"}, "沈知秋"),
    ({"text": "书车"}, "书车"),
    ({"text": "t01-2", **_ORIGIN}, "第 2/3 段"),
    ({"caption": QUESTION, "video": _VIDEO}, "42米"),
    ({"text": "你好", **_ORIGIN}, "问报"),
    ({**marked("/nothing 书车"), "photo": _PHOTO}, "没有 /nothing 这个命令"),
    ({"text": "帮助", **_ORIGIN}, "直接写下问题"),
    ({"text": "司机开了几年书车", **_ORIGIN}, "九年"),
]


@pytest.mark.parametrize("messages", [CLAIMS, OTHERS], ids=["claims", "others"])
async def test_a_claim_is_verified_however_it_comes_and_nothing_else(
    telegram: FakeTelegram, messages: Sent
) -> None:
    telegram.say("/start")
    await telegram.reply()
    for message, said in messages:
        assert said in await answered(telegram, **message), message
