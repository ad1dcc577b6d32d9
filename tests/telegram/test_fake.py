"""The fake as a whole: with a real Application, and by hand in a terminal."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.telegram import FakeTelegram, Unanswered
from tests.telegram.terminal import Terminal

ROOT = Path(__file__).parents[2]


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("再来", callback_data="again")]])
    text = update.effective_message.text or ""
    await update.effective_message.reply_text(f"回声：{text}", reply_markup=buttons)


async def again(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("好的")
    await update.callback_query.edit_message_text("又一声")


@pytest.fixture
async def running(fake: FakeTelegram) -> AsyncIterator[FakeTelegram]:
    """A fake with a real Application polling it."""
    application = Application.builder().token(fake.token).base_url(fake.base_url).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(again))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=10)
        yield fake
        await application.updater.stop()
        await application.stop()


async def test_real_application_talks_with_people(running: FakeTelegram) -> None:
    running.say("一")
    first = await running.reply()
    running.say("二")
    second = await running.reply()
    assert [first.text, second.text] == ["回声：一", "回声：二"]
    pressed = running.press("再来", first)
    assert (await pressed.answer()).text == "好的"
    assert (await running.edited(first)).text == "又一声"
    await running.taken()
    assert running.refusals() == []
    assert running.transcript() == [
        "读者: 一",
        "问报: 又一声 (edited)",
        "读者: 二",
        "问报: 回声：二 [再来]",
    ]
    assert running.bytes_in > 0
    assert running.count("sendMessage") == len(running.calls_of("sendMessage")) == 2


async def test_waiting_in_vain_says_for_what(running: FakeTelegram) -> None:
    running.say("一")
    with pytest.raises(Unanswered, match=r"2 message\(s\) .* it sent \['回声：一'\]"):
        await running.replies(count=2, timeout=0.3)
    await running.silence(0.1)
    running.say("二")
    with pytest.raises(AssertionError, match="broke the silence: 问报: 回声：二"):
        await running.silence(1)


async def test_replies_are_handed_out_once_or_from_where_one_says(running: FakeTelegram) -> None:
    asked = running.say("一")
    first = await running.reply()
    running.say("二")
    assert (await running.reply()).text == "回声：二"
    assert (await running.replies(after=asked, count=2))[0] == first


async def test_chat_in_a_terminal(running: FakeTelegram) -> None:
    async def typed(lines: Iterable[str]) -> AsyncIterator[str]:
        for line in lines:
            yield line
            await running.taken()
            await asyncio.sleep(0.1)

    out = io.StringIO()
    await Terminal(running, out).run(typed(["你好", ":1", ":7", ":reply 呢?", ":group", ":quit"]))
    shown = [line for line in out.getvalue().splitlines() if line]
    assert shown[:2] == ["问报: 回声：你好", "  [1 再来]"]
    assert {"(notice: 好的)", "问报 (edited): 又一声", "问报: 回声：呢?"} <= set(shown)
    assert shown[-1] == "(now in 读报群)"
    assert "? list index out of range" in shown


async def test_by_hand_it_says_how_to_start_the_bot() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.telegram", "--port", "0"),
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await asyncio.wait_for(process.communicate(b":quit\n"), 20)
    assert process.returncode == 0
    assert output.decode().startswith("export TELEGRAM_API_URL=http://127.0.0.1:")
