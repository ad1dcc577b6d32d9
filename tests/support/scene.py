"""A bot over a folder of reports that changes while it is asked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.app import App
from bot.policy import Policy
from bot.services import corpus_watcher, delivery
from retrieval.article import Article
from retrieval.article_file import write as file_of
from tests.support import corpus
from tests.support.serving import running, settings_for
from tests.telegram import FakeTelegram, Message, User

QUESTION = "望月桥全长多少米?"
ADMIN = 1002
"""The second person that a Telegram gets to know."""
SEEN = 5.0
"""Seconds within which a change is answered from."""


def look_often(patch: pytest.MonkeyPatch) -> None:
    """Have the bot look at the files, and tell what is to be told, ten times a second."""
    patch.setattr(corpus_watcher, "PERIOD", 0.1)
    patch.setattr(delivery, "PERIOD", 0.1)
    patch.setattr(delivery, "REST", 0.1)


@dataclass
class Scene:
    """A bot over a folder of reports, an admin, and readers."""

    telegram: FakeTelegram
    app: App
    folder: Path
    admin: User

    async def ask(self, text: str = QUESTION, user: User | None = None) -> Message:
        asked = self.telegram.say(text, user=user)
        return await self.answer(asked)

    async def answer(self, asked: Message) -> Message:
        """Wait for the answer to a message; what is told unasked in between is passed over."""
        while (told := await self.telegram.reply(asked.chat)).reply_to != asked.id:
            pass
        return told

    async def until(self, text: str, question: str = QUESTION) -> float:
        """Ask until the answer says `text`; return after how many seconds it did."""
        began = time.monotonic()
        async with asyncio.timeout(SEEN * 4):
            while True:
                if text in (await self.ask(question)).text:
                    return time.monotonic() - began
                await asyncio.sleep(0.05)

    def edit(self, old: str, new: str) -> None:
        file = self.folder / "t01.md"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def publish(self, article: Article) -> None:
        (self.folder / f"{article.id}.md").write_text(file_of(article), "utf-8")

    async def unfolded(self, answer: Message) -> Message:
        """Have an answer show all of its buttons."""
        await self.telegram.press("⋯", answer).answer()
        return await self.telegram.edited(answer)

    async def told(self, text: str, user: User | None = None) -> Message:
        """Wait until somebody is told something that has `text` in it, after what they read."""
        chat = self.telegram.private(user) if user else None
        while text not in (told := await self.telegram.reply(chat)).text:
            pass
        return told

    def said(self, text: str, user: User | None = None) -> int:
        """How many messages with `text` somebody has had from the bot."""
        chat = self.telegram.private(user)
        messages = self.telegram.world.messages.values()
        ours = [m for m in messages if m.chat.id == chat.id and m.sender == self.telegram.bot]
        return sum(text in message.text for message in ours)

    async def reload(self) -> None:
        """Have the reports read again now, and wait until what changed is written down."""
        await self.ask("/reload", self.admin)
        await self.settled()

    async def settled(self) -> None:
        """Wait until all that changed is written down."""
        await self.app.dispatcher.history.finish()


@asynccontextmanager
async def scene(
    home: Path,
    known: FakeTelegram | None = None,
    *,
    index: bool = False,
    policy: Policy | None = None,
) -> AsyncIterator[Scene]:
    """Start such a bot; with the same `home` and Telegram again it was restarted."""
    folder = home / "reports" if (home / "reports").exists() else corpus.write(home / "reports")
    async with nullcontext(known) if known else FakeTelegram() as telegram:
        admin = telegram.world.users.get(ADMIN) or telegram.user("管理员")
        settings = settings_for(
            telegram,
            policy=replace(policy or Policy(), admins=frozenset({admin.id})),
            corpus_dir=folder,
            index_dir=home / "index" if index else None,
        )
        async with running(settings, None, home / "journal.sqlite3") as app:
            made = Scene(telegram, app, folder, admin)
            await made.ask("/start", admin)
            yield made
