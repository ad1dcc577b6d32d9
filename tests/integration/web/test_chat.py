"""The chat on a page over real HTTP: the real bot answers, its buttons work, strangers get no."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest

from bot.policy import Policy
from retrieval.library import Library
from tests.support.corpus import BRIDGE, LIBRARY
from tests.support.visiting import Got, Visitor, visiting

QUESTION = "望月桥全长多少米?"


@pytest.fixture
async def visitor(library: Library) -> AsyncIterator[Visitor]:
    async with visiting(library, url="", has_chat=True) as visitor:
        yield visitor


async def say(visitor: Visitor, text: str, **headers: str) -> Got:
    return await visitor.ask("POST", "/chat/say", headers, data={"text": text})


async def press(visitor: Visitor, page: Got, label: str) -> Got:
    """Press a button of a page, as a browser without script would."""
    buttons = re.findall(r'<button name="press" value="([^"]*)">([^<]*)<', page.text)
    [data] = [unescape(value) for value, shown in buttons if label in unescape(shown)]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    fields = {name: unescape(value) for name, value in hidden}
    return await visitor.ask("POST", "/chat/press", data={**fields, "press": data})


async def test_a_question_is_answered_with_its_quote(visitor: Visitor) -> None:
    greeting = await visitor.get("/chat")
    assert "问报" in greeting.text
    got = await say(visitor, QUESTION)
    assert "全长42米" in "".join(got.tree.texts("blockquote"))
    assert QUESTION in got.tree.texts("p")


async def test_a_question_may_lean_on_the_answer_before(visitor: Visitor) -> None:
    await say(visitor, QUESTION)
    assert "陆云帆" in (await say(visitor, "那篇报道是谁写的?")).text


async def test_buttons_do_what_they_do_in_telegram(visitor: Visitor) -> None:
    answer = await say(visitor, QUESTION)
    paragraph = await press(visitor, answer, "📖")
    assert BRIDGE.texts[0] in paragraph.text
    turned = await press(visitor, paragraph, "下一段")
    assert BRIDGE.texts[1] in turned.text
    assert "data-instead" in turned.text
    every = await press(visitor, answer, "⋯")
    assert "为什么是这一段" in (await press(visitor, every, "为什么")).text
    assert "记下了" in (await press(visitor, every, "👍")).text
    assert ".docx" in (await press(visitor, every, "📦")).text


async def test_a_button_knows_what_its_question_leaned_on(visitor: Visitor) -> None:
    await say(visitor, QUESTION)
    follows = await say(visitor, "那里新开茶馆几家?")
    await say(visitor, "书车每月到访几次?")
    every = await press(visitor, follows, "⋯")
    assert LIBRARY.title not in (await press(visitor, every, "为什么")).text


async def test_commands_are_those_of_the_bot(visitor: Visitor) -> None:
    assert BRIDGE.texts[2] in (await say(visitor, "/read t01-3")).text
    assert "没有 /nothing" in (await say(visitor, "/nothing")).text
    english = await say(visitor, "/settings en")
    assert "English" in english.text
    assert "This is kept" in (await say(visitor, "/privacy")).text


async def test_two_readers_are_told_apart(library: Library, visitor: Visitor) -> None:
    await say(visitor, QUESTION)
    async with visiting(library, url="", has_chat=True) as other:
        other.where = visitor.where
        assert "陆云帆" not in (await say(other, "那篇报道是谁写的?")).text


async def test_a_script_gets_the_turn_alone(visitor: Visitor) -> None:
    got = await say(visitor, QUESTION, X_Wenbao_Script="1")
    assert got.text.lstrip().startswith('<li class="turn"')


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "bao.example.org"},
        {"Host": "localhost.example.org"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Host": "["},
    ],
)
async def test_other_machines_and_other_sites_are_turned_away(
    visitor: Visitor, headers: dict[str, str]
) -> None:
    got = await say(visitor, QUESTION, **headers)
    assert got.status in {400, 403}
    assert "42" not in got.text


@pytest.mark.parametrize(
    "data", [{"press": "x"}, {}, {"press": "2y1.0.0.zz..t01"}, b"\xff", b"&" * 1000]
)
async def test_what_is_made_up_is_no_button(visitor: Visitor, data: dict[str, str] | bytes) -> None:
    got = await visitor.ask("POST", "/chat/press", data=data)
    assert got.status == 200
    assert "已经过期" in got.text


async def test_what_is_typed_stays_text(visitor: Visitor) -> None:
    got = await say(visitor, "<script>alert(1)</script>")
    assert [attrs for tag, attrs in got.tree.tags if tag == "script" and "src" not in attrs] == []


async def test_without_the_setting_there_is_no_chat(library: Library) -> None:
    async with visiting(library) as visitor:
        assert (await visitor.get("/chat")).status == 404
        assert (await say(visitor, QUESTION)).status == 404


async def test_no_cookie_makes_anybody_an_admin(library: Library) -> None:
    """The admins are told by ids of Telegram; whoever asks here has none."""
    policy = Policy(admins=frozenset({7}))
    async with visiting(library, policy, url="", has_chat=True) as visitor:
        told = await say(visitor, "/stats", Cookie="chat=7")
        assert "chat=7;" not in told.headers["Set-Cookie"]
        assert "只给管理员用" in told.text
