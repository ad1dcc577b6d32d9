"""A text as it is looked through for an answer: its words, amounts, times and names, found once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from retrieval.article import Span
from retrieval.extraction.expressions import amounts, times
from retrieval.extraction.named import Names
from retrieval.query.query import Query
from retrieval.query.tokens import Token
from retrieval.spans import places_of

_PAIR = 2
"""The characters of a word that may stand apart from another: 解决|问题."""


@dataclass(frozen=True)
class AnalyzedText:
    """A folded text, whatever is asked of it.

    `tokens` are its words, `amounts` and `times` where it tells such, `persons` and `places` where
    it names them: each in order, and found when it is first needed.
    """

    text: str
    cut: Callable[[str], tuple[Token, ...]]
    names: Names

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the text."""
        return self.cut(self.text)

    @cached_property
    def amounts(self) -> tuple[Span, ...]:
        """Where whole amounts stand: 超40万台."""
        return tuple(amounts(self.text))

    @cached_property
    def times(self) -> tuple[Span, ...]:
        """Where points and stretches of time stand."""
        return tuple(times(self.text))

    @cached_property
    def persons(self) -> tuple[Span, ...]:
        """Where persons are named."""
        return tuple(self.names.persons(self.text, self.tokens))

    @cached_property
    def places(self) -> tuple[Span, ...]:
        """Where places are named, each by itself."""
        return tuple(self.names.places(self.tokens))

    @cached_property
    def named_places(self) -> tuple[str, ...]:
        """The names of the places."""
        return tuple(self.text[start:stop] for start, stop in self.places)


@dataclass(frozen=True)
class Snippet:
    """A text as it is looked through for the answer to a question."""

    analyzed: AnalyzedText
    asked: Query
    coverages: dict[Span, float] = field(default_factory=dict)
    """What share of the question each sentence has, as far as that was needed."""

    @cached_property
    def text(self) -> str:
        """The text, folded."""
        return self.analyzed.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the text."""
        return self.analyzed.tokens

    @cached_property
    def matched(self) -> tuple[Span, ...]:
        """Where words of the question stand."""
        return self.asked.places_in(self.text)

    @cached_property
    def focused(self) -> list[tuple[int, Span]]:
        """Where the words of the noun asked for stand, the nearest word's places ranked 1."""
        found: list[tuple[int, Span]] = []
        for rank, token in enumerate(self.asked.focus, 1):
            # Words of a phrase that is cut as one may stand apart: 解决各类问题.
            phrase = len(token.text) == 2 * _PAIR and token.text not in self.text
            parts = (token.text[:_PAIR], token.text[_PAIR:]) if phrase else (token.text,)
            found += [(rank, span) for span in sorted(places_of(self.text, parts))]
        return found

    def says(self, span: Span) -> bool:
        """Whether the question itself has the words of `span`."""
        return self.text[slice(*span)] in self.asked.text
