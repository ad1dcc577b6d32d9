"""A hundred programs that ask the interface as fast as they can, as a process of its own.

`python -m tests.long.askers URL KEY`, until it is ended; then it tells how it was answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections import Counter

import aiohttp

ASKERS = 100
_QUESTION = "店口镇乡贤调解会的调解成功率是多少？"


async def ask(url: str, key: str) -> Counter[int]:
    """Ask until SIGTERM; return how often each status came."""
    statuses: Counter[int] = Counter()
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    headers = {"Authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def one(number: int) -> None:
            asked = 0
            while not over.is_set():
                asked += 1
                body = {"question": f"{_QUESTION}{number}.{asked}"}
                async with session.post(f"{url}/api/v1/ask", json=body) as answer:
                    await answer.read()
                    statuses[answer.status] += 1

        asking = [asyncio.create_task(one(number)) for number in range(ASKERS)]
        await over.wait()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*asking)
    return statuses


if __name__ == "__main__":
    told = asyncio.run(ask(*sys.argv[1:]))
    sys.stdout.write(" ".join(f"{status}: {count}" for status, count in sorted(told.items())))
