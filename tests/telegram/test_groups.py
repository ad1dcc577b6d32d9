from __future__ import annotations

import pytest
from telegram import Bot, ReplyParameters
from telegram.error import BadRequest

from tests.telegram import ALL_UPDATES, FakeTelegram, User


@pytest.fixture
def neighbour(fake: FakeTelegram) -> User:
    return fake.user("邻居")


async def heard(fake: FakeTelegram, bot: Bot) -> list[str | None]:
    """The texts that reached the bot since last time."""
    updates = await bot.get_updates(allowed_updates=list(ALL_UPDATES))
    fake.updates.drop()
    messages = [update.effective_message for update in updates]
    return [message.text for message in messages if message]


async def test_privacy_mode_lets_through_what_is_for_the_bot(
    fake: FakeTelegram, bot: Bot, neighbour: User
) -> None:
    group = fake.group(people=[neighbour])
    sent = await bot.send_message(group.id, "我是问报")
    mine = await fake.reply(group)
    await heard(fake, bot)
    fake.say("大家好", group)
    fake.say("@wenbao_bot 你好", group)
    fake.command("search@OtherBot", "词", group)
    fake.say("说的是 /search", group)
    assert await heard(fake, bot) == []
    fake.command("search", "词", group)
    fake.command("search@Wenbao_Bot", "词", group, neighbour)
    fake.say("那里呢?", group, reply_to=mine)
    fake.say("@wenbao_bot 听得到", group, deliver=True)
    assert await heard(fake, bot) == [
        "/search 词",
        "/search@Wenbao_Bot 词",
        "那里呢?",
        "@wenbao_bot 听得到",
    ]
    assert sent.message_id == mine.id


async def test_without_privacy_or_as_administrator_it_hears_everything(
    fake: FakeTelegram, bot: Bot
) -> None:
    group = fake.group()
    fake.promote(group)
    await heard(fake, bot)
    fake.say("大家好", group)
    fake.say("机器人说的", group, fake.user("别的机器人", is_bot=True))
    assert await heard(fake, bot) == ["大家好"]
    async with FakeTelegram(has_privacy=False) as open_fake:
        open_fake.say("大家好", open_fake.group())
        assert len(open_fake.updates.pending) == 1


async def test_topics_keep_to_themselves(fake: FakeTelegram, bot: Bot) -> None:
    forum = fake.group(is_forum=True)
    thread = fake.topic(forum, "新闻")
    fake.updates.drop()
    asked = fake.command("search", "词", forum, thread=thread)
    general = fake.command("search", "词", forum)
    updates = await bot.get_updates()
    first, second = (update.effective_message for update in updates)
    assert first is not None
    assert second is not None
    assert (first.message_thread_id, first.is_topic_message) == (thread, True)
    assert (second.message_thread_id, second.is_topic_message) == (None, None)
    assert first.reply_to_message is not None
    assert first.reply_to_message.forum_topic_created is not None
    await bot.send_message(forum.id, "在题内", message_thread_id=thread)
    await bot.send_message(forum.id, "随所回", reply_parameters=ReplyParameters(asked.id))
    await bot.send_message(forum.id, "在总题", reply_parameters=ReplyParameters(general.id))
    assert [reply.thread for reply in await fake.replies(forum, count=3)] == [thread, thread, None]
    for wrong in (1, 999):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(forum.id, "x", message_thread_id=wrong)


async def test_replies_in_a_plain_supergroup_have_a_thread_that_is_no_topic(
    fake: FakeTelegram, bot: Bot
) -> None:
    group = fake.group()
    await bot.send_message(group.id, "起头")
    start = await fake.reply(group)
    fake.updates.drop()
    fake.say("跟着", group, reply_to=start)
    [update] = await bot.get_updates()
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (start.id, None)


async def test_coming_going_and_becoming_a_supergroup(fake: FakeTelegram, bot: Bot) -> None:
    group = fake.group(type="group", bot="left")
    fake.updates.drop()
    fake.add_to_group(group)
    new = fake.migrate(group)
    fake.kick(new)
    updates = await bot.get_updates()
    [joined, added, moved, arrived, kicked] = updates
    assert joined.my_chat_member is not None
    assert joined.my_chat_member.new_chat_member.status == "member"
    assert added.message is not None
    assert added.message.new_chat_members[0].id == fake.bot.id
    assert moved.message is not None
    assert moved.message.migrate_to_chat_id == new.id
    assert arrived.message is not None
    assert arrived.message.migrate_from_chat_id == group.id
    assert kicked.my_chat_member is not None
    assert kicked.my_chat_member.new_chat_member.status == "kicked"


async def test_members_can_be_looked_up_and_groups_be_left(
    fake: FakeTelegram, bot: Bot, neighbour: User
) -> None:
    group = fake.group(people=[neighbour])
    fake.promote(group, neighbour)
    assert (await bot.get_chat(group.id)).title == group.title
    assert (await bot.get_chat(fake.reader.id)).first_name == "读者"
    assert (await bot.get_chat_member(group.id, neighbour.id)).status == "administrator"
    members = await bot.get_chat_administrators(group.id)
    assert {member.user.id for member in members} == {fake.reader.id, neighbour.id}
    assert await bot.get_chat_member_count(group.id) == 3
    await bot.leave_chat(group.id)
    with pytest.raises(Exception, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "x")


async def test_bot_deletes_its_own_messages_only(fake: FakeTelegram, bot: Bot) -> None:
    group = fake.group()
    theirs = fake.say("别人的", group)
    sent = await bot.send_message(group.id, "我的")
    await bot.delete_message(group.id, sent.message_id)
    await fake.deleted(await fake.reply(group))
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
