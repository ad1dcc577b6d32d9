"""Updates: each chat in order, all chats side by side, never more at once than there are places."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable

from telegram import Chat, Message, Update

from bot.telegram.update_processor import UpdateProcessor


def update(number: int, chat: int) -> Update:
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Update(number, message=Message(number, moment, Chat(chat, Chat.PRIVATE)))


async def side_by_side(
    processor: UpdateProcessor, work: list[tuple[Update, Awaitable[None]]]
) -> None:
    async with asyncio.TaskGroup() as group:
        for one, handling in work:
            group.create_task(processor.process_update(one, handling))


async def test_the_updates_of_a_chat_are_handled_in_order() -> None:
    handled: list[int] = []

    async def handle(number: int) -> None:
        await asyncio.sleep(0.01 * (5 - number))
        handled.append(number)

    await side_by_side(UpdateProcessor(8), [(update(n, 7), handle(n)) for n in range(5)])
    assert handled == [0, 1, 2, 3, 4]


async def test_a_slow_chat_keeps_nobody_waiting() -> None:
    slow, quick = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        await asyncio.wait_for(quick.wait(), 5)
        slow.set()

    async def go() -> None:
        quick.set()

    # More of the slow chat than there are places.
    waiting = [(update(n, 7), wait()) for n in range(4)]
    await side_by_side(UpdateProcessor(2), [*waiting, (update(9, 8), go())])
    assert slow.is_set()


async def test_no_more_are_handled_at_once_than_there_are_places() -> None:
    at_once = most = 0

    async def handle() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1

    await side_by_side(UpdateProcessor(3), [(update(n, n), handle()) for n in range(12)])
    assert most == 3


async def test_what_is_unfinished_at_the_end_is_broken_off() -> None:
    processor, broken = UpdateProcessor(1), asyncio.Event()

    async def handle() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            broken.set()
            raise

    task = asyncio.create_task(processor.process_update(update(1, 1), handle()))
    await asyncio.sleep(0.01)
    assert processor.current_concurrent_updates == 1
    await processor.shutdown()
    assert broken.is_set()
    assert task.cancelled()
