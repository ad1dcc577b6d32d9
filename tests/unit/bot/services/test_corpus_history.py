"""The history of the reports: each change once, also after a kill; what was there is no news."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from bot.services import corpus_history
from bot.services.corpus_history import CorpusHistory, NotedVersion
from bot.storage.conversations import Conversation
from bot.storage.revisions import KEPT
from bot.storage.storage import Storage
from bot.storage.subscriptions import Recipient, showing
from retrieval.article import Article, Quote
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.library_source import LibrarySource
from tests.support.corpus import ARTICLES, BRIDGE, LIBRARY, write

T = TypeVar("T")
READER = Recipient(Conversation(7, 7), "zh-Hans")


async def aside(work: Callable[[], T]) -> T:
    return work()


def version(*articles: Article, previous: Library | None = None) -> NotedVersion:
    library = Library(Corpus(articles))
    every = (*ARTICLES, *library.articles)
    changed = None if previous is None else {one.id for one in every}
    return NotedVersion(library, previous.article if previous else None, changed)


def corrected(article: Article, old: str, new: str) -> Article:
    return replace(article, texts=tuple(text.replace(old, new) for text in article.texts))


AFTER = corrected(BRIDGE, "42米", "143米")


@pytest.fixture
def first(library: Library) -> NotedVersion:
    return NotedVersion(library)


@pytest.fixture
async def storage(first: NotedVersion) -> AsyncIterator[Storage]:
    async with Storage(":memory:") as storage:
        await CorpusHistory(storage, aside).take(first)
        yield storage


async def test_what_is_there_at_first_is_no_news(storage: Storage, first: NotedVersion) -> None:
    assert await storage.revisions.count() == (0, 0)
    assert len(await storage.revisions.known()) == 3
    await CorpusHistory(storage, aside).take(first)
    assert await storage.revisions.count() == (0, 0)


async def test_a_change_is_noted_once_also_after_a_kill(storage: Storage) -> None:
    changed = version(AFTER, *ARTICLES[1:])
    for _ in range(2):
        await CorpusHistory(storage, aside).take(changed)
    [found] = await storage.revisions.newest(9)
    assert (found.article, found.title, found.is_news) == ("t01", BRIDGE.title, True)
    [old] = await storage.revisions.replaced()
    assert old.article == BRIDGE


async def test_a_change_of_the_date_alone_is_a_correction_but_no_news(storage: Storage) -> None:
    dated = replace(BRIDGE, date="2026-05-01")
    await CorpusHistory(storage, aside).take(version(dated, *ARTICLES[1:]))
    [found] = await storage.revisions.newest(9)
    assert not found.is_news


async def test_other_reports_in_place_of_all_are_no_news(storage: Storage) -> None:
    await CorpusHistory(storage, aside).take(version(replace(LIBRARY, id="z1")))
    assert await storage.revisions.count() == (0, 0)
    assert [*await storage.revisions.known()] == ["z1"]


async def test_of_very_many_reports_the_replaced_text_comes_from_the_version_before(
    first: NotedVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_history, "COPIED", 2)
    async with Storage(":memory:") as storage:
        history = CorpusHistory(storage, aside)
        await history.take(first)
        assert await storage.execute("SELECT count(*) FROM report_texts") == [(0,)]
        await history.take(version(AFTER, *ARTICLES[1:], previous=first.library))
        [old] = await storage.revisions.replaced()
        assert old.article == BRIDGE


@pytest.mark.slow
async def test_of_very_many_reports_what_changed_while_the_bot_was_off_comes_from_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_history, "COPIED", 2)
    many = tuple(replace(LIBRARY, id=f"m{n}", title=f"第{n}家书店") for n in range(400))
    folder = write(tmp_path / "reports", (*ARTICLES, *many))
    async with Storage(":memory:") as storage:
        history = CorpusHistory(storage, aside)
        source = LibrarySource(folder, tmp_path / "index")
        await history.take(NotedVersion(source.open(), source.texts_before()))
        write(folder, (AFTER,))
        source = LibrarySource(folder, tmp_path / "index")
        await history.take(NotedVersion(source.open(), source.texts_before()))
        [found] = await storage.revisions.newest(9)
        assert (found.article, found.is_news) == ("t01", True)
        [old] = await storage.revisions.replaced()
        assert old.article == BRIDGE
        assert source.texts_before() is None


async def test_places_that_were_shown_move_along_or_are_told(storage: Storage) -> None:
    quotes = (Quote(BRIDGE, 1, 0, 10), Quote(BRIDGE, 1, 30, 36), Quote(BRIDGE, 3, 0, 5))
    await storage.transact(*showing(READER, quotes))
    moved = replace(AFTER, texts=("新的一段。", *AFTER.texts))
    await CorpusHistory(storage, aside).take(version(moved, *ARTICLES[1:]))
    assert BRIDGE.texts[0][30:36] not in AFTER.texts[0]
    [alert] = await storage.subscriptions.alerts(9)
    assert (alert.to, alert.article, alert.place) == (READER, "t01", [1, 30, 36])
    assert sorted(await storage.subscriptions.places_shown("t01")) == [(2, 0, 10), (4, 0, 5)]


async def test_only_the_newest_revisions_and_their_texts_are_kept(storage: Storage) -> None:
    many = [(f"({n}, 't01', '', 'x{n}', 'y', 1)") for n in range(1, KEPT + 50)]
    await storage.execute(
        "INSERT INTO revisions (number, article, title, before, after, is_news) VALUES "  # noqa: S608
        + ",".join(many)
    )
    await storage.execute("INSERT INTO report_texts VALUES ('x3', ''), ('x900', '')")
    await storage.revisions.prune()
    assert (await storage.revisions.count())[0] == KEPT
    texts = {name for (name,) in await storage.execute("SELECT digest FROM report_texts")}
    assert ("x3" in texts, "x900" in texts) == (False, True)
