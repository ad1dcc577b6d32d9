"""Corrections: what was said stays readable, marked as such, and who was shown it is told once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.policy import Policy
from tests.support.corpus import BRIDGE, LIBRARY
from tests.support.scene import Scene, look_often, scene
from tests.telegram import FakeTelegram

OLD = "这座桥始建于1786年,全长42米"


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    look_often(monkeypatch)


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[Scene]:
    async with scene(tmp_path) as live:
        yield live


async def corrected(live: Scene) -> None:
    live.edit("42米", "143米")
    await live.reload()


async def test_words_of_an_old_version_are_verified_as_such(live: Scene) -> None:
    assert "逐字一致" in (await live.ask(f"/verify {OLD}")).text
    await corrected(live)
    told = await live.ask(f"/verify {OLD}")
    assert told.text.startswith("🕘 旧版一致，现已更正")
    assert OLD in told.spans("blockquote")[0]
    assert told.spans("strikethrough") == ("42米",)
    assert told.spans("underline") == ("143米",)
    assert "逐字一致" in (await live.ask("/verify 这座桥始建于1786年,全长143米")).text
    assert "旧版" not in (await live.ask("/verify 这座桥始建于1786年,全长40米")).text


async def test_an_old_address_shows_the_old_text_with_the_difference(live: Scene) -> None:
    mark = live.app.library.resolve("t01-1")
    assert mark
    address = str(mark.marked()) + "--" + mark.marked().mark
    await corrected(live)
    page = await live.ask(f"/read {address}")
    assert "已更正" in page.text
    assert page.spans("blockquote") == (BRIDGE.texts[0],)
    assert (page.spans("strikethrough"), page.spans("underline")) == (("42米",), ("143米",))
    await live.telegram.press("📖 第1段", page).answer()
    assert "全长143米" in (await live.told("第 1/3 段")).text


async def test_an_address_of_a_paragraph_that_is_gone_shows_what_it_said(live: Scene) -> None:
    reference = live.app.library.resolve("t01-3")
    assert reference
    live.publish(replace(BRIDGE, texts=BRIDGE.texts[:2]))
    await live.reload()
    page = await live.ask(f"/read t01-3--{reference.fingerprint}")
    assert "已更正" in page.text
    assert page.spans("blockquote") == (BRIDGE.texts[2],)
    assert "现在没有了" in page.text
    for address in ("t01-3", "t01-3--000000", "t01-1-3--000000"):
        assert "已更正" not in (await live.ask(f"/read {address}")).text


async def test_words_that_only_moved_are_shown_where_they_stand(live: Scene) -> None:
    reference = live.app.library.resolve("t01-1")
    assert reference
    address = f"t01-1--{reference.fingerprint}"
    live.publish(replace(BRIDGE, texts=("编者按：桥修好了。", *BRIDGE.texts)))
    await live.reload()
    page = await live.ask(f"/read {address}")
    assert "第 2/4 段" in page.text
    assert "更正" not in page.text
    assert BRIDGE.texts[0] in page.text


async def test_a_paragraph_that_only_grew_was_not_corrected(live: Scene) -> None:
    reference = live.app.library.resolve("t01-1")
    assert reference
    assert "42米" in (await live.ask()).text
    grown = f"{BRIDGE.texts[0]}桥上可以走车。"
    live.publish(replace(BRIDGE, texts=(grown, *BRIDGE.texts[1:])))
    await live.reload()
    page = await live.ask(f"/read t01-1--{reference.fingerprint}")
    assert "改动过" in page.text
    assert grown in page.text
    assert live.said("您看过的话") == 0


async def test_who_was_shown_a_changed_passage_is_told_once(live: Scene) -> None:
    other = live.telegram.user("没看过的人")
    assert "36个" in (await live.ask("书车走进多少个山村?", other)).text
    assert "42米" in (await live.ask()).text
    assert "42米" in (await live.ask()).text
    await corrected(live)
    await live.told("您看过的话，报道后来更正了")
    assert "143米" in (await live.ask()).text
    live.edit("143米", "144米")
    await live.reload()
    await asyncio.sleep(0.5)
    assert live.said("您看过的话") == 2, "of 42 and, having asked on, of 143"
    assert live.said("您看过的话", other) == 0
    assert live.telegram.refusals() == []


async def test_a_change_of_what_was_not_shown_tells_nobody(live: Scene) -> None:
    assert "42米" in (await live.ask()).text
    live.edit("茶馆12家", "茶馆13家")
    await live.reload()
    await asyncio.sleep(0.5)
    assert live.said("您看过的话") == 0


async def test_changes_lists_what_came_was_corrected_and_went(live: Scene) -> None:
    assert "没有记下" in (await live.ask("/changes")).text
    await corrected(live)
    live.publish(replace(LIBRARY, id="n01", title="新的一篇", texts=("柳湾村种了910亩水稻。",)))
    await live.reload()
    (live.folder / "t03.md").unlink()
    await live.reload()
    listed = await live.ask("/changes")
    assert [line.split(" ")[2][:2] for line in listed.text.splitlines()[1:]] == [
        "撤下",
        "新增",
        "更正",
    ]
    assert listed.labels == (("2", "3"),)
    await live.telegram.press("3", listed).answer()
    shown = await live.told("更正：")
    assert (shown.spans("strikethrough"), shown.spans("underline")) == (("42米",), ("143米",))


async def test_a_change_while_the_bot_is_off_is_found(tmp_path: Path) -> None:
    async with FakeTelegram() as telegram:
        async with scene(tmp_path, telegram) as live:
            await live.settled()
            live.app.watcher = None
            live.edit("42米", "143米")
        async with scene(tmp_path, telegram) as live:
            await live.settled()
            assert "旧版一致" in (await live.ask(f"/verify {OLD}")).text
            assert "更正" in (await live.ask("/changes")).text


async def test_a_withdrawn_report_is_not_shown_from_its_versions(live: Scene) -> None:
    await corrected(live)
    (live.folder / "t01.md").unlink()
    await live.reload()
    assert "旧版" not in (await live.ask(f"/verify {OLD}")).text


async def test_nobody_is_told_in_quiet_hours(tmp_path: Path) -> None:
    async with scene(tmp_path, policy=Policy(quiet=(0, 24 * 60))) as live:
        assert "42米" in (await live.ask()).text
        await corrected(live)
        await asyncio.sleep(0.5)
        assert live.said("您看过的话") == 0
        assert len(await live.app.storage.subscriptions.alerts(10)) == 1


async def test_what_is_wrong_is_passed_on_with_place_and_reason(live: Scene) -> None:
    answer = await live.unfolded(await live.ask())
    await live.telegram.press("⚑ 有误", answer).answer()
    which = await live.told("哪里有误")
    await live.telegram.press("数字不对", which).answer()
    await live.told("已转告运营者")
    note = await live.told("读者说有误", live.admin)
    assert "t01-1" in note.text
    assert "数字不对" in note.text
    assert "已经报过" in (await live.ask("/flag t01-1 年份不对")).text
    assert "已转告" in (await live.ask("/flag t01-2 <b>年份</b>不对")).text
    assert "<b>年份</b>不对" in (await live.told("t01-2", live.admin)).text
    assert live.telegram.refusals() == []
