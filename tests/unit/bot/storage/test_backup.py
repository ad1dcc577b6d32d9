"""Backup while the bot runs, restore while it does not; every earlier version is brought up."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import backup
from bot.storage.conversations import Conversation
from bot.storage.database import Database, StorageError
from bot.storage.schema import SCHEMA, VERSIONS
from bot.storage.storage import Storage
from retrieval.answer import Told

HERE = Conversation(7, 7)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite3"


async def test_a_copy_is_taken_while_the_database_is_written(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, Told("t01"))
        await asyncio.to_thread(backup.back_up, file, copy)
        await storage.conversations.record(HERE, Told("t02"))
    backup.restore(copy, file, VERSIONS)
    async with Storage(file) as storage:
        assert await storage.conversations.recall(HERE) == Told("t01")
    async with Storage(file.with_suffix(".old")) as before:
        assert await before.conversations.recall(HERE) == Told("t02")


async def test_every_database_that_was_replaced_is_kept(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    await opened(copy)
    for article in ("t01", "t02", "t03"):
        async with Storage(file) as storage:
            await storage.conversations.record(HERE, Told(article))
        old = backup.restore(copy, file, VERSIONS)
        assert old
        async with Storage(old) as before:
            assert await before.conversations.recall(HERE) == Told(article)
    for name in ("journal.old", "journal.old2", "journal.old3"):
        assert file.with_name(name).is_file()
    async with Storage(file.with_suffix(".old")) as first:
        assert await first.conversations.recall(HERE) == Told("t01")


def test_no_file_is_overwritten_and_none_made_of_nothing(file: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database"):
        backup.back_up(file, tmp_path / "copy")
    asyncio.run(opened(file))
    (tmp_path / "copy").write_text("mine", encoding="utf-8")
    with pytest.raises(StorageError, match="is there already"):
        backup.back_up(file, tmp_path / "copy")
    with pytest.raises(StorageError, match="no such file"):
        backup.restore(tmp_path / "nothing", file, VERSIONS)


def test_what_is_damaged_or_newer_is_not_put_back(file: Path, tmp_path: Path) -> None:
    asyncio.run(opened(file))
    before, bad = file.read_bytes(), tmp_path / "bad"
    bad.write_bytes(b"no database" * 1000)
    with pytest.raises(StorageError, match="not a database"):
        backup.restore(bad, file, VERSIONS)
    bad.unlink()
    asyncio.run(opened(bad))
    with closing(sqlite3.connect(bad)) as database:
        database.execute("PRAGMA user_version = 999")
    with pytest.raises(StorageError, match="newer version"):
        backup.restore(bad, file, VERSIONS)
    assert file.read_bytes() == before


class KilledError(Exception):
    """Stands for the end of the process."""


STEPS = ("hardlink_to", "unlink", "replace")


@pytest.mark.parametrize("step", range(8))
async def test_whoever_stops_a_restore_finds_the_old_or_the_new(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    copy = tmp_path / "copy"
    async with Storage(copy) as storage:
        await storage.conversations.record(HERE, Told("new"))
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, Told("old"))
        killed = {part: file.with_name(file.name + part).read_bytes() for part in ("", "-wal")}
    for part, content in killed.items():
        file.with_name(file.name + part).write_bytes(content)
    steps = iter(range(100))

    def killing(name: str) -> Callable[..., object]:
        done = getattr(Path, name)

        def do(path: Path, *arguments: object, **options: object) -> object:
            if next(steps) == step:
                raise KilledError
            return done(path, *arguments, **options)

        return do

    with monkeypatch.context() as patch:
        for name in STEPS:
            patch.setattr(Path, name, killing(name))
        with contextlib.suppress(KilledError):
            backup.restore(copy, file, VERSIONS)
    async with Storage(file) as storage:
        assert await storage.conversations.recall(HERE) in (Told("old"), Told("new"))
    backup.restore(copy, file, VERSIONS)
    async with Storage(file) as storage:
        assert await storage.conversations.recall(HERE) == Told("new")


async def test_what_stood_in_the_log_alone_is_kept_with_the_old(file: Path, tmp_path: Path) -> None:
    await opened(tmp_path / "copy")
    async with Storage(file) as storage:
        await storage.conversations.record(HERE, Told("t01"))
        killed = {part: file.with_name(file.name + part).read_bytes() for part in ("", "-wal")}
    for part, content in killed.items():
        file.with_name(file.name + part).write_bytes(content)
    old = backup.restore(tmp_path / "copy", file, VERSIONS)
    assert old
    async with Storage(old) as before, Storage(file) as now:
        assert await before.conversations.recall(HERE) == Told("t01")
        assert await now.conversations.recall(HERE) is None


def test_a_damaged_database_is_replaced_and_kept_as_it_is(file: Path, tmp_path: Path) -> None:
    asyncio.run(opened(tmp_path / "copy"))
    file.parent.mkdir()
    file.write_bytes(b"no database" * 1000)
    old = backup.restore(tmp_path / "copy", file, VERSIONS)
    assert old
    assert old.read_bytes() == b"no database" * 1000
    asyncio.run(opened(file))


@pytest.mark.slow
def test_a_large_database_is_copied_whole_while_the_bot_writes(file: Path, tmp_path: Path) -> None:
    """200 MB, written 20 times a second: a copy in several steps would never end."""
    asyncio.run(opened(file))
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("CREATE TABLE load (number INTEGER PRIMARY KEY, filling BLOB)")
        database.execute("BEGIN")
        database.executemany("INSERT INTO load VALUES (?, zeroblob(100000))", zip(range(2000)))
        database.execute("COMMIT")
    assert file.stat().st_size > 200_000_000 or file.with_name(file.name + "-wal").exists()
    finished = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as database:
            while not finished.wait(0.05):
                database.execute("INSERT INTO load VALUES (NULL, NULL)")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup.back_up(file, tmp_path / "copy")
    finally:
        finished.set()
        writer.join()
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        [(count,)] = copy.execute("SELECT count(*) FROM load")
        [(state,)] = copy.execute("PRAGMA integrity_check")
    assert count >= 2000
    assert state == "ok"


def test_nothing_is_put_back_while_the_bot_runs_and_two_do_not_run(
    file: Path, tmp_path: Path
) -> None:
    asyncio.run(opened(tmp_path / "copy"))
    with backup.held(file):
        with pytest.raises(StorageError, match="in use"):
            backup.restore(tmp_path / "copy", file, VERSIONS)
        with pytest.raises(StorageError, match="in use"), backup.held(file):
            pass


def test_a_damaged_database_is_refused_with_the_way_out(file: Path) -> None:
    asyncio.run(filled(file))
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 3] = b"\xa5" * 4096 * 2
    file.write_bytes(content)
    with pytest.raises(StorageError, match=r"malformed|damaged|not a database"):
        asyncio.run(opened(file))


@pytest.mark.parametrize("version", range(1, VERSIONS + 1))
async def test_every_earlier_version_is_brought_up_to_date(file: Path, version: int) -> None:
    row = "INSERT INTO told (chat, asker, article, number, start, stop, highlights, aim)"
    async with Database(file, SCHEMA[:version]) as early:
        await early.execute(f"{row} VALUES (7, 7, 't01', 0, 0, 0, '[]', 'fact')")
    async with Storage(file) as storage:
        told = await storage.conversations.recall(HERE)
        assert told
        assert told.article == "t01"
        assert await storage.execute("PRAGMA user_version") == [(VERSIONS,)]
        assert await storage.execute("PRAGMA journal_mode") == [("wal",)]
        assert await storage.execute("PRAGMA synchronous") == [(2,)]
        migrated = await storage.execute("SELECT sql FROM sqlite_master ORDER BY name")
    async with Storage(file.with_name("fresh")) as fresh:
        assert migrated == await fresh.execute("SELECT sql FROM sqlite_master ORDER BY name")


async def test_a_step_that_fails_changes_nothing(file: Path) -> None:
    async with Storage(file):
        pass
    with pytest.raises(StorageError):
        async with Database(file, (*SCHEMA, "CREATE TABLE extra (a); CREATE TABLE told (a);")):
            pass
    async with Storage(file) as storage:
        names = await storage.execute("SELECT name FROM sqlite_master WHERE name = 'extra'")
    assert names == []


async def opened(file: Path) -> None:
    """Open and close a database, so that its file is there."""
    async with Storage(file):
        pass


async def filled(file: Path) -> None:
    """Make a database of many pages."""
    async with Storage(file) as storage:
        for chat in range(300):
            await storage.conversations.record(Conversation(chat, chat), Told("t" * 50))
