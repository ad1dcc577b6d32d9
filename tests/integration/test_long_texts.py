"""Reports full of what breaks messages: long paragraphs, markup, emoji, letters of many parts."""

from __future__ import annotations

import pytest

from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.telegram import FakeTelegram, Message

# Telegram itself takes away spaces at the end of lines and marks of direction: none of those here.
_FAMILY = "👨\u200d👩\u200d👧\u200d👦"
_ODD = f"<b>红&amp;白</b> “{_FAMILY}”𠮷野家 e\u0301 שלום a<b>c &lt;。"
_CLINGING = ("\u200d", "\u0301")
WILD = Article(
    "w01",
    f"<i>标题</i> & {_FAMILY} _星_",
    (
        "".join(f"第{n}天,渡口来了{n}艘乌篷船,{_ODD}都停在<码头>。" for n in range(1, 120)),
        _ODD * 150,
        "𠮷" * 5000,
        _FAMILY * 900,
    ),
    byline="<u>某&某</u>",
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((WILD,)))


def stands(run: str) -> bool:
    """Whether a quoted run is a part of the report that begins and ends between characters."""
    places = [(text, text.find(run)) for text in WILD.texts if run in text]
    return any(
        not {text[at : at + 1], text[at + len(run) : at + len(run) + 1]} & {*_CLINGING}
        for text, at in places
    )


def sound(message: Message) -> bool:
    return len(message.text.encode("utf-16-le")) // 2 <= 4096 and "\ufffd" not in message.text


async def test_failure_06_no_answer_is_cut_in_a_tag_or_a_character(
    telegram: FakeTelegram,
) -> None:
    for asked in ("第7天渡口来了多少艘乌篷船?", "/search 乌篷船", "/search 红", "𠮷野家在哪里?"):
        telegram.say(asked)
        answer = await telegram.reply()
        assert sound(answer)
        assert all(map(stands, answer.spans("blockquote")))
    assert telegram.refusals() == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
async def test_failure_06_a_long_paragraph_is_read_to_its_end_and_nothing_lost(
    telegram: FakeTelegram, number: int
) -> None:
    telegram.command("read", f"w01-{number}")
    page, shown = await telegram.reply(), ""
    for _ in range(20):
        assert sound(page)
        [_, text, foot] = page.text.split("\n\n")
        shown += text
        assert WILD.texts[number - 1][len(shown) :][:1] not in _CLINGING
        assert not shown.endswith("\u200d")
        if f"第 {number}/4 段" not in foot or shown == WILD.texts[number - 1]:
            break
        await telegram.press("下一段 ▶", page).answer()
        page = await telegram.edited(page)
    assert shown == WILD.texts[number - 1]
    assert telegram.refusals() == []


async def test_failure_06_inline_and_guest_answers_are_whole_too(telegram: FakeTelegram) -> None:
    for typed in ("乌篷船", "w01", "w01-3", "红"):
        assert (await telegram.inline(typed).answer()).results
    elsewhere = telegram.group(bot="left")
    claim = telegram.say("第7天,渡口来了七艘乌篷船", elsewhere)
    summons = telegram.summon(f"@{telegram.bot.username}", elsewhere, reply_to=claim)
    answer = await summons.answer()
    assert sound(answer)
    assert telegram.refusals() == []
