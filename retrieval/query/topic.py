"""What reports are asked for: the phrases they must hold, told from the words around them.

What is left of 有哪些报道跟民宿、餐饮有关 when its question is taken away is 跟民宿、餐饮; the
little words at the edges of each phrase and between phrases are told by words, not by characters,
so that 地铁 and 和平 stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.lexicon.files import words
from retrieval.query.tokens import Token

_INSIDE = frozenset("·.%-")
"""Marks that stand inside a phrase."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Phrases (normalised) that reports are asked for by; `either` means that one of them will do.

    `words` are the words of the phrases, which may stand apart from each other in a report.
    """

    phrases: tuple[str, ...]
    words: tuple[str, ...] = ()
    either: bool = False


def topic(tokens: Sequence[Token]) -> Topic:
    """Return what `tokens`, those of a question that do not ask, want reports to hold.

    >>> topic(tokens_of("跟民宿、餐饮有关")).phrases
    ('民宿', '餐饮')
    """
    parts = [part for part in map(_bare, _apart(tokens)) if part]
    said = {token.text for token in tokens}
    either = bool(said & _words("either")) and not said & _words("together")
    found = dict.fromkeys("".join(token.text for token in part) for part in parts)
    single = dict.fromkeys(
        token.text
        for part in parts
        for token in part
        if len(token.text) > 1 and token.text not in _words("frames")
    )
    return Topic(tuple(found), tuple(single), either)


def _apart(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Part tokens at marks, at gaps, and at the words that join phrases."""
    phrase: list[Token] = []
    for token in tokens:
        mark = not token.text[0].isalnum() and token.text not in _INSIDE
        joins = token.text in _words("joining")
        if mark or joins or (phrase and phrase[-1].stop != token.start):
            yield phrase
            phrase = []
        if not (mark or joins):
            phrase.append(token)
    yield phrase


def _bare(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return tokens without the little ones, and those that frame the others, at their edges."""
    start, stop = 0, len(tokens)
    edges = _words("edges")
    while start < stop and tokens[start].text in edges:
        start += 1
    while start < stop and (tokens[stop - 1].text in edges or _frames(tokens[start:stop])):
        stop -= 1
    return tokens[start:stop]


def _frames(tokens: Sequence[Token]) -> bool:
    """Whether the last of tokens only frames the others: 的事, 方面的工作."""
    last, before = tokens[-1].text, tokens[-2].text if len(tokens) > 1 else ""
    framing = last in _words("framing") or before in _words("before_frames")
    return framing and last in _words("frames")


def _words(section: str) -> frozenset[str]:
    return words("topic_words", section)
