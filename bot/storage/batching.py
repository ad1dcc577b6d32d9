"""Statements as transactions: what is asked for at the same time is written to the disk once.

Each statement costs several turns of the interpreter's lock, for which the event loop competes. So
what comes while the disk is busy is committed together, and rows that go into the same table at the
same time are put there by one statement.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

Values = Sequence[object]
"""What JSON can hold; an array within it is kept as its JSON."""


class Row(NamedTuple):
    """A row for a statement that takes many: its question mark is a JSON array of rows.

    Rows of one statement are taken in their order; those of different statements, which must not
    depend on one another, in any. `column` and `columns` write what such a statement reads.
    """

    statement: str
    values: Values


Statement = tuple[str, Sequence[Any]] | Row
"""SQL, and the values of its question marks; or a row."""

Work = Sequence[Statement]
"""Statements that are carried out all or none."""

Rows = list[Any]


def columns(count: int, row: str = "value") -> str:
    """Return SQL for the first columns of a row."""
    return ", ".join(column(number, row) for number in range(count))


def column(number: int, row: str = "value") -> str:
    """Return SQL for a column of a row, counted from 0."""
    return f"json_extract({row}, '$[{number}]')"


def carry_out(
    connection: sqlite3.Connection, works: Sequence[Work]
) -> list[list[Rows] | Exception]:
    """Carry out each work, all of them in one commit; return the rows of its statements.

    What goes wrong concerns only the work that it stands in the place of: where one cannot be
    done, each is committed by itself.
    """
    try:
        return list(_committed(connection, works))
    except Exception as error:  # noqa: BLE001 -- a value that SQLite does not take raises anything
        if len(works) == 1:
            return [error]
    return [carry_out(connection, [work])[0] for work in works]


def _committed(connection: sqlite3.Connection, works: Sequence[Work]) -> list[list[Rows]]:
    with connection:
        connection.execute("BEGIN")
        _put(connection, (one for work in works for one in work if isinstance(one, Row)))
        return [[_done(connection, one) for one in work] for work in works]


def _put(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Put rows where they go, those of one statement together."""
    tables: defaultdict[str, list[Sequence[object]]] = defaultdict(list)
    for row in rows:
        tables[row.statement].append(row.values)
    for statement, values in tables.items():
        connection.execute(statement, (json.dumps(values, ensure_ascii=False),))


def _done(connection: sqlite3.Connection, statement: Statement) -> Rows:
    return [] if isinstance(statement, Row) else connection.execute(*statement).fetchall()


T = TypeVar("T")
R = TypeVar("R")


class Batcher(Generic[T, R]):
    """Does things by `work`, which takes several and tells of each its result, or what it raised.

    What is asked for first is begun first; who no longer waits for a thing holds up nobody.
    """

    def __init__(self, work: Callable[[Sequence[T]], Awaitable[Sequence[R | Exception]]]) -> None:
        self._work = work
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._working: asyncio.Task[None] | None = None

    async def do(self, thing: T) -> R:
        """Do a thing, with whatever else there is to do."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, done))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_off())
        return await done

    async def finish(self) -> None:
        """Return when nothing is left to do."""
        if self._working:
            await self._working

    async def _work_off(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            results = await self._results([thing for thing, _ in waiting])
            for (_, done), result in zip(waiting, results, strict=True):
                if done.cancelled():
                    continue
                if isinstance(result, Exception):
                    done.set_exception(result)
                else:
                    done.set_result(result)

    async def _results(self, things: Sequence[T]) -> Sequence[R | Exception]:
        try:
            return await self._work(things)
        except Exception as error:  # noqa: BLE001 -- it is raised to whoever waits
            return [error] * len(things)
