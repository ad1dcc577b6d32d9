"""What a browser or a program asks for, and what it gets: plain values, without any server."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

HTML, JSON, TEXT = "text/html", "application/json", "text/plain"

_TAG = re.compile(r"\s*([A-Za-z0-9-]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*")
_KEPT = re.compile(r"(?:^|;\s*)lang=([A-Za-z-]+)")
_MOST_TAGS = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """A request: `parts` are the named parts of its path, `headers` have names in small letters."""

    path: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def languages(self) -> tuple[str, ...]:
        """The language tags it would like: that of `?lang=`, the one kept, then the browser's.

        >>> Visit("/", headers={"accept-language": "en;q=0.5, zh-TW"}).languages
        ('zh-TW', 'en')
        """
        kept = _KEPT.search(self.headers.get("cookie", ""))
        asked = filter(None, [self.query.get("lang", ""), kept and kept[1]])
        told = self.headers.get("accept-language", "").split(",")[:_MOST_TAGS]
        found = [tag for tag in map(_TAG.fullmatch, told) if tag]
        return (*asked, *(tag[1] for tag in sorted(found, key=_dearness)))


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: its body, and what goes with it."""

    body: bytes
    status: int = HTTPStatus.OK
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Visit], Awaitable[Page]]
"""What answers a visit."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a handler answers: `path` may have {named} parts."""

    method: str
    path: str
    handler: Handler


def whole_number(text: str, otherwise: int) -> int:
    """Read a number of at most six digits; `otherwise` where there is none."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= len("999999")
    return int(text) if is_number else otherwise


def _dearness(tag: re.Match[str]) -> float:
    try:
        return -float(tag[2] or 1)
    except ValueError:
        return 0.0
