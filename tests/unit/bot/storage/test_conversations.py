"""Conversations: what each conversation was told, over restarts, and no word of what was said."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.storage.conversations import Conversation, pairing
from bot.storage.database import Database, StorageError
from bot.storage.storage import Storage
from retrieval.answer import Aim, Told

HERE, THERE = Conversation(7, 7), Conversation(-100, 7)
TOLD = Told("t01", 2, 3, 40, ((1, 5), (8, 9)), Aim.AUTHOR)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite3"


async def test_what_was_told_is_recalled_after_a_restart(file: Path) -> None:
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, TOLD)
    async with Storage(file) as storage:
        assert await storage.conversations.recall(HERE) == TOLD
        assert await storage.conversations.recall(THERE) is None


async def test_the_last_thing_told_counts_and_nothing_can_be_told(file: Path) -> None:
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, TOLD)
        await storage.conversations.record(HERE, Told("t02"))
        assert await storage.conversations.recall(HERE) == Told("t02")
        await storage.conversations.record(HERE, None)
        assert await storage.conversations.recall(HERE) is None


async def test_what_was_told_lately_is_not_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, TOLD)
        assert await storage.conversations.recall(THERE) is None
        await storage.conversations.speak(7, "en")
        with monkeypatch.context() as patch:
            patch.delattr(Database, "execute")
            assert await storage.conversations.recall(HERE) == TOLD
            assert await storage.conversations.recall(THERE) is None
            assert await storage.conversations.language(7) == "en"
        storage.conversations.look_again()
        assert await storage.conversations.recall(HERE) == TOLD
        assert await storage.conversations.language(7) == "en"


async def test_all_that_an_answer_needs_is_read_at_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, TOLD)
        await storage.conversations.speak(7, "en")
    async with Storage(file) as storage:
        await storage.conversations.look_up(HERE)
        monkeypatch.delattr(Database, "transact")
        await storage.conversations.look_up(HERE)
        assert await storage.conversations.recall(HERE) == TOLD
        assert await storage.conversations.language(7) == "en"


async def test_conversations_are_kept_apart(file: Path) -> None:
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, TOLD)
        await storage.conversations.record(THERE, Told("t02"))
        assert await storage.conversations.recall(HERE) == TOLD


async def test_it_knows_which_message_answers_which_while_that_can_be_edited(file: Path) -> None:
    async with Storage(file) as storage:
        await storage.conversations.pair(HERE, 5, 6)
        assert await storage.conversations.answer_to(HERE.chat, 5) == 6
        assert await storage.conversations.answer_to(THERE.chat, 5) is None
    database = sqlite3.connect(file)
    database.execute("UPDATE answers SET sent = sent - 49 * 60 * 60")
    database.commit()
    database.close()
    async with Storage(file) as storage:
        await storage.conversations.pair(HERE, 7, 8)
        assert await storage.conversations.answer_to(HERE.chat, 5) is None


async def test_it_knows_what_a_question_leant_on(file: Path) -> None:
    async with Storage(file) as storage:
        for question, about in ((5, TOLD), (6, Told("t02")), (7, None)):
            await storage.transact(*pairing(HERE, question, 9, about))
            assert await storage.conversations.context(HERE.chat, question) == about
        with pytest.raises(LookupError):
            await storage.conversations.context(HERE.chat, 8)


async def test_what_an_older_version_wrote_of_that_is_read(file: Path) -> None:
    written = '["t01", 2, 3, 40, "[[1, 5], [8, 9]]", "author"]'
    async with Storage(file) as storage:
        await storage.conversations.pair(HERE, 5, 6)
        await storage.execute("UPDATE answers SET about = ?", (written,))
        assert await storage.conversations.context(HERE.chat, 5) == TOLD


async def test_a_language_is_kept_until_there_is_no_choice(file: Path) -> None:
    async with Storage(file) as storage:
        assert await storage.conversations.language(7) is None
        await storage.conversations.speak(7, "en")
        await storage.conversations.speak(7, "zh-Hant")
        assert await storage.conversations.language(7) == "zh-Hant"
        await storage.conversations.speak(7, None)
        assert await storage.conversations.language(7) is None


async def test_a_group_takes_what_it_was_told_along_to_its_new_id(file: Path) -> None:
    async with Storage(file) as storage:
        await storage.conversations.record(THERE, TOLD)
        await storage.conversations.pair(THERE, 5, 6)
        for _ in range(2):
            await storage.conversations.move(THERE.chat, -1007)
        assert await storage.conversations.recall(Conversation(-1007, 7)) == TOLD
        assert await storage.conversations.recall(THERE) is None
        assert await storage.conversations.answer_to(THERE.chat, 5) is None


async def test_a_chat_that_is_left_is_forgotten(file: Path) -> None:
    async with Storage(file) as storage:
        for conversation in (HERE, THERE):
            await storage.conversations.record(conversation, TOLD)
            await storage.conversations.pair(conversation, 5, 6)
        await storage.conversations.leave(THERE.chat)
        assert await storage.conversations.recall(THERE) is None
        assert await storage.conversations.answer_to(THERE.chat, 5) is None
        assert await storage.conversations.recall(HERE) == TOLD


def test_a_journal_in_memory_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def remember() -> Told | None:
        async with Storage(":memory:") as storage:
            await storage.conversations.record(HERE, TOLD)
            return await storage.conversations.recall(HERE)

    monkeypatch.chdir(tmp_path)
    assert asyncio.run(remember()) == TOLD
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("这不是数据库。" * 100, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(StorageError, match=r"journal\.sqlite3: file is not a database"):
        asyncio.run(opened(file))
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="data"):
        asyncio.run(opened(tmp_path / "data" / "journal.sqlite3"))


def test_a_database_of_a_newer_version_is_refused(file: Path) -> None:
    asyncio.run(opened(file))
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(StorageError, match="newer version"):
        asyncio.run(opened(file))


def test_it_keeps_places_and_has_no_room_for_words(file: Path) -> None:
    asyncio.run(opened(file))
    database = sqlite3.connect(file)
    columns = [row[1] for row in database.execute("PRAGMA table_info(told)")]
    database.close()
    assert set(columns) == {
        *("chat", "topic", "asker"),
        *("article", "number", "start", "stop", "highlights", "aim", "sent"),
    }


async def opened(file: Path) -> None:
    """Open and close a database, so that its file is there."""
    async with Storage(file):
        pass
