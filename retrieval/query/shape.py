"""The shape of a question: its words by their classes, a letter each, for patterns to be read.

>>> shape_reader("report_words", LETTERS)(tokenizer.tokens("哪篇报道提到了候船室?")).letters
'wupmLx.'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.article import Span
from retrieval.lexicon.files import sections
from retrieval.lexicon.phrases import Phrases
from retrieval.query.tokens import Token

OTHER = "x"
"""The letter of a word that is in no class."""


@dataclass(frozen=True, slots=True)
class Shape:
    """`letters` names the class of each chunk, and `spans` tell where the chunks stand."""

    letters: str
    spans: tuple[Span, ...]

    def span(self, first: int, stop: int) -> Span:
        """Return where the chunks from `first` to `stop` (not included) stand in the text."""
        return self.spans[first][0], self.spans[stop - 1][1]


def shape_reader(name: str, letters: Mapping[str, str]) -> Callable[[Sequence[Token]], Shape]:
    """Return what reads shapes by the word list `name`, whose sections have these `letters`.

    A word of several sections has the letter of the first of them in `letters`.
    """
    listed = sections(name)
    phrases = Phrases((word, letter) for part, letter in letters.items() for word in listed[part])

    def read(tokens: Sequence[Token]) -> Shape:
        marks: list[str] = []
        spans: list[Span] = []
        places = [(token.start, token.stop) for token in tokens]
        at = 0
        for first, last, letter in [*phrases.find(tokens), (len(tokens), len(tokens), "")]:
            marks += OTHER * (first - at)
            spans += places[at:first]
            if letter:
                marks.append(letter)
                spans.append((tokens[first].start, tokens[last].stop))
            at = last + 1
        return Shape("".join(marks), tuple(spans))

    return read
