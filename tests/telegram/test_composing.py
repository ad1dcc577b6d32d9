from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from telegram import Bot, MessageEntity
from telegram.error import BadRequest

from tests.telegram import Entity, FakeTelegram
from tests.telegram.composing import compose, cut_quote, is_blank
from tests.telegram.errors import ApiError
from tests.telegram.values import Formatted, utf16, utf16_slice

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
async def test_telegrams_own_parser_judges_markup(
    fake: FakeTelegram, bot: Bot, markup: str, why: str
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(fake.reader.id, markup, parse_mode="HTML")
    assert fake.calls[-1].description == f"Bad Request: can't parse entities: {why}"


async def test_markup_becomes_text_and_entities(fake: FakeTelegram, bot: Bot) -> None:
    markup = '😀<blockquote>引<b>粗</b></blockquote> &lt; <a href="https://a.cn/">链</a>'
    await bot.send_message(fake.reader.id, markup, parse_mode="HTML")
    reply = await fake.reply()
    assert reply.text == "😀引粗 < 链"
    assert reply.entities == (
        Entity("blockquote", 2, 2),
        Entity("bold", 3, 1),
        Entity("text_link", 7, 1, url="https://a.cn/"),
    )
    assert reply.spans("bold") == ("粗",)


@pytest.mark.parametrize(("offset", "length"), [(0, 99), (-1, 2), (3, 1), (4, 1)])
async def test_entities_must_lie_in_the_text_and_not_split_a_character(
    fake: FakeTelegram, bot: Bot, offset: int, length: int
) -> None:
    entity = MessageEntity(MessageEntity.BOLD, offset, length)
    with pytest.raises(BadRequest, match=r"(?i)entity"):
        await bot.send_message(fake.reader.id, "今天a😀b", entities=[entity])


async def test_markdown_in_a_plain_text_stays_as_it_is(fake: FakeTelegram, bot: Bot) -> None:
    text = "**不粗** [不链](https://a.cn) `码` \ue000"
    await bot.send_message(fake.reader.id, text, entities=[MessageEntity("bold", 0, 2)])
    reply = await fake.reply()
    assert reply.text == text
    assert reply.spans("bold") == ("**",)


async def test_white_space_around_goes_and_offsets_follow(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(fake.reader.id, "\n  甲<b>乙 </b>\n", parse_mode="HTML")
    reply = await fake.reply()
    assert (reply.text, reply.spans("bold")) == ("甲乙", ("乙",))


def test_telegram_finds_commands_and_addresses_but_not_in_code() -> None:
    found = compose("/start@wenbao_bot https://a.cn <code>https://b.cn</code>", "HTML")
    assert [entity.type for entity in found.entities] == ["bot_command", "url", "code"]


def test_quote_takes_its_styles_along() -> None:
    text = compose("甲<b>乙丙</b>丁", "HTML")
    quote = cut_quote(text, "丙丁")
    assert quote is not None
    assert (quote.position, quote.entities) == (2, (Entity("bold", 0, 1),))


@given(TEXTS, TEXTS)
def test_nothing_that_is_escaped_is_refused(before: str, inside: str) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    composed = compose(f"{escaped(before)}<b>{escaped(inside)}</b>", "HTML")
    assert not is_blank(composed.text) or not composed.text
    for entity in composed.entities:
        assert 0 <= entity.offset < entity.end <= utf16(composed.text)


@given(TEXTS, st.integers(-2, 70), st.integers(-2, 70))
def test_an_entity_passes_only_if_it_covers_whole_characters(
    text: str, offset: int, length: int
) -> None:
    wire = [{"type": "bold", "offset": offset, "length": length}]
    try:
        composed = compose(text.replace("\ufffd", ""), entities=wire)
    except ApiError:
        return
    for entity in composed.entities:
        assert "\ufffd" not in entity.of(composed.text)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_utf16_slices_are_slices(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    offset, length = utf16(text[:start]), utf16(text[start:stop])
    assert utf16_slice(text, offset, length) == text[start:stop]


def test_words_that_are_not_there_cannot_be_quoted() -> None:
    assert cut_quote(Formatted("双林镇"), "林双") is None
