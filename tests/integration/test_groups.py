"""In groups: spoken to, we answer in the right place; else we keep silent, whatever happens."""

from __future__ import annotations

import pytest

from retrieval.answer import Question
from tests.telegram import Chat, Entity, FakeTelegram, User

QUESTION = "望月桥全长多少米?"
OTHER_QUESTION = "修复工程投入了多少资金?"
CLAIM = "书车每月到访一次。"


@pytest.fixture
def group(telegram: FakeTelegram) -> Chat:
    return telegram.group()


@pytest.fixture
def forum(telegram: FakeTelegram) -> Chat:
    return telegram.group(is_forum=True)


def mention(telegram: FakeTelegram, text: str = "") -> tuple[str, tuple[Entity, ...]]:
    """A text with a mention of the bot in it, in capitals, as Telegram marks it."""
    name = f"@{telegram.bot.username.upper()}"
    return f"{name} {text}".strip(), (Entity("mention", 0, len(name)),)


async def only_this_is_answered(telegram: FakeTelegram, chat: Chat) -> None:
    """Ask something: as a chat's questions are answered in order, nothing before it was."""
    asked = telegram.command("ask", QUESTION, chat)
    assert (await telegram.reply(chat)).reply_to == asked.id


async def test_failure_05_what_is_not_said_to_us_is_not_answered(
    telegram: FakeTelegram, group: Chat
) -> None:
    """Cure: `is_ours` in `_kind_of_message`, bot/telegram/filters.py."""
    other = telegram.user("别的机器人", is_bot=True)
    telegram.say(QUESTION, group, deliver=True)
    telegram.say(f"@someone {QUESTION}", group, deliver=True, entities=(Entity("mention", 0, 8),))
    telegram.say("t01-1", group, deliver=True)
    telegram.command("search@OtherBot", "书车", group, deliver=True)
    telegram.command("nothing", chat=group)
    telegram.command("ask", QUESTION, group, other, deliver=True)
    telegram.say(QUESTION, group, other, reply_to=telegram.say("大家好", group), deliver=True)
    await only_this_is_answered(telegram, group)


async def test_failure_05_an_answer_stays_in_its_topic_and_general_is_none(
    telegram: FakeTelegram, forum: Chat
) -> None:
    """Cure: `message_thread_id` in `message`, bot/telegram/outgoing.py."""
    topic = telegram.topic(forum, "古桥")
    in_topic = telegram.command("ask", QUESTION, forum, thread=topic)
    in_general = telegram.command("ask", QUESTION, forum)
    answers = await telegram.replies(forum, count=2)
    assert [answer.thread for answer in answers] == [topic, None]
    assert [answer.reply_to for answer in answers] == [in_topic.id, in_general.id]
    threads = [call.arguments.get("message_thread_id") for call in telegram.calls_of("sendMessage")]
    assert threads == [str(topic), None]
    assert telegram.refusals() == []


async def test_failure_05_general_is_not_written_to_as_a_topic_though_it_were_called_one(
    telegram: FakeTelegram, forum: Chat
) -> None:
    """Cure: `!= _GENERAL` in `topic`, bot/telegram/outgoing.py."""
    sent = telegram.say("早", forum)
    telegram.updates.push(
        {
            "message": {
                "message_id": sent.id,
                "message_thread_id": 1,
                "is_topic_message": True,
                "date": sent.date,
                "chat": {"id": forum.id, "type": "supergroup", "title": "x", "is_forum": True},
                "from": _json(telegram.reader),
                "text": f"/ask {QUESTION}",
                "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
            }
        }
    )
    assert (await telegram.reply(forum)).thread is None
    assert telegram.refusals() == []


async def test_failure_05_a_thread_that_is_no_topic_is_not_written_to(
    telegram: FakeTelegram, group: Chat
) -> None:
    """Cure: `is_topic_message` in `topic`, bot/telegram/outgoing.py."""
    telegram.command("ask", QUESTION, group)
    first = await telegram.reply(group)
    telegram.say(OTHER_QUESTION, group, reply_to=first)
    assert "860万元" in (await telegram.reply(group)).text
    assert all("message_thread_id" not in c.arguments for c in telegram.calls_of("sendMessage"))


async def test_every_command_works_addressed_or_not(telegram: FakeTelegram, group: Chat) -> None:
    us = telegram.bot.username.upper()
    for command, argument, said in (
        ("search", "书车", "流动书车开进山村"),
        (f"search@{us}", "书车", "流动书车开进山村"),
        ("ask", QUESTION, "42米"),
        (f"read@{us}", "t03-1", "3400吨"),
        ("ask", "西湖有多深?", "西湖"),
        ("verify", CLAIM, "逐字一致"),
        ("articles", "", "报道目录（共 3 篇）"),
        (f"help@{us}", "", "在群里我只回应"),
    ):
        asked = telegram.command(command, argument, group)
        answer = await telegram.reply(group)
        assert said in answer.text
        assert answer.reply_to == asked.id
    assert telegram.refusals() == []


async def test_a_mention_that_reaches_us_is_answered(telegram: FakeTelegram, group: Chat) -> None:
    text, entities = mention(telegram, QUESTION)
    telegram.say(text, group, entities=entities, deliver=True)
    assert "42米" in (await telegram.reply(group)).text


async def test_a_bare_mention_or_ask_is_about_what_it_replies_to(
    telegram: FakeTelegram, group: Chat, heard: list[Question]
) -> None:
    said = telegram.say(QUESTION, group)
    text, entities = mention(telegram)
    telegram.say(text, group, reply_to=said, entities=entities, deliver=True)
    assert "42米" in (await telegram.reply(group)).text
    telegram.command("ask", chat=group, reply_to=said)
    assert "42米" in (await telegram.reply(group)).text
    assert [question.text for question in heard] == [QUESTION]  # the second time it is remembered


async def test_a_reply_to_us_follows_on_from_what_its_writer_was_told(
    telegram: FakeTelegram, group: Chat, heard: list[Question]
) -> None:
    neighbour = telegram.user("邻居")
    telegram.command("ask", QUESTION, group)
    answer = await telegram.reply(group)
    telegram.command("read", "t02-1", group, neighbour)
    page = await telegram.reply(group)
    telegram.say("那里呢?", group, reply_to=answer)
    telegram.say("那里呢?", group, neighbour, reply_to=page)
    await telegram.replies(group, count=2)
    abouts = [question.about for question in heard[1:]]
    assert [about and about.article for about in abouts] == ["t01", "t02"]


async def test_who_writes_in_the_name_of_the_group_is_answered(
    telegram: FakeTelegram, group: Chat
) -> None:
    stand_in = telegram.user("Group", is_bot=True)
    sent = telegram.command("ask", QUESTION, group, stand_in, deliver=False)
    chat = {"id": group.id, "type": "supergroup", "title": group.title}
    telegram.updates.push(
        {
            "message": {
                "message_id": sent.id,
                "date": sent.date,
                "chat": chat,
                "sender_chat": chat,
                "from": {"id": stand_in.id, "is_bot": True, "first_name": "Group"},
                "text": sent.text,
                "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
            }
        }
    )
    assert "42米" in (await telegram.reply(group)).text


async def test_a_group_that_becomes_a_supergroup_takes_the_conversation_along(
    telegram: FakeTelegram, heard: list[Question]
) -> None:
    small = telegram.group(type="group")
    telegram.command("ask", QUESTION, small)
    await telegram.reply(small)
    new = telegram.migrate(small)
    telegram.command("ask", "那里呢?", new)
    await telegram.reply(new)
    [_, follow_up] = heard
    assert follow_up.about
    assert follow_up.about.article == "t01"
    assert telegram.refusals() == []


async def test_an_answer_on_its_way_to_a_group_that_has_moved_arrives_in_the_new_one(
    telegram: FakeTelegram,
) -> None:
    small = telegram.group(type="group")
    telegram.command("ask", QUESTION, small)
    new = telegram.migrate(small)
    assert "42米" in (await telegram.reply(new)).text


async def test_being_thrown_out_is_no_error_and_leaves_nothing(
    telegram: FakeTelegram, group: Chat, caplog: pytest.LogCaptureFixture, heard: list[Question]
) -> None:
    telegram.command("ask", QUESTION, group)
    await telegram.reply(group)
    telegram.kick(group)
    await telegram.taken()
    telegram.add_to_group(group)
    telegram.command("ask", "那里呢?", group)
    await telegram.reply(group)
    assert heard[-1].about is None
    assert [record for record in caplog.records if record.levelname in ("ERROR", "WARNING")] == []


async def test_a_question_of_a_group_we_were_thrown_out_of_is_let_go(
    telegram: FakeTelegram, group: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.command("ask", QUESTION, group)
    telegram.kick(group)
    await telegram.called("sendMessage")
    telegram.say(QUESTION)
    assert "42米" in (await telegram.reply()).text
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_where_we_may_not_write_is_no_error(
    telegram: FakeTelegram, group: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    why = "Bad Request: not enough rights to send text messages to the chat"
    telegram.faults.fail("sendMessage", code=400, description=why)
    telegram.command("ask", QUESTION, group)
    await telegram.called("sendMessage")
    await telegram.silence()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_question_that_was_deleted_is_answered_all_the_same(
    telegram: FakeTelegram, group: Chat
) -> None:
    telegram.delete(telegram.command("ask", QUESTION, group))
    assert (await telegram.reply(group)).reply_to is None


async def test_our_own_words_passed_on_inline_are_no_question(
    telegram: FakeTelegram, group: Chat
) -> None:
    for chat, kind in ((group, "supergroup"), (telegram.private(), "private")):
        sent = telegram.say(CLAIM, chat, deliver=False)
        telegram.updates.push(
            {
                "message": {
                    "message_id": sent.id,
                    "date": sent.date,
                    "chat": {"id": chat.id, "type": kind, "title": "x"},
                    "from": _json(telegram.reader),
                    "via_bot": _json(telegram.bot),
                    "text": CLAIM,
                }
            }
        )
    await only_this_is_answered(telegram, group)
    await only_this_is_answered(telegram, telegram.private())


def _json(user: User) -> dict[str, object]:
    return {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
