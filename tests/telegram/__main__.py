"""Start the fake Telegram by hand, and chat with the bot: `python -m tests.telegram`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import threading
from collections.abc import AsyncIterator

from tests.telegram.fake import FakeTelegram
from tests.telegram.terminal import HELP, Terminal

PORT = 8081  # where a Bot API server of one's own listens, unless told otherwise


async def typed() -> AsyncIterator[str]:
    """Yield the lines of standard input as they come."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\n"))
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()  # blocked on a terminal, it may be left
    while (line := await lines.get()) is not None:
        yield line


async def chat(port: int, language: str) -> None:
    """Serve on a port, say how the bot is started, and chat."""
    telegram = FakeTelegram()
    telegram.reader = telegram.user("你", language)
    await telegram.start(port)
    try:
        sys.stdout.write(
            f"export TELEGRAM_API_URL={telegram.base_url}\n"
            f"export TELEGRAM_BOT_TOKEN={telegram.token}\n\n"
            f"Start the bot with these (python -m bot). {HELP}"
        )
        sys.stdout.flush()
        await Terminal(telegram, sys.stdout).run(typed())
    finally:
        await telegram.close()


def main() -> int:
    """Read the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"{PORT} by default; 0: a free one")
    parser.add_argument(
        "--language", default="zh-hans", help="of the reader, such as zh-hant or en"
    )
    said = parser.parse_args()
    try:
        asyncio.run(chat(said.port, said.language))
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sys.stderr.write(f"cannot listen on port {said.port}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
