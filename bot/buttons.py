"""What a button carries: an action and ids, at most 64 bytes, whatever the ids are.

The data is `1<action><number>.<part>.<key>`: the leading digit is the version of this form, so
that buttons in old messages are told from ours; the key stands last and may hold any character.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Self

_VERSION = "1"
_KEY_BYTES = 24


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
    LIST = "l"
    """A page of the list of articles, in place of what the message shows."""


_DATA = re.compile(
    rf"{_VERSION}([{''.join(Action)}])(\d{{1,9}})\.(\d{{1,9}})\.(.*)", re.ASCII | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: `number` is a paragraph or a page, `part` a piece of a long paragraph."""

    action: Action
    article: str = ""
    number: int = 1
    part: int = 0

    @property
    def elsewhere(self) -> bool:
        """Whether the answer is a new message; else the message of the button is edited."""
        return self.action in (Action.OPEN, Action.BOOK)

    def pack(self) -> str:
        """Write the callback data, 1-64 bytes of UTF-8."""
        return f"{_VERSION}{self.action}{self.number}.{self.part}.{key(self.article)}"

    @classmethod
    def unpack(cls, data: str) -> Self | None:
        """Read callback data; None when it is old or made up. `article` is then a key."""
        found = _DATA.fullmatch(data)
        return cls(Action(found[1]), found[4], int(found[2]), int(found[3])) if found else None


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    press: Press


def key(article: str) -> str:
    """Return the id itself when it is short, else a fingerprint of it that is."""
    if len(article.encode(errors="surrogatepass")) <= _KEY_BYTES and not article.startswith("~"):
        return article
    digest = blake2b(article.encode(errors="surrogatepass"), digest_size=12).digest()
    return "~" + urlsafe_b64encode(digest).decode()


def long_ids(articles: Iterable[str]) -> dict[str, str]:
    """Return the ids that buttons carry as a fingerprint, by that fingerprint."""
    return {key(article): article for article in articles if key(article) != article}
