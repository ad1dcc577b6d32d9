"""A regular expression's alternatives from a word list of the lexicon."""

from __future__ import annotations

import re

from retrieval.lexicon.files import words


def one_of(name: str, *titles: str) -> str:
    """Return a group that matches one word of these sections of the list `name`, the longest first.

    >>> one_of("place_words", "provinces")
    '(?:自治区|省)'
    """
    listed = frozenset[str]().union(*(words(name, title) for title in titles))
    ordered = sorted(listed, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
