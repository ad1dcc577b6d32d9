"""The noun that a question asks for: 镇 of 哪个镇, 骑士 of 多少名先锋骑士, 主任 of 主任是谁."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from retrieval.article import Span
from retrieval.lexicon.files import words
from retrieval.query.tokens import Token

_MOST = 3
"""The most words that the noun and what describes it are taken to be."""

_SKIPPED = words("pronouns", "copulas") | words("expressions", "eras") | words("measures", "people")
_UNCOUNTED = _SKIPPED | words("measures")
_ENDING = words("function_words", "grammar") | words("courtesy_words", "particles")


def focus(tokens: Sequence[Token], asking: Sequence[Span]) -> tuple[Token, ...]:
    """Return the words of the noun that the first question word asks for, the nearest first.

    Those right after it (多少名|先锋|骑士), or else those before it (工资|是多少). After a question
    word that has a measure word, another such word is that noun: 路 of 哪条路.

    >>> [token.text for token in focus(tokens_of("有多少名先锋骑士?"), [(1, 4)])]
    ['先锋', '骑士']
    """
    if not asking:
        return ()
    start, stop = asking[0]
    after = [token for token in tokens if token.start >= stop]
    before = [token for token in tokens if token.stop <= start]
    last = [token.text[-1] for token in tokens if token.stop == stop]
    counted = not words("measures").isdisjoint(last)
    found = _until_grammar(after, _SKIPPED if counted else _UNCOUNTED)
    return found or _until_grammar(before[::-1], _UNCOUNTED)


def _until_grammar(tokens: Sequence[Token], skipped: Collection[str]) -> tuple[Token, ...]:
    """Return words up to one of grammar or a mark, without those that are skipped before them."""
    found: list[Token] = []
    for token in tokens:
        if not found and token.text in skipped:
            continue
        if len(found) == _MOST or not token.text[0].isalnum() or token.text in _ENDING:
            break
        found.append(token)
    return tuple(found)
