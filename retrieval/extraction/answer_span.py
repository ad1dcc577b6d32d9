"""Which words of a passage answer: those of the kind asked that stand best with the question's.

What is found is whole: a number with its unit, sign and qualifier, a name with all its characters.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache, partial
from operator import itemgetter

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Span
from retrieval.extraction.candidates import candidates
from retrieval.extraction.named import Names
from retrieval.extraction.respective import respective
from retrieval.extraction.snippet import AnalyzedText, Snippet
from retrieval.extraction.support import beside, coverage, has_head, pulls, support
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query
from retrieval.query.tokens import QuestionTokenizer, Token

_SHARED = 0.3
"""How much of the question the sentence of a name must have, that it is told of what is asked."""
_WHOLE = 0.8
"""How much of it the sentence of an amount must have, if the amount stands far from its words."""
_TEXTS = 512
"""Of so many texts, of a window each, it is remembered what stands in them."""
_SNIPPETS = 32
"""So many are remembered as they were looked through for a question, for more than one end."""


class Telling(IntEnum):
    """Whether a passage tells something of the kind asked; BESIDE: beside the noun asked for."""

    NOTHING = 0
    SOMETHING = 1
    BESIDE = 2


class AnswerExtractor:
    """Finds answers in passages."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Cut passages by `analyzer`."""
        cut, names = QuestionTokenizer(analyzer).tokens, Names(analyzer.commonness)
        # The same windows are read for one question after another.
        analyzed = lru_cache(_TEXTS)(partial(AnalyzedText, cut=cut, names=names))
        self.analyzed: Callable[[str], AnalyzedText] = analyzed
        """Returns what stands in a text (folded), whatever is asked."""

        @lru_cache(_SNIPPETS)
        def read(text: str, asked: Query) -> tuple[Snippet, list[Span]]:
            snippet = Snippet(analyzed(text), asked)
            return snippet, candidates(snippet)

        self._read = read
        """Returns a text as it is looked through for an answer, and what of it may be one."""

    def prepare(self) -> None:
        """Compile now how amounts, times and names look, which a first question would wait for."""
        read = self.analyzed("")
        _ = read.amounts, read.times, read.persons, read.places

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of a text (folded), in order."""
        return self.analyzed(text).tokens

    def highlights(self, text: str, asked: Query) -> tuple[Span, ...]:
        """Return what to mark in `text` (folded): what answers, or nothing where that is not seen.

        Where words are only looked up, they themselves are marked.
        """
        if asked.wanted.kind is AnswerKind.NONE:
            return asked.places_in(text)
        snippet, found = self._read(text, asked)
        told = respective(snippet, found) if asked.wanted.kind is AnswerKind.NUMBER else None
        if told:
            return (told,)
        best = max([(support(snippet, one), one) for one in found], default=None, key=_FIRST)
        return (best[1],) if best and best[0] > 0 else ()

    def tells(self, text: str, asked: Query) -> Telling:
        """Say how well `text` (folded) tells something of the kind asked."""
        snippet, found = self._read(text, asked)
        if not found:
            return Telling.NOTHING
        kind = asked.wanted.kind
        named = kind in {AnswerKind.PLACE, AnswerKind.ORGANISATION}
        near, least = (coverage, _SHARED) if named else (beside, 0.0)
        if any(near(snippet, one) > least for one in found):
            return Telling.BESIDE
        met = any(pulls(snippet, one) or has_head(snippet, one) for one in found)
        met = met or any(coverage(snippet, one) >= _WHOLE for one in found)
        stray = kind is AnswerKind.NUMBER and not met
        return Telling.NOTHING if stray else Telling.SOMETHING


_FIRST = itemgetter(0)
