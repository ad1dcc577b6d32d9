"""The real Application over real HTTP: questions, commands, buttons, groups, and mishaps."""

from __future__ import annotations

import pytest

from bot.telegram.receive import UPDATES
from retrieval.answer import Question
from retrieval.library import Library
from tests.support import corpus
from tests.telegram import Button, FakeTelegram

QUESTION = "望月桥全长多少米?"
CITED = "——《青石镇修复古桥 老街再迎游人》陆云帆 · 第1段"
APOLOGY = "抱歉，刚才出了点差错，没能回答。请再试一次。"


async def test_a_question_is_answered_with_the_quote_and_its_citation(
    telegram: FakeTelegram,
) -> None:
    asked = telegram.say(QUESTION)
    answer = await telegram.reply()
    [quote] = answer.spans("blockquote")[:1]
    assert "全长42米" in quote
    assert any(quote in text for text in corpus.BRIDGE.texts)
    assert CITED in answer.text
    assert answer.reply_to == asked.id
    assert telegram.refusals() == []


async def test_a_follow_up_is_asked_about_what_was_told(
    telegram: FakeTelegram, heard: list[Question]
) -> None:
    telegram.say(QUESTION)
    telegram.say("那里呢?")
    await telegram.replies(count=2)
    first, second = (question.about for question in heard)
    assert first is None
    assert second
    assert (second.article, second.number) == ("t01", 1)


async def test_the_button_opens_the_paragraph_and_the_reader_turns_it_in_place(
    telegram: FakeTelegram,
) -> None:
    telegram.say(QUESTION)
    answer = await telegram.reply()
    await telegram.press("📖 看原文", answer).answer()
    page = await telegram.reply()
    assert "第 1/3 段 · t01-1" in page.text
    assert page.reply_to == answer.id
    await telegram.press("下一段 ▶", page).answer()
    page = await telegram.edited(page)
    assert "第 2/3 段 · t01-2" in page.text
    await telegram.press("全文", page).answer()
    page = await telegram.edited(page)
    assert all(text in page.text for text in corpus.BRIDGE.texts)
    assert telegram.now(answer).text == answer.text
    assert telegram.refusals() == []


async def test_pressing_a_button_twice_is_no_error(telegram: FakeTelegram) -> None:
    telegram.command("read", "t01-1")
    page = await telegram.reply()
    button = page.button("下一段 ▶")
    first, second = telegram.press(button, page), telegram.press(button, page)
    assert (await first.answer()).text == (await second.answer()).text == ""
    await telegram.silence()


async def test_every_command_is_answered(telegram: FakeTelegram) -> None:
    for command, argument, said in (
        ("start", "", "您好，我是“问报”"),
        ("help", "", "直接写下问题"),
        ("articles", "", "报道目录（共 3 篇）"),
        ("search", "书车", "流动书车开进山村"),
        ("search", "", "/search 图书馆"),
        ("read", "t03-1", "3400吨"),
        ("read", "", "例如：/read t01-1"),
        ("ask", QUESTION, "42米"),
        ("nothing", "", "没有 /nothing 这个命令"),
    ):
        telegram.command(command, argument)
        assert said in (await telegram.reply()).text
    assert telegram.refusals() == []


async def test_a_deep_link_opens_a_paragraph(telegram: FakeTelegram) -> None:
    telegram.follow(f"https://t.me/{telegram.bot.username}?start=t02-2")
    assert "第 2/2 段 · t02-2" in (await telegram.reply()).text


async def test_the_catalogue_opens_a_report(telegram: FakeTelegram) -> None:
    telegram.command("articles")
    await telegram.press("2", await telegram.reply()).answer()
    assert "全文 · t02" in (await telegram.reply()).text


async def test_what_is_not_in_the_reports_is_said(telegram: FakeTelegram) -> None:
    telegram.say("黑水镇的渡口有多少艘乌篷船?")
    answer = await telegram.reply()
    assert "不算答案" in answer.text or "答不了" in answer.text


async def test_a_picture_is_answered_by_its_caption_or_with_a_request(
    telegram: FakeTelegram,
) -> None:
    telegram.say(QUESTION, photo=True)
    assert "42米" in (await telegram.reply()).text
    telegram.updates.push(
        {
            "update_id": 900_000_000,
            "message": {
                "message_id": 900_000,
                "date": 1,
                "chat": {"id": telegram.reader.id, "type": "private", "first_name": "读者"},
                "from": {"id": telegram.reader.id, "is_bot": False, "first_name": "读者"},
                "dice": {"emoji": "🎲", "value": 6},
            },
        }
    )
    assert (await telegram.reply()).text == "目前我只能看文字。请把问题打成一句话发来。"


async def test_old_and_made_up_buttons_are_answered_kindly(telegram: FakeTelegram) -> None:
    telegram.command("read", "t01-1")
    page = await telegram.reply()
    for data in ("read:t01:1", "1t1.0.x99", "1t999999999.0.t01", "1z1.0.t01", "<b>", "1l9.0."):
        button = Button({"text": "?", "callback_data": data})
        await telegram.press(button, page).answer()
    alert = await telegram.press(Button({"text": "?", "callback_data": "0"}), page).answer()
    assert "这个按钮已经过期" in alert.text
    assert alert.is_alert


async def test_a_group_hears_us_only_when_it_speaks_to_us(telegram: FakeTelegram) -> None:
    group = telegram.group()
    telegram.say(QUESTION, group, deliver=True)
    telegram.command("nothing", chat=group)
    telegram.command("search@other_bot", "书车", group, deliver=True)
    await telegram.silence()
    telegram.command("ask", QUESTION, group)
    answer = await telegram.reply(group)
    assert "42米" in answer.text
    telegram.say("那里呢?", group, reply_to=answer)
    await telegram.reply(group)
    telegram.command(f"help@{telegram.bot.username}", chat=group)
    assert "在群里我只回应" in (await telegram.reply(group)).text


async def test_an_answer_stays_in_its_topic(telegram: FakeTelegram) -> None:
    forum = telegram.group(is_forum=True)
    topic = telegram.topic(forum, "古桥")
    telegram.command("ask", QUESTION, forum, thread=topic)
    assert (await telegram.reply(forum)).thread == topic
    telegram.command("ask", QUESTION, forum)
    assert (await telegram.reply(forum)).thread is None
    assert telegram.refusals() == []


async def test_the_reader_is_spoken_to_in_their_script(telegram: FakeTelegram) -> None:
    reader = telegram.user("讀者", "zh-hant")
    telegram.command("articles", user=reader)
    assert "報導目錄" in (await telegram.reply(telegram.private(reader))).text


async def test_markup_that_telegram_refuses_goes_out_plain(telegram: FakeTelegram) -> None:
    telegram.faults.fail("sendMessage", code=400, description="Bad Request: can't parse entities")
    telegram.say(QUESTION)
    answer = await telegram.reply()
    assert "全长42米" in answer.text
    assert answer.spans("blockquote") == ()
    assert answer.labels[0][0] == "📖 看原文"


async def test_buttons_that_telegram_refuses_are_left_out(telegram: FakeTelegram) -> None:
    telegram.faults.fail("sendMessage", code=400, description="Bad Request: BUTTON_DATA_INVALID")
    telegram.say(QUESTION)
    answer = await telegram.reply()
    assert answer.spans("blockquote")
    assert answer.buttons == ()


async def test_a_request_for_patience_delays_and_loses_nothing(telegram: FakeTelegram) -> None:
    telegram.faults.fail("sendMessage", retry_after=1)
    telegram.say(QUESTION)
    assert "42米" in (await telegram.reply()).text


async def test_what_breaks_is_apologised_for_and_the_next_question_answered(
    telegram: FakeTelegram, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(library, "answer", lambda *_: 1 / 0)
        telegram.say(QUESTION)
        assert (await telegram.reply()).text == APOLOGY
    telegram.say(QUESTION)
    assert "42米" in (await telegram.reply()).text


async def test_a_button_stops_spinning_also_when_something_breaks(
    telegram: FakeTelegram, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram.command("read", "t01-1")
    page = await telegram.reply()
    monkeypatch.setattr(library, "article", lambda _: 1 / 0)
    alert = await telegram.press("下一段 ▶", page).answer()
    assert (alert.text, alert.is_alert) == (APOLOGY, True)


async def test_a_deleted_page_is_opened_anew(telegram: FakeTelegram) -> None:
    telegram.command("read", "t01-1")
    page = await telegram.reply()
    button = page.button("下一段 ▶")
    telegram.delete(page)
    await telegram.press(button, page).answer()
    assert "t01-2" in (await telegram.reply()).text


async def test_being_blocked_is_no_error(telegram: FakeTelegram) -> None:
    telegram.faults.fail("sendMessage", code=403)
    telegram.say(QUESTION)
    await telegram.called("sendMessage")
    telegram.say(QUESTION)
    assert "42米" in (await telegram.reply()).text


@pytest.mark.parametrize("code", [401, 409, 502])
async def test_trouble_on_the_line_is_waited_out(telegram: FakeTelegram, code: int) -> None:
    telegram.faults.fail("getUpdates", code=code)
    telegram.say(QUESTION)
    assert "42米" in (await telegram.reply()).text


async def test_telegram_is_asked_for_what_we_handle_and_drops_nothing(
    telegram: FakeTelegram,
) -> None:
    telegram.say(QUESTION)
    await telegram.reply()
    assert telegram.calls_of("getUpdates")[0].arguments["allowed_updates"] == list(UPDATES)
    assert telegram.calls_of("deleteWebhook")[0].arguments == {"drop_pending_updates": "false"}
