"""How high answers are on a phone: a plain fact and a refusal leave most of the screen free."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.picture import conversation, heights, page_of
from tests.telegram.values import Message

QUESTIONS = Path(__file__).parents[1] / "questions" / "blind"
REPORTS = {"page": None, "bulletin": QUESTIONS / "bulletin" / "articles"}
PLAIN, REFUSAL = 200, 220
"""Pixels at a width of 390."""
LINE = 22
FACTS, REFUSED = 8, 6
"""So many of each are seen at least, of the questions drawn."""
DRAWN = 24


def questions(name: str, kind: str) -> list[str]:
    lines = (QUESTIONS / name / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    chance = random.Random(14)
    return chance.sample([row["question"] for row in rows], min(DRAWN, len(rows)))


def is_plain_fact(message: Message) -> bool:
    """Whether one quote answers, of which the bot is sure."""
    quotes = [one for one in message.entities if "blockquote" in one.type]
    return len(quotes) == 1 and not is_refusal(message)


def is_refusal(message: Message) -> bool:
    """Whether there is nothing to cite."""
    return not any("引用" in button.text for row in message.keyboard for button in row)


@pytest.mark.parametrize("name", REPORTS)
async def test_answers_are_no_higher_than_they_need_be(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "0")
    monkeypatch.setenv("MESSAGES_PER_SECOND", "0")
    if reports := REPORTS[name]:
        monkeypatch.setenv("CORPUS_DIR", str(reports))
    asked = questions(name, "answerable") + questions(name, "unanswerable")
    said = await conversation(asked)
    told = [message for message in said if message.sender.is_bot]
    drawn = list(zip(asked, told, heights(page_of(said)), strict=True))
    facts = {q: height for q, message, height in drawn if is_plain_fact(message)}
    refused = {q: height for q, message, height in drawn if is_refusal(message)}
    assert len(facts) >= FACTS
    assert len(refused) >= REFUSED
    # One fact may take a line more: what it depends on is not left out. A refusal may not.
    high = sorted(height for height in facts.values() if height > PLAIN)
    assert len(high) <= 1, facts
    assert max(facts.values()) <= PLAIN + LINE, facts
    assert max(refused.values()) <= REFUSAL, refused
