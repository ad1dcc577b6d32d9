"""The way in: on the disk before it is acknowledged, once, in order; what is malformed aside."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from telegram import Bot

from bot.observability import Metrics
from bot.policy import AllowList, Policy
from bot.storage import inbox
from bot.storage.database import StorageError
from bot.storage.inbox import Inbox
from bot.storage.storage import Storage
from bot.telegram import admission
from bot.telegram.admission import Admission
from bot.telegram.update_queue import Arrival, UpdateQueue

BOT = Bot("1:abcdefgh")


def wire(number: int, text: str = "问", chat: int = 7) -> dict[str, Any]:
    who = {"id": chat, "first_name": "读者"}
    message = {
        "message_id": number,
        "date": 1,
        "chat": {**who, "type": "private" if chat > 0 else "supergroup"},
        "from": {**who, "is_bot": False},
        "text": text,
    }
    return {"update_id": number, "message": message}


MALFORMED = (
    {"update_id": 5, "message": {"message_id": "x"}},
    {"update_id": 5, "message": []},
    {"update_id": 5, "callback_query": {"id": 1, "from": 3}},
    {"update_id": 5, "message": {"message_id": 1, "date": "gestern", "chat": {"id": 1}}},
)


class Way:
    """A queue of updates over a database, and what came out of it."""

    def __init__(self, storage: Storage, per_minute: int = 0) -> None:
        self.metrics = Metrics()
        self.inbox = Inbox(storage)
        admitting = Admission(AllowList(), Policy(per_minute=per_minute), ())
        self.updates = UpdateQueue(BOT, self.inbox, admitting, self.metrics)

    async def taken(self) -> list[Arrival]:
        """Everything that waits, each let go at once; nothing is struck out."""
        taken = []
        while len(self.updates):
            arrival = await asyncio.wait_for(self.updates.next(), 5)
            self.updates.finished(arrival)
            taken.append(arrival)
        return taken

    async def done(self, *numbers: int) -> None:
        await self.inbox.done(numbers)

    async def texts(self) -> list[str]:
        updates = [arrival.update for arrival in await self.taken()]
        return [str(update.message.text) for update in updates if update.message]

    async def numbers(self) -> list[int]:
        return [arrival.update.update_id for arrival in await self.taken()]

    def counted(self, fate: str) -> float:
        found = re.search(rf'wenbao_updates_total{{fate="{fate}"}} (\S+)', self.page)
        return float(found[1]) if found else 0.0

    @property
    def page(self) -> str:
        return self.metrics.page().decode()


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
    await way.done(3)
    assert rows(file) == [(3, False, 0), (4, True, 0)]
    assert len(way.updates) == 2
    assert way.updates.oldest() >= 0


async def test_what_comes_twice_is_handled_once(way: Way, storage: Storage) -> None:
    await way.updates.accept([wire(3), wire(3)])
    await asyncio.gather(*(way.updates.accept([wire(3)]) for _ in range(3)))
    arrival = await way.updates.next()
    await way.done(3)
    way.updates.finished(arrival)
    await way.updates.accept([wire(3)])
    assert await way.numbers() == []
    assert (way.counted("new"), way.counted("admitted")) == (1, 1)
    again = Way(storage)
    await again.updates.replay()
    await again.updates.accept([wire(3)])
    assert await again.numbers() == []


async def test_what_was_not_done_is_taken_up_at_the_next_start_in_the_order_it_came(
    way: Way, storage: Storage
) -> None:
    await way.updates.accept([wire(9), wire(8)])
    await way.updates.accept([wire(2)])  # Telegram counts anew after a quiet week
    await way.done(9)
    again = Way(storage)
    await again.updates.replay()
    assert await again.numbers() == [8, 2]


async def test_chats_have_turns_and_each_has_one_update_in_hand(way: Way) -> None:
    """Ten of one chat and then one of another: the other waits for one of them only."""
    await way.updates.accept([*(wire(n) for n in range(10)), wire(10, chat=8)])
    first, second = await way.updates.next(), await way.updates.next()
    assert [first.update.update_id, second.update.update_id] == [0, 10]
    third = asyncio.create_task(way.updates.next())
    await asyncio.sleep(0.01)
    assert not third.done()
    way.updates.finished(first)
    assert (await asyncio.wait_for(third, 5)).update.update_id == 1


async def test_what_is_too_much_of_a_chat_is_struck_out_and_counted(way: Way, file: Path) -> None:
    await way.updates.accept([wire(n) for n in range(1300)])
    await way.updates.accept([wire(2000, chat=8)])
    numbers = await way.numbers()
    assert sorted(numbers) == [*range(admission.BOUND + 1), 2000]  # one of them is told so
    assert way.counted("crowded") == 1300 - admission.BOUND
    assert [number for number, has_words, _ in rows(file) if has_words] == sorted(numbers)


async def test_answers_that_wait_count_too(way: Way) -> None:
    way.updates.sending = lambda lane: admission.BOUND if lane == "7" else 0
    await way.updates.accept([wire(1), wire(2), wire(3, chat=8)])
    fates = [arrival.verdict.fate.value for arrival in await way.taken()]
    assert sorted(fates) == ["admitted", "crowded"]


async def test_who_asks_too_fast_takes_no_room(storage: Storage, file: Path) -> None:
    way = Way(storage, per_minute=3)
    await way.updates.accept([wire(n) for n in range(10)])
    fates = [arrival.verdict.fate.value for arrival in await way.taken()]
    assert fates == ["admitted"] * 3 + ["throttled"]
    assert sum(has_words for _, has_words, _ in rows(file)) == 4


async def test_a_supergroup_waits_for_what_is_said_in_the_group_it_was(way: Way) -> None:
    moved = wire(2, chat=-1007)
    moved["message"] |= {"migrate_from_chat_id": 7}
    await way.updates.accept([wire(1), moved, wire(3, chat=-1007)])
    assert [a.lane for a in await way.taken()] == ["7", "7"]


@pytest.mark.parametrize("malformed", MALFORMED)
async def test_a_malformed_update_is_kept_aside_and_holds_nobody_up(
    way: Way, storage: Storage, file: Path, malformed: dict[str, Any]
) -> None:
    await way.updates.accept([wire(4), malformed, wire(6)])
    assert await way.numbers() == [4, 6]
    assert (5, True, 1) in rows(file)
    assert way.inbox.aside == 1
    again = Way(storage)
    await again.updates.replay()
    assert await again.numbers() == [4, 6]
    assert b'wenbao_updates_total{fate="malformed"} 1.0' in way.metrics.page()


@pytest.mark.parametrize("strange", [7, None, [], {}, {"update_id": "x"}, {"update_id": 1 << 63}])
async def test_what_has_no_number_is_left_out(way: Way, strange: object) -> None:
    await way.updates.accept([strange, wire(1)])
    assert await way.numbers() == [1]


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
    assert await way.numbers() == []
    await way.updates.accept([wire(1)])
    assert await way.numbers() == [1]


async def test_old_updates_are_forgotten_and_those_that_wait_are_not(
    way: Way, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "REMEMBERED", 2)
    await way.updates.accept([wire(n) for n in range(1, 7)])
    await way.done(*range(2, 7))
    await way.inbox.prune()
    assert [number for number, _, _ in rows(file)] == [1, 5, 6]


async def test_only_the_last_that_cannot_be_read_are_kept(
    way: Way, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "ASIDE", 2)
    await way.updates.accept([MALFORMED[0] | {"update_id": n} for n in range(1, 6)])
    assert way.inbox.aside == 5
    await way.inbox.prune()
    assert way.inbox.aside == 2
    assert [number for number, has_words, _ in rows(file) if has_words] == [4, 5]


@given(st.text(max_size=50))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    async def through() -> str:
        async with Storage(":memory:") as storage:
            await Way(storage).updates.accept([wire(1, text)])
            again = Way(storage)
            await again.updates.replay()
            return (await again.texts())[0]

    assert asyncio.run(through()) == text


async def test_a_lone_surrogate_comes_back_too(way: Way, storage: Storage) -> None:
    await way.updates.accept([wire(1, "\ud800")])
    again = Way(storage)
    await again.updates.replay()
    assert await again.texts() == ["\ud800"]
