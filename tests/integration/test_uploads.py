"""Documents that admins send: shown as what they would become, published, answered from at once."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services import corpus_watcher
from bot.telegram.downloads import LARGEST
from retrieval.corpus import read
from tests.support.scene import Scene, scene
from tests.telegram import Message, User

PAGE = """柳湾村的新稻田

李小明

柳湾村今年种了910亩水稻，比去年多了三成。村里请来农技员，每周到田头一次。

村民周大田说，收成不错。
"""
HTML = f"""<!doctype html><html><head><title>柳湾村的新稻田</title></head><body><article>
<h1>柳湾村的新稻田</h1>{"".join(f"<p>{line}</p>" for line in PAGE.splitlines()[4:] if line)}
</article></body></html>"""


@pytest.fixture
async def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    monkeypatch.setattr(corpus_watcher, "PERIOD", 60.0)
    async with scene(tmp_path) as live:
        yield live


async def sent(live: Scene, name: str, content: bytes, user: User | None = None) -> Message:
    """Send a file, and return what the bot says of it."""
    document = live.telegram.file(name, content)
    message = live.telegram.say("", user=user or live.admin, document=document)
    return await live.answer(message)


async def pressed(live: Scene, label: str, preview: Message) -> Message:
    await live.telegram.press(label, preview, live.admin).answer(60)
    return await live.telegram.edited(preview)


@pytest.mark.parametrize(
    ("name", "content"), [("page.txt", PAGE.encode()), ("page.html", HTML.encode())]
)
async def test_a_document_is_shown_published_and_answered_from(
    live: Scene, name: str, content: bytes
) -> None:
    preview = await sent(live, name, content)
    assert f"{name}：找到 1 篇报道" in preview.text
    assert "《柳湾村的新稻田》" in preview.text
    assert preview.labels == (("✅ 发布", "✎ 改来源与日期"), ("✕ 丢弃",))
    assert "没有" in (await live.ask("柳湾村种了多少亩水稻?")).text
    done = await pressed(live, "✅ 发布", preview)
    assert done.text.startswith("已发布 1 篇")
    assert "910亩" in (await live.ask("柳湾村种了多少亩水稻?")).text
    [article] = [a for a in read(live.folder).articles if a.title == "柳湾村的新稻田"]
    assert (live.folder / f"{article.id}.md").is_file()
    again = await pressed(live, "✅ 发布", await sent(live, name, content))
    assert "1 篇与原来一样" in again.text
    assert live.telegram.refusals() == []


async def test_source_and_date_are_given_in_reply(live: Scene) -> None:
    document = live.telegram.file("page.txt", PAGE.encode())
    message = live.telegram.say("", user=live.admin, document=document)
    how = await pressed(live, "✎ 改来源与日期", await live.answer(message))
    assert how.button("/publish 某某日报 2026-05-01").copies
    asked = live.telegram.say("/publish 湖州日报 2026-05-01", user=live.admin, reply_to=message)
    assert "已发布 1 篇" in (await live.answer(asked)).text
    [article] = [a for a in read(live.folder).articles if a.title == "柳湾村的新稻田"]
    assert (article.source, article.date) == ("湖州日报", "2026-05-01")


async def test_what_is_dropped_leaves_nothing(live: Scene) -> None:
    before = sorted(live.folder.iterdir())
    preview = await sent(live, "page.txt", PAGE.encode())
    assert (await pressed(live, "✕ 丢弃", preview)).text.startswith("已丢弃")
    assert sorted(live.folder.iterdir()) == before


async def test_two_admins_publish_the_same_once(live: Scene) -> None:
    first = await sent(live, "page.txt", PAGE.encode())
    second = await sent(live, "page.txt", PAGE.encode())
    presses = [live.telegram.press("✅ 发布", one, live.admin) for one in (first, second)]
    for press in presses:
        await press.answer(60)
    texts = [(await live.telegram.edited(one)).text for one in (first, second)]
    assert sum("与原来一样" in text for text in texts) == 1
    assert len([a for a in read(live.folder).articles if a.title == "柳湾村的新稻田"]) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("<b>&.exe", b"MZ\0\0", "不能作为报道"),
        ("a.zip", b"PK\x03\x04broken", "不能作为报道"),
        ("table.csv", "甲,乙,丙\n1,2,3\n4,5,6\n7,8,9\n".encode(), "不能作为报道"),
        ("../../etc/passwd.txt", PAGE.encode(), "passwd.txt：找到 1 篇报道"),
        ("empty.txt", b"", "不能作为报道"),
    ],
)
async def test_what_is_no_report_is_said(live: Scene, name: str, content: bytes, said: str) -> None:
    assert said in (await sent(live, name, content)).text
    assert live.telegram.refusals() == []
    assert len(list(live.folder.glob("*.md"))) == 3


@pytest.mark.parametrize(("size", "said"), [(LARGEST, "不能作为报道"), (LARGEST + 1, "超过 20 MB")])
async def test_what_is_too_large_is_no_report(live: Scene, size: int, said: str) -> None:
    assert said in (await sent(live, "big.txt", b"a" * size)).text
    assert live.telegram.refusals() == []
    assert len(list(live.folder.glob("*.md"))) == 3


async def test_only_admins_publish(live: Scene) -> None:
    assert "只有管理员" in (await sent(live, "page.txt", PAGE.encode(), live.telegram.reader)).text
    message = live.telegram.say("", document=live.telegram.file("page.txt", PAGE.encode()))
    await live.answer(message)
    asked = live.telegram.say("/publish 某报", reply_to=message)
    assert "只给管理员" in (await live.answer(asked)).text
    preview = await sent(live, "page.txt", PAGE.encode())
    alert = await live.telegram.press("✅ 发布", preview).answer()
    assert alert.is_alert
    assert len(list(live.folder.glob("*.md"))) == 3


async def test_a_read_only_corpus_says_so(live: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> io.BytesIO:
        raise OSError(30, "Read-only file system")

    preview = await sent(live, "page.txt", PAGE.encode())
    monkeypatch.setattr("bot.services.uploads.TemporaryDirectory", refuse)
    done = await pressed(live, "✅ 发布", preview)
    assert "只读的（Read-only file system）" in done.text
    assert "CORPUS_DIR" in done.text


async def test_a_file_that_cannot_be_fetched_is_said(live: Scene) -> None:
    live.telegram.faults.fail("getFile", code=400, description="Bad Request: wrong file_id")
    assert "没能从 Telegram 取到" in (await sent(live, "page.txt", PAGE.encode())).text
