"""The way in: on the disk before it is acknowledged, once, in order; what is malformed aside."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from telegram import Bot, Update

from bot.observability import Metrics
from bot.storage import inbox
from bot.storage.database import StorageError
from bot.storage.inbox import Inbox
from bot.storage.storage import Storage
from bot.telegram import retry, update_queue
from bot.telegram.update_queue import UpdateQueue

BOT = Bot("1:abcdefgh")


def wire(number: int, text: str = "问") -> dict[str, Any]:
    chat = {"id": 7, "type": "private", "first_name": "读者"}
    message = {"message_id": number, "date": 1, "chat": chat, "text": text}
    return {"update_id": number, "message": message}


MALFORMED = (
    {"update_id": 5, "message": {"message_id": "x"}},
    {"update_id": 5, "message": []},
    {"update_id": 5, "callback_query": {"id": 1, "from": 3}},
    {"update_id": 5, "message": {"message_id": 1, "date": "gestern", "chat": {"id": 1}}},
)


class Way:
    """A queue of updates over a database, and what came out of it."""

    def __init__(self, storage: Storage) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.metrics = Metrics()
        self.inbox = Inbox(storage)
        self.updates = UpdateQueue(BOT, self.queue, self.inbox, self.metrics)

    def taken(self) -> list[Update]:
        return [self.queue.get_nowait() for _ in range(self.queue.qsize())]

    def texts(self) -> list[str]:
        return [str(update.message.text) for update in self.taken() if update.message]

    def numbers(self) -> list[int]:
        return [update.update_id for update in self.taken()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
async def storage(file: Path) -> AsyncIterator[Storage]:
    async with Storage(file) as storage:
        yield storage


@pytest.fixture
def way(storage: Storage) -> Way:
    return Way(storage)


def rows(file: Path) -> list[tuple[int, bool, int]]:
    """Id, whether there are words, and whether it is aside, of every update on the disk."""
    with closing(sqlite3.connect(file)) as database:
        return database.execute(
            "SELECT id, body IS NOT NULL, is_aside FROM inbox ORDER BY place"
        ).fetchall()


async def test_an_update_is_on_the_disk_when_it_is_accepted_and_its_words_go_when_it_is_done(
    way: Way, file: Path
) -> None:
    await way.updates.accept([wire(3), wire(4)])
    assert rows(file) == [(3, True, 0), (4, True, 0)]
    [first, _] = way.taken()
    await way.updates.finished(first)
    assert rows(file) == [(3, False, 0), (4, True, 0)]
    assert len(way.updates) == 1
    assert "问".encode() not in await asyncio.to_thread(file.read_bytes)


async def test_what_comes_twice_is_handled_once(way: Way, storage: Storage) -> None:
    await way.updates.accept([wire(3), wire(3)])
    await way.updates.accept([wire(3)])
    [update] = way.taken()
    await way.updates.finished(update)
    await way.updates.accept([wire(3)])
    assert way.numbers() == []
    again = Way(storage)
    await again.updates.replay()
    await again.updates.accept([wire(3)])
    assert again.numbers() == []


async def test_what_was_not_done_is_taken_up_at_the_next_start_in_the_order_it_came(
    way: Way, storage: Storage
) -> None:
    await way.updates.accept([wire(9), wire(8)])
    await way.updates.accept([wire(2)])  # Telegram counts anew after a quiet week
    done = way.taken()[1]
    await way.updates.finished(done)
    again = Way(storage)
    await again.updates.replay()
    assert done.update_id == 9
    assert again.numbers() == [8, 2]


@pytest.mark.parametrize("malformed", MALFORMED)
async def test_a_malformed_update_is_kept_aside_and_holds_nobody_up(
    way: Way, storage: Storage, file: Path, malformed: dict[str, Any]
) -> None:
    await way.updates.accept([wire(4), malformed, wire(6)])
    assert way.numbers() == [4, 6]
    assert (5, True, 1) in rows(file)
    again = Way(storage)
    await again.updates.replay()
    assert again.numbers() == [4, 6]
    assert b'wenbao_updates_total{fate="malformed"} 1.0' in way.metrics.page()


@pytest.mark.parametrize("strange", [7, None, [], {}, {"update_id": "x"}, {"update_id": 1 << 63}])
async def test_what_has_no_number_is_left_out(way: Way, strange: object) -> None:
    await way.updates.accept([strange, wire(1)])
    assert way.numbers() == [1]


async def test_what_could_not_be_written_is_not_accepted_and_comes_again(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        message = "database or disk is full"
        raise StorageError(message)

    with monkeypatch.context() as patched:
        patched.setattr(way.inbox, "keep", full)
        with pytest.raises(StorageError):
            await way.updates.accept([wire(1)])
    assert way.numbers() == []
    await way.updates.accept([wire(1)])
    assert way.numbers() == [1]


async def test_an_update_that_cannot_be_struck_out_is_tried_again(
    way: Way, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "_FIRST_PAUSE", 0.01)
    done, failures = way.inbox.done, [StorageError("disk I/O error")]

    async def sometimes(number: int) -> None:
        if failures:
            raise failures.pop()
        await done(number)

    monkeypatch.setattr(way.inbox, "done", sometimes)
    await way.updates.accept([wire(1)])
    await way.updates.finished(way.taken()[0])
    assert rows(file) == [(1, False, 0)]


async def test_no_more_are_in_hand_than_there_is_room_for(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_queue, "CAPACITY", 2)
    way = Way(storage)
    accepting = asyncio.create_task(way.updates.accept([wire(n) for n in range(1, 4)]))
    first = await asyncio.wait_for(way.queue.get(), 5)
    await asyncio.sleep(0.05)
    assert not accepting.done()
    await way.updates.finished(first)
    await asyncio.wait_for(accepting, 5)
    assert way.numbers() == [2, 3]


async def test_old_updates_are_forgotten_and_those_that_wait_are_not(
    way: Way, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "REMEMBERED", 2)
    await way.updates.accept([wire(n) for n in range(1, 7)])
    for update in way.taken()[1:]:
        await way.updates.finished(update)
    await way.inbox.prune()
    assert [number for number, _, _ in rows(file)] == [1, 5, 6]


@given(st.text(max_size=50))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    async def through() -> str:
        async with Storage(":memory:") as storage:
            await Way(storage).updates.accept([wire(1, text)])
            again = Way(storage)
            await again.updates.replay()
            return again.texts()[0]

    assert asyncio.run(through()) == text


async def test_a_lone_surrogate_comes_back_too(way: Way, storage: Storage) -> None:
    await way.updates.accept([wire(1, "\ud800")])
    again = Way(storage)
    await again.updates.replay()
    assert again.texts() == ["\ud800"]
