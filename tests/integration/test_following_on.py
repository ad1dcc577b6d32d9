"""A question that leans on what was told goes on leaning on that, whatever is told afterwards."""

from __future__ import annotations

from pathlib import Path

from retrieval.answer import Question
from retrieval.library import Library
from tests.support.serving import serving
from tests.telegram import FakeTelegram, Message

QUESTION, FOLLOW_UP, OTHER = "望月桥全长多少米?", "那里呢?", "梨园今年总产量达到多少吨?"


async def followed(telegram: FakeTelegram) -> tuple[Message, Message]:
    """Ask, follow on, and turn to something else; return the follow-up and its answer."""
    telegram.say(QUESTION)
    await telegram.reply()
    asked = telegram.say(FOLLOW_UP)
    answer = await telegram.reply()
    telegram.say(OTHER)
    assert "3400吨" in (await telegram.reply()).text
    return asked, answer


async def test_more_and_why_are_of_the_question_as_it_was_understood(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "journal.sqlite3"
    async with FakeTelegram() as telegram:
        async with serving(telegram, library, file):
            _, answer = await followed(telegram)
        async with serving(telegram, library, file):
            answer = await telegram.unfolded(answer)
            await telegram.press("为什么", answer).answer()
            why = (await telegram.reply()).text
            await telegram.press("更多", answer).answer()
            more = (await telegram.reply()).text
    assert "t01-1" in why
    assert "望月" in why
    assert more == "我没有找到更多相关的段落。"


async def test_more_of_a_bare_follow_up_is_of_what_was_asked_before(
    telegram: FakeTelegram, library: Library
) -> None:
    told = library.answer(Question(QUESTION)).told
    assert library.in_full(Question("谁是司机?", told)) == "谁是司机?"
    telegram.say(QUESTION)
    await telegram.reply()
    telegram.say("有多少家茶馆?")
    answer = await telegram.reply()
    await telegram.press("更多", answer).answer()
    assert "望月桥" in (await telegram.reply()).text


async def test_a_follow_up_that_is_edited_leans_on_what_it_did(
    telegram: FakeTelegram, heard: list[Question]
) -> None:
    asked, answer = await followed(telegram)
    telegram.edit(asked, "那里新开了几家茶馆?")
    assert "12家" in (await telegram.edited(answer)).text
    assert heard[-1].about
    assert heard[-1].about.article == "t01"


async def test_a_question_answered_from_memory_knows_what_was_told_before_it(
    telegram: FakeTelegram, heard: list[Question]
) -> None:
    for text in (OTHER, QUESTION):
        telegram.say(text)
        await telegram.reply()
    asked = telegram.say(OTHER)
    answer = await telegram.reply()
    assert [question.text for question in heard] == [OTHER, QUESTION]
    telegram.edit(asked, "那里新开了几家茶馆?")
    assert "12家" in (await telegram.edited(answer)).text
    assert heard[-1].about
    assert heard[-1].about.article == "t01"


async def test_what_a_question_leant_on_is_forgotten_and_that_is_said(
    library: Library, tmp_path: Path
) -> None:
    async with (
        FakeTelegram() as telegram,
        serving(telegram, library, tmp_path / "journal.sqlite3") as app,
    ):
        telegram.say(QUESTION)
        first = await telegram.unfolded(await telegram.reply())
        telegram.say(FOLLOW_UP)
        second = await telegram.unfolded(await telegram.reply())
        telegram.command("help")  # answered once all that came before is noted down
        await telegram.reply()
        await app.storage.execute("DELETE FROM answers")
        for button in ("更多", "为什么"):
            alert = await telegram.press(button, second).answer()
            assert "找不到原来的问题" in alert.text
            assert (await telegram.press(button, first).answer()).text == ""
            await telegram.reply()


async def test_why_may_be_asked_of_a_follow_up(telegram: FakeTelegram) -> None:
    telegram.say(QUESTION)
    await telegram.reply()
    telegram.command("why", FOLLOW_UP)
    assert "t01-1" in (await telegram.reply()).text
