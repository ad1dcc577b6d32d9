"""Statements as transactions: what is asked for at the same time is written to the disk once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

Statement = tuple[str, Sequence[Any]]
"""SQL, and the values of its question marks."""

Work = Sequence[Statement]
"""Statements that are carried out all or none."""

Rows = list[Any]


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
        return [[connection.execute(*one).fetchall() for one in work] for work in works]
