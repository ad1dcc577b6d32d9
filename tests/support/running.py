"""The bot as a process, for tests that break it: started, killed, stopped, and read."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import random
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path
from typing import Self

from tests.support import corpus
from tests.support.sharing import COUNT, NUMBER
from tests.telegram import FakeTelegram

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0
_OWN = range(20_000 + NUMBER, 32_768, COUNT)
_PORTS = itertools.cycle(random.sample(_OWN, len(_OWN)))


class RunningBot:
    """A bot with folders of its own below `home`, asked by `telegram`; `output` is all it wrote."""

    def __init__(self, home: Path, telegram: FakeTelegram, **settings: str) -> None:
        self.home = home
        self.reports = corpus.write(home / "reports")
        self.port = free_port()
        self.process: Process | None = None
        self.command: tuple[str, ...] = (sys.executable, "-m", "bot")
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": os.environ.get("LANG", "C.UTF-8"),
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "CORPUS_DIR": str(self.reports),
            "DATA_DIR": str(home / "data"),
            "HTTP_PORT": str(self.port),
            "REQUESTS_PER_MINUTE": "0",
            "MESSAGES_PER_SECOND": "0",
            "QUIET_HOURS": "no",
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.base_url,
        } | settings

    @property
    def database(self) -> Path:
        return self.home / "data" / "journal.sqlite3"

    @property
    def output(self) -> str:
        return (self.home / "output").read_text(encoding="utf-8", errors="replace")

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    async def start(self, *arguments: str) -> None:
        """Start it; what it writes goes on at the end of `output`."""
        with (self.home / "output").open("ab") as output:
            self.process = await asyncio.create_subprocess_exec(
                *(*self.command, *arguments),
                cwd=self.home,
                env=self.environment,
                stdin=DEVNULL,
                stdout=output,
                stderr=output,
            )

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait for the end, and return the exit status."""
        assert self.process
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    async def kill(self) -> None:
        """Kill it with -9."""
        await self.stop(signal.SIGKILL)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process and self.process.returncode is None:
            await self.kill()


def free_port() -> int:
    """Find a port of this machine that nobody listens at, and nobody is given unasked.

    Ports that a system gives to whoever asks for any (from 32768 on, RFC 6056 and Linux's
    ip_local_port_range) are left out: between the finding and the bot's own binding another
    server or connection of the same test could be given it. Tests in another process have others.
    """
    while True:
        with (
            contextlib.suppress(OSError),
            socket.create_server(("127.0.0.1", next(_PORTS))) as it,
        ):
            return int(it.getsockname()[1])
