"""What is kept of questions and answers: verdicts and counts; and how it is deleted again.

A table with a column `asker` holds things of people, and all of theirs goes when they say so; a
table with a column `sent` (seconds since 1970) holds things that grow old.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.journal import Journal
from bot.transactions import Row, Statement, column, columns

SECONDS = 24 * 60 * 60

_JUDGE = """
    INSERT OR REPLACE INTO verdicts (asker, article, number, start, stop, terms, good, version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_COUNT = f"""
    INSERT INTO tallies (sent, outcome, count)
    SELECT CAST(strftime('%s', 'now', 'start of day') AS INTEGER), {column(0)}, 1
    FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET count = count + 1
"""  # noqa: S608 -- nothing but columns
_MISS = f"""
    INSERT INTO unanswered (terms, reason, count, sent)
    SELECT {columns(2)}, 1, CAST(strftime('%s', 'now') AS INTEGER) FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET count = count + 1, sent = excluded.sent
"""  # noqa: S608 -- nothing but columns
_MISSED = "SELECT terms, reason, count FROM unanswered ORDER BY count DESC, sent DESC LIMIT ?"
_TALLIES = "SELECT outcome, SUM(count) FROM tallies GROUP BY outcome ORDER BY 2 DESC, 1"
_RATED = "SELECT good, COUNT(*) FROM verdicts GROUP BY good"
_VERDICTS = """
    SELECT article, number, start, stop, terms, good, version FROM verdicts
    ORDER BY sent, article, number, terms
"""
_TABLES = """
    SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
    WHERE m.type = 'table' AND c.name = ? ORDER BY m.name
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody thought of an answer.

    It quoted characters `start` to `stop` of a paragraph; `article` is empty when there was no
    answer. `terms` are the question's words, if they may be kept, `version` that of the corpus.
    """

    article: str
    number: int
    start: int
    stop: int
    terms: str
    is_good: bool
    version: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A question without an answer: its words, the reason, and how often it was asked."""

    terms: str
    reason: str
    count: int


class Records:
    """Keeps verdicts and counts in a journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def judge(self, asker: int, verdict: Verdict) -> None:
        """Keep what somebody thinks of an answer now; it replaces what they thought before."""
        place = (verdict.article, verdict.number, verdict.start, verdict.stop)
        row = (asker, *place, verdict.terms, verdict.is_good, verdict.version)
        await self._journal.execute(_JUDGE, row)

    async def verdicts(self) -> list[Verdict]:
        """Return all verdicts, the oldest first."""
        rows = await self._journal.execute(_VERDICTS)
        return [
            Verdict(article, number, start, stop, terms, bool(good), version)
            for article, number, start, stop, terms, good, version in rows
        ]

    async def count(self, outcome: str) -> None:
        """Count an answer of today by how it turned out."""
        await self._journal.transact(counting(outcome))

    async def miss(self, terms: str, reason: str) -> None:
        """Keep the words of a question that was not answered, and not who asked."""
        await self._journal.transact(missing(terms, reason))

    async def missed(self, limit: int) -> list[Miss]:
        """Return what was asked in vain, the most frequent first."""
        return [Miss(*row) for row in await self._journal.execute(_MISSED, (limit,))]

    async def tallies(self) -> dict[str, int]:
        """Return how many answers turned out how, the most frequent first."""
        return dict(await self._journal.execute(_TALLIES))

    async def rated(self) -> tuple[int, int]:
        """Return how many verdicts are good and how many are not."""
        counts = dict(await self._journal.execute(_RATED))
        return counts.get(1, 0), counts.get(0, 0)

    async def forget(self, asker: int) -> Mapping[str, int]:
        """Delete everything kept of a person; return how many rows went, by table."""
        gone = {}
        for table in await self._tables("asker"):
            rows = await self._journal.execute(
                f"DELETE FROM {table} WHERE asker = ? RETURNING 1",  # noqa: S608 -- from the schema
                (asker,),
            )
            gone[table] = len(rows)
        self._journal.look_again()
        return gone

    async def expire(self, days: int) -> int:
        """Delete what is older than so many days; return how many rows went."""
        gone = 0
        for table in await self._tables("sent"):
            rows = await self._journal.execute(
                f"DELETE FROM {table} WHERE sent < strftime('%s', 'now') - ? RETURNING 1",  # noqa: S608
                (days * SECONDS,),
            )
            gone += len(rows)
        self._journal.look_again()
        return gone

    async def _tables(self, column: str) -> list[str]:
        return [name for (name,) in await self._journal.execute(_TABLES, (column,))]


def counting(outcome: str) -> Statement:
    """Return what to carry out for `Records.count`."""
    return Row(_COUNT, (outcome,))


def missing(terms: str, reason: str) -> Statement:
    """Return what to carry out for `Records.miss`."""
    return Row(_MISS, (terms, reason))
