"""Copies of the bot's database: taken while it runs, and put back while it does not."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, count
from pathlib import Path

from bot.storage.database import StorageError

_PATIENCE = 10.0


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Be the only process that serves from a database, or puts one in its place; StorageError."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with database.with_suffix(".lock").open("w") as lock:
            _lock(lock.fileno(), database)
            yield
    except (OSError, sqlite3.Error) as error:
        message = f"{database}: {error}"
        raise StorageError(message) from error


def back_up(database: Path, into: Path) -> None:
    """Copy a database, in use or not, into the file `into`, which must not be there yet."""
    if not database.is_file():
        message = f"{database}: there is no database to copy"
        raise StorageError(message)
    if into.exists():
        message = f"{into}: is there already"
        raise StorageError(message)
    _copy(database, into)


def restore(file: Path, database: Path, newest: int) -> Path | None:
    """Put a copy in the place of a database of a bot that does not run.

    `newest` is the highest version this bot knows. Returns where the database it replaces is kept,
    beside those kept before; None when there was none. StorageError when the copy is damaged or
    from a newer bot: nothing is changed then. It is put there by one renaming: whoever stops this
    in the middle finds the old database or the new one, each whole.
    """
    if not file.is_file():
        message = f"{file}: there is no such file"
        raise StorageError(message)
    with held(database):
        fresh = database.with_suffix(".new")
        _copy(file, fresh, newest)
        old = _keep(database) if database.exists() else None
        for remains in ("-wal", "-shm"):
            database.with_name(database.name + remains).unlink(missing_ok=True)
        fresh.replace(database)
    return old


def _keep(database: Path) -> Path:
    """Give a database a second name; afterwards its log is no longer needed."""
    old = _unused(database)
    try:
        with closing(sqlite3.connect(database, timeout=_PATIENCE)) as opened:
            opened.execute("PRAGMA journal_mode = DELETE")  # what stands in the log goes into it
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        _keep_log(database, old)  # damaged: whoever wants to mend it needs both
    old.hardlink_to(database)
    return old


def _keep_log(database: Path, old: Path) -> None:
    log = database.with_name(database.name + "-wal")
    if log.exists():
        shutil.copy2(log, old.with_name(old.name + "-wal"))


def _unused(database: Path) -> Path:
    """Return where to keep a database: .old, or .old2 and so on, where nothing is kept yet."""
    names = (database.with_suffix(f".old{number}") for number in chain([""], count(2)))
    return next(name for name in names if not name.exists())


def _copy(source: Path, target: Path, newest: int | None = None) -> None:
    """Copy a database, whole or not at all, and check the copy.

    In one step: a copy in several begins anew whenever the bot writes meanwhile, and never ends.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as opened,
            closing(sqlite3.connect(part)) as copy,
        ):
            opened.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")
            opened.backup(copy)
            _check(source, copy, newest)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        message = f"{source}: {error}"
        raise StorageError(message) from error
    finally:
        part.unlink(missing_ok=True)


def _check(source: Path, copy: sqlite3.Connection, newest: int | None) -> None:
    [(state,), *_] = copy.execute("PRAGMA integrity_check").fetchall()
    if state != "ok":
        message = f"{source}: damaged ({state})"
        raise StorageError(message)
    [(version,)] = copy.execute("PRAGMA user_version").fetchall()
    if newest is not None and version > newest:
        message = f"{source}: written by a newer version of this bot (version {version})"
        raise StorageError(message)


def _lock(descriptor: int, database: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = f"{database}: in use by a bot that runs"
        raise StorageError(message) from None
