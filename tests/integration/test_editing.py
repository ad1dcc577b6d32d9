"""A question that is edited: its answer is edited with it, and never said twice."""

from __future__ import annotations

from tests.telegram import FakeTelegram

QUESTION, OTHER = "望月桥全长多少米?", "梨园今年总产量达到多少吨?"


async def test_the_answer_of_an_edited_question_is_edited(telegram: FakeTelegram) -> None:
    asked = telegram.say(QUESTION)
    answer = await telegram.reply()
    asked = telegram.edit(asked, OTHER)
    edited = await telegram.edited(answer)
    assert "3400吨" in edited.text
    assert edited.buttons
    telegram.edit(asked, QUESTION)
    assert "42米" in (await telegram.edited(edited)).text
    await telegram.silence()
    assert telegram.refusals() == []


async def test_a_command_may_be_edited_into_a_question(telegram: FakeTelegram) -> None:
    asked = telegram.command("search", "书车")
    answer = await telegram.reply()
    telegram.edit(asked, "/nothing")
    answer = await telegram.edited(answer)
    assert "没有 /nothing 这个命令" in answer.text
    telegram.edit(asked, OTHER)
    assert "3400吨" in (await telegram.edited(answer)).text


async def test_an_edit_that_changes_nothing_is_no_error(telegram: FakeTelegram) -> None:
    asked = telegram.say(QUESTION)
    await telegram.reply()
    telegram.edit(asked, QUESTION)
    await telegram.called("editMessageText")
    await telegram.silence()


async def test_an_answer_that_was_deleted_is_said_anew_and_then_edited(
    telegram: FakeTelegram,
) -> None:
    asked = telegram.say(QUESTION)
    telegram.delete(await telegram.reply())
    asked = telegram.edit(asked, OTHER)
    answer = await telegram.reply()
    assert "3400吨" in answer.text
    telegram.edit(asked, QUESTION)
    assert "42米" in (await telegram.edited(answer)).text


async def test_what_was_not_for_us_is_answered_once_it_is_edited_to_be(
    telegram: FakeTelegram,
) -> None:
    group = telegram.group()
    said = telegram.say(QUESTION, group)
    telegram.edit(said, f"/ask {QUESTION}")
    assert "42米" in (await telegram.reply(group)).text


async def test_answers_in_a_group_are_edited_each_for_its_question(
    telegram: FakeTelegram,
) -> None:
    group, neighbour = telegram.group(), telegram.user("邻居")
    mine = telegram.command("ask", QUESTION, group)
    telegram.command("ask", QUESTION, group, neighbour)
    first, second = await telegram.replies(group, count=2)
    telegram.edit(mine, f"/ask {OTHER}")
    assert "3400吨" in (await telegram.edited(first)).text
    assert telegram.now(second).text == second.text
