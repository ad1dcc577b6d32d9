"""Several questions in one message, told apart."""

from __future__ import annotations

import re

from retrieval.query.builder import QueryBuilder

_ENDED = re.compile(r"[^?？;；。\n]+[?？;；。\n]*")
MOST = 4
"""So many questions of one message are answered, and no more."""


def separate(text: str, builder: QueryBuilder) -> tuple[str, ...]:
    """Return the questions of a message, at most `MOST`; the message itself if it asks only one.

    A sentence that asks nothing belongs to the question after it, or to the last one.

    >>> separate("渡口在哪里?谁管渡口?", builder)
    ('渡口在哪里?', '谁管渡口?')
    """
    found: list[str] = []
    before = ""
    sentences = _ENDED.findall(text)
    if len(sentences) < 2:  # noqa: PLR2004 - one sentence asks one question
        return (text,)
    for sentence in sentences:
        before += sentence
        if _asks(sentence, builder):
            found.append(before.strip())
            before = ""
    if len(found) < 2:  # noqa: PLR2004 - one question is the message itself
        return (text,)
    found[-1] += before.rstrip()
    return tuple(found[:MOST])


def _asks(sentence: str, builder: QueryBuilder) -> bool:
    """Whether a sentence has a question word, and says of what it asks."""
    query = builder.build(sentence)
    return bool(query.asking) and bool(query.terms)
