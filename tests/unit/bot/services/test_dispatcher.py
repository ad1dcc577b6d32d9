"""The dispatcher: what an address names, what is remembered, and what is let go of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest
from pydantic import SecretStr

from bot.services import library_catalogue, library_pool, questions
from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.settings import Settings
from bot.storage.conversations import Conversation
from bot.storage.storage import Storage
from bot.views.callback_data import Action, CallbackData, key
from bot.views.reply import Reply
from bot.views.translations import SIMPLIFIED, Translations
from retrieval.answer import Question, Told
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support.corpus import ARTICLES, write

READER = Request(Conversation(7, 7), Translations()[SIMPLIFIED])
LONG_ID = "一个很长的编号" * 20


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with Storage(":memory:") as storage:
        yield storage


@pytest.fixture
def dispatcher(library: Library, storage: Storage) -> Dispatcher:
    return Dispatcher(library, storage)


@pytest.mark.parametrize("typed", ["t01-2", "T01-2", " ｔ０１－２ ", "t01-2 1", "t01-0002"])
async def test_an_address_is_read_however_it_is_typed(dispatcher: Dispatcher, typed: str) -> None:
    for reply in (
        await dispatcher.commands["read"](READER, typed),
        await dispatcher.ask(READER, typed),
    ):
        assert "第 2/3 段 · t01-2" in reply.text.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "例如：/read t01-1"),
        ("t01", "全文 · t01"),
        ("t01 7", "全文 · t01"),
        ("t01-9", "只有 3 段，没有第 9 段"),
        ("t01-0", "没有“t01-0”这个编号"),
        ("x01-1", "没有“x01-1”这个编号"),
        ("t01-" + "9" * 5000, "没有“"),
        ("../../etc/passwd-1", "没有“"),
    ],
)
async def test_every_address_gets_a_clear_answer(
    dispatcher: Dispatcher, typed: str, said: str
) -> None:
    assert said in (await dispatcher.commands["read"](READER, typed)).text.text


async def test_a_paragraph_a_report_does_not_have_is_told_of_without_a_command(
    dispatcher: Dispatcher,
) -> None:
    for typed in ("t01-9", "Ｔ０１－９"):
        assert "只有 3 段，没有第 9 段" in (await dispatcher.ask(READER, typed)).text.text
    assert "只有 3 段" not in (await dispatcher.ask(READER, "t99-9")).text.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("石拱桥", "提到“石拱桥”的段落："),
        ("作者:陆云帆", "符合“作者:陆云帆”的段落："),
        ("作者:无此人", "我没有找到符合“作者:无此人”的段落。"),
        ("量子纠缠", "我没有找到提到“量子纠缠”的段落。"),
    ],
)
async def test_a_search_is_headed_by_what_it_asked_for(
    dispatcher: Dispatcher, typed: str, said: str
) -> None:
    assert said in (await dispatcher.commands["search"](READER, typed)).text.text


async def test_reports_of_no_known_source_do_not_stand_under_that_of_others(
    storage: Storage,
) -> None:
    reports = [replace(ARTICLES[0], source="某报"), *ARTICLES[1:]]
    for articles, lines in (
        (reports, ["来源：某报", "1.", "来源不详：", "2.", "3."]),
        ([*ARTICLES[1:], reports[0]], ["1.", "2.", "来源：某报", "3."]),
    ):
        dispatcher = Dispatcher(Library(Corpus(tuple(articles))), storage)
        listed = (await dispatcher.commands["articles"](READER, "")).text.text.splitlines()[1:]
        assert [line.partition(" ")[0] for line in listed] == lines
        dispatcher.close()


async def test_a_link_with_an_address_opens_it_and_a_bare_start_greets(
    dispatcher: Dispatcher,
) -> None:
    assert "第 1/2 段" in (await dispatcher.start(READER, "t02-1")).text.text
    assert "3 篇报道" in (await dispatcher.start(READER, "")).text.text


async def test_what_was_sent_is_what_the_next_question_is_about(
    dispatcher: Dispatcher, storage: Storage
) -> None:
    reply = await dispatcher.commands["read"](READER, "t02-1")
    assert await storage.conversations.recall(READER.conversation) is None
    await dispatcher.sent(READER, reply)
    told = await storage.conversations.recall(READER.conversation)
    assert told
    assert (told.article, told.number) == ("t02", 1)
    await dispatcher.sent(READER, await dispatcher.help(READER, ""))
    assert await storage.conversations.recall(READER.conversation) == told


@pytest.mark.parametrize(
    "gone", [Told("x99"), Told("t01", 9, 0, 5), Told("t01", 1, 0, 9999), Told("t03", 1, 5, 5)]
)
async def test_a_place_that_no_longer_stands_is_forgotten(
    library: Library, storage: Storage, heard: list[Question], gone: Told
) -> None:
    await storage.conversations.record(READER.conversation, gone)
    await Dispatcher(library, storage).ask(READER, "望月桥全长多少米?")
    assert [question.about for question in heard] == [None]


ASKED, LEANING, ABSENT = "望月桥全长多少米?", "那总产量达到多少吨?", "西湖有多深?"
THERE, ELSEWHERE = Told("t03", 1, 0, 5), Told("t02", 1, 0, 5)


async def test_what_is_asked_again_is_not_looked_for_again(
    dispatcher: Dispatcher, heard: list[Question]
) -> None:
    english = Request(Conversation(8, 8), Translations()["en"])
    first, again = await dispatcher.ask(READER, ASKED), await dispatcher.ask(READER, ASKED)
    assert first == again
    assert (await dispatcher.ask(english, ASKED)).text != first.text
    assert [question.text for question in heard] == [ASKED, ASKED]


async def test_what_leans_is_looked_for_again_where_it_leans_on_another_place(
    dispatcher: Dispatcher, storage: Storage, heard: list[Question]
) -> None:
    for told in (THERE, THERE, ELSEWHERE, THERE):
        await storage.conversations.record(READER.conversation, told)
        reply = await dispatcher.ask(READER, LEANING)
        assert ("3400吨" in reply.text.text) is (told == THERE)
    assert [question.about for question in heard] == [THERE, ELSEWHERE]


async def test_what_says_words_of_the_question_is_not_kept(
    dispatcher: Dispatcher, heard: list[Question]
) -> None:
    assert "西湖" in (await dispatcher.ask(READER, ABSENT)).text.text
    await dispatcher.ask(READER, ABSENT)
    assert [question.text for question in heard] == [ABSENT, ABSENT]


@pytest.mark.parametrize(("most", "beside"), [(1000, False), (2, True)])
async def test_only_many_reports_are_looked_through_by_several_threads(
    library: Library,
    most: int,
    beside: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library_pool, "_SMALL", most)
    meeting = Barrier(2, timeout=10.0 if beside else 0.2)

    def met() -> bool:
        try:
            meeting.wait()
        except BrokenBarrierError:
            return False
        return True

    holder = library_pool.LibraryPool(library)
    try:
        first, second = await asyncio.gather(holder.beside(met), holder.beside(met))
        assert (first, second) == (beside, beside)
    finally:
        holder.close()


async def test_a_button_of_a_long_id_finds_its_article(storage: Storage) -> None:
    dispatcher = Dispatcher(Library(Corpus((Article(LONG_ID, "题", ("文。",)),))), storage)
    press = CallbackData.unpack(CallbackData(Action.TURN, LONG_ID, 1).pack())
    assert press
    assert press.article == key(LONG_ID) != LONG_ID
    reply = await dispatcher.press(READER, press)
    assert isinstance(reply, Reply)
    assert "文。" in reply.text.text


async def test_a_button_of_an_article_that_is_gone_says_so(dispatcher: Dispatcher) -> None:
    assert (
        await dispatcher.press(READER, CallbackData(Action.TURN, "x99", 1))
        == "这篇报道已经不在了。"
    )


async def test_commands_without_their_word_say_what_is_missing(dispatcher: Dispatcher) -> None:
    assert "/search" in (await dispatcher.commands["search"](READER, "")).text.text
    group = Request(READER.conversation, READER.words, in_group=True)
    assert "/ask" in (await dispatcher.ask(group, "")).text.text


async def test_a_shelf_without_reports_says_so(storage: Storage) -> None:
    dispatcher = Dispatcher(Library(Corpus(())), storage)
    assert "没有任何报道" in (await dispatcher.ask(READER, "有什么?")).text.text
    assert "共 0 篇" in (await dispatcher.commands["articles"](READER, "9")).text.text
    assert "我没有找到提到" in (await dispatcher.commands["search"](READER, "桥")).text.text


async def test_what_takes_too_long_is_said_and_not_remembered(
    tmp_path: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed = Library.open(write(tmp_path / "reports"), index=tmp_path / "index")
    dispatcher = Dispatcher(indexed, storage)
    asked = "柳湾村种了多少亩水稻?"
    with monkeypatch.context() as patch:
        patch.setattr(questions, "SECONDS", -1.0)
        reply = await dispatcher.ask(READER, asked)
    assert reply.outcome == "out_of_time"
    assert "时间到了还没查完" in reply.text.text
    assert (await dispatcher.ask(READER, asked)).outcome != "out_of_time"


async def test_titles_of_very_many_reports_are_found_through_the_index(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ARTICLES[0].title[:3]
    before = (await dispatcher.commands["articles"](READER, asked)).text.text
    assert ARTICLES[0].title in before
    monkeypatch.setattr(library_catalogue, "_MANY", 0)
    assert (await dispatcher.commands["articles"](READER, asked)).text.text == before
    none = await dispatcher.commands["articles"](READER, "绝无此题")
    assert none.text.text.startswith("我没有找到标题里有“绝无此题”的报道。")


@pytest.mark.parametrize(
    ("name", "text"), [("changes", ""), ("watch", "图书馆"), ("digest", "8:00")]
)
async def test_of_reports_whose_changes_are_not_noted_that_is_said(
    library: Library, storage: Storage, name: str, text: str
) -> None:
    policy = Settings(opensearch_url=SecretStr("http://one:9200/reports")).policy
    commands, reader = (
        Dispatcher(library, storage, policy).commands,
        replace(READER, can_be_told=True),
    )
    assert "没有逐篇记下改动" in (await commands[name](reader, text)).text.text
    assert "还没有关注什么" in (await commands["watches"](reader, "")).text.text
    assert "本来就没有" in (await commands["digest"](reader, "停")).text.text
