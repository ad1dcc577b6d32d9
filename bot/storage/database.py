"""The bot's database (home of aiosqlite): opened whole, brought up to date, safe from kills.

What is committed is on the disk when the call returns (WAL with full sync), so that neither a kill
nor a power cut takes it back. What is asked for while the disk is busy is committed together.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import aiosqlite

from bot.storage.batching import Batcher, Rows, Statement, Work, carry_out

T = TypeVar("T")

_PATIENCE = 10.0


class StorageError(Exception):
    """The database cannot be used; the message names the file and the reason."""


class Database:
    """A database of as many versions as there are `steps`, each made of the one before by a step.

    Use as an async context manager. `path` is a file, made when missing, or ":memory:".
    StorageError when it cannot be opened, read or written.
    """

    def __init__(self, path: Path | str, steps: Sequence[str]) -> None:
        self._path = path
        self._steps = steps
        self._database: aiosqlite.Connection
        self._opened: tuple[int, int] | None = None
        self._batcher = Batcher(self._carry_out)

    async def __aenter__(self) -> Self:
        """Open the database."""
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the database."""
        await self.close()

    async def open(self) -> None:
        """Open the file, check that it is whole, and bring it to the newest version."""
        try:
            if isinstance(self._path, Path):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                _refuse_read_only(self._path)
            self._database = await aiosqlite.connect(
                self._path, isolation_level=None, timeout=_PATIENCE
            )
            await self._prepare_or_close()
            self._opened = self._file()
        except (OSError, sqlite3.Error) as error:
            raise self._error(error) from error

    async def close(self) -> None:
        """Close the file."""
        await self._batcher.finish()
        await self._database.close()

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """Carry out one statement, which is a transaction of its own; return its rows."""
        [rows] = await self.transact((statement, values))
        return rows

    async def transact(self, *work: Statement) -> list[Rows]:
        """Carry out statements, all or none; return the rows of each."""
        if not work:
            return []
        if not self.is_the_one_we_opened():
            message = f"{self._path}: was deleted or replaced while the bot runs; restart the bot"
            raise StorageError(message)
        try:
            return await self._batcher.do(work)
        except sqlite3.Error as error:
            raise self._error(error) from error

    def is_the_one_we_opened(self) -> bool:
        """Whether the file at the path is still that which was opened.

        SQLite goes on writing into a file that was deleted, and all of it is lost.
        """
        return self._file() == self._opened

    async def checkpoint(self) -> bool:
        """Write the log into the database and empty it, so that what was deleted is gone from it.

        False when somebody reads the log at this moment, such as a backup: then it stays as it is.
        """
        try:
            return await self._beside(_checkpoint)
        except sqlite3.Error as error:
            raise self._error(error) from error

    async def probe(self) -> None:
        """Write what stands there already; StorageError when nothing can be written."""
        await self.execute(f"PRAGMA user_version = {len(self._steps)}")

    async def _carry_out(self, works: Sequence[Work]) -> Sequence[list[Rows] | Exception]:
        return await self._beside(lambda connection: carry_out(connection, works))

    async def _beside(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the connection in its thread.

        A hop to it for each statement costs more than SQLite; nothing public does more.
        """
        database: Any = self._database
        done: T = await database._execute(work, database._conn)  # noqa: SLF001
        return done

    async def _prepare_or_close(self) -> None:
        try:
            await self._check()
            await self._migrate()
        except BaseException:
            await self.close()
            raise

    async def _check(self) -> None:
        """Make sure that the file is whole, and of no version but the known ones."""
        [(state,), *_] = await self._database.execute_fetchall("PRAGMA integrity_check")
        if state != "ok":
            message = f"{self._path}: damaged ({state}); python -m bot restore takes a backup back"
            raise StorageError(message)
        [(version,)] = await self._database.execute_fetchall("PRAGMA user_version")
        if version > len(self._steps):
            message = f"{self._path}: written by a newer version of this bot (version {version})"
            raise StorageError(message)

    async def _migrate(self) -> None:
        """Take the steps that the database has not taken; each is taken whole or not at all."""
        await self._database.execute("PRAGMA journal_mode = WAL")
        await self._database.execute("PRAGMA synchronous = FULL")
        await self._database.execute("PRAGMA secure_delete = ON")  # people's words, overwritten
        [(version,)] = await self._database.execute_fetchall("PRAGMA user_version")
        for number, step in enumerate(self._steps[version:], version + 1):
            script = f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;"
            await self._database.executescript(script)
        if 0 < version < len(self._steps):
            await self._database.execute("VACUUM")  # earlier versions did not overwrite

    def _file(self) -> tuple[int, int] | None:
        """Return what tells the file at the path from any other; None when there is none."""
        if not isinstance(self._path, Path):
            return None
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _error(self, error: Exception) -> StorageError:
        return StorageError(f"{self._path}: {error}")


def _refuse_read_only(path: Path) -> None:
    """Raise StorageError: SQLite would open it for reading, and keep it so when it no longer is."""
    if path.exists() and not os.access(path, os.W_OK):
        message = f"{path}: readonly database"
        raise StorageError(message)


def _checkpoint(connection: sqlite3.Connection) -> bool:
    """Empty the log of a connection, without waiting for readers; return whether it is empty."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        [(is_busy, *_)] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")
    return not is_busy
