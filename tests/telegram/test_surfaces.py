from __future__ import annotations

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from tests.telegram import Button, FakeTelegram, Unanswered
from tests.telegram.conftest import Post
from tests.telegram.values import Json

TOO_OLD = "Query is too old and response timeout expired or query id is invalid"
BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("全文", callback_data="1:a07-3")],
        [InlineKeyboardButton("打开", url="https://t.me/wenbao_bot?start=a07-3")],
    ]
)


def article(name: str = "1", text: str = "<b>引</b>文") -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(name, "题", content, reply_markup=BUTTONS)


async def test_press_asks_and_is_answered_once(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(fake.reader.id, "x", reply_markup=BUTTONS)
    fake.updates.drop()
    pressed = fake.press("全文")
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "1:a07-3"
    with pytest.raises(BadRequest, match=r"(?i)MESSAGE_TOO_LONG"):
        await update.callback_query.answer("字" * 201)
    await update.callback_query.answer("好", show_alert=True)
    answer = await pressed.answer()
    assert (answer.text, answer.is_alert) == ("好", True)
    with pytest.raises(BadRequest, match=f"(?i){TOO_OLD}"):
        await update.callback_query.answer()


async def test_press_that_expires_or_was_made_up_or_is_gone(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_message(fake.reader.id, "x", reply_markup=BUTTONS)
    message = await fake.reply()
    fake.updates.drop()
    pressed = fake.press("全文")
    pressed.expire()
    with pytest.raises(BadRequest, match=f"(?i){TOO_OLD}"):
        await bot.answer_callback_query(pressed.id)
    with pytest.raises(Unanswered):
        await pressed.answer(timeout=0.05)
    fake.press(Button({"text": "伪造", "callback_data": "../../etc"}), message)
    await bot.delete_message(fake.reader.id, sent.message_id)
    fake.press(message.button("全文"), message)
    _, forged, orphan = await bot.get_updates()
    assert forged.callback_query is not None
    assert forged.callback_query.data == "../../etc"
    assert orphan.callback_query is not None
    assert orphan.callback_query.message is not None
    assert not orphan.callback_query.message.is_accessible
    with pytest.raises(KeyError):
        fake.press("全文")


async def test_deep_link_starts_the_bot(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(fake.reader.id, "x", reply_markup=BUTTONS)
    message = await fake.reply()
    assert fake.follow(message.button("打开")).text == "/start a07-3"
    for wrong in ("https://t.me/wenbao_bot?start=第七", "https://t.me/other?start=a07-3"):
        with pytest.raises(ValueError, match="no deep link"):
            fake.follow(wrong)


async def test_inline_query_is_answered_and_chosen(fake: FakeTelegram, bot: Bot) -> None:
    fake.updates.drop()
    query = fake.inline("双林" * 200)
    [update] = await bot.get_updates()
    assert update.inline_query is not None
    assert len(update.inline_query.query) == 256
    await update.inline_query.answer(
        [article()],
        next_offset="10",
        button=InlineQueryResultsButton("打开问报", start_parameter="help"),
    )
    answer = await query.answer()
    assert (answer.next_offset, answer.results[0].text) == ("10", "引文")
    fake.updates.drop()
    message = fake.choose(query)
    seen, feedback = await bot.get_updates()
    assert seen.message is not None
    assert seen.message.via_bot is not None
    assert feedback.chosen_inline_result is not None
    inline_id = feedback.chosen_inline_result.inline_message_id
    assert inline_id == message.inline_id
    assert await bot.edit_message_text("改", inline_message_id=inline_id) is True
    assert (await fake.edited(message)).text == "改"


async def test_inline_answers_are_kept_for_everybody_unless_personal(
    fake: FakeTelegram, bot: Bot
) -> None:
    other = fake.user("别人")
    for is_personal, words in ((False, "公"), (True, "私")):
        query = fake.inline(words)
        await bot.answer_inline_query(query.id, [article()], is_personal=is_personal)
        assert (await fake.inline(words).answer()).cached
        assert (fake.inline(words, other).given is not None) is not is_personal


@pytest.mark.parametrize(
    ("results", "options", "why"),
    [
        ([article("a" * 65)], {}, "RESULT_ID_INVALID"),
        ([article(), article()], {}, "RESULT_ID_DUPLICATE"),
        ([article(str(n)) for n in range(51)], {}, "too many inline query results specified"),
        ([article()], {"next_offset": "o" * 65}, "NEXT_OFFSET_INVALID"),
        ([article(text="a < b")], {}, "can't parse inline query result: Can't parse entities"),
        (
            [],
            {"button": {"text": "x", "start_parameter": "第七"}},
            "START_PARAM_INVALID",
        ),
    ],
)
async def test_inline_answer_is_refused(
    fake: FakeTelegram, post: Post, results: list[Json], options: Json, why: str
) -> None:
    query = fake.inline("词")
    request = {"inline_query_id": query.id, "results": [result.to_dict() for result in results]}
    answer = await post("answerInlineQuery", **request, **options)
    assert answer["description"].startswith(f"Bad Request: {why}")
    assert query.given is None


async def test_guest_is_summoned_and_answers_once(fake: FakeTelegram, bot: Bot) -> None:
    fake.updates.drop()
    elsewhere = fake.group(bot="left")
    claim = fake.say("双林镇有78名骑士", elsewhere)
    summons = fake.summon("@wenbao_bot 是真的吗?", elsewhere, reply_to=claim)
    [update] = await bot.get_updates()
    guest = update.guest_message
    assert guest is not None
    assert guest.reply_to_message is not None
    assert guest.reply_to_message.text == claim.text
    assert guest.guest_query_id is not None
    sent = await bot.answer_guest_query(guest.guest_query_id, article())
    message = await summons.answer()
    assert (message.inline_id, message.reply_to) == (sent.inline_message_id, summons.summons.id)
    assert message.spans("bold") == ("引",)
    with pytest.raises(BadRequest, match=f"(?i){TOO_OLD}"):
        await bot.answer_guest_query(guest.guest_query_id, article())
