"""Two texts side by side: which character of one stands for which of the other.

Exact runs are found by their seeds, and chained in order so that what agrees outweighs what is
left out between (Abouelhoda and Ohlebusch, Chaining algorithms for multiple genome comparison,
2005); what lies between two runs is aligned by `difflib`. The claim is placed anywhere in the
source: what stands before and after it there is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

import numpy as np

Pair = tuple[int, int]
"""A character of the claim and the one of the source that stands for it, counted from 0."""

_SEED_PLACES = 32
"""A seed is looked up at so many places of the source; more would be a text of one character."""
_RUNS = 400
"""So many runs are chained, the longest."""
_GAP = 0.4
"""What a gap costs, in equal characters, for each doubling of its length."""
_CLOSE = 300
"""Stretches between runs that are longer than this are taken for other words altogether."""
_EDGE = 4
"""So many wrong characters at an end of the claim stand for characters of the source."""


@dataclass(frozen=True, slots=True)
class Run:
    """`size` characters that are equal, from `claim` on in one text and `source` in the other."""

    claim: int
    source: int
    size: int

    @property
    def stops(self) -> Pair:
        """Where the run stops, in both."""
        return self.claim + self.size, self.source + self.size


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in order, ascending in both texts; `agreeing` of them are of equal characters."""

    pairs: tuple[Pair, ...]
    agreeing: int


def align(claim: str, source: str) -> Alignment | None:
    """Place `claim` in `source`; None when they share no run of a few characters."""
    runs = _chain(_runs(claim, source, _seed(len(claim))))
    if not runs:
        return None
    agreeing = [pair for run in runs for pair in _diagonal(run)]
    agreeing += [
        pair for run, after in pairwise(runs) for pair in _between(claim, source, run, after)
    ]
    agreeing += _before(claim, source, runs[0])
    agreeing += _after(claim, source, runs[-1])
    agreeing.sort()
    pairs = sorted([*agreeing, *_substituted(agreeing), *_edges(agreeing, claim, source)])
    return Alignment(tuple(pairs), len(agreeing))


def _seed(length: int) -> int:
    return 2 if length <= 64 else 3 if length <= 512 else 4  # noqa: PLR2004 - a scale


def _runs(claim: str, source: str, seed: int) -> list[Run]:
    """Return the longest runs that hold a seed, in the order of the claim."""
    places: dict[str, list[int]] = {
        claim[at : at + seed]: [] for at in range(len(claim) - seed + 1)
    }
    for at in range(len(source) - seed + 1):
        known = places.get(source[at : at + seed])
        if known is not None and len(known) < _SEED_PLACES:
            known.append(at)
    open_runs: dict[int, Run] = {}
    runs: list[Run] = []
    for at in range(len(claim) - seed + 1):
        for place in places[claim[at : at + seed]]:
            run = open_runs.get(place - at)
            if run and run.claim + run.size == at + seed - 1:
                open_runs[place - at] = Run(run.claim, run.source, run.size + 1)
            else:
                runs += [run] if run else []
                open_runs[place - at] = Run(at, place, seed)
    runs += open_runs.values()
    longest = sorted(runs, key=lambda run: -run.size)[:_RUNS]
    return sorted(longest, key=lambda run: (run.claim, run.source))


def _chain(runs: Sequence[Run]) -> list[Run]:
    """Return the runs that agree most, in order in both texts and trimmed where they overlap."""
    if not runs:
        return []
    at = np.array([(run.claim, run.source, run.size) for run in runs], dtype=np.float64)
    stops = at[:, :2] + at[:, 2:]
    scores = at[:, 2].copy()
    before = [-1] * len(runs)
    for number in range(1, len(runs)):
        claim, source, size = at[number]
        shift = stops[:number] - (claim, source)
        overlap = np.maximum(shift.max(axis=1), 0)
        gaps = np.maximum(overlap[:, None] - shift, 0)
        cost = np.log2(1 + gaps.max(axis=1)) + np.log2(1 + np.abs(gaps[:, 0] - gaps[:, 1]))
        cost *= _GAP
        starts_before = (at[:number, 0] < claim) & (at[:number, 1] < source) & (overlap < size)
        totals = np.where(starts_before, scores[:number] + size - overlap - cost, -np.inf)
        best = int(totals.argmax())
        if totals[best] > size:
            scores[number], before[number] = totals[best], best
    return _trimmed(runs, before, int(scores.argmax()))


def _trimmed(runs: Sequence[Run], before: Sequence[int], last: int) -> list[Run]:
    """Follow a chain back from its last run, and take off what each shares with the one before."""
    chain = [runs[last]]
    while (last := before[last]) >= 0:
        chain.append(runs[last])
    chain.reverse()
    trimmed = chain[:1]
    for run in chain[1:]:
        claim, source = trimmed[-1].stops
        cut = max(claim - run.claim, source - run.source, 0)
        trimmed.append(Run(run.claim + cut, run.source + cut, run.size - cut))
    return trimmed


def _diagonal(run: Run) -> Iterator[Pair]:
    return ((run.claim + at, run.source + at) for at in range(run.size))


def _between(claim: str, source: str, run: Run, after: Run) -> list[Pair]:
    """Pair equal characters between two runs."""
    (i, j), (k, m) = run.stops, (after.claim, after.source)
    return [(i + a, j + b) for a, b in _equal(claim[i:k], source[j:m])]


def _before(claim: str, source: str, run: Run) -> list[Pair]:
    """Pair equal characters before the first run, as far as they are dense."""
    i, j = run.claim, run.source
    head, room = claim[:i][::-1], source[max(0, j - i) : j][::-1]
    return [(i - 1 - a, j - 1 - b) for a, b in _dense(_equal(head, room))]


def _after(claim: str, source: str, run: Run) -> list[Pair]:
    """Pair equal characters after the last run, as far as they are dense."""
    i, j = run.stops
    tail = claim[i:]
    return [(i + a, j + b) for a, b in _dense(_equal(tail, source[j : j + len(tail)]))]


def _equal(claim: str, source: str) -> list[Pair]:
    """Pair equal characters of two short stretches."""
    if not claim or not source or max(len(claim), len(source)) > _CLOSE:
        return []
    matcher = SequenceMatcher(None, claim, source, autojunk=False)
    pairs = [pair for block in matcher.get_matching_blocks() for pair in _diagonal(Run(*block))]
    if len(claim) != len(source):
        return pairs
    # 87 for 78 is two wrong digits rather than a 7 that is moved.
    abreast = [(at, at) for at in range(len(claim)) if claim[at] == source[at]]
    return abreast if len(claim) - len(abreast) <= 2 * (len(claim) - len(pairs)) else pairs


def _dense(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Return the first of `pairs`, up to where most was gained: a pair is 1, a gap's character -1.

    So extends BLAST a hit (Altschul and others, 1990).
    """
    gains = [2 * count - 1 - max(pair) for count, pair in enumerate(pairs, 1)]
    return pairs[: gains.index(max(gains)) + 1] if gains and max(gains) >= 0 else ()


def _substituted(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pair what is unequal between two pairs, where it is of one length."""
    for (i, j), (k, m) in pairwise(pairs):
        if k - i == m - j:
            yield from _diagonal(Run(i + 1, j + 1, k - i - 1))


def _edges(pairs: Sequence[Pair], claim: str, source: str) -> Iterator[Pair]:
    """Pair the last few unequal characters at both ends: word with word, mark with mark."""
    (i, j), (k, m) = pairs[0], pairs[-1]
    if i <= _EDGE:
        alike = _alike(claim[:i][::-1], source[:j][::-1])
        yield from _diagonal(Run(i - alike, j - alike, alike))
    if len(claim) - k - 1 <= _EDGE:
        yield from _diagonal(Run(k + 1, m + 1, _alike(claim[k + 1 :], source[m + 1 :])))


def _alike(claim: str, source: str) -> int:
    """How many characters from the start on are words in both texts, or marks in both."""
    both = zip(claim, source, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].isalnum() == pair[1].isalnum(), both))
