"""What a button carries: an action and ids, at most 64 bytes, whatever the ids are.

The data is `2<action><number>.<part>.<last>.<owner>.<mark>.<key>`, numbers in base 36: the leading
digit is the version of this form, so that buttons in old messages are told from ours; the key
stands last and may hold any character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_lowercase, digits
from typing import Self

from retrieval.serialization import fingerprint

_VERSION = "2"
_KEY_BYTES = 17
_FINGERPRINT = re.compile("~([0-9a-f]{16})")
_DIGITS = digits + ascii_lowercase


class Action(StrEnum):
    """What pressing a button asks for."""

    OPEN = "o"
    """A paragraph, in a message of its own."""
    TURN = "t"
    """A paragraph, in place of what the message shows."""
    WHOLE = "w"
    """A page of the whole article, in place of what the message shows."""
    BOOK = "b"
    """A page of the whole article, in a message of its own."""
    RANGE = "r"
    """A page of the paragraphs `part` to `last`, in place of what the message shows."""
    LIST = "l"
    """A page of the list of articles, in place of what the message shows."""
    HITS = "h"
    """A page of what a search found, in place of what the message shows."""
    MORE = "m"
    """What a search for the words of the question finds, in a message of its own."""
    WHY = "y"
    """What decided on the answer, in a message of its own."""
    GOOD = "g"
    """To say that an answer was good; `part` to `last` are the characters it quoted."""
    BAD = "d"
    """To say that it was not."""
    ASK = "a"
    """The answer to the example question of that number, in a message of its own."""
    REST = "x"
    """All the buttons of an answer, in place of those that its message shows."""
    PAGE = "j"
    """A page of an answer that has several, in place of the one that the message shows."""
    PACK = "e"
    """The evidence for an answer (`part` 0), a verdict (1) or what the message shows (2) as files,
    in messages of their own."""
    SPEAK = "s"
    """To be spoken to in the language of that number, from now on."""
    CHANGES = "c"
    """A page of what changed in the reports, in place of what the message shows."""
    DIFFERENCE = "v"
    """What a revision of that number changed, in a message of its own."""
    BELL = "n"
    """Words of the question to be told of (0), or to tell of the word of that number from now on;
    in a message of its own."""
    UNWATCH = "u"
    """To end the watch of that number."""
    FLAG = "f"
    """To say what is wrong with a paragraph; `part` is the reason, 0 asks for one."""
    UPLOAD = "p"
    """What to do with the document of that number: `part` is a `Step`."""


_ELSEWHERE = {
    *(Action.OPEN, Action.BOOK, Action.MORE, Action.WHY, Action.ASK),
    *(Action.DIFFERENCE, Action.BELL, Action.FLAG, Action.PACK),
}
_LEANING = {
    *(Action.MORE, Action.HITS, Action.WHY, Action.REST, Action.PAGE, Action.PACK, Action.BELL),
}
_NUMBER = "([0-9a-z]{1,6})"
_DATA = re.compile(
    rf"{_VERSION}([{''.join(Action)}]){_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    r"\.([0-9a-z]{1,11})\.([0-9a-f]{6})?\.(.*)",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class CallbackData:
    """A button pressed: `number` is a paragraph or a page, `part` a piece of a long paragraph.

    It obeys `owner` only (0: anybody). `mark` is the fingerprint the paragraph had when the button
    was made, if the button says. Numbers are below 36 to the 6th, the owner's id below 2 to the
    52nd (Telegram's promise).
    """

    action: Action
    article: str = ""
    number: int = 1
    part: int = 0
    last: int = 0
    mark: str = ""
    owner: int = 0

    @property
    def elsewhere(self) -> bool:
        """Whether the answer is a new message; else the message of the button is edited."""
        return self.action in _ELSEWHERE

    @property
    def leans(self) -> bool:
        """Whether it needs the words of the question, which stand in the message replied to."""
        return self.action in _LEANING

    @property
    def is_rating(self) -> bool:
        """Whether it says how good an answer was."""
        return self.action in (Action.GOOD, Action.BAD)

    def obeys(self, user: int) -> bool:
        """Whether the button is this person's to press."""
        return self.owner in (0, user)

    def pack(self, whose: str = "0") -> str:
        """Write the callback data, 1-64 bytes of UTF-8; anybody's button gets `whose` id."""
        whose = written(self.owner) if self.owner else whose
        numbers = ".".join(map(written, (self.number, self.part, self.last)))
        return f"{_VERSION}{self.action}{numbers}.{whose}.{self.mark}.{key(self.article)}"

    @classmethod
    def unpack(cls, data: str) -> Self | None:
        """Read callback data; None when it is old or made up. `article` is then a key."""
        found = _DATA.fullmatch(data)
        if found is None or _bytes(found[7]) > _KEY_BYTES:
            return None
        if found[7].startswith("~") and fingerprint_in(found[7]) is None:
            return None
        number, part, last, owner = (int(found[place], 36) for place in range(2, 6))
        return cls(Action(found[1]), found[7], number, part, last, found[6] or "", owner)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it presses, or puts `copies` on the clipboard (1-256 units).

    Or it opens the address `opens`: inside Telegram if `is_app`, else in a browser.
    """

    label: str
    press: CallbackData = CallbackData(Action.OPEN)
    copies: str = ""
    opens: str = ""
    is_app: bool = False


def key(article: str) -> str:
    """Return the id itself when it is short, else a fingerprint of it that is."""
    if _bytes(article) <= _KEY_BYTES and not article.startswith("~"):
        return article
    return f"~{fingerprint(article):x}"


def fingerprint_in(key: str) -> int | None:
    """Return the fingerprint that stands for a longer id; None in any other key."""
    found = _FINGERPRINT.fullmatch(key)
    return int(found[1], 16) if found else None


def _bytes(text: str) -> int:
    """Count the bytes of UTF-8; half a character, which no report has, is three of them."""
    return len(text.encode(errors="surrogatepass"))


def written(number: int) -> str:
    """Write a number as buttons have it, in base 36."""
    text = _DIGITS[number % 36]
    while number := number // 36:
        text = _DIGITS[number % 36] + text
    return text
