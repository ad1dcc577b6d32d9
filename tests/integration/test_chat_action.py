"""“Typing…” is shown for an answer that takes its time, and for no other."""

from __future__ import annotations

import math
import time

import pytest

from retrieval.answer import Answer, Question
from retrieval.library import Library
from tests.telegram import FakeTelegram

QUESTION = "望月桥全长多少米?"


@pytest.fixture
def slow(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library think for a while."""
    answer = library.answer

    def think(question: Question, seconds: float = math.inf) -> Answer:
        time.sleep(0.8)
        return answer(question, seconds)

    monkeypatch.setattr(library, "answer", think)


async def test_a_quick_answer_shows_nothing(telegram: FakeTelegram) -> None:
    telegram.command("help")
    await telegram.reply()
    await telegram.silence(0.6)
    assert telegram.actions() == []


async def test_a_slow_answer_is_seen_to_be_typed_and_then_no_more(
    telegram: FakeTelegram, slow: None
) -> None:
    telegram.say(QUESTION)
    await telegram.reply()
    assert telegram.actions() == ["typing"]


async def test_it_is_shown_in_the_topic(telegram: FakeTelegram, slow: None) -> None:
    forum = telegram.group(is_forum=True)
    topic = telegram.topic(forum, "古桥")
    telegram.command("ask", QUESTION, forum, thread=topic)
    telegram.command("ask", "望月桥有多长?", forum)
    await telegram.replies(forum, count=2)
    shown = [c.arguments.get("message_thread_id") for c in telegram.calls_of("sendChatAction")]
    assert shown == [str(topic), None]
    assert telegram.refusals() == []


async def test_that_it_cannot_be_shown_is_no_error(telegram: FakeTelegram, slow: None) -> None:
    telegram.faults.fail("sendChatAction", code=400)
    telegram.say(QUESTION)
    assert "42米" in (await telegram.reply()).text
