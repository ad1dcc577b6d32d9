"""Han characters in a row: the words they are cut into, and what no report has."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from retrieval.article import Span
from retrieval.cache import remembered
from retrieval.correction.confusion import EXACT, GRAMMAR
from retrieval.correction.vocabulary import Vocabulary

RUN = re.compile("[\u4e00-\u9fff]{2,60}")
"""A run; longer ones are taken in pieces."""
PAIR = 2
_LONGEST = 6
"""Characters of the longest words that a text is cut into, and of the longest strings looked up."""
_CACHE_SIZE = 16
"""How many runs are remembered as they were cut: one is cut again for each character mended."""
_UNSEEN = math.log(1e-9)
"""Log probability of a character that is no word."""
_SCARCE = 5e-7
"""Words rarer than this in general Chinese may stand in what is typed by chance."""


@dataclass(frozen=True)
class HanRun:
    """Han characters in a row, the words they are cut into, and which pairs no report has.

    `strange[n]` is of the pair of characters n and n + 1.
    """

    text: str
    words: tuple[Span, ...]
    strange: tuple[bool, ...]

    def doubted(self) -> list[int]:
        """Return the places of characters in a pair that no report has."""
        if True not in self.strange:
            return []
        before = (False, *self.strange)
        after = (*self.strange, False)
        return [
            place
            for place, character in enumerate(self.text)
            if (before[place] or after[place]) and character not in EXACT
        ]

    def island(self, place: int) -> Span:
        """Return the stretch of characters around `place` that belong to no word; maybe empty."""
        loose = self._loose
        start = stop = place
        while stop in loose:
            stop += 1
        while stop > place and start - 1 in loose:
            start -= 1
        return start, stop

    @cached_property
    def _loose(self) -> frozenset[int]:
        """The places of characters that belong to no word."""
        text = self.text
        return frozenset(a for a, b in self.words if b - a == 1 and text[a] not in GRAMMAR)

    def windows(self, place: int) -> Iterator[Span]:
        """Yield stretches of whole words around `place` that hold a pair no report has.

        Three to six characters without grammar between them; or two that belong to no word.
        """
        near = [w for w in self.words if w[1] > place - _LONGEST and w[0] < place + _LONGEST]
        grammar = {at for at, stop in near if stop - at == 1 and self.text[at] in GRAMMAR}
        for start in (start for start, _ in near if start <= place):
            for stop in (stop for _, stop in near if stop > place):
                fits = PAIR < stop - start <= _LONGEST or (start, stop) == self.island(place)
                strange = any(self.strange[start : stop - 1])
                if fits and strange and grammar.isdisjoint(range(start, stop)):
                    yield start, stop

    def with_character(self, place: int, character: str) -> str:
        """Return the text with another character at `place`."""
        return self.text[:place] + character + self.text[place + 1 :]


class RunCutter:
    """Cuts runs into words, by unigrams of general Chinese and the names of the reports."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Cut into the words that `vocabulary` knows."""
        self._vocabulary = vocabulary
        self.words = remembered(self._words, _CACHE_SIZE)

    def run(self, text: str) -> HanRun:
        """Cut `text` into words, if any of its pairs is strange."""
        pairs = list(map("".join, pairwise(text)))
        both = zip(pairs, self._vocabulary.frequencies(pairs), strict=True)
        strange = tuple(
            [not (count or pair[0] in GRAMMAR or pair[1] in GRAMMAR) for pair, count in both]
        )
        return HanRun(text, self.words(text) if any(strange) else (), strange)

    def _words(self, text: str) -> tuple[Span, ...]:
        """Return the words of the likeliest cut of `text`, in order."""
        best = [(0.0, 0), *[(-math.inf, 0)] * len(text)]
        for start, character in enumerate(text):
            before = best[start][0]
            best[start + 1] = max(best[start + 1], (before + self.chance(character), start))
            for stop, share in self._vocabulary.words_from(text, start, _LONGEST):
                if share > _SCARCE:
                    best[stop] = max(best[stop], (before + math.log(share), start))
        words, stop = [], len(text)
        while stop:
            words.append((best[stop][1], stop))
            stop = best[stop][1]
        return tuple(reversed(words))

    def chance(self, word: str) -> float:
        """Return the log probability of a word; a character may always stand by itself."""
        share = self._vocabulary.commonness(word)
        if len(word) == 1:
            return math.log(share) if share else _UNSEEN
        return math.log(share) if share > _SCARCE else -math.inf
