"""Reports that change while the bot runs: seen within seconds, and nobody is told half of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.services import corpus_watcher
from tests.support.corpus import ORCHARD
from tests.support.scene import SEEN, Scene, scene
from tests.telegram import User

TRUE = re.compile("全长(42|143)米")


@pytest.fixture
async def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    """A bot that looks often."""
    monkeypatch.setattr(corpus_watcher, "PERIOD", 0.1)
    async with scene(tmp_path) as live:
        yield live


@pytest.mark.slow
@pytest.mark.parametrize("index", [False, True], ids=["memory", "index"])
async def test_changes_under_questions_are_seen_in_seconds_and_disturb_nobody(
    tmp_path: Path, *, index: bool
) -> None:
    async with scene(tmp_path, index=index) as live:
        readers = [live.telegram.user(f"读者{n}") for n in range(3)]
        said: list[str] = []

        async def read_on(reader: User) -> None:
            while True:
                said.append((await live.ask(user=reader)).text)

        reading = [asyncio.create_task(read_on(reader)) for reader in readers]
        whole = (live.folder / "t01.md").read_text("utf-8")
        took: list[float] = []
        live.edit("42米", "143米")
        took.append(await live.until("143米"))
        new = replace(ORCHARD, id="n01", texts=("柳湾村今年种了910亩水稻。",))
        live.publish(new)
        took.append(await live.until("910亩", "柳湾村种了多少亩水稻?"))
        (live.folder / "n01.md").unlink()
        took.append(await live.until("没有", "柳湾村种了多少亩水稻?"))
        # A file that is half written is left alone until it is whole.
        (live.folder / "t01.md").write_text(whole[: len(whole) // 3], "utf-8")
        assert "143米" in (await live.ask()).text
        (live.folder / "t01.md").write_text(whole, "utf-8")
        took.append(await live.until("42米"))
        for task in reading:
            task.cancel()
        assert max(took) < SEEN
        assert len(said) > 3
        assert all(TRUE.search(text) for text in said), set(said)
        assert live.telegram.refusals() == []


async def test_a_broken_file_is_named_to_the_admins_once(live: Scene) -> None:
    chat = live.telegram.private(live.admin)
    whole = (live.folder / "t02.md").read_text("utf-8")
    for _ in range(2):
        (live.folder / "t02.md").write_text("---\nid: [", "utf-8")
        alarm = await live.telegram.reply(chat)
        assert "报道文件有问题" in alarm.text
        assert "t02.md:" in alarm.text
        assert "t03.md" not in alarm.text
        await asyncio.sleep(0.5)
        assert "36个" in (await live.ask("书车走进多少个山村?")).text
        (live.folder / "t02.md").write_text(whole, "utf-8")
        await asyncio.sleep(0.5)
    texts = [m.text for m in live.telegram.world.messages.values() if m.chat.id == chat.id]
    assert sum("报道文件有问题" in text for text in texts) == 2


async def test_a_folder_that_vanishes_leaves_the_last_version(live: Scene) -> None:
    live.folder.rename(live.folder.with_name("hidden"))
    alarm = await live.telegram.reply(live.telegram.private(live.admin))
    assert "no such file" in alarm.text.lower()
    assert "42米" in (await live.ask()).text
    live.folder.with_name("hidden").rename(live.folder)
    live.edit("42米", "143米")
    await live.until("143米")


async def test_reload_is_for_admins_and_waits_for_nothing(tmp_path: Path) -> None:
    async with scene(tmp_path) as live:
        live.edit("42米", "143米")
        assert "管理员" in (await live.ask("/reload")).text
        (live.folder / "t02.md").write_bytes(b"\xff")
        told = (await live.ask("/reload", live.admin)).text
        assert told.startswith("已经重新读入报道")
        assert "t02.md" in told
        assert "143米" in (await live.ask()).text


async def test_old_buttons_lead_to_a_clear_sentence(live: Scene) -> None:
    answer = await live.ask()
    live.edit("42米", "143米")
    await live.until("143米")
    await live.settled()
    await live.telegram.press("📖 看原文", answer).answer()
    page = await live.told("已更正")
    assert "143米" in page.text
    (live.folder / "t01.md").unlink()
    await live.until("没有")
    for label, message in (("📖 看原文", answer), ("📖 第1段", page)):
        alert = await live.telegram.press(label, message).answer()
        assert alert.text == "这篇报道已经不在了。"
    assert live.telegram.refusals() == []


async def test_which_version_answers_is_told(live: Scene) -> None:
    before = live.app.library.version
    assert f'version="{before}"'.encode() in live.app.metrics.page()
    live.edit("42米", "143米")
    await live.until("143米")
    now = live.app.library.version
    assert now != before
    page = live.app.metrics.page()
    assert f'wenbao_corpus_info{{version="{now}"}} 1.0'.encode() in page
    assert before.encode() not in page
    about = (await live.ask("/about")).text
    assert now in about
    assert re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d UTC", about)
    assert now in (await live.ask("/stats", live.admin)).text
