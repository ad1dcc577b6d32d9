"""How high answers are on a phone: a plain fact and a refusal leave most of the screen free.

Of all questions of the sets (`python -m tests.browser.heights`) 332 plain facts take 191 px at
most, and 481 refusals 206. Here a sample is drawn.
"""

from __future__ import annotations

import random

import pytest

from tests.browser.heights import FACT, QUESTIONS, REFUSAL, Drawn, drawn, lines, questions

BLIND = QUESTIONS / "blind"
FACTS, REFUSED = 8, 6
"""So many of each are seen at least, of the questions drawn."""
DRAWN = 24


@pytest.mark.parametrize("name", ["page", "bulletin"])
async def test_answers_are_no_higher_than_they_need_be(name: str) -> None:
    chance = random.Random(14)
    asked = [
        question
        for kind in ("answerable", "unanswerable")
        for question in chance.sample(questions(BLIND / name, kind), DRAWN)
    ]
    answers = await drawn(BLIND / name, asked)
    assert len(_of(answers, FACT)) >= FACTS
    assert len(_of(answers, REFUSAL)) >= REFUSED
    assert not [one for one in answers if one.is_too_high], "\n".join(lines(answers))


def _of(answers: list[Drawn], kind: str) -> list[Drawn]:
    return [one for one in answers if one.kind == kind]
