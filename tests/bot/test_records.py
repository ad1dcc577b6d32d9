"""What is kept of people: verdicts and counts, and how all of it goes again."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.journal import Conversation, Journal
from bot.records import Miss, Records, Verdict
from retrieval.answer import Told

GOOD = Verdict("t01", 1, 0, 9, "桥 长", is_good=True, version="v1")
BAD = Verdict("t01", 1, 0, 9, "桥 长", is_good=False, version="v1")


@pytest.fixture
async def journal() -> AsyncIterator[Journal]:
    async with Journal(":memory:") as journal:
        yield journal


async def test_a_verdict_replaces_the_one_before_and_others_have_their_own(
    journal: Journal,
) -> None:
    records = Records(journal)
    await records.judge(7, BAD)
    await records.judge(7, GOOD)
    await records.judge(8, BAD)
    assert sorted(await records.verdicts(), key=lambda one: one.is_good) == [BAD, GOOD]
    assert await records.rated() == (1, 1)


async def test_answers_and_misses_are_counted(journal: Journal) -> None:
    records = Records(journal)
    for outcome in ("found", "found", "weak"):
        await records.count(outcome)
    for _ in range(2):
        await records.miss("黑水镇 渡口", "weak")
    assert await records.tallies() == {"found": 2, "weak": 1}
    assert await records.missed(5) == [Miss("黑水镇 渡口", "weak", 2)]


async def test_all_of_one_person_goes_and_nothing_of_another(journal: Journal) -> None:
    records = Records(journal)
    for asker in (7, 8):
        await records.judge(asker, GOOD)
        await journal.record(Conversation(asker, asker), Told("t01", 1, 0, 5))
        await journal.speak(asker, "en")
        await journal.pair(Conversation(asker, asker), 1, 2)
    gone = await records.forget(7)
    assert set(gone.values()) == {1}
    assert {"told", "verdicts", "languages", "answers"} <= gone.keys()
    assert await journal.recall(Conversation(7, 7)) is None
    assert await journal.language(7) is None
    assert await journal.recall(Conversation(8, 8))
    assert await journal.language(8) == "en"
    assert await records.rated() == (1, 0)
    assert not any((await records.forget(7)).values())


async def test_what_is_old_goes_and_what_is_new_stays(journal: Journal) -> None:
    records = Records(journal)
    await records.judge(7, GOOD)
    await records.count("found")
    await records.miss("词", "weak")
    await journal.record(Conversation(7, 7), Told("t01"))
    assert await records.expire(30) == 0
    for table in ("told", "verdicts", "tallies", "unanswered"):
        await journal.execute(
            f"UPDATE {table} SET sent = sent - 31 * 24 * 60 * 60"  # noqa: S608 - our own names
        )
    await journal.record(Conversation(8, 8), Told("t01"))
    assert await records.expire(30) == 4
    assert await journal.recall(Conversation(8, 8))


async def test_every_table_with_things_of_people_can_be_forgotten(journal: Journal) -> None:
    """A column that names a person must be called `asker`, or /forget would pass it by."""
    rows = await journal.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table'"
    )
    named = {table for table, column in rows if column == "asker"}
    suspicious = {table for table, column in rows if column in {"user", "user_id", "chat", "owner"}}
    assert suspicious <= named
