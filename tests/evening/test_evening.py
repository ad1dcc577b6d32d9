"""The evening goes as it is written down, line by line; Telegram refuses nothing of it."""

from __future__ import annotations

import asyncio
import io
import re

import pytest

from retrieval.corpus import read
from tests.evening.__main__ import TRANSCRIPT, play
from tests.evening.page import Page
from tests.evening.stage import Stage
from tests.support.running import ROOT
from tests.telegram import Message
from tests.telegram.values import utf16

AGAIN = "if this is how it shall be: python -m tests.evening --write"


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> tuple[Stage, Page]:
    page = Page()
    return asyncio.run(play(tmp_path_factory.mktemp("evening"), page)), page


def told(stage: Stage) -> list[Message]:
    """All that the bot has sent, every version of it."""
    messages = stage.telegram.world.messages.values()
    versions = (version for message in messages for version in (*message.history, message))
    return [one for one in versions if one.sender.is_bot or one.inline_id]


def uncounted(line: str) -> str:
    """Leave out how many records /forget deleted: the kill may come before or after one of them."""
    return re.sub(r"（共 \d+ 条）", "（共几条）", line)


def test_every_line_is_as_written_down(evening: tuple[Stage, Page]) -> None:
    expected = TRANSCRIPT.read_text(encoding="utf-8").splitlines()
    for number, (line, written) in enumerate(zip(evening[1].lines, expected, strict=False), 1):
        assert uncounted(line) == uncounted(written), f"line {number} of {TRANSCRIPT.name}; {AGAIN}"
    assert len(evening[1].lines) == len(expected), AGAIN


def test_telegram_takes_all_of_it(evening: tuple[Stage, Page]) -> None:
    stage, _ = evening
    refused = {refusal.partition(":")[0] for refusal in stage.telegram.refusals()}
    # The menu of an admin who has not yet written; the long poll of the process that was killed.
    assert refused <= {"getMyCommands", "getUpdates"}
    assert len(told(stage)) > 40
    assert all(0 < utf16(message.text) <= 4096 for message in told(stage))


def test_every_quote_of_it_stands_in_a_report(evening: tuple[Stage, Page]) -> None:
    texts = [
        text for article in read(ROOT / "corpus" / "articles").articles for text in article.texts
    ]
    quotes = [quote for message in told(evening[0]) for quote in message.spans("blockquote")]
    assert len(quotes) > 20
    bare = [quote.strip("…") for quote in quotes]  # a sentence that goes on
    assert [quote for quote in bare if not any(quote in text for text in texts)] == []


def test_the_bot_wrote_no_traceback_and_no_token(evening: tuple[Stage, Page]) -> None:
    stage, _ = evening
    assert "Traceback" not in stage.bot.output
    assert stage.telegram.token.partition(":")[2] not in stage.bot.output


def test_colours_change_nothing_but_colours() -> None:
    plain, coloured = io.StringIO(), io.StringIO()
    for out in (plain, coloured):
        page = Page(out, colours=out is coloured)
        page.scene("一幕")
        page.event("什么也没有发生")
    assert "\x1b[" in coloured.getvalue()
    assert plain.getvalue() == "== 一幕 ==\n（什么也没有发生）\n"
