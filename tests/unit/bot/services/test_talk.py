"""Talk with the bot: greeted with questions to tap, and buttons obeyed by their names."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.storage.conversations import Conversation
from bot.storage.storage import Storage
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Reply
from bot.views.translations import SIMPLIFIED, Translations
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library

READER = Request(Conversation(7, 7), Translations()[SIMPLIFIED])
BRIDGE = Article(
    "x01",
    "老桥新事",
    ("青禾县有12名船工过桥。站长顾晓棠说,桥很结实。", "明年还要修路。"),
    byline="林小满",
    place="青禾县",
)


@pytest.fixture
async def dispatcher() -> AsyncIterator[Dispatcher]:
    async with Storage(":memory:") as storage:
        yield Dispatcher(Library(Corpus((BRIDGE,))), storage)


async def say(dispatcher: Dispatcher, text: str) -> Reply:
    reply = await dispatcher.ask(READER, text)
    await dispatcher.sent(READER, reply)
    return reply


@pytest.mark.parametrize("text", ["你好", "你是谁？", "早上好!"])
async def test_a_greeting_brings_questions_that_are_answered(
    dispatcher: Dispatcher, text: str
) -> None:
    greeting = await say(dispatcher, text)
    assert "我是“问报”" in greeting.text.text
    asking = [b.press for row in greeting.rows for b in row if b.press.action is Action.ASK]
    assert asking
    for press in asking:
        answer = await dispatcher.press(READER, press)
        assert isinstance(answer, Reply)
        assert answer.quotes
    gone = await dispatcher.press(READER, CallbackData(Action.ASK, number=99))
    assert gone == READER.words.plain("old_button")


async def test_the_names_of_buttons_do_what_the_buttons_do(dispatcher: Dispatcher) -> None:
    for text in ("更多", "全文", "为什么"):
        assert (await say(dispatcher, text)).text == READER.words("nothing_told")
    await say(dispatcher, "青禾县有多少名船工?")
    assert "x01-1" in (await say(dispatcher, "为什么？")).text.text
    assert (await say(dispatcher, "还有吗")).text == READER.words("more_nothing")
    assert "（x01-1）" in (await say(dispatcher, "引用")).text.text
    assert "全文 · x01" in (await say(dispatcher, "全文")).text.text
    assert "再见" in (await say(dispatcher, "再见")).text.text
    assert (await say(dispatcher, "帮助")).text == READER.words("help")


async def test_overviews_are_shown_with_their_quotes(dispatcher: Dispatcher) -> None:
    outline = await say(dispatcher, "x01讲了什么?")
    assert [quote.text for quote in outline.quotes] == ["青禾县有12名船工过桥。", "明年还要修路。"]
    assert (await say(dispatcher, "为什么")).text == READER.words("why_whole")
    assert "全文 · x01" in (await say(dispatcher, "更多")).text.text
    assert "顾晓棠" in (await say(dispatcher, "报道里有哪些人?")).text.text
    commands = dispatcher.commands
    assert "桥很结实" in (await commands["who"](READER, "顾晓棠")).text.text
    assert "顾晓棠" in (await commands["who"](READER, "")).text.text
    assert "青禾县" in (await commands["places"](READER, "")).text.text


async def test_a_claim_in_doubt_is_judged_by_its_wording(dispatcher: Dispatcher) -> None:
    assert "逐字一致" in (await say(dispatcher, "青禾县有12名船工过桥,是真的吗?")).text.text
    assert "有出入" in (await say(dispatcher, "青禾县有21名船工过桥,对吗?")).text.text
    paraphrased = (await say(dispatcher, "有人说青禾县过桥的船工有15名，是不是真的？")).text.text
    assert paraphrased.startswith("⚠️ 有出入：您说的是“15名”，报道写的是“12名”。")
    assert (await say(dispatcher, "青禾县过桥的船工有12名吧")).text.text.startswith("✅")
    assert "✅" not in (await say(dispatcher, "红河县过桥的船工有12名，是真的吗")).text.text


async def test_a_question_in_english_is_told_what_can_be_asked(dispatcher: Dispatcher) -> None:
    reply = await say(dispatcher, "How many boatmen are there?")
    assert reply.text == READER.words("english_examples")
    assert [b.press.action for row in reply.rows for b in row] == [Action.ASK] * len(reply.rows)


async def test_an_answer_has_one_row_of_buttons_and_the_others_when_asked_for(
    dispatcher: Dispatcher,
) -> None:
    question = "青禾县有多少名船工?"
    [row] = (await say(dispatcher, question)).rows
    assert [button.label for button in row] == ["📖 看原文", "📋 引用", "更多", "⋯"]
    every = await dispatcher.press(READER, row[-1].press, question)
    assert isinstance(every, Reply)
    assert (every.outcome, every.remembered) == ("", False)
    labels = [button.label for line in every.rows for button in line]
    assert labels[:3] == ["📖 看原文", "📋 引用", "更多"]
    assert {"为什么", "👍", "👎"} < set(labels)
    gone = await dispatcher.press(READER, row[-1].press)
    assert gone == READER.words.plain("question_gone")


async def test_more_after_a_list_is_what_its_reports_were_chosen_by() -> None:
    reports = (BRIDGE, Article("x02", "船工之家", ("船工有了新家。", "岸上的树也绿了。")))
    async with Storage(":memory:") as storage:
        dispatcher = Dispatcher(Library(Corpus(reports)), storage)
        listed = await say(dispatcher, "哪些报道提到船工?")
        assert {quote.article.id for quote in listed.quotes} == {"x01", "x02"}
        more = await say(dispatcher, "更多")
        assert "提到“船工”" in more.text.text
        for text in ("全文", "引用", "为什么"):
            await say(dispatcher, "哪些报道提到船工?")
            assert (await say(dispatcher, text)).text == READER.words("nothing_told")
        # What several reports tell is nothing that a question points back to.
        await say(dispatcher, "哪些报道提到船工?")
        assert (await say(dispatcher, "那篇报道是谁写的?")).text == READER.words("which_report")


async def test_what_it_says_is_asked_of_the_last_report_or_which_one(
    dispatcher: Dispatcher,
) -> None:
    assert (await say(dispatcher, "讲了什么?")).text == READER.words("which_report")
    await say(dispatcher, "青禾县有多少名船工?")
    assert "各段首句" in (await say(dispatcher, "讲了什么?")).text.text
    await say(dispatcher, "x01")
    assert (await say(dispatcher, "为什么?")).text == READER.words("why_whole")
