"""Inline mode: results with title, quote and citation; paging, caching, and always an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.handlers.inline import MOST, page
from bot.services.verification import quotes
from bot.views.translations import SIMPLIFIED, Translations
from retrieval.article import Article, Quote
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.verification.prover import ProofError
from tests.support import corpus
from tests.telegram import FakeTelegram, InlineAnswer

QUESTION = "望月桥全长多少米?"
MANY = tuple(
    Article(
        f"长编号的文章-{n:02}-{'补' * 30}", f"第{n}回", (f"鹤在第{n}个池塘里。",), byline="某人"
    )
    for n in range(25)
)


def quoted(answer: InlineAnswer) -> list[str]:
    """The words that each result would quote."""
    return [run for result in answer.results for run in _blockquotes(result)]


def _blockquotes(result: object) -> Iterator[str]:
    text, entities = getattr(result, "text", ""), getattr(result, "entities", ())
    return (entity.of(text) for entity in entities if entity.type == "blockquote")


async def test_words_bring_quotes_with_title_and_citation(telegram: FakeTelegram) -> None:
    answer = await telegram.inline("书车").answer()
    first = answer.results[0]
    assert first.title.startswith("《流动书车开进山村》第")
    assert "——《流动书车开进山村》温如玉 季长风 · 第" in first.text
    assert all(any(quote in t for t in corpus.LIBRARY.texts) for quote in quoted(answer))
    assert first.description in first.text
    sent = telegram.choose(telegram.inline("书车"), chat=telegram.group(bot="left"))
    assert sent.text == first.text
    assert telegram.refusals() == []


async def test_a_question_brings_its_answer_first(telegram: FakeTelegram) -> None:
    answer = await telegram.inline(QUESTION).answer()
    assert "全长42米" in quoted(answer)[0]


async def test_an_address_brings_its_paragraph_or_those_of_the_report(
    telegram: FakeTelegram,
) -> None:
    assert quoted(await telegram.inline("t02-2").answer())[0] == corpus.LIBRARY.texts[1]
    assert quoted(await telegram.inline("t01").answer())[:3] == [*corpus.BRIDGE.texts]


async def test_the_button_of_what_was_sent_opens_the_paragraph(telegram: FakeTelegram) -> None:
    query = telegram.inline("滴灌")
    await query.answer()
    sent = telegram.choose(query, chat=telegram.group(bot="left"))
    telegram.follow(sent.buttons[0])
    assert "t03-1" in (await telegram.reply()).text


async def test_nothing_typed_or_found_leads_to_our_chat(telegram: FakeTelegram) -> None:
    for typed, said in (("", "打开问报"), ("鸑鷟", "没有找到")):
        answer = await telegram.inline(typed).answer()
        assert answer.results == ()
        assert answer.button
        assert said in answer.button["text"]
        start = answer.button["start_parameter"]
        telegram.follow(f"https://t.me/{telegram.bot.username}?start={start}")
        assert "您好，我是“问报”" in (await telegram.reply()).text


async def test_single_characters_in_common_are_nothing_found(telegram: FakeTelegram) -> None:
    answer = await telegram.inline("桥牌锦标赛").answer()  # 桥 stands in a report, 桥牌 does not
    assert answer.results == ()


async def test_failure_11_results_in_ones_language_are_not_shown_to_another(
    telegram: FakeTelegram,
) -> None:
    """Cure: `is_personal: bool = True` in `InlinePage`, bot/handlers/inline.py."""
    english = telegram.user("Reader", "en")
    mine = await telegram.inline("书车").answer()
    theirs = await telegram.inline("书车", english).answer()
    assert (mine.is_personal, theirs.is_personal) == (True, True)
    assert ("· 第" in mine.results[0].text, "paragraph" in theirs.results[0].text) == (True, True)
    assert (theirs.cached, (await telegram.inline("书车").answer()).cached) == (False, True)
    assert quoted(mine) == quoted(theirs)


async def test_it_is_answered_also_when_something_breaks_and_then_anew(
    telegram: FakeTelegram, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(library, "search", lambda *_: 1 / 0)
        answer = await telegram.inline("书车").answer()
        assert answer.results == ()
        assert answer.button
        assert "出了点差错" in answer.button["text"]
    assert (await telegram.inline("书车").answer()).results


async def test_a_query_that_is_too_old_is_no_error(
    telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.inline("书车").expire()
    await telegram.called("answerInlineQuery")
    assert (await telegram.inline("滴灌").answer()).results
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    "typed", ["🀄" * 200, "<b>&", "\u202e反", "a" * 256, '"', "作者:", "t01-99"]
)
async def test_whatever_is_typed_is_answered(telegram: FakeTelegram, typed: str) -> None:
    answer = await telegram.inline(typed).answer()
    assert answer.results or answer.button
    assert telegram.refusals() == []


async def test_what_cannot_be_proved_is_not_shown(
    telegram: FakeTelegram, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubt(quote: Quote) -> None:
        raise ProofError(quote, "it was changed")

    monkeypatch.setattr(library, "prove", doubt)
    assert (await telegram.inline("书车").answer()).results == ()


async def test_every_page_follows_on_and_none_repeats() -> None:
    library, words = Library(Corpus(MANY)), Translations()[SIMPLIFIED]
    found = quotes(library, "鹤", MOST)
    pages, offset = [], "0"
    while offset:
        one = page(words, "wenbao_bot", found, offset)
        pages.append([result.id for result in one.results])
        offset = one.next_offset
    ids = [result_id for ids in pages for result_id in ids]
    assert [len(ids) for ids in pages] == [10, 10, 5]
    assert len(set(ids)) == 25
    assert all(0 < len(result_id.encode()) <= 64 for result_id in ids)


@pytest.mark.parametrize("offset", ["", "x", "-5", "99999999999", "１０", "²"])
def test_a_made_up_offset_begins_anew(library: Library, offset: str) -> None:
    found = quotes(library, "书车", MOST)
    words = Translations()[SIMPLIFIED]
    assert page(words, "b", found, offset).results == page(words, "b", found, "0").results


def test_what_answers_comes_before_what_only_holds_the_words(library: Library) -> None:
    first, *others = quotes(library, "哪座桥完成修复?始建于哪年?", MOST)
    assert (first.article, first.number) == (corpus.BRIDGE, 1)
    assert all(other.address != first.address for other in others)
