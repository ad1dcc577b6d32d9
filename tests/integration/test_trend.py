"""/trend over HTTP: the counts in words, and as a picture where dates are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support.corpus import ARTICLES
from tests.support.serving import serving
from tests.telegram import FakeTelegram

DATES = ("2024-03-01", "2024-05", "2024-12-31")


async def test_counts_are_told_and_drawn(tmp_path: Path) -> None:
    reports = tuple(replace(one, date=date) for one, date in zip(ARTICLES, DATES, strict=True))
    library, file = Library(Corpus(reports)), tmp_path / "journal.sqlite3"
    async with FakeTelegram() as telegram, serving(telegram, library, file):
        telegram.say("/trend 年")
        told, picture = await telegram.replies(count=2)
        assert "2024-03：1 篇\n2024-05：1 篇\n2024-12：1 篇" in told.text
        assert "“年”的报道有 3 篇" in told.text
        assert picture.is_photo
        assert picture.document
        assert len(picture.document.content) > 1000


async def test_without_dates_only_the_number_is_told(telegram: FakeTelegram) -> None:
    telegram.say("/trend 年")
    assert "另有 3 篇没有注明" in (await telegram.reply()).text
    telegram.say("/trend 潜水艇")
    assert (await telegram.reply()).text == "没有符合条件的报道。"
    telegram.say("/trend")
    assert "/trend 图书馆" in (await telegram.reply()).text
