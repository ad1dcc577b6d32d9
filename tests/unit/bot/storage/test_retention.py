"""What was deleted is gone from the files, and no clock that jumps has anything deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.conversations import Conversation
from bot.storage.retention import GRACE, JUMP, Retention
from bot.storage.storage import SECONDS, Storage
from retrieval.answer import Told

HERE = Conversation(7, 7)
SECRET = "只有我知道的秘密"  # noqa: S105 -- words of a person


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
async def storage(file: Path) -> AsyncIterator[Storage]:
    async with Storage(file) as storage:
        yield storage


class Ticking:
    """A clock that nobody sets, but the test."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def jump(storage: Storage, seconds: int) -> None:
    """Let the clock move on: what is kept was kept so much earlier."""
    await storage.execute("UPDATE clock SET believed = believed - ?", (seconds,))
    await storage.execute("UPDATE told SET sent = sent - ?", (seconds,))
    await storage.execute("UPDATE inbox SET aside_since = aside_since - ?", (seconds,))


async def put_aside(storage: Storage, number: int, person: int) -> None:
    message = {"from": {"id": person}, "text": SECRET}
    await storage.inbox.keep([{"update_id": number, "message": message}])
    await storage.inbox.put_aside(number)


def told(file: Path) -> bool:
    """Whether somebody's words stand in any of the database's files."""
    forms = (SECRET.encode(), SECRET.encode("unicode-escape"))
    contents = [part.read_bytes() for part in file.parent.glob(f"{file.name}*")]
    return any(form in content for form in forms for content in contents)


async def test_what_is_forgotten_is_gone_from_the_files(storage: Storage, file: Path) -> None:
    await storage.execute(
        "INSERT INTO verdicts (asker, article, number, start, stop, terms, good, version)"
        " VALUES (7, 'a', 1, 0, 1, ?, 1, '')",
        (SECRET,),
    )
    await put_aside(storage, 1, 7)
    assert told(file)
    gone = await storage.forget(7)
    assert (gone["verdicts"], gone["inbox"]) == (1, 1)
    assert not told(file)
    assert await storage.inbox.keep([{"update_id": 1}]) == []


async def test_who_forgets_leaves_what_others_said(storage: Storage, file: Path) -> None:
    await put_aside(storage, 1, 8)
    assert (await storage.forget(7))["inbox"] == 0
    assert told(file)


async def test_what_was_answered_is_gone_from_the_files_at_the_next_look(
    storage: Storage, file: Path
) -> None:
    await storage.inbox.keep([{"update_id": 1, "message": {"text": SECRET}}])
    await storage.inbox.done([1])
    assert told(file)
    await Retention(storage, 30).clean()
    assert not told(file)


async def test_what_is_kept_aside_goes_after_a_while_and_is_bounded(storage: Storage) -> None:
    for number in range(130):
        await put_aside(storage, number, 7)
    bodies = "SELECT count(*) FROM inbox WHERE body IS NOT NULL"
    await Retention(storage, 0).clean()
    assert await storage.execute(bodies) == [(100,)]
    await storage.execute("UPDATE inbox SET aside_since = aside_since - ?", (31 * SECONDS,))
    assert await Retention(storage, 30).clean() == 100
    assert await storage.execute(bodies) == [(0,)]


async def test_a_clock_that_jumps_ahead_is_believed_after_a_day_and_not_before(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    await storage.conversations.record(HERE, Told("t01"))
    await jump(storage, 31 * SECONDS)
    ticking = Ticking()
    retention = Retention(storage, 30, ticking)
    for now in (0, GRACE - 1):
        ticking.now = now
        assert await retention.clean() == 0
    assert caplog.text.count("the clock moved on by 31.0 days") == 1
    again = Ticking()
    assert await Retention(storage, 30, again).clean() == 0  # nor does a restart change that
    ticking.now = GRACE
    assert await retention.clean() == 1


async def test_a_clock_that_was_set_right_again_has_nothing_deleted(storage: Storage) -> None:
    await storage.conversations.record(HERE, Told("t01"))
    await jump(storage, 31 * SECONDS)
    ticking = Ticking()
    retention = Retention(storage, 30, ticking)
    assert await retention.clean() == 0
    await jump(storage, -31 * SECONDS)
    ticking.now = GRACE
    assert await retention.clean() == 0
    assert await storage.conversations.recall(HERE)


async def test_a_weekend_off_is_no_jump(storage: Storage) -> None:
    await storage.conversations.record(HERE, Told("t01"))
    await storage.execute("UPDATE told SET sent = sent - ?", (31 * SECONDS,))
    await storage.execute("UPDATE clock SET believed = believed - ?", (JUMP,))
    assert await Retention(storage, 30, Ticking()).clean() == 1
