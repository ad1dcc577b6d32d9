"""The database: what is asked for at once is committed at once, and each stands for itself."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.batching import Row, column
from bot.storage.database import Database, StorageError

ADD, ALL = "INSERT INTO numbers VALUES (?)", "SELECT number FROM numbers ORDER BY number"
EACH = f"INSERT INTO numbers SELECT {column(0)} FROM json_each(?)"  # noqa: S608 -- nothing else


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "numbers.sqlite3"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    async with Database(file, ("CREATE TABLE numbers (number INTEGER UNIQUE);",)) as database:
        yield database


def commits(file: Path) -> int:
    """How often something was committed: frames of the log that end a transaction."""
    log = file.with_name(file.name + "-wal").read_bytes()
    size = int.from_bytes(log[8:12], "big")
    heads = (log[at : at + 24] for at in range(32, len(log), size + 24))
    return sum(int.from_bytes(head[4:8], "big") > 0 for head in heads)


def on_disk(file: Path) -> list[int]:
    with closing(sqlite3.connect(file)) as database:
        return [number for (number,) in database.execute(ALL)]


async def test_what_is_asked_for_at_once_is_committed_at_once(
    database: Database, file: Path
) -> None:
    before = commits(file)
    await asyncio.gather(*(database.execute(ADD, (number,)) for number in range(100)))
    assert commits(file) - before <= 2
    assert on_disk(file) == list(range(100))


async def test_what_was_awaited_is_on_the_disk(database: Database, file: Path) -> None:
    for number in range(5):
        await database.execute(ADD, (number,))
        assert on_disk(file) == list(range(number + 1))


async def test_each_sees_what_was_asked_for_before_it(database: Database) -> None:
    _, seen, _, more = await asyncio.gather(
        database.execute(ADD, (1,)),
        database.execute(ALL),
        database.execute(ADD, (2,)),
        database.execute(ALL),
    )
    assert (seen, more) == ([(1,)], [(1,), (2,)])


@pytest.mark.parametrize("wrong", [1, 1 << 70, object()])
async def test_an_error_concerns_only_what_caused_it(
    database: Database, file: Path, wrong: object
) -> None:
    await database.execute(ADD, (1,))
    given = [(2,), (wrong,), (3,)]
    done = await asyncio.gather(
        *(database.execute(ADD, values) for values in given), return_exceptions=True
    )
    assert [isinstance(one, Exception) for one in done] == [False, True, False]
    assert on_disk(file) == [1, 2, 3]


async def test_rows_of_one_statement_are_put_in_by_one(database: Database, file: Path) -> None:
    statements: list[str] = []
    await database._database.set_trace_callback(statements.append)  # noqa: SLF001
    adding = (database.transact(Row(EACH, (number,))) for number in range(100))
    assert await asyncio.gather(*adding) == [[[]]] * 100
    assert sum(statement.lstrip().startswith("INSERT") for statement in statements) <= 2
    assert on_disk(file) == list(range(100))


@pytest.mark.parametrize("wrong", [1, "\ud800"])
async def test_a_row_that_goes_wrong_concerns_only_who_asked_for_it(
    database: Database, file: Path, wrong: int | str
) -> None:
    await database.execute(ADD, (1,))
    works = [[Row(EACH, (2,))], [Row(EACH, (4,)), Row(EACH, (wrong,))], [Row(EACH, (3,))]]
    done = await asyncio.gather(
        *(database.transact(*work) for work in works), return_exceptions=True
    )
    assert [isinstance(one, Exception) for one in done] == [False, True, False]
    assert on_disk(file) == [1, 2, 3]


async def test_a_transaction_is_carried_out_whole_or_not_at_all(
    database: Database, file: Path
) -> None:
    with pytest.raises(StorageError, match=r"numbers\.sqlite3: UNIQUE"):
        await database.transact((ADD, (1,)), (ADD, (1,)))
    assert on_disk(file) == []
    assert await database.transact((ADD, (1,)), (ALL, ())) == [[], [(1,)]]
    assert await database.transact() == []


async def test_who_no_longer_waits_holds_up_nobody(database: Database, file: Path) -> None:
    tasks = [asyncio.create_task(database.execute(ADD, (number,))) for number in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert on_disk(file) == [0, 1, 2]


async def test_closing_waits_for_what_was_asked_for(file: Path) -> None:
    async with Database(file, ("CREATE TABLE numbers (number INTEGER);",)) as database:
        adding = asyncio.create_task(database.execute(ADD, (1,)))
        await asyncio.sleep(0)
    await adding
    assert on_disk(file) == [1]
    with pytest.raises((StorageError, ValueError)):
        await database.execute(ALL)


def swap(file: Path) -> Path:
    """Put a copy in the place of a file; return where the file is."""
    aside = file.rename(file.with_name("aside"))
    file.write_bytes(aside.read_bytes())
    return aside


def remove(file: Path) -> Path:
    """Take a file away; return where it is."""
    return file.rename(file.with_name("aside"))


@pytest.mark.parametrize("take_away", [swap, remove])
async def test_a_database_that_was_deleted_takes_nothing_more(
    database: Database, file: Path, take_away: Callable[[Path], Path]
) -> None:
    await database.execute(ADD, (1,))
    assert database.is_the_one_we_opened()
    aside = take_away(file)
    assert not database.is_the_one_we_opened()
    for asked in (database.execute(ADD, (2,)), database.probe()):
        with pytest.raises(StorageError, match="deleted or replaced"):
            await asked
    aside.replace(file)
    await database.execute(ADD, (2,))
    assert on_disk(file) == [1, 2]


async def test_the_log_is_emptied_unless_somebody_reads_it(database: Database, file: Path) -> None:
    log = file.with_name(file.name + "-wal")
    await database.execute(ADD, (1,))
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute(ALL).fetchall()
        await database.execute(ADD, (2,))
        assert not await database.checkpoint()
        reader.execute("COMMIT")
    assert log.stat().st_size
    assert await database.checkpoint()
    assert log.stat().st_size == 0
    assert on_disk(file) == [1, 2]
