"""What is kept of questions and answers: how they were rated, counts, and what was not answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.batching import Row, Statement, column, columns
from bot.storage.database import Database

_RATE = """
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
_FLAG = """
    INSERT INTO flags (asker, article, number)
    SELECT ?1, ?2, ?3 WHERE (SELECT count(*) FROM flags WHERE asker = ?1) < ?4
    ON CONFLICT DO NOTHING RETURNING 1
"""
_RATINGS = """
    SELECT article, number, start, stop, terms, good, version FROM verdicts
    ORDER BY sent, article, number, terms
"""


@dataclass(frozen=True, slots=True)
class Rating:
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
class UnansweredQuestion:
    """A question without an answer: its words, the reason, and how often it was asked."""

    terms: str
    reason: str
    count: int


class Feedback:
    """Keeps ratings and counts in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rate(self, asker: int, rating: Rating) -> None:
        """Keep what somebody thinks of an answer now; it replaces what they thought before."""
        place = (rating.article, rating.number, rating.start, rating.stop)
        row = (asker, *place, rating.terms, rating.is_good, rating.version)
        await self._database.execute(_RATE, row)

    async def flag(self, asker: int, place: tuple[str, int], most: int) -> bool:
        """Keep that somebody reports a place; False when they did before, or `most` times."""
        return bool(await self._database.execute(_FLAG, (asker, *place, most)))

    async def ratings(self) -> list[Rating]:
        """Return all ratings, the oldest first."""
        rows = await self._database.execute(_RATINGS)
        return [
            Rating(article, number, start, stop, terms, bool(good), version)
            for article, number, start, stop, terms, good, version in rows
        ]

    async def count(self, outcome: str) -> None:
        """Count an answer of today by how it turned out."""
        await self._database.transact(counting(outcome))

    async def miss(self, terms: str, reason: str) -> None:
        """Keep the words of a question that was not answered, and not who asked."""
        await self._database.transact(missing(terms, reason))

    async def missed(self, limit: int) -> list[UnansweredQuestion]:
        """Return what was asked in vain, the most frequent first."""
        return [UnansweredQuestion(*row) for row in await self._database.execute(_MISSED, (limit,))]

    async def tallies(self) -> dict[str, int]:
        """Return how many answers turned out how, the most frequent first."""
        return dict(await self._database.execute(_TALLIES))

    async def rated(self) -> tuple[int, int]:
        """Return how many verdicts are good and how many are not."""
        counts = dict(await self._database.execute(_RATED))
        return counts.get(1, 0), counts.get(0, 0)


def counting(outcome: str) -> Statement:
    """Return what to carry out for `Feedback.count`."""
    return Row(_COUNT, (outcome,))


def missing(terms: str, reason: str) -> Statement:
    """Return what to carry out for `Feedback.miss`."""
    return Row(_MISS, (terms, reason))
