"""One wrong character in a word: typed by its sound, or taken for one of like shape.

A noisy channel (Kernighan, Church and Gale, 1990), kept on a short rein: doubted is only what
neither general Chinese nor the reports know, and believed only what then stands in the reports,
character by character. A name that the reports do not have must stay as it was asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import compress

from retrieval.analysis.persons import is_name
from retrieval.article import Span
from retrieval.correction.confusion import EXACT, Alike, Confusions, Likeness
from retrieval.correction.run import PAIR, RUN, HanRun, RunCutter
from retrieval.correction.vocabulary import Vocabulary

_QUOTED = re.compile('“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|"[^"]*"')
_ROW = 4
"""How many characters in a row the reports must have for one between known words to be doubted."""
_PASSAGE = 100
"""Words in a passage, about."""
_GAIN = 8.0
"""How much likelier (log) the mended words must be."""
_DOUBTED = 40
"""Where more characters stand beside none that the reports have beside them, none is mistyped: such
a text is about other things."""
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
        self._cutter = RunCutter(vocabulary)
        self._confusions = Confusions(vocabulary)

    def mend(self, text: str) -> tuple[str, tuple[Span, ...]]:
        """Return `text` (folded) with its wrong characters mended, and the words they stand in."""
        words: list[Span] = []
        while len(words) < _AT_MOST and (mending := self._first(text)):
            text = text[: mending.place] + mending.meant + text[mending.place + 1 :]
            words.append(self._word(text, mending.place))
        return text, tuple(words)

    def _first(self, text: str) -> _Mending | None:
        """Return the most credible mending of the first run of characters that needs one."""
        matches = list(RUN.finditer(_unquoted(text)))
        runs = [self._cutter.run(match.group()) for match in matches]
        doubted = [run.doubted() for run in runs]
        if sum(map(len, doubted)) > _DOUBTED:
            return None
        for match, run, places in zip(matches, runs, doubted, strict=True):
            found = [mending for place in places for mending in self._mendings(run, place)]
            if found:
                best = max(found)
                return replace(best, place=best.place + match.start())
        return None

    def _mendings(self, run: HanRun, place: int) -> Iterator[_Mending]:
        """Yield the credible mendings of one character of a run."""
        island = run.island(place)
        if self._vocabulary.is_word(run.text[slice(*island)]):
            return
        credible = self._credible(run, place, island)
        windows = list(run.windows(place)) if credible else []
        for character, likeness in credible:
            mended = run.with_character(place, character)
            gains = [self._gain(run, mended, place, window) for window in windows]
            if (gain := max(gains, default=0.0)) > _GAIN:
                yield _Mending(likeness, gain, place, character)

    def _credible(self, run: HanRun, place: int, island: Span) -> Alike:
        """Return what may be meant by a character: what the reports have beside its neighbours.

        Beside both of them, in a stretch of unknown characters; else beside one.
        """
        alone = island[1] - island[0] <= 1
        start, stop = (0, len(run.text)) if alone else island
        before = run.text[place - 1] if place > start else ""
        after = run.text[place + 1] if place + 1 < stop else ""
        alike = self._confusions.alike(run.text[place], accents=stop - start > PAIR and not alone)
        pairs = [[before + one for one, _ in alike]] if before else []
        pairs += [[one + after for one, _ in alike]] if after else []
        known = map(self._vocabulary.frequencies, pairs)
        fits = map(any if alone else all, zip(*known, strict=True))
        return tuple(compress(alike, fits))

    def _gain(self, run: HanRun, mended: str, place: int, window: Span) -> float:
        """Return how much likelier a mended stretch is (log); 0 when the reports do not have it.

        Beside known words, a name is left alone: it may be another one's. A pair must be a word of
        general Chinese.
        """
        word, count = mended[slice(*window)], self._vocabulary.count(mended[slice(*window)])
        start, stop = run.island(place)
        among_words, is_word = stop - start <= 1, self._vocabulary.is_word(word)
        pair = len(word) == PAIR
        if not count or ((among_words or pair) and is_name(word)):
            return 0.0
        if pair and not (is_word and EXACT.isdisjoint(word)):
            return 0.0
        if among_words and not is_word and (start == stop or (len(word) < _ROW and count == 1)):
            return 0.0
        seen = math.log(count / (self._vocabulary.passages() * _PASSAGE))
        likely = self._cutter.chance(word) if is_word else seen
        return (likely if pair else max(seen, likely)) - self._typed(run, window)

    def _typed(self, run: HanRun, window: Span) -> float:
        """Return the log probability of the words typed in a stretch."""
        words = (w for w in run.words if window[0] <= w[0] and w[1] <= window[1])
        return sum(self._cutter.chance(run.text[slice(*word)]) for word in words)

    def _word(self, text: str, place: int) -> Span:
        """Return the known word of `text` around `place`, else what stands beside it."""
        runs = RUN.finditer(_unquoted(text))
        match = next(run for run in runs if run.start() <= place < run.end())
        at = match.start()
        run = HanRun(match.group(), self._cutter.words(match.group()), ())
        start, stop = next(word for word in run.words if word[0] <= place - at < word[1])
        if stop - start == 1:
            start, stop = run.island(place - at)
            start, stop = max(start, place - at - 1), min(stop, place - at + PAIR)
        return at + start, at + stop


def _unquoted(text: str) -> str:
    """Put spaces in place of what is quoted: that is meant to the letter."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)
