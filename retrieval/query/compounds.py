"""The name of a kind of thing that a question asks for: 雨量塔 of 哪些雨量塔掉线了.

It is made of a word and a head of one character, which the tokenizer may leave by itself: 雨量|塔.
"""

from __future__ import annotations

from retrieval.lexicon.files import words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query
from retrieval.query.tokens import Token

_HEADS = words("thing_heads")
_LITTLE = words("function_words") | words("courtesy_words") | words("pronouns", "copulas")
_OF_THINGS = frozenset(
    (
        AnswerKind.LIST,
        AnswerKind.THING,
        AnswerKind.NUMBER,
        AnswerKind.PLACE,
        AnswerKind.ORGANISATION,
    )
)
_LEAST = 3
"""Characters of a word with a head at its end: 消防车, but not 卡车."""


def compound_thing(query: Query) -> Token | None:
    """Return the thing of such a name that `query` asks for, as one token; None of any other.

    >>> compound_thing(builder.build("哪些雨量塔掉线了?")).text
    '雨量塔'
    """
    if query.wanted.kind not in _OF_THINGS or not query.asking or not query.focus:
        return None
    first = query.focus[0]
    if first.start >= query.asking[0][1]:
        after = next((t for t in query.tokens if t.start == first.stop), None)
        return _with_head(first, after)
    before = next((t for t in query.tokens if t.stop == first.start), None)
    if first.text in _HEADS:
        return _with_head(before, first) if before else None
    return _with_head(first, None)


def _with_head(word: Token, after: Token | None) -> Token | None:
    """Return a word with its head: its last character, or the single one `after` it."""
    if len(word.text) >= _LEAST and word.text[-1] in _HEADS:
        return word
    if len(word.text) < _LEAST - 1 or word.text in _LITTLE:
        return None
    if after is None or after.text not in _HEADS:
        return None
    return Token(word.text + after.text, word.start, after.stop)
