"""The language a reader is spoken to: their Telegram's, or the one they chose in /settings."""

from __future__ import annotations

import pytest

from tests.support import corpus
from tests.telegram import Button, FakeTelegram

QUESTION = "望月桥全长多少米?"


@pytest.mark.parametrize(
    ("code", "said"),
    [("zh-hans", "报道目录"), ("zh-hant", "報導目錄"), ("en-GB", "Reports (3)"), ("", "报道目录")],
)
async def test_a_reader_is_spoken_to_in_the_language_of_their_telegram(
    telegram: FakeTelegram, code: str, said: str
) -> None:
    reader = telegram.user("读者", code)
    telegram.command("articles", user=reader)
    assert said in (await telegram.reply(telegram.private(reader))).text


async def test_a_choice_counts_from_then_on_and_can_be_taken_back(telegram: FakeTelegram) -> None:
    telegram.command("settings")
    settings = await telegram.reply()
    assert settings.labels == (("✓ 跟随 Telegram",), ("简体中文",), ("繁體中文",), ("English",))
    await telegram.press("English", settings).answer()
    settings = await telegram.edited(settings)
    assert "Choose the language" in settings.text
    assert settings.labels == (("As in Telegram",), ("简体中文",), ("繁體中文",), ("✓ English",))
    telegram.command("articles")
    assert "Reports (3)" in (await telegram.reply()).text
    await telegram.press("As in Telegram", settings).answer()
    await telegram.edited(settings)
    telegram.command("articles")
    assert "报道目录" in (await telegram.reply()).text
    assert telegram.refusals() == []


async def test_a_language_may_be_typed(telegram: FakeTelegram) -> None:
    telegram.command("settings", "English")
    assert "Choose the language" in (await telegram.reply()).text
    telegram.command("settings", "克林贡语")
    said = (await telegram.reply()).text
    assert "I do not speak “克林贡语” yet; I speak 简体中文, 繁體中文, English." in said
    assert "Choose the language" in said
    telegram.command("settings", "繁体中文")
    assert "請選擇" in (await telegram.reply()).text


async def test_a_choice_is_that_of_one_person_wherever_they_are(telegram: FakeTelegram) -> None:
    group, neighbour = telegram.group(), telegram.user("邻居")
    telegram.command("settings")
    await telegram.press("繁體中文", await telegram.reply()).answer()
    telegram.command("articles", chat=group)
    telegram.command("articles", chat=group, user=neighbour)
    mine, theirs = await telegram.replies(group, count=2)
    assert ("報導目錄" in mine.text, "报道目录" in theirs.text) == (True, True)


async def test_in_a_group_only_who_asked_chooses(telegram: FakeTelegram) -> None:
    group, neighbour = telegram.group(), telegram.user("邻居")
    telegram.command("settings", chat=group)
    settings = await telegram.reply(group)
    assert (await telegram.press("English", settings, neighbour).answer()).is_alert
    await telegram.silence()
    telegram.command("articles", chat=group, user=neighbour)
    assert "报道目录" in (await telegram.reply(group)).text


async def test_choosing_twice_or_a_language_there_is_not_is_no_error(
    telegram: FakeTelegram,
) -> None:
    telegram.command("settings")
    settings = await telegram.reply()
    button = settings.button("English")
    await telegram.press(button, settings).answer()
    await telegram.press(button, settings).answer()
    made_up = Button({"text": "?", "callback_data": (button.data or "").replace("s3", "s99")})
    await telegram.press(made_up, settings).answer()
    telegram.command("articles")
    assert "报道目录" in (await telegram.reply()).text
    assert [refusal for refusal in telegram.refusals() if "not modified" not in refusal] == []


@pytest.mark.parametrize("code", ["zh-hant", "en"])
async def test_a_quote_is_never_converted(telegram: FakeTelegram, code: str) -> None:
    reader = telegram.user("讀者", code)
    telegram.say(QUESTION, user=reader)
    answer = await telegram.reply(telegram.private(reader))
    [quote] = answer.spans("blockquote")[:1]
    assert any(quote in text for text in corpus.BRIDGE.texts)
    assert "《青石镇修复古桥 老街再迎游人》陆云帆" in answer.text
