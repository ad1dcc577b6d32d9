"""Which words of a question carry content: neither those that ask, nor those that frame it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from retrieval.article import Span
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.phrases import Phrases
from retrieval.lexicon.question_words import filled
from retrieval.query.tokens import Token

_DOUBTING = ("吗", "么")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?: [^<>]{0,80})?/?>")
"""Tags of HTML, as they come along with what is pasted; they say nothing."""


def frame(
    text: str, tokens: Sequence[Token], asking: Sequence[Span]
) -> tuple[tuple[Span, ...], bool]:
    """Return where words only hold a question together, and whether it asks if something is so.

    `asking` is where its question words stand.

    >>> frame("请问有几家?", tokens_of("请问有几家?"), [(3, 5)])
    (((0, 2),), False)
    """
    found = _COURTESY.find(tokens)
    markup = (one.span() for one in _MARKUP.finditer(text))
    spans = (*((tokens[a].start, tokens[b].stop) for a, b, _ in found), *markup)
    doubts = any(tokens[b].text in _DOUBTING or name == "polar" for _, b, name in found)
    return (*spans, *_light_verbs(tokens, (*spans, *asking))), doubts


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Put spaces in place of `spans`, so that every other character keeps its place."""
    characters = list(text)
    for start, stop in spans:
        characters[start:stop] = " " * (stop - start)
    return "".join(characters)


def runs(tokens: Iterable[Token]) -> list[str]:
    """Return the words, and nothing between two that do not follow each other: 店口|那个|乡贤."""
    found: list[str] = []
    stop = 0
    for token in tokens:
        found += [token.text] if token.start == stop else ["", token.text]
        stop = token.stop
    return found


def _light_verbs(tokens: Sequence[Token], others: Sequence[Span]) -> Iterator[Span]:
    """Yield where verbs stand that say no more than the noun beside them: 发生 of 发生火灾."""
    light = words("courtesy_words", "light verbs")
    if light.isdisjoint([token.text for token in tokens]):
        return
    told = [
        token
        for token in tokens
        if len(token.text) > 1 and not any(a <= token.start < b for a, b in others)
    ]
    verbs = [token for token in told if token.text in light]
    if len(verbs) < len(told):
        yield from ((token.start, token.stop) for token in verbs)


_COURTESY: Phrases[str] = Phrases(
    (phrase, name)
    for name in ("courtesy", "fillers", "polar", "particles", "demonstratives")
    for phrase in filled(sections("courtesy_words")[name])
)
