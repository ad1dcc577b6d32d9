"""What readers think, what is kept of them, and who may see it, over HTTP."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.policy import Policy
from retrieval.library import Library
from tests.support import corpus
from tests.support.serving import serving
from tests.telegram import FakeTelegram

QUESTION = "望月桥全长多少米?"
UNKNOWN = "黑水镇的渡口有多少艘乌篷船?"


@pytest.mark.parametrize("keeps_terms", [True, False])
async def test_a_verdict_is_kept_as_a_place_and_words_only_if_allowed(
    library: Library, tmp_path: Path, *, keeps_terms: bool
) -> None:
    file, policy = tmp_path / "j.sqlite3", Policy(keeps_terms=keeps_terms)
    async with FakeTelegram() as telegram, serving(telegram, library, file, policy) as app:
        telegram.say(QUESTION)
        answer = await telegram.unfolded(await telegram.reply())
        for label, thanks in (("👎", "没帮上忙"), ("👍", "有用")):
            notice = await telegram.press(label, answer).answer()
            assert thanks in notice.text
            assert not notice.is_alert
        [verdict] = await app.storage.feedback.ratings()
        assert (verdict.article, verdict.number, verdict.is_good) == ("t01", 1, True)
        assert corpus.BRIDGE.texts[0][verdict.start : verdict.stop] == answer.spans("blockquote")[0]
        assert verdict.version == library.version
        assert ("望月" in verdict.terms) is keeps_terms


async def test_only_admins_see_the_numbers_and_every_call_is_checked(
    library: Library, tmp_path: Path
) -> None:
    async with FakeTelegram() as telegram:
        admin = telegram.user("管理员")
        policy = Policy(admins=frozenset({admin.id}), keeps_terms=True)
        async with serving(telegram, library, tmp_path / "j.sqlite3", policy):
            for question in (QUESTION, UNKNOWN):
                telegram.say(question)
            _, refusal = await telegram.replies(count=2)
            await telegram.press("👎", await telegram.unfolded(refusal)).answer()
            for command in ("stats", "unanswered"):
                telegram.command(command)
                assert (await telegram.reply()).text == "这个命令只给管理员用。"
            telegram.command("stats", user=admin)
            said = (await telegram.reply(telegram.private(admin))).text
            assert "回答了 2 次" in said
            assert "报道没有提到：1" in said
            assert "👍 0 · 👎 1" in said
            telegram.command("unanswered", user=admin)
            assert "渡口 乌篷船" in (await telegram.reply(telegram.private(admin))).text


async def test_privacy_tells_what_is_kept_and_forget_deletes_it(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "j.sqlite3"
    async with FakeTelegram() as telegram, serving(telegram, library, file) as app:
        telegram.say(QUESTION)
        answer = await telegram.unfolded(await telegram.reply())
        await telegram.press("👍", answer).answer()
        telegram.command("privacy")
        said = (await telegram.reply()).text
        assert "连其中的词，都不保留" in said
        assert "30 天" in said
        telegram.command("forget")
        assert "共 5 条" in (await telegram.reply()).text
        assert not await app.storage.feedback.ratings()


async def test_what_privacy_says_is_true(library: Library, tmp_path: Path) -> None:
    """When all is answered, no word of a question and no name stands in any table."""
    file = tmp_path / "j.sqlite3"
    async with FakeTelegram() as telegram, serving(telegram, library, file):
        for question in (QUESTION, UNKNOWN, "/search 书车", "/verify 望月桥", "/articles 青石"):
            telegram.say(question)
            answer = await telegram.reply()
            if question == UNKNOWN:
                await telegram.press("👎", await telegram.unfolded(answer)).answer()
        telegram.say("最后一问")
        await telegram.reply()
    database = sqlite3.connect(file)
    tables = [
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    kept = "".join(
        str(row)
        for table in tables
        for row in database.execute(f"SELECT * FROM {table}")  # noqa: S608
    )
    database.close()
    for word in ("望月桥", "乌篷船", "书车", "青石", "最后一问", "读者"):
        assert word not in kept


async def test_who_asks_too_fast_is_told_kindly_and_others_are_not(
    library: Library, tmp_path: Path
) -> None:
    policy = Policy(per_minute=3)
    async with (
        FakeTelegram() as telegram,
        serving(telegram, library, tmp_path / "j.sqlite3", policy),
    ):
        for _ in range(4):
            telegram.command("read", "t01-1")
        *pages, last = await telegram.replies(count=4)
        assert all("第 1/3 段" in page.text for page in pages)
        assert "请歇" in last.text
        alert = await telegram.press("下一段 ▶", pages[0]).answer()
        assert "请歇" in alert.text
        other = telegram.user("别人")
        telegram.say(QUESTION, user=other)
        assert "42米" in (await telegram.reply(telegram.private(other))).text
