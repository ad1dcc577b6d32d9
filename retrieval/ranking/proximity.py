"""How near the question's words stand to something of the kind it wants."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.article import Span
from retrieval.ranking.layout import Floats, Ints, Layout
from retrieval.ranking.matching import Matches

_BEFORE, _AFTER = 20, 10
"""How near, in characters, the question's words count for a thing of the wanted kind."""
_PAIR = 2
"""Characters of the shortest terms that count: single ones are noise."""
_TINY = 1e-9


def near(
    places: Sequence[Span], found: Matches, rarity: Floats, page: Layout
) -> tuple[Floats, Floats]:
    """Measure what stands near things of the wanted kind: the most, as a share of the page's.

    `places` are those of the things, in order; `rarity` (C x U) weighs the terms. Beside it, 1 for
    the windows (W) that hold such a thing at all.
    """
    nearest, kind = np.zeros((2, len(page.first)))
    if not places:
        return nearest, kind
    starts, stops = np.array(places).T
    passages = _passages(starts, page)
    ends = np.append(page.offsets[1:], page.size)[passages]
    close = _closeness(found, rarity, page)
    reach = close[np.minimum(stops + _AFTER, ends)]
    reach -= close[np.maximum(starts - _BEFORE, page.offsets[passages])]
    lows, highs = map(starts.searchsorted, page.bounds())
    holding = np.flatnonzero(highs > lows)
    if len(holding):
        pairs = np.array([lows[holding], highs[holding]]).T.ravel()
        nearest[holding] = np.maximum.reduceat(np.append(reach, 0.0), pairs)[::2]
    nearest /= max(reach.max(), _TINY)
    kind[holding] = 1.0
    return nearest, kind


def _closeness(found: Matches, rarity: Floats, page: Layout) -> Floats:
    """Sum, up to each character of the passages, the weight of words and pairs standing there."""
    weight = np.zeros(page.size + 1)
    term, at = _long_terms(found, page)
    heavy, sizes = rarity[_passages(at, page), term], found.sizes[term]
    for back in range(sizes.max(initial=0)):
        reaching = sizes > back
        np.maximum.at(weight, at[reaching] + 1 - back, heavy[reaching])
    for other in found.others:
        own = other.strength * rarity[:, other.rows].max(axis=1, initial=0.0)
        for start in (place for place in other.places if place < page.size):
            place = weight[start + 1 : start + 1 + other.length]
            np.maximum(place, own[_passages(start, page)], out=place)
    return weight.cumsum()


def _long_terms(found: Matches, page: Layout) -> tuple[Ints, Ints]:
    """Return which terms stand in passages, each time one does, and where its last character."""
    runs = found.runs
    long = np.flatnonzero((runs.lengths >= _PAIR) & (runs.at < page.size))
    fits = found.sizes[:, None] <= runs.lengths[long]
    fits &= (found.stops[:, None] - 1 == runs.row[long]) & (found.sizes[:, None] >= _PAIR)
    term, run = fits.nonzero()
    return term, runs.at[long[run]]


def _passages(at: Ints | int, page: Layout) -> Ints:
    """Return in which passages places of the page stand."""
    return page.offsets.searchsorted(at, side="right") - 1
