"""Toneless pinyin to the characters that the reports hold.

The letters are read as a row of words: strings that stand in the reports, the words one asks
with, and syllables of nothing at all. The likeliest row is found by Viterbi's algorithm; a typed
word is believed where it is read to the last letter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from retrieval.article import Span
from retrieval.correction.pinyin import homophones, spellings
from retrieval.correction.pinyin_model import PinyinModel
from retrieval.correction.pinyin_words import (
    ENGLISH,
    FUNCTION_WORDS,
    LONGEST,
    PARTICLES,
    QUESTION_WORDS,
    SINGLES,
    SPELLED,
)
from retrieval.correction.vocabulary import Vocabulary

_PHRASE = re.compile(r"(?<![a-z@_./\-])[a-z]+(?:(?: +|['’])[a-z]+)*(?![a-z0-9@_/\-]|\.[a-z0-9])")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_PART = re.compile(r"[a-z]+")
_MOST = 200
"""Letters of the longest phrase that is read: nobody asks at greater length in pinyin."""
_BREAK = -2.5
"""Log probability that a string of the reports begins here."""
_ASKED = -2.0
"""Log probability of a question word or particle, per word."""
_UNREADABLE = -25.0
"""Log probability of a syllable that no word has."""


@dataclass(frozen=True, slots=True)
class PinyinReading:
    """Letters `start` to `stop` of a text, and the characters they spell."""

    start: int
    stop: int
    meant: str


class _Edge(NamedTuple):
    """A word that letters `start` to `stop` may spell, empty for none; and how likely (log)."""

    start: int
    stop: int
    word: str
    score: float


@dataclass(frozen=True, slots=True)
class _Letters:
    """Words of Latin letters put together; `places` tells where each letter stands in the text."""

    text: str
    places: tuple[int, ...]
    words: tuple[Span, ...]
    syllables: tuple[tuple[str, ...], ...]

    def may_part(self, place: int) -> bool:
        """Whether a syllable may end at `place`."""
        return place == len(self.text) or bool(self.syllables[place])

    def is_whole(self, start: int, stop: int) -> bool:
        """Whether these letters are part of one word, or several whole words."""
        touched = [word for word in self.words if word[0] < stop and start < word[1]]
        return len(touched) == 1 or (start, stop) == (touched[0][0], touched[-1][1])


class PinyinDecoder:
    """Reads pinyin as the reports spell it in characters."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read with the characters, pairs and strings of `vocabulary`."""
        self._vocabulary = vocabulary
        self._model = PinyinModel(vocabulary)

    def readings(self, text: str) -> Iterator[PinyinReading]:
        """Yield what in `text` (folded) is pinyin of strings that stand in the reports."""
        for phrase in _PHRASE.finditer(text):
            if len(phrase.group()) > _MOST:
                continue
            words = [match.span() for match in _WORD.finditer(text, *phrase.span())]
            for row in self._rows(text, words):
                yield from self._read(_letters(text, row))

    def _rows(self, text: str, words: Sequence[Span]) -> Iterator[list[Span]]:
        """Yield rows of neighbouring words that may be pinyin, two syllables or more."""
        rows: list[list[Span]] = [[]]
        for start, stop in words:
            if self._is_foreign(text[start:stop]):
                rows.append([])
            else:
                rows[-1].append((start, stop))
        for row in rows:
            if self._is_pinyin([text[start:stop] for start, stop in row]):
                yield row

    def _is_foreign(self, word: str) -> bool:
        """Whether `word` cannot be pinyin, or is rather a Latin word (one syllable may be both)."""
        parts = [spellings(part) for part in _PART.findall(word)]
        if not all(part[0] for part in parts):
            return True
        return self._is_latin(word) and not (len(parts) == 1 and word in parts[0][0])

    def _is_latin(self, word: str) -> bool:
        return word in ENGLISH or self._vocabulary.frequency(word) > 0

    def _is_pinyin(self, words: Sequence[str]) -> bool:
        single = len(words) == 1 and words[0] in homophones()
        return bool(words) and not single and not all(map(self._is_latin, words))

    def _read(self, letters: _Letters) -> Iterator[PinyinReading]:
        """Yield the readings of neighbouring words that are read to the last letter."""
        edges = self._likeliest(letters)
        unread = {edge.start for edge in edges if not edge.word}
        runs: list[list[_Edge]] = [[]]
        for start, stop in letters.words:
            within = [edge for edge in edges if start <= edge.start < stop]
            if unread.isdisjoint(range(start, stop)) and _is_natural([e.word for e in within]):
                runs[-1] += within
            else:
                runs.append([])
        for run in runs:
            if not PARTICLES.issuperset(edge.word for edge in run):
                start, stop = letters.places[run[0].start], letters.places[run[-1].stop - 1] + 1
                yield PinyinReading(start, stop, "".join(edge.word for edge in run))

    def _likeliest(self, letters: _Letters) -> list[_Edge]:
        """Find the likeliest row of words for all letters."""
        best: list[tuple[float, _Edge | None]] = [(0.0, None)]
        best += [(-math.inf, None)] * len(letters.text)
        for place in range(len(letters.text)):
            if best[place][0] > -math.inf:
                for edge in self._edges(letters, place):
                    score = best[place][0] + edge.score
                    if score > best[edge.stop][0]:
                        best[edge.stop] = score, edge
        row: list[_Edge] = []
        while last := best[row[-1].start if row else -1][1]:
            row.append(last)
        return row[::-1]

    def _edges(self, letters: _Letters, place: int) -> Iterator[_Edge]:
        """Yield what may be read from `place` on; a syllable of nothing at all has no word."""
        for syllable in letters.syllables[place]:
            yield _Edge(place, place + len(syllable), "", _UNREADABLE)
        for stop in range(place + 1, min(place + LONGEST, len(letters.text)) + 1):
            word = SPELLED.get(letters.text[place:stop]) if letters.may_part(stop) else None
            if word:
                yield _Edge(place, stop, word, _ASKED)
        for string, stop, chance in self._model.strings(letters.syllables, place):
            if letters.is_whole(place, stop):
                yield _Edge(place, stop, string, _BREAK + chance)


def _is_natural(words: Sequence[str]) -> bool:
    """Whether one writes `words` as one: no particle hangs on to content but in a question."""
    if FUNCTION_WORDS.issuperset(words) or not QUESTION_WORDS.isdisjoint(words):
        return True
    return SINGLES.isdisjoint(words) or (
        "的" in words and SINGLES.isdisjoint((words[0], words[-1]))
    )


def _letters(text: str, words: Sequence[Span]) -> _Letters:
    """Put the letters of `words` together; a syllable never goes beyond its part of a word."""
    split = [list(_PART.finditer(text, *word)) for word in words]
    parts = [part for word in split for part in word]
    stops = list(accumulate(sum(len(part.group()) for part in word) for word in split))
    return _Letters(
        "".join(part.group() for part in parts),
        tuple(place for part in parts for place in range(*part.span())),
        tuple(zip([0, *stops], stops, strict=False)),
        tuple(syllables for part in parts for syllables in spellings(part.group())),
    )
