"""The failures that users of comparable bots report, each shown not to be ours.

Each docstring names the cure: take that line out, and the test fails. The 5th failure is in
`test_groups.py`, the 11th in `test_inline.py`; more of the 6th in `test_long_texts.py`.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import ANY

import pytest

from bot import health
from bot.telegram import receive
from bot.views.article_pages import pieces
from retrieval.answer import Found
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support import corpus
from tests.support.running import free_port
from tests.support.serving import serving
from tests.telegram import FakeTelegram

QUESTION = "望月桥全长多少米?"


async def test_failure_01_the_quote_stands_in_its_report_or_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cure: `self._pool.prove(…)` in `QuestionService._found`, bot/services/questions.py."""
    library = Library(Corpus(corpus.ARTICLES))
    async with FakeTelegram() as telegram, serving(telegram, library, tmp_path / "j.sqlite3"):
        telegram.say(QUESTION)
        answer = await telegram.reply()
        [quote] = answer.spans("blockquote")
        assert quote in corpus.BRIDGE.texts[0]
        assert "第1段" in answer.text
        texts = tuple(text.replace("全长42米", "全长24米") for text in corpus.BRIDGE.texts)
        false = Found((corpus.quote(replace(corpus.BRIDGE, texts=texts), 1, texts[0]),), 1.0)
        monkeypatch.setattr(library, "answer", lambda *_: false)
        telegram.say("望月桥到底全长多少米?")
        assert "24米" not in (await telegram.reply()).text


async def test_failure_02_the_paragraphs_around_a_quote_can_be_read(
    telegram: FakeTelegram,
) -> None:
    """Cure: `reply.over(turns, (whole,), …)` in `paragraph`, bot/views/article_pages.py."""
    telegram.say(QUESTION)
    await telegram.press("📖 看原文", await telegram.reply()).answer()
    page = await telegram.reply()
    assert corpus.BRIDGE.texts[0] in page.text
    await telegram.press("下一段 ▶", page).answer()
    page = await telegram.edited(page)
    assert corpus.BRIDGE.texts[1] in page.text
    await telegram.press("全文", page).answer()
    page = await telegram.edited(page)
    assert all(text in page.text for text in corpus.BRIDGE.texts)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("黑水镇的渡口有多少艘乌篷船?", "没有出现过"),
        ("", "还没有写问题"),
        ("asdkjh qwe zxc", "没有"),
    ],
)
async def test_failure_03_what_is_not_there_is_said_with_the_reason(
    library: Library, tmp_path: Path, question: str, reason: str
) -> None:
    """Cure: `yield Block(_because(words, reason))` in `_not_found`, bot/views/answers.py."""
    async with FakeTelegram() as telegram, serving(telegram, library, tmp_path / "j.sqlite3"):
        telegram.command("ask", question)
        answer = await telegram.reply()
        assert reason in answer.text
        assert not answer.text.startswith("——")


SMALL = (
    Article("k1", "知味楼", ("知味楼在桥东。", "游人知道的不多,后来才得知。"), byline="俞建华"),
    Article("k2", "读书会", ("求知的人多了起来。", "圖書館的燈亮到深夜。"), byline="欧阳修远"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("桥东", ("k1-1",)),
        ("知", ("k1-1", "k1-2", "k2-1")),
        ("图书馆", ("k2-2",)),
        ("圖書館", ("k2-2",)),
        ("遊人", ("k1-2",)),
        ("作者:俞建华 桥", ("k1-1",)),
        ("作者:欧阳修远", ("k2-1",)),
    ],
)
def test_failure_04_short_words_traditional_script_and_names_are_found(
    typed: str, found: tuple[str, ...]
) -> None:
    """Cure: `text.translate(_table())` in `fold`, retrieval/language/folding.py."""
    hits = Library(Corpus(SMALL)).search(typed, 30)
    assert set(found) <= {str(hit.quote.address) for hit in hits}
    if len(typed) == 1:
        assert len(hits) == len(found)
    elif ":" not in typed:
        assert str(hits[0].quote.address) in found
        assert hits[0].quote.highlights


@pytest.mark.slow
async def test_failure_06_long_and_wild_texts_arrive_whole_and_uncut(tmp_path: Path) -> None:
    """Cure: `pieces(text, PAGE)` in `sections`, bot/views/article_pages.py."""
    text = "“甲<b>&”说：👩‍👩‍👧‍👦𠀀𪚥。" * 700
    library = Library(Corpus((Article("w1", "<i>题</i>&", (text,)),)))
    async with FakeTelegram() as telegram, serving(telegram, library, tmp_path / "j.sqlite3"):
        telegram.command("read", "w1-1")
        page = await telegram.reply()
        read_so_far = page.text.split("\n\n")[1]
        assert read_so_far.endswith("。")
        while any(button.text == "下一段 ▶" for button in page.buttons):
            await telegram.press("下一段 ▶", page).answer()
            page = await telegram.edited(page)
            read_so_far += page.text.split("\n\n")[1]
        assert read_so_far == text
        assert telegram.refusals() == []
    assert [text[a:b][-1] for a, b in pieces(text, 3500)][:-1]


async def test_failure_07_a_request_for_patience_loses_nothing(
    telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cure: `patience(error)` in `Sender._send`, bot/telegram/sender.py."""
    waited: list[float] = []
    sleep = asyncio.sleep

    async def hurry(delay: float, result: object = None) -> object:
        if delay > 100:
            waited.append(delay)
            delay = 0
        return await sleep(delay, result)

    telegram.say("/start")
    await telegram.reply()
    monkeypatch.setattr(asyncio, "sleep", hurry)
    telegram.faults.fail("sendMessage", retry_after=222)
    telegram.say(QUESTION)
    assert "42米" in (await telegram.reply()).text
    assert waited
    assert waited[0] > 221


async def test_failure_08_buttons_live_on_and_fit_into_64_bytes(tmp_path: Path) -> None:
    """Cure: `key(self.article)` in `CallbackData.pack`, bot/views/callback_data.py."""
    name = "一个很长很长的编号" * 12
    library = Library(Corpus((Article(name, "题", ("石桥全长42米。", "石桥修好了。")),)))
    async with FakeTelegram() as telegram:
        async with serving(telegram, library, tmp_path / "j.sqlite3"):
            telegram.say("石桥全长多少米?")
            answer = await telegram.reply()
            await telegram.press("📖 看原文", answer).answer()
            page = await telegram.reply()
        async with serving(telegram, library, tmp_path / "j.sqlite3"):
            await telegram.press("下一段 ▶", page).answer()
            assert "石桥修好了。" in (await telegram.edited(page)).text
        assert [why for why in telegram.refusals() if "getUpdates" not in why] == []
        for button in (*answer.buttons, *page.buttons):
            assert len((button.data or "").encode()) <= 64


@pytest.mark.slow
async def test_failure_09_who_has_gone_deaf_is_not_well(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cure: `age <= LIMIT` in `Heartbeat.diagnosis`, bot/telegram/receive.py."""
    monkeypatch.setattr(receive, "PERIOD", timedelta(seconds=0.1))
    monkeypatch.setattr(receive, "LIMIT", 1.5)
    port = free_port()
    async with (
        FakeTelegram() as telegram,
        serving(telegram, library, tmp_path / "j.sqlite3", http_port=port),
    ):
        telegram.say(QUESTION)
        await telegram.reply()
        assert await asyncio.to_thread(health.ask, "127.0.0.1", port) == (True, ANY)
        telegram.faults.hang("getUpdates")
        telegram.say(QUESTION)
        await asyncio.sleep(2)
        assert await asyncio.to_thread(health.ask, "127.0.0.1", port) == (False, ANY)
        telegram.faults.clear()
        await telegram.reply()
        assert await asyncio.to_thread(health.ask, "127.0.0.1", port) == (True, ANY)


@pytest.mark.parametrize("code", [401, 404, 502])
async def test_failure_10_the_token_stands_in_no_log(
    telegram: FakeTelegram, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Cures: `_discreet` and `Transport._build_client`, bot/telegram/transport.py."""
    caplog.set_level(logging.DEBUG)
    telegram.faults.fail("sendMessage", code=code)
    telegram.faults.drop("sendMessage")
    telegram.say(QUESTION)
    await telegram.called("sendMessage")
    telegram.say(QUESTION)
    await telegram.reply()
    secret = telegram.token.partition(":")[2]
    assert secret not in caplog.text
    assert all(secret not in repr(record.__dict__) for record in caplog.records)
