"""The question words of the lexicon, with what stands in their braces filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from retrieval.lexicon.files import sections, words

_HOLE = re.compile(r"\{(\w+)\}")
_NOTHING = "-"


@cache
def question_phrases() -> Mapping[str, tuple[str, ...]]:
    """Return the phrases that ask for each kind of answer, the kinds in their order of precedence.

    >>> "哪几家" in question_phrases()["organisation"]
    True
    """
    listed = sections("question_words")
    parts = {name[1:]: listed[name] for name in listed if name.startswith(".")}
    parts["measure"] = tuple(words("measures"))
    return {
        kind: tuple(filled for phrase in phrases for filled in _filled(phrase, parts))
        for kind, phrases in listed.items()
        if not kind.startswith(".")
    }


def filled(phrases: Iterable[str]) -> Iterator[str]:
    """Yield phrases with each measure word in place of {measure}."""
    parts = {"measure": tuple(words("measures"))}
    for phrase in phrases:
        yield from _filled(phrase, parts)


def _filled(phrase: str, parts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield `phrase` with each word in place of the first hole, and so on for the other holes."""
    hole = _HOLE.search(phrase)
    if hole is None:
        yield phrase
        return
    for word in parts[hole[1]]:
        inside = "" if word == _NOTHING else word
        yield from _filled(phrase[: hole.start()] + inside + phrase[hole.end() :], parts)
