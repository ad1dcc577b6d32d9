"""What is true of a quotation, told naively: from raw text only, sharing no code with retrieval.

Deliberately simple and slow: every text is searched from its first character to its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NEGATING = re.compile("没有|并非|不是|不会|不能|未能|不得|不再|从未|尚未|并未|绝不|禁止")
_DIGIT = "0123456789０１２３４５６７８９"
_POINTED = re.compile(r"[0-9]\.[0-9]")
_HAN_DIGITS = "零〇一二两三四五六七八九十百千万亿几数"
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*[”’」』）)]*")


@dataclass(frozen=True, slots=True)
class RawReport:
    """A report as the naive checker sees it."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All paragraphs, a line each."""
        return "\n".join(self.paragraphs)


def stands(words: str, reports: Sequence[RawReport]) -> bool:
    """Whether `words` stand in a report whole: no number goes on at either end."""
    return any(_whole_places(words, report.text) for report in reports)


def in_order(pieces: Sequence[str], reports: Sequence[RawReport]) -> bool:
    """Whether a report has all `pieces` in their order."""
    return any(_has_in_order(pieces, report.text) for report in reports)


def negated_beside(words: str, reports: Sequence[RawReport]) -> bool:
    """Whether, wherever `words` stand, their sentence negates outside of them."""
    places = [(report.text, at) for report in reports for at in _whole_places(words, report.text)]
    return bool(places) and all(_negates_beside(text, at, len(words)) for text, at in places)


def negation_before(clause: str) -> re.Match[str] | None:
    """Return the first word in a clause that negates; None when there is none."""
    return _NEGATING.search(clause)


def edits(one: str, other: str) -> int:
    """Return how many characters must be put in, left out or changed to make one of the other."""
    row = list(range(len(other) + 1))
    for at, character in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, shown in enumerate(other, 1):
            cheapest = min(row[place] + 1, row[place - 1] + 1, before + (character != shown))
            before, row[place] = row[place], cheapest
    return row[-1]


def _whole_places(words: str, text: str) -> list[int]:
    return [at for at in _all_places(words, text) if not _cuts(text, at, at + len(words))]


def _all_places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _cuts(text: str, start: int, stop: int) -> bool:
    """Whether a number or a word in letters goes on beyond an end of `text[start:stop]`."""
    around = (text[max(0, at - 2) : at + 2] for at in (start, stop))
    if any(_POINTED.search(some) for some in around):
        return True
    return any(_go_on(text[at - 1 : at], text[at : at + 1]) for at in (start, stop) if at)


def _go_on(one: str, other: str) -> bool:
    """Whether two neighbouring characters are of one number, or of one word in letters."""
    numbers = _DIGIT + _HAN_DIGITS + "%％"
    if one and other and one in numbers and other in numbers:
        return True
    return (one + other).isascii() and one.isalpha() and other.isalpha()


def _has_in_order(pieces: Sequence[str], text: str) -> bool:
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _negates_beside(text: str, at: int, length: int) -> bool:
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() <= at < sentence.end():
            before, behind = text[sentence.start() : at], text[at + length : sentence.end()]
            return bool(_NEGATING.search(before) or _NEGATING.search(behind))
    return False
