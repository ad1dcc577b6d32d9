"""What is kept of people: verdicts and counts, and how all of it goes again."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.storage.conversations import Conversation
from bot.storage.feedback import Rating, UnansweredQuestion
from bot.storage.outbox import Outgoing
from bot.storage.storage import Storage
from retrieval.answer import Told

GOOD = Rating("t01", 1, 0, 9, "桥 长", is_good=True, version="v1")
BAD = Rating("t01", 1, 0, 9, "桥 长", is_good=False, version="v1")


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with Storage(":memory:") as storage:
        yield storage


async def test_a_verdict_replaces_the_one_before_and_others_have_their_own(
    storage: Storage,
) -> None:
    feedback = storage.feedback
    await feedback.rate(7, BAD)
    await feedback.rate(7, GOOD)
    await feedback.rate(8, BAD)
    assert sorted(await feedback.ratings(), key=lambda one: one.is_good) == [BAD, GOOD]
    assert await feedback.rated() == (1, 1)


async def test_answers_and_misses_are_counted(storage: Storage) -> None:
    feedback = storage.feedback
    for outcome in ("found", "found", "weak"):
        await feedback.count(outcome)
    for _ in range(2):
        await feedback.miss("黑水镇 渡口", "weak")
    assert await feedback.tallies() == {"found": 2, "weak": 1}
    assert await feedback.missed(5) == [UnansweredQuestion("黑水镇 渡口", "weak", 2)]


async def test_all_of_one_person_goes_and_nothing_of_another(storage: Storage) -> None:
    feedback = storage.feedback
    for asker in (7, 8):
        await feedback.rate(asker, GOOD)
        await storage.conversations.record(Conversation(asker, asker), Told("t01", 1, 0, 5))
        await storage.conversations.speak(asker, "en")
        await storage.conversations.pair(Conversation(asker, asker), 1, 2)
        lost = Outgoing(method="sendMessage", fields={}, lane="7", asker=asker)
        await storage.outbox.bury(storage.outbox.letters([lost])[0], "refused")
    gone = dict(await storage.forget(7))
    assert gone.pop("inbox") == 0
    gone = {table: count for table, count in gone.items() if count}
    assert gone == {"told": 1, "verdicts": 1, "languages": 1, "answers": 1, "dead_letters": 1}
    assert await storage.conversations.recall(Conversation(7, 7)) is None
    assert await storage.conversations.language(7) is None
    assert await storage.conversations.recall(Conversation(8, 8))
    assert await storage.conversations.language(8) == "en"
    assert await feedback.rated() == (1, 0)
    assert not any((await storage.forget(7)).values())


async def test_what_is_old_goes_and_what_is_new_stays(storage: Storage) -> None:
    feedback = storage.feedback
    await feedback.rate(7, GOOD)
    await feedback.count("found")
    await feedback.miss("词", "weak")
    await storage.conversations.record(Conversation(7, 7), Told("t01"))
    assert await storage.expire(30) == 0
    for table in ("told", "verdicts", "tallies", "unanswered"):
        await storage.execute(
            f"UPDATE {table} SET sent = sent - 31 * 24 * 60 * 60"  # noqa: S608 - our own names
        )
    await storage.conversations.record(Conversation(8, 8), Told("t01"))
    assert await storage.expire(30) == 4
    assert await storage.conversations.recall(Conversation(8, 8))


async def test_every_table_with_things_of_people_can_be_forgotten(storage: Storage) -> None:
    """A column that names a person must be called `asker`, or /forget would pass it by."""
    rows = await storage.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table'"
    )
    named = {table for table, column in rows if column == "asker"}
    suspicious = {table for table, column in rows if column in {"user", "user_id", "chat", "owner"}}
    assert suspicious <= named
