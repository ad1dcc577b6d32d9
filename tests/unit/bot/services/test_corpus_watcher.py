"""Watching: whatever goes wrong is named once, and the version in use goes on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services import corpus_watcher
from bot.services.corpus_watcher import CorpusWatcher
from retrieval.library import Library
from retrieval.library_source import LibrarySource
from tests.support.corpus import write


class Told:
    """An operator who cannot be reached at first."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.reachable = False

    async def tell(self, text: str) -> bool:
        self.texts += [text] if self.reachable else []
        return self.reachable


@contextlib.asynccontextmanager
async def watching(
    source: LibrarySource, told: Told, shown: asyncio.Queue[Library]
) -> AsyncIterator[None]:
    watcher = CorpusWatcher(source, shown.put_nowait, ())
    task = asyncio.create_task(watcher.run(told.tell))
    try:
        yield
    finally:
        task.cancel()
        watcher.close()


async def test_a_disk_that_is_full_is_named_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_watcher, "PERIOD", 0.01)
    monkeypatch.setattr(corpus_watcher, "_AFTER_FAILURE", 0.02)
    folder, told, shown = write(tmp_path / "reports"), Told(), asyncio.Queue[Library]()
    source = LibrarySource(folder)
    source.open()
    renewed, full = source.renewed, [True]

    def refuse(*, at_once: bool = False) -> Library | None:
        if full:
            raise OSError(28, "No space left on device", "index")
        return renewed(at_once=at_once)

    monkeypatch.setattr(source, "renewed", refuse)
    async with watching(source, told, shown), asyncio.timeout(30):
        await asyncio.sleep(0.1)
        assert told.texts == []
        told.reachable = True
        await asyncio.sleep(0.2)
        [text] = told.texts
        assert "No space left on device: 'index'" in text
        full.clear()
        file = folder / "t01.md"
        file.write_text(file.read_text("utf-8").replace("42米", "143米"), "utf-8")
        library = await shown.get()
    assert "143米" in library.article("t01").texts[0]
    assert len(told.texts) == 1
