"""Which strings of the reports a row of syllables may spell, and how likely each is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from retrieval.analysis.persons import is_name
from retrieval.cache import remembered
from retrieval.correction.pinyin import homophones
from retrieval.correction.vocabulary import Vocabulary

_PAIR = 2
_MOST = 64
"""How many characters of one sound are tried, the most frequent in the reports first."""
_CACHE_SIZE = 2048
"""For how many pairs of syllables the pairs of characters are remembered."""
_BEAM = 64
"""How many rows of characters are kept while a string is looked for."""
_LONGEST = 10
"""Characters of the longest string that is looked for."""
_TRIED = 8
"""How many of the likeliest rows are looked up in the reports."""
_UNUSUAL = -1.5
"""Log of how much less likely each further reading of a character is than the one before."""
_WORD_BONUS = 1.0
"""Log of how much likelier a pair is that is a word of general Chinese."""
_LENGTH_BONUS = 1.0
"""The same for each character of a string: long ones do not meet by chance."""
_TIGHT = 0.2
"""A pair is a name when one of its characters stands with the other in this share of passages."""

_Row = tuple[float, str, str]
"""Score, characters, and the last one's syllable."""


class PinyinModel:
    """Spells syllables as the reports do, by the pairs of characters that stand in them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Spell with the characters, pairs and strings of `vocabulary`."""
        self._vocabulary = vocabulary
        self._characters = remembered(self._characters_of, _CACHE_SIZE)
        self._pairs = remembered(self._pairs_of, _CACHE_SIZE)

    def strings(
        self, syllables: Sequence[Sequence[str]], place: int
    ) -> Iterator[tuple[str, int, float]]:
        """Yield the likeliest string of the reports from `place` to each place, where there is one.

        `syllables` are those that may be read at each place; each string comes with where it
        stops, and how likely it is (log).
        """
        rows: dict[int, list[_Row]] = {place: [(0.0, "", "")]}
        for at in range(place, len(syllables) + 1):
            best = sorted(rows.pop(at, ()), reverse=True)[:_BEAM]
            yield from ((string, at, chance) for string, chance in self._standing(best))
            if best and at < len(syllables):
                for syllable in syllables[at]:
                    rows.setdefault(at + len(syllable), []).extend(self._grown(best, syllable))
            if not rows:
                return

    def _standing(self, rows: Sequence[_Row]) -> Iterator[tuple[str, float]]:
        """Yield the first of `rows` that stands in the reports and makes sense, if any does."""
        for _, string, _ in rows[:_TRIED] if rows and len(rows[0][1]) > _PAIR else rows:
            count = self._vocabulary.count(string) if len(string) >= _PAIR else 0
            if count and self._is_plausible(string):
                chance = math.log(count / self._vocabulary.passages())
                yield string, chance + _LENGTH_BONUS * len(string)
                return

    def _is_plausible(self, string: str) -> bool:
        """Whether a string that stands in the reports is a word or name, not a chance meeting."""
        if len(string) > _PAIR or self._vocabulary.is_word(string) or is_name(string):
            return True
        apart = min(map(self._vocabulary.frequency, string))
        return self._vocabulary.frequency(string) >= _TIGHT * apart

    def _grown(self, rows: Sequence[_Row], syllable: str) -> Iterator[_Row]:
        """Yield each of `rows` with a character after it."""
        everything = self._vocabulary.passages()
        for score, string, last in rows:
            if not string:
                for one, unusual in self._characters(syllable).items():
                    chance = math.log(self._vocabulary.frequency(one) / everything)
                    yield chance + unusual, one, syllable
            elif len(string) < _LONGEST:
                for one, chance in self._pairs(last, syllable).get(string[-1], ()):
                    yield score + chance, string + one, syllable

    def _characters_of(self, syllable: str) -> Mapping[str, float]:
        """Map the most frequent characters with that sound to how usual it is for each (log)."""
        ranks = homophones().get(syllable, {})
        held = {one: count for one in ranks if (count := self._vocabulary.frequency(one))}
        most = sorted(held, key=lambda one: (-held[one], one))[:_MOST]
        return {one: _UNUSUAL * ranks[one] for one in most}

    def _pairs_of(self, one: str, other: str) -> Mapping[str, Sequence[tuple[str, float]]]:
        """Map characters of the first sound to those of the second that follow, with chances."""
        vocabulary = self._vocabulary
        found: dict[str, list[tuple[str, float]]] = {}
        for first in self._characters(one):
            for second, unusual in self._characters(other).items():
                if together := vocabulary.frequency(first + second):
                    bonus = _WORD_BONUS if vocabulary.is_word(first + second) else 0.0
                    chance = math.log(together / vocabulary.frequency(first)) + unusual + bonus
                    found.setdefault(first, []).append((second, chance))
        return found
