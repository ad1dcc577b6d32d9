"""Watching the bot: what it sent, edited and deleted, and that it keeps silent."""

# ruff: noqa: ASYNC109 - whoever waits in a test says how long, and gets Unanswered

from __future__ import annotations

from tests.telegram.people import People
from tests.telegram.values import Chat, Message
from tests.telegram.waiting import PATIENCE, Unanswered


class Watch(People):
    """Waiting for what the bot does. Every `timeout` is in seconds; late is `Unanswered`."""

    _read: dict[int, int]

    async def replies(
        self,
        chat: Chat | None = None,
        *,
        count: int = 1,
        after: Message | None = None,
        timeout: float = PATIENCE,
    ) -> list[Message]:
        """Wait for `count` messages of the bot in a chat (the reader's private one), in order.

        Each is handed out once: the next call waits for those that follow. `after` starts behind
        that message in place of where the last call ended. They are as they are now, edits and all.
        """
        chat = chat or self.private()
        sent = self.world.sent.setdefault(chat.id, [])
        first = self._read.get(chat.id, 0)
        if after is not None:
            first = sum(message_id <= after.id for message_id in sent)

        def found() -> list[int] | None:
            return sent[first : first + count] if len(sent) >= first + count else None

        try:
            what = f"{count} message(s) of the bot in {chat.title}"
            ids = await self.world.tide.until(found, timeout, what)
        except Unanswered as error:
            got = [self.world.messages[chat.id, message_id].text for message_id in sent[first:]]
            raise Unanswered(f"{error}; it sent {got}") from None  # noqa: EM102, TRY003
        self._read[chat.id] = first + count
        return [self.world.messages[chat.id, message_id] for message_id in ids]

    async def reply(
        self,
        chat: Chat | None = None,
        *,
        after: Message | None = None,
        timeout: float = PATIENCE,
    ) -> Message:
        """Wait for the next message of the bot in a chat."""
        [message] = await self.replies(chat, after=after, timeout=timeout)
        return message

    async def unfolded(self, message: Message) -> Message:
        """Press ⋯ and wait until all buttons of an answer are there; returns it with them."""
        await self.press("⋯", message).answer()
        return await self.edited(message)

    async def edited(self, message: Message, timeout: float = PATIENCE) -> Message:
        """Wait until a message is no longer the version given; returns the new one."""

        def found() -> Message | None:
            latest = self.now(message)
            return latest if len(latest.history) > len(message.history) else None

        return await self.world.tide.until(found, timeout, f"an edit of {message.text[:40]!r}")

    async def deleted(self, message: Message, timeout: float = PATIENCE) -> None:
        """Wait until a message is deleted."""

        def found() -> bool | None:
            return self.now(message).is_deleted or None

        await self.world.tide.until(found, timeout, f"the end of {message.text[:40]!r}")

    async def is_silent(self, seconds: float = 0.3, chat: Chat | None = None) -> bool:
        """Stay for some seconds; whether the bot sent nothing meanwhile (to that chat)."""
        before = self._sent_so_far(chat)

        def found() -> bool | None:
            return self._sent_so_far(chat) > before or None

        try:
            await self.world.tide.until(found, seconds, "silence to be broken")
        except Unanswered:
            return True
        return False

    async def silence(self, seconds: float = 0.3, chat: Chat | None = None) -> None:
        """Stay for some seconds; AssertionError when the bot sends anything (to that chat)."""
        if not await self.is_silent(seconds, chat):
            message = f"the bot broke the silence: {self.transcript(chat)[-1]}"
            raise AssertionError(message)

    def last(self, chat: Chat | None = None) -> Message:
        """Return the bot's last message in a chat; KeyError when there is none."""
        chat = chat or self.private()
        for message_id in reversed(self.world.sent.get(chat.id, [])):
            if message := self.world.message(chat.id, message_id):
                return message
        reason = f"the bot sent nothing to {chat.title}"
        raise KeyError(reason)

    def now(self, message: Message) -> Message:
        """Return a message as it is now."""
        return self.world.latest(message)

    def transcript(self, chat: Chat | None = None) -> list[str]:
        """Tell what stands in a chat (or in all), a line a message, buttons in brackets."""
        return [
            _line(message)
            for message in self.world.messages.values()
            if (chat is None or message.chat.id == chat.id) and not message.is_deleted
        ]

    def _sent_so_far(self, chat: Chat | None) -> int:
        sent = self.world.sent
        return len(sent.get(chat.id, [])) if chat else sum(map(len, sent.values()))


def _line(message: Message) -> str:
    text = message.text or " ".join(message.service) or "(document)"
    buttons = "".join(f" [{button.text}]" for button in message.buttons)
    mark = " (edited)" if message.history else ""
    return f"{message.sender.first_name}: {text}{buttons}{mark}"
