"""What punctuation says of a break between two blocks of text: a real one, or a column's end."""

from __future__ import annotations

import re

DASHES = "-—–‐‑−－―·•・~～"
"""Signs beside a page's number, as the inside of a regular expression's character class."""

_CLOSERS = r"[”’」』\"'》〉）)\]】]*"
SENTENCE_END = rf"(?:[。！？!?…]|(?<=[^\W\d_])\.){_CLOSERS}"
"""The end of a sentence with its closing quotation marks; a point after a digit is none."""

_FINISHED = re.compile(rf".*{SENTENCE_END}\s*(?:[（(][^（）()]{{1,60}}[）)])?\s*", re.DOTALL)
_NOTE = re.compile(r"[（(][^（）()]{1,60}[）)]")
_MIDWAY = re.compile(r"[^“‘「『（(《【]?[，。、；：？！,;:?!]|[”’」』》〉）)\]】…%％℃]")
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|第[一二三四五六七八九十]+[，,条章]|[①-⑳◆●■▲★]"
)
_LATIN_END = re.compile(r"[A-Za-z]+$")
_LATIN_START = re.compile(r"([A-Za-z]+)([^\sA-Za-z])?")
_TAIL, _REACH = 100, 2_000  # characters looked at, so that a long text costs no more than a short
_SALUTATION = re.compile(r"[^，。、；：？！,;:?!“”]{2,15}[：:]")
_PAIRS = (
    ("“", "”"),
    ("‘", "’"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("（", "）"),
    ("(", ")"),
)


def is_finished(text: str) -> bool:
    """Whether a text ends as a paragraph ends: with a sentence or a note in brackets."""
    return bool(_FINISHED.fullmatch(text[-_TAIL:]) or _NOTE.fullmatch(text))


def is_item(text: str) -> bool:
    """Whether a text begins as an item of a list: 一、 （二） 3. ①."""
    return bool(_ITEM.match(text))


def is_midway(text: str) -> bool:
    """Whether no paragraph can begin so: with a comma, or with one character and a comma."""
    return bool(_MIDWAY.match(text)) and not is_item(text)


def is_one(left: str, right: str) -> bool:
    """Whether two blocks are pieces of one paragraph, as far as punctuation can tell."""
    if is_midway(right) or is_split_word(left, right) or _spans_a_quotation(left, right):
        return True
    listed = left[-1] in "：；:;" and is_item(right)
    return not (is_finished(left) or listed or _SALUTATION.fullmatch(left))


def is_split_word(left: str, right: str) -> bool:
    """Whether a break stands inside a Latin word: Prawut Thav|ornsiri表示, 用WhatsA|pp联系.

    Only in Chinese text: the right begins in lower case, and the left's last word is a name, or
    stands between Chinese characters, where a word ends without a blank.
    """
    before, after = _LATIN_END.search(left[-_TAIL:]), _LATIN_START.match(right)
    if not before or not after or not after[0][0].islower():
        return False
    glued = bool(before.start() and not left[-_TAIL:][before.start() - 1].isspace() and after[2])
    return glued or (before[0][0].isupper() and bool(after[2]))


def is_torn(text: str) -> bool:
    """Whether a text has a quotation or bracket that is opened and not closed, or closed only."""
    return any(text.count(start) != text.count(stop) for start, stop in _PAIRS)


def _spans_a_quotation(left: str, right: str) -> bool:
    """Whether a quotation or bracket is open at the end of the left, and closed in the right."""
    left, right = left[-_REACH:], right[:_REACH]
    return any(
        left.rfind(start) > left.rfind(stop) and 0 <= right.find(stop) < _first(right, start)
        for start, stop in _PAIRS
    )


def _first(text: str, mark: str) -> int:
    """Return where the mark first stands; the text's length when it does not."""
    return text.find(mark) if mark in text else len(text)


def join(left: str, right: str) -> str:
    """Mend a break: nothing stands between Chinese characters, a blank between Latin words."""
    apart = is_unsure(left, right) and left[-1].isalpha() and not is_split_word(left, right)
    return f"{left} {right}" if apart else left + right


def is_unsure(left: str, right: str) -> bool:
    """Whether a blank may have stood at the break: letters or digits on both sides."""
    return all(c.isascii() and c.isalnum() for c in (left[-1], right[0]))
