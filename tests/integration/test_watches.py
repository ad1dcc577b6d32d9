"""Watches: new and corrected reports that match arrive quoted, once, until they are ended."""

from __future__ import annotations

import asyncio
import csv
import io
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.policy import Policy
from bot.services import delivery
from bot.storage.storage import SECONDS
from retrieval.article import Article
from tests.support.corpus import ORCHARD
from tests.support.scene import Scene, look_often, scene

RICE = Article("n01", "柳湾村的新稻田", ("柳湾村今年种了910亩水稻。", "村民周大田说，收成不错。"))


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    look_often(monkeypatch)


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[Scene]:
    async with scene(tmp_path) as live:
        yield live


async def published(live: Scene, *articles: Article) -> None:
    for article in articles:
        live.publish(article)
    await live.reload()
    await asyncio.sleep(0.5)


async def test_new_reports_that_match_arrive_quoted_once(live: Scene) -> None:
    assert "水稻" in (await live.ask("/watch 水稻")).text
    other = live.telegram.user("另一位")
    assert "周大田" in (await live.ask("/watch 周大田", other)).text
    await published(live, RICE)
    told = await live.told("“水稻”有新报道")
    assert told.spans("blockquote") == (RICE.texts[0],)
    assert "《柳湾村的新稻田》" in told.text
    assert RICE.texts[1] in (await live.told("“周大田”有新报道", other)).text
    await published(live, RICE)
    await published(live, replace(RICE, date="2026-05-01"))
    await published(live, replace(RICE, id="n02"))
    (live.folder / "n01.md").unlink()
    await live.reload()
    await published(live, RICE)
    assert live.said("有新报道") == 1, "the same text, imported again, under another id, put back"
    await published(live, replace(RICE, texts=("柳湾村今年种了911亩水稻。", RICE.texts[1])))
    assert "911亩" in (await live.told("“水稻”有新报道")).text
    assert live.said("有新报道", other) == 1, "of a paragraph that was not corrected"
    assert live.telegram.refusals() == []


async def test_the_evidence_for_an_alert_is_what_it_quotes(live: Scene) -> None:
    await live.ask("/watch 水稻")
    second = replace(RICE, id="n02", texts=("第一句。隔壁村也种了水稻。", "无关的一段。"))
    await published(live, RICE, second)
    told = await live.told("“水稻”有新报道")
    live.telegram.press("📦 证据包", told)
    await live.told("证据包：2 处引文")
    files = [await live.telegram.reply() for _ in range(3)]
    [table] = [f.document.content for f in files if f.document and f.document.name[-3:] == "csv"]
    rows = [*csv.DictReader(io.StringIO(table.decode("utf-8-sig")))]
    assert {row["address"]: row["quote"] for row in rows} == {
        "n01-1": RICE.texts[0],
        "n02-1": "隔壁村也种了水稻。",
    }
    assert [row["quote"] for row in rows] == [*told.spans("blockquote")]
    assert {row["verdict"] for row in rows} == {told.text}
    assert "“水稻”有新报道" in rows[0]["question"]
    published_now = replace(RICE, texts=("柳湾村今年种了911亩水稻。", RICE.texts[1]))
    await published(live, published_now)
    live.telegram.press("📦 证据包", told)
    await live.told("证据包：1 处引文")
    (live.folder / "n02.md").unlink()
    await live.reload()
    alert = await live.telegram.press("📦 证据包", told).answer()
    assert "找不到这些引文了" in (alert.text or "")


async def test_a_watch_of_what_is_everywhere_is_refused_with_its_count(live: Scene) -> None:
    reports = [replace(RICE, id=f"n{n:02}", texts=(f"第{n}天的水稻。",)) for n in range(9)]
    await published(live, *reports)
    refused = await live.ask("/watch 水稻")
    assert "在 12 篇报道里至少 9 篇都有" in refused.text
    assert "没有关注什么" in (await live.ask("/watches")).text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "请在命令后面写上"),
        ("长" * 4000, "太长了"),
        ("……", "没有可以关注的词"),
        ("<b>水稻</b> & \u202e", "🔔 好的"),
    ],
)
async def test_what_cannot_be_watched_is_said(live: Scene, typed: str, answer: str) -> None:
    assert answer in (await live.ask(f"/watch {typed}")).text
    assert live.telegram.refusals() == []


async def test_twenty_watches_are_enough(live: Scene) -> None:
    for number in range(20):
        assert "🔔" in (await live.ask(f"/watch 词{number}")).text
    assert "不能再多" in (await live.ask("/watch 再来")).text
    assert "🔔" in (await live.ask("/watch 词3")).text
    listed = await live.ask("/watches")
    assert listed.text.startswith("正在关注 20 项")
    await live.telegram.press("✕ 1", listed).answer()
    assert (await live.telegram.edited(listed)).text.startswith("正在关注 19 项")


async def test_the_words_of_a_question_can_be_watched(live: Scene) -> None:
    asked = await live.unfolded(await live.ask("柳湾村种了多少亩水稻?"))
    await live.telegram.press("🔔 关注", asked).answer()
    which = await live.told("要关注哪个词")
    label = next(label for row in which.labels for label in row if "水稻" in label)
    await live.telegram.press(label, which).answer()
    await live.told("我就把原句发给您")
    await published(live, RICE)
    assert "910亩" in (await live.told("有新报道")).text


async def test_in_groups_an_admin_watches_for_a_topic(live: Scene) -> None:
    boss, member = live.telegram.reader, live.telegram.user("群友")
    group = live.telegram.group("读报群", [member], is_forum=True)
    topic = live.telegram.topic(group, "稻子")
    live.telegram.say("/watch 水稻", group, member, thread=topic)
    assert "群管理员" in (await live.telegram.reply(group)).text
    live.telegram.say("/watch 水稻", group, boss, thread=topic)
    assert "🔔" in (await live.telegram.reply(group)).text
    await published(live, RICE)
    told = await live.telegram.reply(group)
    assert "有新报道" in told.text
    assert told.thread == topic
    assert live.telegram.refusals() == []


async def test_forget_ends_watches(live: Scene) -> None:
    await live.ask("/watch 水稻")
    await live.ask("/digest 8:00")
    assert "水稻" in (await live.ask("/watches")).text
    assert "已删除" in (await live.ask("/forget")).text
    assert "没有关注什么" in (await live.ask("/watches")).text
    await published(live, RICE)
    assert live.said("”有新报道") == 0


async def test_who_blocks_the_bot_is_told_nothing_more(live: Scene) -> None:
    await live.ask("/watch 水稻")
    live.telegram.block()
    await live.telegram.taken()
    await published(live, RICE)
    assert live.telegram.refusals() == []
    assert await live.app.storage.subscriptions.watched() == []


async def test_a_block_that_was_not_told_holds_up_nobody(live: Scene) -> None:
    other = live.telegram.user("另一位")
    await live.ask("/watch 水稻")
    await live.ask("/watch 水稻", other)
    live.telegram.world.blocked_by.add(live.telegram.reader.id)
    await published(live, RICE)
    await live.told("有新报道", other)
    assert await live.app.storage.subscriptions.alerts(9) == []


async def test_the_daily_digest_lists_titles_and_first_sentences(live: Scene) -> None:
    day, minute = Policy().local(time.time())
    assert "没有每天发送" in (await live.ask("/digest 停")).text
    assert "8:05" in (await live.ask("/digest 8点05")).text
    assert "例如" in (await live.ask("/digest 25:00")).text
    assert "每天 8:05" in (await live.ask("/watches")).text
    await live.app.storage.execute("UPDATE daily SET minute = ?, day = ?", (minute, day))
    await published(live, RICE, replace(ORCHARD, texts=("全改了。", "真的。")))
    assert live.said("📰") == 0, "it is not due before tomorrow"
    await live.app.storage.execute("UPDATE daily SET day = day - 1")
    told = await live.told("📰")
    assert told.text.startswith("📰 新的和更正的报道：2 篇")
    assert set(told.spans("blockquote")) == {RICE.texts[0], "全改了。"}
    await live.app.storage.execute("UPDATE daily SET day = day - 1")
    await asyncio.sleep(0.5)
    assert live.said("📰") == 1, "nothing new, nothing sent"


async def test_a_reminder_comes_a_day_before_a_watch_ends(live: Scene) -> None:
    await live.ask("/watch 水稻")
    await live.app.storage.execute("UPDATE watches SET sent = sent - ?", (29.5 * SECONDS,))
    await live.told("“水稻”明天到期")
    await asyncio.sleep(0.5)
    assert live.said("明天到期") == 1
    assert "已续到" in (await live.ask("/watches")).text
    await live.app.storage.execute("UPDATE watches SET sent = sent - ?", (31 * SECONDS,))
    await live.app.storage.expire(30)
    assert await live.app.storage.subscriptions.watched() == []


async def test_who_was_told_just_now_is_told_the_rest_at_once_later(
    live: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "REST", 3.0)
    await live.ask("/watch 水稻")
    for number in range(3):
        await published(live, replace(RICE, id=f"n{number}", texts=(f"水稻第{number}季。",)))
    assert live.said("”有新报道：") == 1
    told = [await live.told("”有新报道：") for _ in range(2)]
    assert [len(message.spans("blockquote")) for message in told] == [1, 2]
