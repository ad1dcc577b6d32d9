"""The fake Telegram as tests use it: the server, the people, and the watch on the bot."""

# ruff: noqa: ASYNC109 - whoever waits in a test says how long, and gets Unanswered

from __future__ import annotations

from collections import deque
from typing import Self

from tests.telegram.faults import Faults
from tests.telegram.groups import Groups
from tests.telegram.rates import Rates
from tests.telegram.server import HOST, Server
from tests.telegram.surfaces import Surfaces
from tests.telegram.updates import Updates
from tests.telegram.values import Call, Chat, User
from tests.telegram.waiting import PATIENCE
from tests.telegram.watch import Watch
from tests.telegram.world import World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the Bot API page's example
USERNAME = "wenbao_bot"


class FakeTelegram(Surfaces, Groups, Watch):
    """A Telegram of one bot on a port of this machine; use it as an async context manager.

    `has_privacy`: the bot has privacy mode in groups, as bots have unless they ask otherwise.
    `rates`: refuse with 429 what exceeds them (`Rates()` has Telegram's own); none by default.
    `webhook_pause`: seconds until a webhook that failed is tried again.

    `base_url` and `token` are what the bot is started with; `faults` what shall go wrong.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = USERNAME,
        has_privacy: bool = True,
        rates: Rates | None = None,
        webhook_pause: float = 1.0,
    ) -> None:
        bot = User(int(token.partition(":")[0]), "问报", username=username, is_bot=True)
        self.world = World(token, bot, has_privacy=has_privacy, rates=rates)
        self.world.webhook_pause = webhook_pause
        self.world.users[bot.id] = bot
        self.faults = Faults()
        self.reader = self.user("读者")
        self._read = {}
        self._server = Server(self.world, self.faults)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self, port: int = 0) -> None:
        """Listen; after `stop` on the same port as before, with everything as it was."""
        await self._server.start(port)

    async def stop(self) -> None:
        """Be unreachable: connections end, new ones are refused. The world goes on."""
        await self._server.stop()

    async def close(self) -> None:
        """End for good: lift what hangs, stop listening and delivering."""
        self.faults.clear()
        await self.stop()
        if self.world.webhook is not None:
            await self.world.webhook.close()

    @property
    def base_url(self) -> str:
        """What TELEGRAM_API_URL is set to; ends in `/bot`."""
        return f"http://{HOST}:{self._server.port}/bot"

    @property
    def file_url(self) -> str:
        """What python-telegram-bot's `base_file_url` is set to."""
        return f"http://{HOST}:{self._server.port}/file/bot"

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def updates(self) -> Updates:
        """The queue: `pending`, `acknowledged`, `log`; `push` and `repeat` for what goes wrong."""
        return self.world.updates

    @property
    def calls(self) -> deque[Call]:
        """The bot's requests, oldest first (the last 100,000)."""
        return self._server.calls

    @property
    def bytes_in(self) -> int:
        """Bytes of the bodies of requests so far."""
        return self._server.bytes_in

    @property
    def bytes_out(self) -> int:
        """Bytes of the bodies of answers so far."""
        return self._server.bytes_out

    def count(self, method: str) -> int:
        """How often the bot has called a method."""
        return self._server.counts[method]

    def calls_of(self, method: str) -> list[Call]:
        """The bot's requests for one method."""
        return [call for call in self.calls if call.method == method]

    def refusals(self) -> list[str]:
        """What was refused, and why: empty for a bot that makes no mistakes."""
        return [f"{call.method}: {call.description}" for call in self.calls if call.code >= 400]

    def actions(self, chat: Chat | None = None) -> list[str]:
        """What the bot was seen doing in a chat, such as `typing`."""
        chat = chat or self.private()
        return [action for chat_id, action in self.world.actions if chat_id == chat.id]

    async def called(self, method: str, times: int = 1, timeout: float = PATIENCE) -> None:
        """Wait until the bot has called a method so often, since the start."""

        def found() -> bool | None:
            return self.count(method) >= times or None

        await self.world.tide.until(found, timeout, f"{times} call(s) of {method}")

    async def taken(self, timeout: float = PATIENCE) -> None:
        """Wait until the bot has acknowledged every update."""

        def found() -> bool | None:
            return not self.updates.pending or None

        await self.world.tide.until(found, timeout, f"{len(self.updates.pending)} update(s)")
