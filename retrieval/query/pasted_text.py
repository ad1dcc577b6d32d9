"""A question after pasted text: the last sentence asks, and what stands before it is only shown."""

from __future__ import annotations

import re
from collections.abc import Callable

_LONG = 120
"""A text of so many characters and more may be one that was pasted."""
_SENTENCE = re.compile(r"[^。！!？?\n]*[。！!？?\n]?[”’」』）)]*")
_ASKING_MARK = re.compile("[？?]")


def last_question(typed: str, asks: Callable[[str], bool]) -> str:
    """Return the last sentence of a long text if it asks, else all of the text.

    `asks` tells whether a sentence without a question mark asks, by its words.
    """
    if len(typed) < _LONG:
        return typed
    said = [found.group().strip() for found in _SENTENCE.finditer(typed) if found.group().strip()]
    last = said[-1] if said else typed
    worded = any(map(str.isalnum, last)) and len(said) > 1 and len(last) < _LONG
    if worded and (_ASKING_MARK.search(last) or asks(last)):
        return last
    return typed
