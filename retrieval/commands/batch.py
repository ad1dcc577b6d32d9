"""Questions that come in lines: plain text, or JSON `{"id", "question", "conversation"}`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a batch. Those with the same `conversation` are turns of one dialogue."""

    id: object
    text: str
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that holds no question: `line` counts from 1, `why` is a sentence."""

    line: int
    why: str
    id: object = None


def read_batch(lines: Iterable[bytes]) -> Iterator[Asked | Broken]:
    """Read a question a line, as soon as it comes; blank lines are skipped.

    A plain question's id is the number of its line.
    """
    for number, line in enumerate(lines, 1):
        content = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if content.strip():
            yield _question(number, content.strip())


def _question(number: int, line: bytes) -> Asked | Broken:
    try:
        text = line.decode()
        return _from_json(number, text) if text.startswith("{") else Asked(str(number), text)
    except UnicodeDecodeError:
        return Broken(number, "not UTF-8")
    except RecursionError:
        return Broken(number, "JSON nested too deep")
    except ValueError as error:
        return Broken(number, f"not JSON: {error}")


def _from_json(number: int, text: str) -> Asked | Broken:
    entry = json.loads(text)
    asked, question, conversation = map(entry.get, ("id", "question", "conversation"))
    if _has_surrogates(entry):
        return Broken(number, "half a character (a lone surrogate)")
    if not isinstance(question, str):
        return Broken(number, 'no "question", which must be a string', asked)
    if not isinstance(conversation, str | int | None):
        return Broken(number, '"conversation" must be a string', asked)
    return Asked(asked, question, None if conversation is None else str(conversation))


def _has_surrogates(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
