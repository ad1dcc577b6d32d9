"""Sending: in order, at a pace, not more often than is needed; nobody waits for another.

Telegram is a list of what it is asked, and what it says to that; pauses take no time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.observability import Metrics
from bot.storage import outbox
from bot.storage.outbox import LIFETIME, Outgoing
from bot.storage.storage import Storage
from bot.telegram import sender
from bot.telegram.sender import MESSAGES, UNCLEAR, Sender
from bot.telegram.transport import NotSentError

Say = Callable[[str, dict[str, str]], Any]


def message(chat: int = 7, text: str = "答", **fields: str) -> Outgoing:
    whole = {"chat_id": str(chat), "text": text, **fields}
    return Outgoing(method="sendMessage", fields=whole, lane=str(chat), asker=chat)


class Post:
    """Telegram: `says` answers a request, or raises; the first answers of all are `trouble`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.trouble: list[Exception] = []
        self.says: Say = lambda *_: {"message_id": 100}
        self.at_once = self.most = 0

    async def _post(self, method: str, fields: dict[str, str]) -> Any:  # noqa: ANN401 -- JSON
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        self.at_once -= 1
        self.asked.append((method, fields))
        if self.trouble:
            raise self.trouble.pop(0)
        return self.says(method, fields)

    @property
    def texts(self) -> list[str]:
        return [fields["text"] for _, fields in self.asked]


class Office:
    """A sender over a database, the Telegram it writes to, and how long it paused."""

    def __init__(self, storage: Storage, per_second: int = 0) -> None:
        self.storage, self.post, self.metrics = storage, Post(), Metrics()
        self.sender = Sender(self.post, storage, self.metrics, per_second)  # type: ignore[arg-type]
        self.pauses: list[float] = []

    async def send(self, *outgoing: Outgoing) -> None:
        """Send, and wait until nothing is left to be sent."""
        letters = self.storage.outbox.letters(outgoing)
        await self.storage.transact(*map(self.storage.outbox.putting, letters))
        self.sender.send(letters)
        await self.settled()

    async def settled(self) -> None:
        async with asyncio.timeout(30):
            while len(self.sender):
                await asyncio.wait(list(self.sender._tasks.values()))  # noqa: SLF001

    async def left(self) -> int:
        """Return how many requests are in the outbox."""
        return len(await self.storage.execute("SELECT place FROM outbox"))

    async def dead(self) -> list[str]:
        """Return why requests were given up."""
        rows = await self.storage.execute("SELECT reason FROM dead_letters")
        return [reason for (reason,) in rows]


@pytest.fixture
async def office(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    async with Storage(":memory:") as storage:
        office, sleep = Office(storage), asyncio.sleep

        async def hurry(seconds: float, result: object = None) -> object:
            if seconds > 0:
                office.pauses.append(seconds)
            return await sleep(0, result)

        monkeypatch.setattr(asyncio, "sleep", hurry)
        yield office


async def test_what_has_arrived_is_taken_out_and_paired_with_its_question(office: Office) -> None:
    await office.send(replace(message(), question=5))
    assert await office.left() == 0
    assert await office.storage.conversations.answer_to(7, 5) == 100


async def test_order_is_kept_within_a_chat_whatever_fails(office: Office) -> None:
    office.post.trouble = [NotSentError("down"), NetworkError("502"), RetryAfter(3)]
    await office.send(*(message(text=str(number)) for number in range(5)))
    assert office.post.texts == ["0", "0", "0", "0", "1", "2", "3", "4"]


async def test_of_what_nobody_knows_whether_it_arrived_there_are_two_copies_at_most(
    office: Office,
) -> None:
    office.post.trouble = [_unclear() for _ in range(9)]
    await office.send(message(), message(text="下一个"))
    assert office.post.texts[:3] == ["答", "答", "下一个"]
    assert UNCLEAR == 2
    assert await office.dead() == ["unclear", "unclear"]
    assert await office.left() == 0


async def test_after_a_restart_there_is_no_third_copy(office: Office) -> None:
    letters = office.storage.outbox.letters([message()])
    await office.storage.transact(*map(office.storage.outbox.putting, letters))
    await office.storage.outbox.postpone(replace(letters[0], unclear=1))
    again = Office(office.storage)
    again.post.trouble = [_unclear()]
    again.sender.send(await again.storage.outbox.waiting())
    await again.settled()
    assert len(again.post.asked) == 1
    assert await again.dead() == ["unclear"]


async def test_what_did_not_arrive_is_sent_until_it_is_too_old_with_growing_pauses(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "monotonic", lambda: 0.0)
    monkeypatch.setattr(sender, "monotonic", lambda: sum(office.pauses))
    office.post.says = _raise(NetworkError("Internal Server Error"))
    await office.send(message())
    assert office.pauses[:4] == pytest.approx([1.0, 1.5, 2.25, 3.375], abs=0.4)
    assert max(office.pauses) == pytest.approx(60.0, abs=0.4)
    assert LIFETIME <= sum(office.pauses) < LIFETIME + 61
    assert await office.dead() == ["late"]
    assert (await office.left(), office.storage.outbox.dead) == (0, 1)


async def test_one_chat_that_must_wait_keeps_no_other_waiting(office: Office) -> None:
    def says(_: str, fields: dict[str, str]) -> object:
        if fields["chat_id"] == "7" and office.post.texts.count("慢") < 3:
            raise RetryAfter(30)
        return {"message_id": 1}

    office.post.says = says
    await office.send(message(7, "慢"), message(8, "快"))
    assert office.post.texts == ["慢", "快", "慢", "慢"]
    assert [round(pause) for pause in office.pauses] == [30, 30]


@pytest.mark.parametrize(
    ("why", "field"),
    [
        ("Bad Request: message thread not found", "message_thread_id"),
        ("Bad Request: message to be replied not found", "reply_parameters"),
        ("Bad Request: can't parse entities: byte offset 3", "entities"),
        ("Bad Request: BUTTON_DATA_INVALID", "reply_markup"),
    ],
)
async def test_what_telegram_does_not_take_is_left_out(
    office: Office, why: str, field: str
) -> None:
    office.post.trouble = [BadRequest(why)]
    others = dict.fromkeys(("message_thread_id", "reply_parameters", "entities"), "1")
    whole = message()
    fields = {**whole.fields, **others, "reply_markup": "1"}
    await office.send(replace(whole, fields=fields))
    (_, first), (_, second) = office.post.asked
    assert first.keys() - second.keys() == {field}
    assert await office.dead() == []


@pytest.mark.parametrize("edits", [0, 9])
async def test_words_go_alone_when_it_is_not_known_what_was_wrong(
    office: Office, edits: int
) -> None:
    office.post.trouble = [BadRequest("Bad Request: can't parse")]
    rest = dict.fromkeys(("reply_parameters", "entities", "reply_markup"), "1")
    sent = message(message_thread_id="3")
    await office.send(replace(sent, fields={**sent.fields, **rest}, edits=edits))
    alone = {"chat_id": "7", "message_thread_id": "3", "text": "答"}
    assert office.post.asked[1:] == [("sendMessage", alone)]
    assert await office.dead() == []


async def test_what_is_refused_all_the_same_is_given_up(office: Office) -> None:
    office.post.says = _raise(BadRequest("can't parse entities"))
    await office.send(message(entities="[]"))
    assert len(office.post.asked) == 2
    assert await office.dead() == ["refused"]


@pytest.mark.parametrize(
    "error", [Forbidden("bot was blocked by the user"), BadRequest("not enough rights to send")]
)
async def test_who_does_not_want_to_hear_us_is_let_be(office: Office, error: Exception) -> None:
    office.post.says = _raise(error)
    await office.send(message())
    assert (len(office.post.asked), await office.left(), await office.dead()) == (1, 0, [])
    assert b'fate="blocked"' in office.metrics.page() or b'fate="muted"' in office.metrics.page()


async def test_a_group_that_has_moved_is_followed(office: Office) -> None:
    office.post.trouble = [ChatMigrated(-1007)]
    await office.send(message(-7))
    assert [fields["chat_id"] for _, fields in office.post.asked] == ["-7", "-1007"]


async def test_an_edit_goes_where_the_message_was_and_beside_it_when_that_is_gone(
    office: Office,
) -> None:
    edit = replace(message(reply_parameters="1"), edits=9)
    await office.send(edit)
    office.post.trouble = [BadRequest("message to edit not found")]
    await office.send(edit)
    methods = [method for method, _ in office.post.asked]
    assert methods == ["editMessageText", "editMessageText", "sendMessage"]
    assert office.post.asked[0][1] == {"chat_id": "7", "text": "答", "message_id": "9"}
    assert "reply_parameters" in office.post.asked[2][1]


async def test_an_edit_that_changes_nothing_has_arrived(office: Office) -> None:
    office.post.trouble = [BadRequest("Message is not modified: specified new message content")]
    await office.send(replace(message(), edits=9, question=5))
    assert await office.storage.conversations.answer_to(7, 5) == 9


async def test_an_answer_that_comes_too_late_is_not_given(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = office.storage.outbox.letters(
        [Outgoing(method="answerCallbackQuery", fields={}, lane="x", seconds=10)]
    )
    monkeypatch.setattr(sender, "monotonic", lambda: letters[0].until + 1)
    office.sender.send(letters)
    await office.settled()
    assert office.post.asked == []
    assert await office.dead() == ["late"]


async def test_so_many_are_under_way_at_once_and_no_more(office: Office) -> None:
    await office.send(*(message(chat) for chat in range(1, 50)))
    assert office.post.most == MESSAGES
    assert len(office.post.asked) == 49


async def test_what_has_failed_before_gets_a_part_of_the_pace(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight chats fail for ever: 30 messages a second may be sent, and 8 of these requests."""
    paced = Office(office.storage, per_second=30)
    paced.post.says = _raise(NetworkError("Internal Server Error"))
    monkeypatch.undo()
    monkeypatch.setattr(sender, "_FIRST_PAUSE", 0.001)
    monkeypatch.setattr(sender, "_GROWTH", 1.0)
    paced.sender.send(office.storage.outbox.letters([message(chat) for chat in range(1, 9)]))
    await asyncio.sleep(1)
    await paced.sender.close()
    assert 8 < len(paced.post.asked) <= 8 + 8 + 4


async def test_answers_to_buttons_do_not_wait_for_messages(office: Office) -> None:
    holding = asyncio.Event()

    async def hold(*_: object) -> Any:  # noqa: ANN401 -- JSON
        await asyncio.wait_for(holding.wait(), 30)
        return {"message_id": 1}

    press = Outgoing(method="answerCallbackQuery", fields={"text": ""}, lane="x", seconds=10)
    real, asked = office.post._post, office.post.asked  # noqa: SLF001

    async def post(method: str, fields: dict[str, str]) -> Any:  # noqa: ANN401 -- JSON
        return await (real if method.startswith("answer") else hold)(method, fields)

    office.post._post = post  # type: ignore[method-assign]  # noqa: SLF001
    letters = office.storage.outbox.letters([*(message(chat) for chat in range(20)), press])
    office.sender.send(letters)
    await asyncio.wait([office.sender._tasks["x"]], timeout=30)  # noqa: SLF001
    assert asked == [("answerCallbackQuery", {"text": ""})]
    holding.set()
    await office.settled()


async def test_what_is_not_begun_at_the_end_stays_for_the_next_start(office: Office) -> None:
    office.post.says = _raise(NetworkError("Bad Gateway"))
    letters = office.storage.outbox.letters([message(), message(8)])
    await office.storage.transact(*map(office.storage.outbox.putting, letters))
    office.sender.send(letters)
    await asyncio.sleep(0)
    await office.sender.close()
    again = Office(office.storage)
    again.sender.send(await again.storage.outbox.waiting())
    await again.settled()
    assert len(again.post.asked) == 2
    assert await again.left() == 0


def _unclear() -> Exception:
    return TelegramError("Invalid server response")


def _raise(error: Exception) -> Say:
    def say(*_: object) -> object:
        raise error

    return say
