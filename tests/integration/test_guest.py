"""Guest mode: mentioned where we are not, we bring the evidence for a claim, once."""

from __future__ import annotations

import pytest

from bot.services.verification import on_claim
from bot.views.translations import ENGLISH, Translations
from retrieval.answer import Found, NotFound
from retrieval.library import Library
from retrieval.verification.verdict import Outcome, Verdict
from tests.support import corpus
from tests.telegram import Chat, FakeTelegram

CLAIM = "书车每月到访一次。"
WRONG = "书车每周到访一次。"


@pytest.fixture
def elsewhere(telegram: FakeTelegram) -> Chat:
    return telegram.group(bot="left")


async def test_a_claim_that_stands_in_a_report_is_shown_there(
    telegram: FakeTelegram, elsewhere: Chat
) -> None:
    claim = telegram.say(CLAIM, elsewhere)
    summons = telegram.summon(f"@{telegram.bot.username} 是真的吗?", elsewhere, reply_to=claim)
    answer = await summons.answer()
    assert answer.text.startswith("✅ 逐字一致")
    assert CLAIM in answer.spans("blockquote")
    assert "——《流动书车开进山村》" in answer.text
    assert any(button.copies for button in answer.buttons)
    assert not any(button.data for button in answer.buttons)
    telegram.follow(next(button for button in answer.buttons if button.url))
    assert "t02-2" in (await telegram.reply()).text
    assert telegram.count("answerGuestQuery") == 1
    assert telegram.refusals() == []


async def test_a_claim_that_differs_is_set_right(telegram: FakeTelegram, elsewhere: Chat) -> None:
    claim = telegram.say(WRONG, elsewhere)
    summons = telegram.summon(f"@{telegram.bot.username}", elsewhere, reply_to=claim)
    answer = await summons.answer()
    assert "有出入" in answer.text
    assert CLAIM in answer.spans("blockquote")


async def test_a_question_is_answered_and_leant_on_afterwards(
    telegram: FakeTelegram, elsewhere: Chat
) -> None:
    us = f"@{telegram.bot.username}"
    answer = await telegram.summon(f"{us} 望月桥全长多少米?", elsewhere).answer()
    assert "全长42米" in answer.spans("blockquote")[0]
    follow_up = telegram.summon(f"{us} 那篇报道是谁写的?", elsewhere, reply_to=answer)
    assert "陆云帆" in (await follow_up.answer()).text


async def test_what_no_report_has_is_said(telegram: FakeTelegram, elsewhere: Chat) -> None:
    claim = telegram.say("黑水镇的渡口有三艘乌篷船。", elsewhere)
    summons = telegram.summon(f"@{telegram.bot.username}", elsewhere, reply_to=claim)
    answer = (await summons.answer()).text
    assert "没有" in answer or "不足以" in answer


async def test_it_speaks_the_language_of_who_mentions_it(
    telegram: FakeTelegram, elsewhere: Chat
) -> None:
    claim, reader = telegram.say(CLAIM, elsewhere), telegram.user("Reader", "en")
    us = f"@{telegram.bot.username}"
    answer = await telegram.summon(us, elsewhere, reader, reply_to=claim).answer()
    assert Translations()[ENGLISH].plain("verify_exact") in answer.text
    assert CLAIM in answer.spans("blockquote")


async def test_another_bot_is_not_answered(telegram: FakeTelegram, elsewhere: Chat) -> None:
    other = telegram.user("别的机器人", is_bot=True)
    us = f"@{telegram.bot.username}"
    ignored = telegram.summon(f"{us} 望月桥全长多少米?", elsewhere, other)
    await telegram.summon(f"{us} 望月桥全长多少米?", elsewhere).answer()
    assert ignored.given is None


async def test_it_is_answered_also_when_something_breaks(
    telegram: FakeTelegram, elsewhere: Chat, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "answer", lambda *_: 1 / 0)
    answer = await telegram.summon(f"@{telegram.bot.username} 书车?", elsewhere).answer()
    assert "出了点差错" in answer.text


async def test_a_summons_that_is_too_old_is_no_error(
    telegram: FakeTelegram, elsewhere: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.summon(f"@{telegram.bot.username} 书车?", elsewhere).expire()
    await telegram.called("answerGuestQuery")
    telegram.command("help")
    await telegram.reply()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_words_beside_a_claim_count_when_they_can_be_answered(library: Library) -> None:
    found = on_claim(library, "黑水镇有渡口。", "望月桥全长多少米?", None)
    assert isinstance(found, Found)
    assert found.quotes[0].article == corpus.BRIDGE


def test_wording_counts_first(library: Library) -> None:
    found = on_claim(library, CLAIM, "望月桥全长多少米?", None)
    assert isinstance(found, Verdict)
    assert found.outcome is Outcome.EXACT


def test_nothing_said_is_an_empty_question(library: Library) -> None:
    assert isinstance(on_claim(library, "", "", None), NotFound)
