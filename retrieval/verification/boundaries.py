"""Where a slice of a text may begin and end: never inside a number, a word in letters, or a name.

10676 is no part of 10676.73吨, 87 none of 187, 40 none of 40万, 98 none of 98%, 尔滨 none of
哈尔滨. A number may stand without the unit behind it: 2020 is all of the number of 2020年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.analysis.persons import HAN
from retrieval.analysis.units import UNIT
from retrieval.article import Span
from retrieval.query.names import names

_REACH, _NAME_REACH = 80, 12
"""So many characters before and behind a boundary may belong to one unit, or to one name."""
_JOINED = frozenset(".,%‰-−_/:+×~'—#")
"""Marks that may stand inside a unit."""
_HAN_BEFORE, _HAN_AFTER = re.compile(rf"[{HAN}]*\Z"), re.compile(rf"[{HAN}]*")


class Boundaries:
    """Tells whole numbers, words and names by the words that an analyzer cuts."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Ask `analyzer` for words and the names it knows."""
        self._analyzer = analyzer

    def whole(self, text: str, start: int, stop: int) -> Span:
        """Return the smallest place around `text[start:stop]` that cuts nothing."""
        first = min((a for a, _ in self._across(text, start)), default=start)
        last = max((b for _, b in self._across(text, stop)), default=stop)
        return first, last

    def _across(self, text: str, at: int) -> Iterator[Span]:
        """Yield the units and names that have a part on either side of a boundary."""
        if not 0 < at < len(text) or not (_may_join(text[at - 1]) and _may_join(text[at])):
            return
        for reach, found in ((_REACH, self._units), (_NAME_REACH, self._names)):
            base = max(0, at - reach)
            around = fold(text[base : at + reach])
            for start, stop in found(around, at - base):
                yield base + start, base + stop

    def _units(self, text: str, at: int) -> Iterator[Span]:
        found = (unit.span() for unit in UNIT.finditer(text))
        return ((start, stop) for start, stop in found if start < at < stop)

    def _names(self, text: str, at: int) -> Iterator[Span]:
        """Yield the names in the run of Chinese characters around a boundary."""
        before, after = _HAN_BEFORE.search(text, 0, at), _HAN_AFTER.match(text, at)
        if not (before and before.group() and after and after.group()):
            return
        start = before.start()
        words = self._analyzer.placed_words(text[start : after.end()])
        cut, commonness = at - start, self._analyzer.commonness
        for word in words:
            is_cut = word.start < cut < word.stop
            if is_cut and (self._analyzer.is_name(word.text) or names((word.text,), commonness)):
                yield start + word.start, start + word.stop
        for one, other in pairwise(words):
            is_cut = one.start < cut < other.stop
            if is_cut and one.text + other.text in names((one.text, other.text), commonness):
                yield start + one.start, start + other.stop


def _may_join(character: str) -> bool:
    return character.isalnum() or character in _JOINED
