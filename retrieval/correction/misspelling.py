"""One wrong character in a word: typed by its sound, or taken for one of like shape.

A noisy channel (Kernighan, Church and Gale, 1990), kept on a short rein: doubted is only what
neither general Chinese nor the reports know, and believed only what then stands in the reports,
character by character. A name that the reports do not have must stay as it was asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis.persons import is_name
from retrieval.article import Span
from retrieval.correction.confusion import EXACT, Alike, Confusions, Likeness
from retrieval.correction.lattice import RUN, Cut, Run
from retrieval.correction.vocabulary import Vocabulary

_QUOTED = re.compile('“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|"[^"]*"')
_PAIR = 2
_ROW = 4
"""How many characters in a row the reports must have for one between known words to be doubted."""
_FEW = 3
"""A pair that stands in so many passages has not met by chance."""
_RARE = 0.1
"""A pair in less than this share of passages tells what they are about."""
_PASSAGE = 100
"""Words in a passage, about."""
_GAIN = 8.0
"""How much likelier (log) the mended words must be."""
_AT_MOST = 4
"""How many characters of one question are mended."""


@dataclass(frozen=True, slots=True, order=True)
class _Mending:
    """The character at `place` should be `meant`; the greatest is the most credible."""

    likeness: Likeness
    gain: float
    place: int
    meant: str


class Misspellings:
    """Finds words that the reports have with one other character."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Judge by what `vocabulary` knows."""
        self._vocabulary = vocabulary
        self._cut = Cut(vocabulary)
        self._confusions = Confusions(vocabulary)

    def mend(self, text: str) -> tuple[str, tuple[Span, ...]]:
        """Return `text` (folded) with its wrong characters mended, and the words they stand in."""
        words: list[Span] = []
        while len(words) < _AT_MOST and (mending := self._first(text)):
            place = mending.place
            text = text[:place] + mending.meant + text[place + 1 :]
            words.append(self._word(text, place))
        return text, tuple(words)

    def _first(self, text: str) -> _Mending | None:
        """Return the most credible mending of the first run of characters that needs one."""
        for match in RUN.finditer(_unquoted(text)):
            run = self._cut.run(match.group())
            found = [m for place in run.doubted() for m in self._mendings(run, place, text)]
            if found:
                best = max(found)
                return _Mending(best.likeness, best.gain, best.place + match.start(), best.meant)
        return None

    def _mendings(self, run: Run, place: int, text: str) -> Iterator[_Mending]:
        """Yield the credible mendings of one character of a run of `text`."""
        start, stop = run.island(place)
        if self._vocabulary.is_word(run.text[start:stop]):
            return
        alone = stop - start <= 1
        credible = self._credible(run, place, (start, stop))
        windows = list(run.windows(place)) if credible else []
        rows = [] if alone else self._rows(run, place, windows)
        for character, likeness in credible:
            mended = run.text[:place] + character + run.text[place + 1 :]
            if alone:
                gain = self._long_word(run, mended, place, windows)
            else:
                gains = (self._gain(mended[slice(*row)], typed) for row, typed in rows)
                gain = max(gains, default=0.0)
                if not gain and stop - start == _PAIR:
                    gain = self._pair(run, mended, (start, stop), text)
            if gain > _GAIN:
                yield _Mending(likeness, gain, place, character)

    def _credible(self, run: Run, place: int, island: Span) -> Alike:
        """Return what may be meant by a character: what the reports have beside its neighbours.

        Beside both of them, in a stretch of unknown characters; else beside one.
        """
        alike, size = self._confusions.alike(run.text[place]), island[1] - island[0]
        if size > _PAIR:
            alike += self._confusions.accented(run.text[place])
        before, after = run.beside(place, island if size > 1 else (0, len(run.text)))
        known = self._vocabulary.frequency
        if size > 1:
            return tuple(
                (one, likeness)
                for one, likeness in alike
                if (not before or known(before + one)) and (not after or known(one + after))
            )
        return tuple(
            (one, likeness)
            for one, likeness in alike
            if (before and known(before + one)) or (after and known(one + after))
        )

    def _rows(self, run: Run, place: int, windows: Sequence[Span]) -> list[tuple[Span, float]]:
        """Return the stretches that hold the unknown characters, each with its `_typed`."""
        start, stop = run.island(place)
        first, last = max(start, place - 1), min(stop, place + 2)
        return [(at, self._typed(run, at)) for at in windows if at[0] <= first and last <= at[1]]

    def _gain(self, mended: str, typed: float) -> float:
        """Return how much likelier a mended stretch is (log); 0 when it stands in no report."""
        count = self._vocabulary.count(mended)
        return math.log(count / (self._passages() * _PASSAGE)) - typed if count else 0.0

    def _typed(self, run: Run, window: Span) -> float:
        """Return the log probability of the words typed in a stretch."""
        words = (w for w in run.words if window[0] <= w[0] and w[1] <= window[1])
        return sum(self._cut.chance(run.text[slice(*word)]) for word in words)

    def _passages(self) -> int:
        """Return about how many passages there are: as many as hold the commonest character."""
        return max(1, self._vocabulary.frequency("的"))

    def _pair(self, run: Run, mended: str, island: Span, text: str) -> float:
        """Return the gain of a pair by itself, when other words of `text` stand by it."""
        pair = mended[slice(*island)]
        known = bool(self._vocabulary.frequency(pair)) and self._vocabulary.is_word(pair)
        if not known or is_name(pair) or not EXACT.isdisjoint(pair):
            return 0.0
        telling = list(self._telling(text))
        if telling and not any(len(self._vocabulary.together((pair, word))) for word in telling):
            return 0.0
        return self._cut.chance(pair) - self._typed(run, island)

    def _telling(self, text: str) -> Iterator[str]:
        """Yield words of `text` that only few passages of the reports have."""
        most = max(_FEW, _RARE * self._passages())
        for run in RUN.findall(text):
            for start, stop in self._cut.words(run):
                word = run[start:stop]
                if len(word) == _PAIR and 0 < self._vocabulary.frequency(word) <= most:
                    yield word

    def _long_word(self, run: Run, mended: str, place: int, windows: Sequence[Span]) -> float:
        """Return the gain of a longer word that the reports have; for a lone character, of a row.

        Names are left alone: the one that was typed may be another one's.
        """
        gains = [0.0]
        for start, stop in windows:
            word = mended[start:stop]
            if is_name(word) or not any(run.strange[start : stop - 1]):
                continue
            if self._vocabulary.is_word(word) and self._vocabulary.stands(word):
                gains.append(self._cut.chance(word) - self._typed(run, (start, stop)))
            elif (place, place + 1) in run.words:
                row = stop - start >= _ROW or self._vocabulary.count(word) > 1
                gains.append(self._gain(word, self._typed(run, (start, stop))) if row else 0.0)
        return max(gains)

    def _word(self, text: str, place: int) -> Span:
        """Return the known word of `text` around `place`, else what stands beside it."""
        runs = RUN.finditer(_unquoted(text))
        match = next(run for run in runs if run.start() <= place < run.end())
        at = match.start()
        words = self._cut.words(match.group())
        run = Run(match.group(), words, ())
        start, stop = next(word for word in words if word[0] <= place - at < word[1])
        if stop - start == 1:
            start, stop = run.island(place - at)
            start, stop = max(start, place - at - 1), min(stop, place - at + _PAIR)
        return at + start, at + stop


def _unquoted(text: str) -> str:
    """Put spaces in place of what is quoted: that is meant to the letter."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)
