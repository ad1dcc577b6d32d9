"""Which words of a question say what reports are not to hold: 杨梅 in 没有提到杨梅的报道.

>>> [token.text for token in excluded(builder.build("哪些报道没有提到杨梅?"))]
['没有', '提到', '杨梅']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import dropwhile

from retrieval.lexicon.files import words
from retrieval.query.query import Query
from retrieval.query.tokens import Token
from retrieval.query.topic import topic


def excluded(query: Query) -> tuple[Token, ...]:
    """Return the tokens of a question about reports that tell what these must lack.

    A negator counts before a word of telling or of place: 没有提到, 不在, 并非关于; else it is part
    of what the reports tell, such as 没有通电 in 没有通电的村子.
    """
    tokens = query.tokens
    taken = set(_denied(query)) | set(_unrelated(tokens))
    if query.polarity.excepted:
        taken |= set(_exception(query))
    return tuple(token for token in tokens if token in taken)


def kept(query: Query) -> tuple[Token, ...]:
    """Return the tokens of a question without 除了…, and the words and mark that join that.

    >>> [token.text for token in kept(builder.build("除了双林镇,还有哪些镇?"))]
    ['哪些', '镇', '?']
    """
    if query.polarity.excepted is None:
        return query.tokens
    out = set(_exception(query))
    rest = [token for token in query.tokens if token not in out]
    joining = {",", *words("pronouns", "openers"), *words("function_words", "exceptions_end")}
    return tuple(dropwhile(lambda token: token.text in joining, rest))


def _exception(query: Query) -> Iterator[Token]:
    """Yield 除了双林镇以外."""
    start, stop = query.polarity.excepted or (0, 0)
    framing = words("function_words", "exceptions") | words("function_words", "exceptions_end")
    for token in query.tokens:
        if start <= token.start < stop or token.text in framing:
            yield token


def _denied(query: Query) -> Iterator[Token]:
    """Yield the tokens from each negator on that denies what reports tell, to its clause's end."""
    tokens = query.tokens
    for start, stop in query.polarity.negated:
        after = next((at for at, token in enumerate(tokens) if token.start >= stop), len(tokens))
        names = query.text[start:stop] in words("report_words", "not_being")
        if after < len(tokens) and (names or _relates(tokens[after:])):
            yield from (token for token in tokens if start <= token.start < stop)
            yield from _clause(tokens[after:])


def _relates(tokens: Sequence[Token]) -> bool:
    """Whether tokens begin with a word that relates reports to something: 提到, 写|到, 在."""
    relating = words("report_words", "mention") | words("report_words", "relating")
    return any("".join(one.text for one in tokens[:count]) in relating for count in (1, 2))


def _clause(tokens: Sequence[Token]) -> Iterator[Token]:
    ends = words("report_words", "piece") | words("report_words", "clause_ends")
    for token in tokens:
        if token.text in ends:
            return
        yield token


def _unrelated(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield 与杨梅无关."""
    for at, token in enumerate(tokens):
        if token.text in words("report_words", "unrelated"):
            before = list(_clause(tokens[:at][::-1]))
            yield from (*before, token)


def lacking(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the phrases that reports must lack, of the `tokens` that tell it.

    >>> lacking(excluded(builder.build("哪些报道没有提到杨梅?")))
    ('杨梅',)
    """
    return topic([token for token in tokens if token.text not in _framing()]).phrases


@cache
def _framing() -> frozenset[str]:
    """Return the words that tell that something is to be lacking, and not what."""
    of_reports = ("mention", "relating", "not_being", "unrelated")
    of_grammar = ("negators", "exceptions", "exceptions_end")
    return frozenset().union(
        *(words("report_words", section) for section in of_reports),
        *(words("function_words", section) for section in of_grammar),
    )
