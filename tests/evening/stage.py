"""The stage: people, chats, the bot as a process, and the page on which all is written down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession

from tests.evening.page import Page
from tests.support.running import ROOT, RunningBot
from tests.telegram import Button, Chat, FakeTelegram, InlineQuery, Message, User

WITHIN = 60.0
"""Seconds the bot is given for anything; an evening may be held on a busy machine."""
_GLANCE = 0.02


class Stage:
    """What scenes are played on. What people do is written down, and what the bot does then."""

    def __init__(self, telegram: FakeTelegram, bot: RunningBot, page: Page) -> None:
        self.telegram, self.bot, self.page = telegram, bot, page
        self.lan = telegram.user("林岚")
        self.mu = telegram.user("周牧")
        self.emma = telegram.user("Emma", "en")
        self.editor = telegram.user("编辑")

    async def ask(
        self,
        text: str,
        who: User | None = None,
        chat: Chat | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        """Have somebody write to the bot; return its answer."""
        said = self.telegram.say(text, chat, who or self.lan, thread=thread)
        self.page.said(said)
        return await self._answer(said)

    async def reply(self, text: str, to: Message, who: User) -> Message:
        """Have somebody reply to a message of the bot; return its answer."""
        said = self.telegram.say(text, to.chat, who, reply_to=to)
        self.page.said(said, "（回复）")
        return await self._answer(said)

    async def _answer(self, said: Message) -> Message:
        answer = await self.telegram.reply(said.chat, after=said, timeout=WITHIN)
        self.page.told(answer)
        return answer

    async def change(self, text: str, answer: Message) -> Message:
        """Have somebody edit what they wrote; return the answer, edited as well."""
        said = self.telegram.world.messages[answer.chat.id, answer.reply_to or 0]
        self.page.said(self.telegram.edit(said, text), "（改成）")
        return await self._edited(answer)

    async def turn(self, label: str, message: Message, who: User | None = None) -> Message:
        """Have somebody press a button that changes its message; return that."""
        before = self.telegram.now(message)
        await self._press(label, message, who)
        return await self._edited(before)

    async def open(self, label: str, message: Message, who: User | None = None) -> Message:
        """Have somebody press a button that brings another message; return that."""
        last = self.telegram.last(message.chat)
        await self._press(label, message, who)
        answer = await self.telegram.reply(message.chat, after=last, timeout=WITHIN)
        self.page.told(answer)
        return answer

    async def touch(self, button: Button | str, message: Message, who: User | None = None) -> None:
        """Have somebody press a button that says a word, and changes nothing."""
        await self._press(button, message, who)

    def copy(self, label: str, message: Message) -> None:
        """Have somebody press a button that copies."""
        self.page.event(
            f"{self.lan.first_name}按 [{label}]，剪贴板：{message.button(label).copies}"
        )

    async def unheard(self, text: str, chat: Chat, who: User, thread: int | None = None) -> None:
        """Have somebody write what is none of the bot's business; it says nothing."""
        self.page.said(self.telegram.say(text, chat, who, thread=thread))
        await self.telegram.taken(WITHIN)
        await self.telegram.silence()
        self.page.event("问报不作声")

    async def look_up(self, words: str, who: User) -> InlineQuery:
        """Have somebody type words after the bot's name in any chat."""
        self.page.event(f"{who.first_name}在别的聊天里输入 @wenbao_bot {words}")
        query = self.telegram.inline(words, who)
        self.page.listed(await query.answer(WITHIN))
        return query

    async def settled(self) -> None:
        """Wait until the bot has written down all that it did."""
        address = f"http://127.0.0.1:{self.bot.port}/metrics"
        async with asyncio.timeout(WITHIN), ClientSession() as session:
            while True:
                async with session.get(address) as page:
                    if "wenbao_queue 0.0" in (await page.text()).splitlines():
                        return
                await asyncio.sleep(_GLANCE)

    async def _press(self, button: Button | str, message: Message, who: User | None) -> None:
        who = who or self.lan
        label = button if isinstance(button, str) else button.text
        self.page.event(f"{who.first_name}按 [{label}]")
        given = await self.telegram.press(button, message, who).answer(WITHIN)
        if given.text:
            self.page.event(f"问报{'弹窗' if given.is_alert else '提示'}：{given.text}")

    async def _edited(self, before: Message) -> Message:
        answer = await self.telegram.edited(before, WITHIN)
        self.page.told(answer, "（改成）")
        return answer


@asynccontextmanager
async def stage(home: Path, page: Page) -> AsyncIterator[Stage]:
    """Set the stage: the bot runs, on the reports of `corpus/articles`, until it is struck."""
    async with FakeTelegram() as telegram:
        bot = RunningBot(home, telegram, CORPUS_DIR=str(ROOT / "corpus" / "articles"))
        here = Stage(telegram, bot, page)
        bot.environment["ADMIN_IDS"] = str(here.editor.id)
        async with bot:
            yield here
            assert await bot.stop() == 0
