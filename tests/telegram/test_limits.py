from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from tests.telegram import FakeTelegram
from tests.telegram.conftest import Post
from tests.telegram.rates import Rates
from tests.telegram.values import Json


def keyboard(**button: Json) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("按", **button)]])


async def refused(fake: FakeTelegram, request: Json) -> str:
    """The description of the refusal that a request brings, as it went over the wire."""
    with pytest.raises(TelegramError):
        await request
    return fake.calls[-1].description


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Bad Request: message text is empty"),
        ("\u200b \n", "Bad Request: text must be non-empty"),
        ("字" * 4097, "Bad Request: message is too long"),
        ("😀" * 2049, "Bad Request: message is too long"),
        ("字" * 10923, "Bad Request: text is too long"),
    ],
)
async def test_text_is_refused(fake: FakeTelegram, bot: Bot, text: str, why: str) -> None:
    assert await refused(fake, bot.send_message(fake.reader.id, text)) == why


async def test_text_of_exactly_4096_passes(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(fake.reader.id, "字" * 4096)
    await bot.send_message(fake.reader.id, f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert [len(reply.text) for reply in await fake.replies(count=2)] == [4096, 2048]


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"callback_data": "字" * 22}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"copy_text": CopyTextButton("字" * 257)}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({}, "Bad Request: text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a", "url": "https://a.cn"}, "Bad Request: BUTTON_TYPE_INVALID"),
        (
            {"url": "a07-3"},
            "Bad Request: inline keyboard button URL 'a07-3' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_button_is_refused(
    fake: FakeTelegram, bot: Bot, button: dict[str, Json], why: str
) -> None:
    markup = keyboard(**button)
    assert await refused(fake, bot.send_message(fake.reader.id, "x", reply_markup=markup)) == why


async def test_buttons_at_their_limits_pass(fake: FakeTelegram, bot: Bot) -> None:
    for button in ({"callback_data": "a" * 64}, {"copy_text": CopyTextButton("字" * 256)}):
        await bot.send_message(fake.reader.id, "x", reply_markup=keyboard(**button))
    assert not fake.refusals()


async def test_keyboard_of_more_than_a_hundred_buttons_is_refused(
    fake: FakeTelegram, bot: Bot
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]] * 101)
    why = await refused(fake, bot.send_message(fake.reader.id, "x", reply_markup=markup))
    assert why == "Bad Request: reply markup is too long"


async def test_unknown_method_is_404_and_one_we_do_not_do_is_501(
    fake: FakeTelegram, bot: Bot
) -> None:
    await refused(fake, bot.do_api_request("sendFoo"))
    await refused(fake, bot.send_poll(fake.reader.id, "?", ["a", "b"]))
    assert [call.code for call in list(fake.calls)[-2:]] == [404, 501]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"parse_moed": "HTML"}, '"parse_moed" in sendMessage'),
        ({"reply_parameters": {"message_id": 1, "qoute": "x"}}, '"qoute" in ReplyParameters'),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback": "y"}]]}},
            '"callback" in InlineKeyboardButton',
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "lenght": 1}]},
            '"lenght" in MessageEntity',
        ),
    ],
)
async def test_misspelled_field_is_refused_at_any_depth(
    fake: FakeTelegram, post: Post, fields: dict[str, Json], name: str
) -> None:
    answer = await post("sendMessage", chat_id=fake.reader.id, text="x", **fields)
    assert answer["description"] == f"Bad Request: unknown field {name}"


async def test_reply_needs_the_message_unless_told_otherwise(fake: FakeTelegram, bot: Bot) -> None:
    gone = fake.say("在吗?")
    fake.delete(gone)
    why = await refused(
        fake, bot.send_message(fake.reader.id, "x", reply_parameters=ReplyParameters(gone.id))
    )
    assert why == "Bad Request: message to be replied not found"
    forgiving = ReplyParameters(gone.id, allow_sending_without_reply=True)
    await bot.send_message(fake.reader.id, "x", reply_parameters=forgiving)
    assert (await fake.reply()).reply_to is None


@pytest.mark.parametrize("quote", ["双 林", "林双", "双林镇有多少名?!"])
async def test_quote_must_be_an_exact_part_of_the_message(
    fake: FakeTelegram, bot: Bot, quote: str
) -> None:
    asked = fake.say("双林镇有多少名?")
    reply = ReplyParameters(asked.id, quote=quote)
    why = await refused(fake, bot.send_message(fake.reader.id, "x", reply_parameters=reply))
    assert why == "Bad Request: QUOTE_TEXT_INVALID"


async def test_quote_must_have_the_styles_of_the_message(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_message(fake.reader.id, "双<b>林</b>镇", parse_mode="HTML")
    plain = ReplyParameters(sent.message_id, quote="双林")
    await refused(fake, bot.send_message(fake.reader.id, "x", reply_parameters=plain))
    styled = ReplyParameters(sent.message_id, quote="双<b>林</b>", quote_parse_mode="HTML")
    reply = await bot.send_message(fake.reader.id, "x", reply_parameters=styled)
    assert reply.quote is not None
    assert reply.quote.text == "双林"


async def test_quote_of_more_than_1024_is_refused(fake: FakeTelegram, bot: Bot) -> None:
    asked = fake.say("字" * 1025)
    reply = ReplyParameters(asked.id, quote=asked.text)
    why = await refused(fake, bot.send_message(fake.reader.id, "x", reply_parameters=reply))
    assert why == "Bad Request: QUOTE_TEXT_INVALID"


async def test_edits_that_change_nothing_and_edits_of_others(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_message(fake.reader.id, "x", reply_markup=keyboard(callback_data="d"))
    same = bot.edit_message_text(
        "x", fake.reader.id, sent.message_id, reply_markup=keyboard(callback_data="d")
    )
    assert (await refused(fake, same)).startswith("Bad Request: message is not modified: specified")
    theirs = fake.say("我的")
    why = await refused(fake, bot.edit_message_text("x", fake.reader.id, theirs.id))
    assert why == "Bad Request: message can't be edited"
    fake.delete(await fake.reply())
    why = await refused(fake, bot.edit_message_text("y", fake.reader.id, sent.message_id))
    assert why == "Bad Request: message to edit not found"
    why = await refused(fake, bot.delete_message(fake.reader.id, sent.message_id))
    assert why == "Bad Request: message to delete not found"


async def test_edit_without_keyboard_takes_it_away_and_keeps_history(
    fake: FakeTelegram, bot: Bot
) -> None:
    sent = await bot.send_message(fake.reader.id, "x", reply_markup=keyboard(callback_data="d"))
    before = await fake.reply()
    await bot.edit_message_text("y", fake.reader.id, sent.message_id)
    after = await fake.edited(before)
    assert (after.text, after.keyboard, after.previous) == ("y", (), before)


async def test_chats_that_cannot_be_written_to(fake: FakeTelegram, bot: Bot) -> None:
    stranger = fake.user("生人")
    group, old = fake.group(), fake.group(type="group")
    fake.kick(group)
    new = fake.migrate(old)
    assert await refused(fake, bot.send_message(stranger.id, "x")) == "Bad Request: chat not found"
    fake.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(fake.reader.id, "x")
    fake.unblock()
    await bot.send_message(fake.reader.id, "x")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(old.id, "x")
    await bot.send_message(migrated.value.new_chat_id, "x")
    assert (await fake.reply(new)).text == "x"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (BotCommand("Search", "查"), "Bad Request: BOT_COMMAND_INVALID"),
        (BotCommand("a" * 33, "查"), "Bad Request: command length must not exceed 32"),
        (
            BotCommand("search", "查" * 257),
            "Bad Request: command description length must not exceed 256",
        ),
    ],
)
async def test_command_is_refused(
    fake: FakeTelegram, bot: Bot, command: BotCommand, why: str
) -> None:
    assert await refused(fake, bot.set_my_commands([command])) == why


async def test_commands_are_kept_by_scope_and_language(fake: FakeTelegram, bot: Bot) -> None:
    commands = [BotCommand("search", "查")]
    scope = BotCommandScopeChat(fake.reader.id)
    await bot.set_my_commands(commands, scope=scope, language_code="zh")
    assert await bot.get_my_commands(scope=scope, language_code="zh") == tuple(commands)
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(scope=scope, language_code="zh")
    assert await bot.get_my_commands(scope=scope, language_code="zh") == ()
    why = await refused(fake, bot.set_my_commands(commands, language_code="zh-hans"))
    assert why == "Bad Request: invalid language code specified"
    why = await refused(fake, bot.set_my_commands([BotCommand("a", "b")] * 101))
    assert why == "Bad Request: BOT_COMMANDS_TOO_MUCH"


async def test_descriptions_have_limits_too(fake: FakeTelegram, bot: Bot) -> None:
    await bot.set_my_description("述" * 512, language_code="zh")
    assert (await bot.get_my_description("zh")).description == "述" * 512
    assert (await bot.get_my_description()).description == ""
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("述" * 121)


async def test_rates_are_kept_only_if_asked_for() -> None:
    now = [0.0]
    async with FakeTelegram(rates=Rates(clock=lambda: now[0])) as fake:
        fake.say("你好")
        group = fake.group()
        async with Bot(fake.token, base_url=fake.base_url) as bot:
            await bot.send_message(fake.reader.id, "x")
            with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
                await bot.send_message(fake.reader.id, "x")
            for _ in range(20):
                await bot.send_message(group.id, "x")
                now[0] += 1
            with pytest.raises(RetryAfter, match="Retry in 0:00:40"):
                await bot.send_message(group.id, "x")


async def test_reaction_is_one_that_bots_may_use(fake: FakeTelegram, bot: Bot) -> None:
    asked = fake.say("?")
    await bot.set_message_reaction(fake.reader.id, asked.id, "👀")
    assert fake.now(asked).reactions == ("👀",)
    why = await refused(fake, bot.set_message_reaction(fake.reader.id, asked.id, "🦄🦄"))
    assert why == "Bad Request: REACTION_INVALID"


async def test_entities_are_limited_to_a_hundred(fake: FakeTelegram, bot: Bot) -> None:
    entities = [MessageEntity(MessageEntity.BOLD, 2 * place, 1) for place in range(120)]
    await bot.send_message(fake.reader.id, "粗细" * 120, entities=entities)
    assert len((await fake.reply()).spans("bold")) == 100


async def test_documents_go_up_and_down(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_document(fake.reader.id, "题".encode(), caption="集", filename="题.jsonl")
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()).decode() == "题"
    assert (await fake.reply()).text == "集"
    why = await refused(
        fake, bot.send_document(fake.reader.id, sent.document.file_id, caption="字" * 1025)
    )
    assert why == "Bad Request: message caption is too long"
