"""A question after pasted text: the last sentence asks, and what stands before it is only shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.lexicon.files import words

_LONG = 120
"""A text of so many characters and more may be one that was pasted."""
_SENTENCE = re.compile(r"[^。！!？?\n]*(?:[。！!？?]+|\n)?[”’」』）)]*")
_ASKING_MARK = re.compile("[？?]")
_ASIDE = re.compile(r"[（(][^（()）]{1,6}[）)]")


def last_question(typed: str, asks: Callable[[str], bool]) -> str:
    """Return the last sentence of a long text if it asks, else all of the text.

    `asks` tells whether a sentence without a question mark asks, by its words. Thanks and an aside
    such as （急） may follow it.
    """
    if len(typed) < _LONG:
        return typed
    said = [found.group().strip() for found in _SENTENCE.finditer(typed) if found.group().strip()]
    while len(said) > 1 and _only_closes(said[-1]):
        said.pop()
    last = said[-1] if said else typed
    worded = any(map(str.isalnum, last)) and len(said) > 1 and len(last) < _LONG
    if worded and (_ASKING_MARK.search(last) or asks(last)):
        return last
    return typed


def _only_closes(sentence: str) -> bool:
    """Whether a sentence thanks, is an aside, or says nothing: it stands behind what is asked."""
    if _ASIDE.fullmatch(sentence):
        return True
    bare = "".join(filter(str.isalnum, sentence))
    little = "".join(one for one in words("small_talk", "after thanks") if not one.isascii())
    thanks = words("small_talk", "thanks") | words("courtesy_words", "courtesy")
    return not bare or bare in thanks or bare.rstrip(little) in thanks
