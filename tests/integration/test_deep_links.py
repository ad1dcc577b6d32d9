"""Deep links `t.me/<bot>?start=…`: paragraphs, ranges, whole reports, and what leads nowhere."""

from __future__ import annotations

import pytest

from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support import corpus
from tests.telegram import FakeTelegram

NAMED = Article("某报-2026-03", "编号里有汉字和数字", ("第一段在此。", "第二段在此。"))


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((*corpus.ARTICLES, NAMED)))


def link(telegram: FakeTelegram, parameter: str | None) -> str:
    return f"https://t.me/{telegram.bot.username}?start={parameter}"


@pytest.mark.parametrize(
    ("parameter", "shown", "hidden"),
    [
        ("t01-2", corpus.BRIDGE.texts[1:2], corpus.BRIDGE.texts[:1]),
        ("T01-2", corpus.BRIDGE.texts[1:2], corpus.BRIDGE.texts[:1]),
        ("t01-2-3", corpus.BRIDGE.texts[1:], corpus.BRIDGE.texts[:1]),
        ("t02", corpus.LIBRARY.texts, corpus.BRIDGE.texts),
        (Reference(NAMED).parameter(), NAMED.texts, ()),
        (Reference(NAMED, 2, 2).parameter(), NAMED.texts[1:], NAMED.texts[:1]),
        (Reference(corpus.BRIDGE, 3, 3).marked().parameter(), corpus.BRIDGE.texts[2:], ()),
    ],
)
async def test_a_link_opens_what_it_names(
    telegram: FakeTelegram, parameter: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    telegram.follow(link(telegram, parameter))
    page = await telegram.reply()
    assert all(text in page.text for text in shown)
    assert not any(text in page.text for text in hidden)
    assert telegram.refusals() == []


async def test_a_link_to_words_that_have_changed_says_so(telegram: FakeTelegram) -> None:
    telegram.follow(link(telegram, "t01-3--000000"))
    page = await telegram.reply()
    assert corpus.BRIDGE.texts[2] in page.text
    assert "改" in page.text


@pytest.mark.parametrize("parameter", ["x99-1", "t01-99", "-", "_", "_AAAA", "a" * 64])
async def test_a_link_that_leads_nowhere_says_so(telegram: FakeTelegram, parameter: str) -> None:
    telegram.follow(link(telegram, parameter))
    assert "没有" in (await telegram.reply()).text
    assert telegram.refusals() == []


async def test_a_link_opens_once_more_after_it_was_followed(telegram: FakeTelegram) -> None:
    for _ in range(2):
        telegram.follow(link(telegram, "t03-1"))
        assert "3400吨" in (await telegram.reply()).text
