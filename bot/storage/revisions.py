"""Which versions of the reports were seen, and what they said: for corrections and for news.

Versions are named by their digests, in hexadecimal. A text is kept while a report has it, and after
that for as long as the revision that replaced it; so what is kept here has a bound in time
(RETENTION_DAYS) and in number.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.storage.batching import Statement
from bot.storage.database import Database
from retrieval.article import Article
from retrieval.serialization import digest, packed, unpacked
from retrieval.superseded import Superseded

KEPT = 1_000
"""So many revisions are kept at most, the newest."""

_KNOWN = "SELECT article, digest FROM reports"
_KNOWN_OF = "SELECT article, digest FROM reports WHERE article = ?"
_SEE = "INSERT OR REPLACE INTO reports (article, digest, body) VALUES (?, ?, ?)"
_MISS = "DELETE FROM reports WHERE article = ?"
_KEEP = "INSERT OR IGNORE INTO report_texts (digest, record) VALUES (?, ?)"
_TEXT = "SELECT record FROM report_texts WHERE digest = ?"
_REVISE = """
    INSERT INTO revisions (article, title, before, after, is_news) VALUES (?, ?, ?, ?, ?)
"""
_IS_OLD = """
    SELECT EXISTS (SELECT 1 FROM reports WHERE body = ? AND article != ?)
    OR EXISTS (SELECT 1 FROM revisions WHERE article = ? AND ? IN (before, after))
"""
_READ = 5_000_000
"""So many characters of corrected texts are read, the newest."""
_COLUMNS = "number, article, title, before, after, is_news, sent"
_NEWEST = f"SELECT {_COLUMNS} FROM revisions ORDER BY number DESC LIMIT ? OFFSET ?"  # noqa: S608
_ONE = f"SELECT {_COLUMNS} FROM revisions WHERE number = ?"  # noqa: S608 -- nothing but columns
_SINCE = f"SELECT {_COLUMNS} FROM revisions WHERE number > ? AND is_news ORDER BY number"  # noqa: S608
_AFTER = f"SELECT {_COLUMNS} FROM revisions WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608
_KEPT = f"SELECT digest FROM report_texts WHERE digest IN (SELECT before FROM ({_AFTER}))"  # noqa: S608
_FIRST = "SELECT ifnull(min(number), 0) FROM revisions"
_COUNT = "SELECT count(*), ifnull(max(number), 0) FROM revisions"
_REPLACED = """
    SELECT revisions.number, revisions.sent, digest, record FROM revisions
    JOIN report_texts ON digest = before WHERE after IS NOT NULL ORDER BY number DESC
"""
_PRUNE = """
    DELETE FROM revisions WHERE number <= (SELECT max(number) FROM revisions) - ? RETURNING before
"""
_PRUNE_TEXTS = """
    DELETE FROM report_texts WHERE digest NOT IN (SELECT digest FROM reports) AND digest NOT IN
    (SELECT before FROM revisions WHERE before IS NOT NULL AND after IS NOT NULL)
"""

_PRUNE_TEXT = """
    DELETE FROM report_texts WHERE digest = ?1
    AND NOT EXISTS (SELECT 1 FROM reports WHERE digest = ?1)
    AND NOT EXISTS (SELECT 1 FROM revisions WHERE before = ?1 AND after IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A report that came (`before` is None), was corrected, or went (`after` is None).

    `before` and `after` are digests. It `is_news` unless the text was there before. `seen` is in
    seconds since 1970.
    """

    number: int
    article: str
    title: str
    before: str | None
    after: str | None
    is_news: bool
    seen: int


@dataclass(frozen=True, slots=True)
class ListedRevisions:
    """Some revisions in order: which of the texts before them are kept, by their digests.

    `first` is the number of the oldest revision that is kept, 0 for none; `more` tells whether
    others follow.
    """

    revisions: tuple[StoredRevision, ...]
    kept: frozenset[str]
    first: int
    more: bool


class Revisions:
    """The tables of versions in the bot's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, articles: Iterable[str] | None = None) -> dict[str, str]:
        """Return the digests of these reports, or of all, as they were seen last, by id."""
        if articles is None:
            return dict(await self._database.execute(_KNOWN))
        rows = await self._database.transact(*((_KNOWN_OF, (one,)) for one in articles))
        return dict(row for some in rows for row in some)

    async def text(self, name: str) -> Article | None:
        """Return the report of a digest, proved by it; None when it is not kept."""
        rows = await self._database.execute(_TEXT, (name,))
        read = (_article(record) for (record,) in rows)
        return next((article for article in read if digest_of(article) == name), None)

    async def is_old(self, article: Article) -> bool:
        """Whether the text of a report was there before: in this report, or in another one now."""
        values = (body_of(article), article.id, article.id, digest_of(article))
        [(found,)] = await self._database.execute(_IS_OLD, values)
        return bool(found)

    async def newest(self, limit: int, offset: int = 0) -> list[StoredRevision]:
        """Return revisions, the newest first."""
        return [_read(row) for row in await self._database.execute(_NEWEST, (limit, offset))]

    async def find(self, number: int) -> StoredRevision | None:
        """Return the revision of that number."""
        return next((_read(row) for row in await self._database.execute(_ONE, (number,))), None)

    async def since(self, number: int) -> list[StoredRevision]:
        """Return the news after that number, in order."""
        return [_read(row) for row in await self._database.execute(_SINCE, (number,))]

    async def after(self, number: int, limit: int) -> ListedRevisions:
        """Return up to `limit` revisions after that number, in order, and what is kept of them."""
        some = number, limit + 1
        listed, kept, [(first,)] = await self._database.transact(
            (_AFTER, some), (_KEPT, some), (_FIRST, ())
        )
        revisions = tuple(map(_read, listed))
        texts = frozenset(str(name) for (name,) in kept)
        return ListedRevisions(revisions[:limit], texts, first, len(revisions) > limit)

    async def count(self) -> tuple[int, int]:
        """Return how many revisions are kept, and the number of the last."""
        [(count, last)] = await self._database.execute(_COUNT)
        return count, last

    async def replaced(self) -> list[Superseded]:
        """Return the texts that were corrected, each proved by its digest, the newest first."""
        found, room = list[Superseded](), _READ
        for number, seen, name, record in await self._database.execute(_REPLACED):
            article = _article(record)
            room -= sum(map(len, article.texts))
            if room < 0:
                break
            if digest_of(article) == name:
                found.append(Superseded(number, article, seen, name))
        return found

    async def let_go(self, names: Iterable[str]) -> None:
        """Forget all but the newest revisions; and their texts and those of the digests `names`.

        A text that is still named stays. What is kept of other reports is not looked through.
        """
        gone = [before for (before,) in await self._database.execute(_PRUNE, (KEPT,)) if before]
        await self._database.transact(*((_PRUNE_TEXT, (one,)) for one in {*gone, *names}))

    async def prune(self) -> None:
        """Forget all but the newest revisions, and texts that nothing names any more."""
        await self._database.transact((_PRUNE, (KEPT,)), (_PRUNE_TEXTS, ()))


def digest_of(article: Article) -> str:
    """Return the digest of a report as it is kept here."""
    return digest(packed(article)).hex()


def body_of(article: Article) -> str:
    """Return what tells the paragraphs of a report from others, whatever stands above them."""
    return digest("\n".join(article.texts).encode("utf-8", "surrogatepass")).hex()


def seeing(article: Article) -> Statement:
    """Return what to carry out when a report is seen in a version."""
    return _SEE, (article.id, digest_of(article), body_of(article))


def missing(article_id: str) -> Statement:
    """Return what to carry out when a report is gone."""
    return _MISS, (article_id,)


def keeping(article: Article) -> Statement:
    """Return what to carry out to keep what a report says."""
    return _KEEP, (digest_of(article), zlib.compress(packed(article)))


def revising(
    article: tuple[str, str], before: str | None, after: str | None, *, is_news: bool
) -> Statement:
    """Return what to carry out when a report, told by its id and its title, came, changed or went.

    `before` and `after` are its digests.
    """
    return _REVISE, (*article, before, after, is_news)


def _article(record: bytes) -> Article:
    return unpacked(zlib.decompress(record))


def _read(row: Sequence[object]) -> StoredRevision:
    number, article, title, before, after, is_news, seen = row
    return StoredRevision(
        int(str(number)),
        str(article),
        str(title),
        before if before is None else str(before),
        after if after is None else str(after),
        bool(is_news),
        int(str(seen)),
    )
