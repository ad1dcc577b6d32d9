"""Guesses of the tokenizer at words it does not know, mended by what the reports have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retrieval.analysis.persons import is_name
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.tokens import Token

_PAIR = 2
"""Of a guess this short the rest would be one character, which stands anywhere."""


def unglued(tokens: Iterable[Token], statistics: TermStatistics) -> Iterator[Token]:
    """Yield the tokens, a verb parted from a guess that no report has, though it has the rest.

    >>> [token.text for token in unglued(tokens_of("写楚原大学"), statistics)]
    ['写', '楚原', '大学']
    """
    for token in tokens:
        if _is_glued(token.text, statistics):
            yield Token(token.text[0], token.start, token.start + 1)
            yield Token(token.text[1:], token.start + 1, token.stop)
        else:
            yield token


def _is_glued(word: str, statistics: TermStatistics) -> bool:
    """Whether a word is such a guess; a name may be one of whom nothing is told."""
    return (
        len(word) > _PAIR
        and not statistics.commonness(word)
        and not is_name(word)
        and not statistics.may_stand(word)
        and statistics.may_stand(word[1:])
    )
