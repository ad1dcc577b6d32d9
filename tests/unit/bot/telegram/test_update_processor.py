"""Handling: what comes of an update is written down all at once, or not at all."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, Update

from bot.observability import Metrics, configure
from bot.policy import AllowList, Policy
from bot.setting_values import LogFormat, LogLevel
from bot.storage.batching import Row
from bot.storage.database import StorageError
from bot.storage.outbox import Letter, Outgoing
from bot.storage.storage import Storage
from bot.telegram import retry
from bot.telegram.admission import Admission, AdmissionDecision
from bot.telegram.outgoing import Handled
from bot.telegram.sender import Sender
from bot.telegram.update_processor import UpdateProcessor
from bot.telegram.update_queue import UpdateQueue
from tests.unit.bot.telegram.test_update_queue import wire

BOT = Bot("1:abcdefgh")
ANSWER = Outgoing(method="sendMessage", fields={"chat_id": "7", "text": "答"}, lane="7", asker=7)


class Collected(Sender):
    """Sends nothing, and keeps what it was to send."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(BOT, storage, Metrics(), 0)
        self.letters: list[Letter] = []

    def send(self, letters: list[Letter]) -> None:  # type: ignore[override]
        self.letters += letters


class Desk:
    """A processor with everything about it; `handle` is what a test wants of it."""

    def __init__(self, storage: Storage) -> None:
        self.storage, self.sender = storage, Collected(storage)
        metrics, admission = Metrics(), Admission(AllowList(), Policy(), ())
        self.queue = UpdateQueue(BOT, storage.inbox, admission, metrics)
        self.processor = UpdateProcessor(self.queue, storage, self.sender, self._handle)
        self.handled: list[int] = []
        self.come_of_it = Handled((ANSWER,))
        self.errors: list[Exception] = []

    async def _handle(self, update: Update, _: AdmissionDecision) -> Handled:
        if self.errors:
            raise self.errors.pop()
        self.handled.append(update.update_id)
        return self.come_of_it


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_FIRST_PAUSE", 0.01)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Storage(":memory:") as storage:
        yield Desk(storage)


async def test_an_update_is_struck_out_with_its_answer_in_the_outbox(desk: Desk) -> None:
    await desk.queue.accept([wire(1)])
    await desk.processor.step()
    assert await desk.storage.inbox.waiting() == []
    [kept] = await desk.storage.outbox.waiting()
    [sent] = desk.sender.letters
    assert (kept.place, kept.outgoing) == (sent.place, sent.outgoing)
    assert len(desk.queue) == 0


async def test_neither_is_done_when_it_cannot_be_written_and_both_are_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    transact, failures = desk.storage.transact, [StorageError("disk full")] * 2

    async def sometimes(*work: object) -> object:
        if failures and len(work) > 1:
            raise failures.pop()
        return await transact(*work)  # type: ignore[arg-type]

    await desk.queue.accept([wire(1)])
    monkeypatch.setattr(desk.storage, "transact", sometimes)
    await desk.processor.step()
    assert desk.handled == [1, 1, 1]
    assert await desk.storage.inbox.waiting() == []
    assert len(await desk.storage.outbox.waiting()) == len(desk.sender.letters) == 1


async def test_a_database_that_cannot_be_read_is_asked_again(desk: Desk) -> None:
    desk.errors = [StorageError("disk I/O error")]
    await desk.queue.accept([wire(1)])
    await desk.processor.step()
    assert desk.handled == [1]
    assert len(desk.sender.letters) == 1


async def test_a_fault_of_ours_does_not_come_again_at_each_start(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.come_of_it = Handled((ANSWER,), (Row("nonsense", ()),))
    desk.errors = [ZeroDivisionError()]
    await desk.queue.accept([wire(1), wire(2)])
    await desk.processor.step()
    assert "could not be handled" in caplog.text
    assert [update["update_id"] for update in await desk.storage.inbox.waiting()] == [2]
    assert desk.storage.inbox.aside == 1
    assert desk.sender.letters == []


async def test_the_updates_of_a_chat_are_handled_in_order_and_a_slow_one_keeps_nobody_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, done, order = asyncio.Event(), asyncio.Event(), list[int]()

    async def handle(update: Update, _: AdmissionDecision) -> Handled:
        if update.update_id == 1:
            await asyncio.wait_for(quick.wait(), 30)
        if update.update_id == 3:
            quick.set()
        order.append(update.update_id)
        if len(order) == 3:
            done.set()
        return Handled()

    monkeypatch.setattr(desk.processor, "_handle", handle)
    await desk.queue.accept([wire(1), wire(2), wire(3, chat=8)])
    running = asyncio.create_task(desk.processor.run())
    await asyncio.wait_for(done.wait(), 30)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert order == [3, 1, 2]


async def test_a_line_of_the_log_tells_ids_and_kinds_and_no_words(desk: Desk) -> None:
    stream = io.StringIO()
    configure(LogFormat.JSON, LogLevel.INFO, [], stream)
    desk.come_of_it = Handled((ANSWER,), outcome="found")
    await desk.queue.accept([wire(1)])
    await desk.processor.step()
    [line] = map(json.loads, stream.getvalue().splitlines())
    assert line.pop("ms") >= 0
    assert line.pop("time")
    assert line == {
        "level": "info",
        "logger": "bot.telegram.update_processor",
        "message": "handled",
        "update": 1,
        "kind": "question",
        "outcome": "found",
    }
