"""How high answers are on a phone: `python -m tests.browser.heights` draws those of all questions.

It tells of each kind how many there are, the highest, and each that is over what it may take.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.picture import conversation, heights, page_of
from tests.telegram.values import Message

QUESTIONS = Path(__file__).parents[1] / "questions"
FACT, REFUSAL, OTHER = "plain fact", "refusal", "other"
LIMITS = {FACT: 200, REFUSAL: 220}
"""Pixels at a width of 390, by the kind of answer."""
UNHURRIED = {"REQUESTS_PER_MINUTE": "0", "MESSAGES_PER_SECOND": "0"}
_KINDS = ("answerable", "unanswerable")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An answer as it is drawn: what was asked, what kind of answer it is, and its height."""

    question: str
    message: Message
    height: int

    @property
    def kind(self) -> str:
        """A refusal cites nothing, and a plain fact is one quote; neither answers two questions."""
        if self._answers_several:
            return OTHER
        if not any("引用" in button.text for row in self.message.keyboard for button in row):
            return REFUSAL
        quotes = sum("blockquote" in one.type for one in self.message.entities)
        return FACT if quotes == 1 else OTHER

    @property
    def _answers_several(self) -> bool:
        """Whether each of several questions is answered under its own words, in bold."""
        quotes = [one for one in self.message.entities if "blockquote" in one.type]
        return any(
            one.type == "bold" and not any(q.offset <= one.offset < q.end for q in quotes)
            for one in self.message.entities
        )

    @property
    def is_too_high(self) -> bool:
        """Whether it takes more than an answer of its kind may."""
        return self.height > LIMITS.get(self.kind, self.height)


def folders() -> list[Path]:
    """Return the folders of question sets: development, blind and near."""
    return [QUESTIONS, *sorted((QUESTIONS / "blind").glob("*/")), QUESTIONS / "near"]


def questions(folder: Path, kind: str) -> list[str]:
    """Return the questions of a set that its reports answer, or do not (`unanswerable`)."""
    lines = (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


async def drawn(folder: Path, asked: Iterable[str]) -> list[Drawn]:
    """Ask the bot about the reports of a set, or the page where it has none; draw what it says."""
    reports = {"CORPUS_DIR": str(own)} if (own := folder / "articles").is_dir() else {}
    asked = list(asked)
    said = await conversation(asked, UNHURRIED | reports)
    told = [message for message in said if message.sender.is_bot]
    return [Drawn(*one) for one in zip(asked, told, heights(page_of(said)), strict=True)]


def lines(answers: Iterable[Drawn]) -> Iterator[str]:
    """Yield how high the answers of each kind are, and which are too high."""
    answers = sorted(answers, key=lambda one: -one.height)
    for kind in (FACT, REFUSAL, OTHER):
        found = [one for one in answers if one.kind == kind]
        high = [one for one in found if one.is_too_high]
        most = max((one.height for one in found), default=0)
        yield f"{kind}: {len(found)}, at most {most} px, too high {len(high)}"
        yield from (f"  {one.height} px  {one.question}\n{one.message.text}" for one in high)


def main() -> None:
    """Draw the answers to all questions, or to those of the sets whose names are given."""
    every: list[Drawn] = []
    for folder in folders():
        if folder.name in (sys.argv[1:] or [folder.name]):
            asked = [one for kind in _KINDS for one in questions(folder, kind)]
            every += asyncio.run(drawn(folder, asked))
    sys.stdout.writelines(f"{line}\n" for line in lines(every))


if __name__ == "__main__":
    main()
