"""Proof: what is quoted is proved, checked, addressed, cited and read around, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.policy import Policy
from bot.views.callback_data import Action, CallbackData
from retrieval.answer import Found
from retrieval.citation.address import Reference
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support import corpus
from tests.support.serving import serving
from tests.telegram import Button, FakeTelegram

QUESTION = "望月桥全长多少米?"
TRUE = "修复工程共投入资金860万元,由青石镇文物保护所负责。"
UNPROVEN = "抱歉，这段引文与存档的报道对不上，所以没有发出。已经通知管理员。"


async def test_a_quote_that_does_not_stand_is_not_sent_and_the_operator_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(Corpus(corpus.ARTICLES))
    altered = tuple(text.replace("42米", "43米") for text in corpus.BRIDGE.texts)
    async with FakeTelegram() as telegram:
        admin = telegram.user("管理员")
        policy = Policy(admins=frozenset({admin.id}))
        async with serving(telegram, library, tmp_path / "journal.sqlite3", policy):
            telegram.say("/start", user=admin)
            await telegram.reply(telegram.private(admin))
            telegram.say(QUESTION)
            answer = await telegram.reply()
            assert "全长42米" in answer.text
            other = replace(corpus.BRIDGE, texts=altered)
            false = Found((corpus.quote(other, 1, altered[0]),), 1.0)
            monkeypatch.setattr(library, "answer", lambda *_: false)
            monkeypatch.setattr(library, "article", lambda _: other)
            telegram.say("望月桥到底全长多少米?")
            assert (await telegram.reply()).text == UNPROVEN
            alarm = await telegram.reply(telegram.private(admin))
            assert "t01-1" in alarm.text
            assert "米" not in alarm.text
            alert = await telegram.press("📖 看原文", answer).answer()
            assert (alert.text, alert.is_alert) == (UNPROVEN, True)


@pytest.mark.parametrize(
    ("typed", "said", "struck", "underlined"),
    [
        (TRUE, "✅ 逐字一致", (), ()),
        (TRUE.replace("860", "960"), "⚠️ 有出入", ("960万元",), ("860万元",)),
        (TRUE.replace("860万元", "86万元"), "⚠️ 有出入", None, None),
        (TRUE.replace(",", "，"), "✅ 文字一致", (), ()),
        ("黑水镇的渡口每天发出乌篷船三十七艘。", "❌ 未找到", (), ()),
        ("", "请在命令后面写上要核对的引文", (), ()),
    ],
)
async def test_verify_says_what_stands_and_shows_what_differs(
    telegram: FakeTelegram,
    typed: str,
    said: str,
    struck: tuple[str, ...] | None,
    underlined: tuple[str, ...] | None,
) -> None:
    telegram.command("verify", typed)
    answer = await telegram.reply()
    assert answer.text.startswith(said)
    if struck is not None:
        assert answer.spans("strikethrough") == struck
        assert answer.spans("underline") == underlined
    elif "有出入" in said:
        assert answer.spans("underline")
    if "未找到" not in said and typed:
        assert answer.spans("blockquote") == (TRUE,)
        assert "《青石镇修复古桥 老街再迎游人》" in answer.text
        assert "t01-2" in (answer.button("📋 引用").copies or "")
    assert telegram.refusals() == []


async def test_looks_are_told_apart_from_wording(telegram: FakeTelegram) -> None:
    telegram.command(
        "verify", TRUE.replace(",", "，").replace("860", "８６０").replace("投入", "投 入")
    )
    answer = await telegram.reply()
    assert "全角半角" in answer.text
    assert "空白" in answer.text
    assert "\n出入：" not in answer.text


async def test_verify_checks_the_message_it_replies_to(telegram: FakeTelegram) -> None:
    claim = telegram.say("听说" + TRUE)
    await telegram.reply()
    telegram.command("verify", reply_to=claim)
    assert "860万元" in (await telegram.reply()).text
    telegram.command("verify", reply_to=claim, quote=TRUE)
    assert (await telegram.reply()).text.startswith("✅ 逐字一致")


async def test_a_whole_message_can_be_checked(telegram: FakeTelegram) -> None:
    long = (TRUE + "\n" + corpus.BRIDGE.texts[2].replace("三成", "四成") + "\n") * 60
    telegram.command("verify", long[:4080])
    answer = await telegram.reply()
    assert answer.text.startswith("⚠️ 有出入")
    assert answer.spans("underline")
    assert telegram.refusals() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("t01-2", "第 2/3 段 · t01-2"),
        ("t01-2-3", "第 2—3/3 段 · t01-2-3"),
        ("t01", "全文 · t01"),
        ("T01－2", "第 2/3 段 · t01-2"),
        ("https://t.me/wenbao_bot?start=t01-2", "第 2/3 段 · t01-2"),
    ],
)
async def test_an_address_opens_typed_read_and_linked(
    telegram: FakeTelegram, typed: str, said: str
) -> None:
    telegram.say(typed)
    assert said in (await telegram.reply()).text
    telegram.command("read", typed)
    assert said in (await telegram.reply()).text
    if "/" not in typed and typed.isascii():
        telegram.follow(f"https://t.me/{telegram.bot.username}?start={typed}")
        assert said in (await telegram.reply()).text


async def test_a_range_shows_its_paragraphs_and_no_other(telegram: FakeTelegram) -> None:
    telegram.say("t01-2-3")
    page = await telegram.reply()
    first, second, third = corpus.BRIDGE.texts
    assert first not in page.text
    assert second in page.text
    assert third in page.text
    assert "第2—3段" in (page.button("📋 引用").copies or "")


async def test_an_address_whose_text_has_changed_says_so(telegram: FakeTelegram) -> None:
    now = Reference(corpus.BRIDGE, 2, 2).marked().parameter()
    before = (
        Reference(replace(corpus.BRIDGE, texts=("旧。", "旧。", "旧。")), 2, 2).marked().parameter()
    )
    telegram.follow(f"https://t.me/{telegram.bot.username}?start={now}")
    assert "改动过" not in (await telegram.reply()).text
    telegram.follow(f"https://t.me/{telegram.bot.username}?start={before}")
    page = await telegram.reply()
    assert "改动过" in page.text
    press = CallbackData(Action.TURN, "t01", 1, mark="000000")
    await telegram.press(Button({"text": "?", "callback_data": press.pack()}), page).answer()
    page = await telegram.edited(page)
    assert "改动过" in page.text
    assert "t01-1" in page.text


async def test_a_copy_button_cites_and_the_standard_form_is_offered_only_where_complete(
    telegram: FakeTelegram,
) -> None:
    telegram.say(QUESTION)
    answer = await telegram.reply()
    copied = answer.button("📋 引用").copies or ""
    assert "t01-1" in copied
    assert "青石镇修复古桥" in copied
    assert 1 <= len(copied) <= 256
    # These reports bear no date and no newspaper.
    assert "📋 GB/T 7714" not in [label for row in answer.labels for label in row]


async def test_why_tells_what_each_word_contributed(telegram: FakeTelegram) -> None:
    telegram.say(QUESTION)
    await telegram.press("为什么", await telegram.unfolded(await telegram.reply())).answer()
    by_button = (await telegram.reply()).text
    telegram.command("why", QUESTION)
    by_command = (await telegram.reply()).text
    assert by_button == by_command
    assert "t01-1" in by_button
    assert "望月" in by_button
    assert "把握" in by_button
    telegram.command("why")
    assert "请写上问题" in (await telegram.reply()).text


async def test_a_page_obeys_only_who_opened_it(telegram: FakeTelegram) -> None:
    group = telegram.group()
    other = telegram.user("别人")
    telegram.command("read", "t01-1", group)
    page = await telegram.reply(group)
    alert = await telegram.press("下一段 ▶", page, user=other).answer()
    assert alert.is_alert
    assert "别人打开的" in alert.text
    assert telegram.now(page).text == page.text
    await telegram.press("下一段 ▶", page).answer()
    page = await telegram.edited(page)
    alert = await telegram.press("◀ 上一段", page, user=other).answer()
    assert "别人打开的" in alert.text


async def test_the_reader_goes_on_after_a_restart(library: Library, tmp_path: Path) -> None:
    async with FakeTelegram() as telegram:
        file = tmp_path / "journal.sqlite3"
        async with serving(telegram, library, file):
            telegram.command("search", "“古桥” 桥")
            await telegram.reply()
            telegram.command("read", "t01-1")
            page = await telegram.reply()
        async with serving(telegram, library, file):
            await telegram.press("下一段 ▶", page).answer()
            assert "t01-2" in (await telegram.edited(page)).text


@pytest.fixture
def many() -> Library:
    articles = tuple(
        replace(
            corpus.BRIDGE,
            id=f"m{n}",
            title=f"第{n}号桥",
            source=f"{n % 2}报",
            byline=f"记者{n}",
            texts=(f"石桥{n}号全长{n + 10}米。", f"石桥{n}号由石匠修好。"),
        )
        for n in range(12)
    )
    return Library(Corpus(articles))


async def test_more_is_found_page_by_page_and_grouped(many: Library, tmp_path: Path) -> None:
    async with FakeTelegram() as telegram, serving(telegram, many, tmp_path / "j.sqlite3"):
        telegram.command("search", "石桥")
        page = await telegram.reply()
        seen = set(page.spans("blockquote"))
        while any(button.text == "下一页 ▶" for button in page.buttons):
            await telegram.press("下一页 ▶", page).answer()
            page = await telegram.edited(page)
            assert not seen & set(page.spans("blockquote"))
            seen |= set(page.spans("blockquote"))
        assert len(seen) == 24
        telegram.command("search", "标题:第3号桥 石桥")
        page = await telegram.reply()
        assert page.text.count("《第3号桥》") == 1
        assert len(page.spans("blockquote")) == 2
        question = telegram.say("石桥3号全长多少米?")
        answer = await telegram.reply()
        await telegram.press("更多", answer).answer()
        more = await telegram.reply()
        assert more.reply_to == question.id
        assert answer.spans("blockquote")[0] not in more.spans("blockquote")
        await telegram.press("下一页 ▶", more).answer()
        assert (await telegram.edited(more)).spans("blockquote")
        telegram.delete(question)
        alert = await telegram.press("更多", answer).answer()
        assert "找不到原来的问题" in alert.text
        assert telegram.refusals() == []


async def test_the_catalogue_is_grouped_by_source_and_searched_by_title(
    many: Library, tmp_path: Path
) -> None:
    async with FakeTelegram() as telegram, serving(telegram, many, tmp_path / "j.sqlite3"):
        telegram.command("articles")
        page = await telegram.reply()
        assert page.text.count("来源：0报") == page.text.count("来源：1报") == 1
        telegram.command("articles", "号桥")
        page = await telegram.reply()
        assert "标题里有“号桥”的报道，我找到 12 篇" in page.text
        await telegram.press("下一页 ▶", page).answer()
        assert "标题里有“号桥”" in (await telegram.edited(page)).text
        telegram.command("articles", "第11號")
        assert "1 篇" in (await telegram.reply()).text
        telegram.command("random")
        assert "石桥" in (await telegram.reply()).text
        telegram.command("about")
        said = (await telegram.reply()).text
        assert "12 篇报道，共 24 段" in said
        assert "0报（6 篇）" in said
        assert many.version in said
