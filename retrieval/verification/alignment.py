"""Two texts side by side: which character of one stands for which of the other. Home of rapidfuzz.

The claim is placed anywhere in the source: what stands before and after it there is free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import log2

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein, Opcodes

from retrieval.article import Span

Pair = tuple[int, int]
"""A character of the claim and the one of the source that stands for it, counted from 0."""

_SLID = 1000
"""A claim of more characters is not slid along the source: that takes quadratic time."""
_MARGIN = 32
"""So many characters of the source are looked at on either side beyond what the claim needs."""
_SEEDS, _SEED, _SEED_PLACES = 64, 4, 16
"""So many seeds of so many characters, each at its first places, tell where a claim may stand."""
_GAP = 0.4
"""What a gap costs, in equal characters, for each doubling of its length."""
_BY_CHANCE = 0.5
"""A run of one character is worth so many."""
_EDGE = 4
"""So many wrong characters at an end of the claim stand for characters of the source."""


@dataclass(frozen=True, slots=True)
class EqualRun:
    """`size` characters that are equal, from `claim` on in one text and `source` in the other."""

    claim: int
    source: int
    size: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in order, ascending in both texts; `agreeing` of them are of equal characters."""

    pairs: tuple[Pair, ...]
    agreeing: int


def window(claim: str, source: str) -> Span:
    """Return where in a long source a claim may stand: at most some four times as long as it.

    The place is where the most seeds of the claim vote for one shift; a short source is all taken.
    """
    room = 2 * (len(claim) + _MARGIN)
    if len(source) <= 2 * room:
        return 0, len(source)
    step = max(1, (len(claim) - _SEED) // _SEEDS)
    votes = Counter(
        (place - at) // room
        for at in range(0, max(1, len(claim) - _SEED + 1), step)
        for place in _places(claim[at : at + _SEED], source)
    )
    shift = max(votes, key=lambda one: votes[one] + votes[one + 1], default=0)
    start = shift * room - _MARGIN
    return max(0, start), min(len(source), start + 2 * room + len(claim) + 2 * _MARGIN)


def align(claim: str, source: str) -> Alignment | None:
    """Place `claim` in `source`; None when they have no character in common."""
    start, stop = window(claim, source)
    best = max(_tries(claim, source[start:stop]), key=_worth, default=())
    if not best:
        return None
    equal = [(a, b + start) for run in best for a, b in _diagonal(run)]
    pairs = sorted([*equal, *_substituted(equal), *_edges(equal, claim, source)])
    return Alignment(tuple(pairs), len(equal))


def _places(seed: str, source: str) -> Iterator[int]:
    at = source.find(seed)
    for _ in range(_SEED_PLACES):
        if at < 0:
            return
        yield at
        at = source.find(seed, at + 1)


def _tries(claim: str, source: str) -> Iterator[Sequence[EqualRun]]:
    """Yield ways to place the claim: in a stretch as long as it is, and with room around that."""
    if len(claim) > _SLID or len(claim) >= len(source):
        yield _equal_runs(Levenshtein.opcodes(claim, source), 0)
        return
    found = fuzz.partial_ratio_alignment(claim, source)
    if found is None:
        return
    start, stop = found.dest_start, found.dest_end
    runs = _equal_runs(Levenshtein.opcodes(claim, source[start:stop]), start)
    yield runs
    if sum(run.size for run in runs) < len(claim):
        room = len(claim) // 2 + _MARGIN
        wide = max(0, start - room)
        yield _equal_runs(Indel.opcodes(claim, source[start:stop]), start)
        yield _equal_runs(Indel.opcodes(claim, source[wide : stop + room]), wide)
        yield _equal_runs(Levenshtein.opcodes(claim, source[wide : stop + room]), wide)


def _equal_runs(found: Opcodes, start: int) -> Sequence[EqualRun]:
    """Return the equal runs that are worth their gaps; the source was read from `start` on."""
    equal = [
        EqualRun(code.src_start, start + code.dest_start, code.src_end - code.src_start)
        for code in found
        if code.tag == "equal"
    ]
    return _dense(equal)


def _dense(runs: Sequence[EqualRun]) -> Sequence[EqualRun]:
    """Return the neighbours that gain most, each of equal characters, less what gaps cost.

    So extends BLAST a hit (Altschul and others, 1990).
    """
    best, first, score, top = (0, 0), 0, 0.0, 0.0
    for at, run in enumerate(runs):
        score -= _cost(runs[at - 1], run) if at > first else 0
        if score < 0 or at == first:
            first, score = at, 0.0
        score += _gain(run)
        if score > top:
            best, top = (first, at + 1), score
    return runs[slice(*best)]


def _cost(run: EqualRun, after: EqualRun) -> float:
    """Return what it costs to go on from one run to the next."""
    claimed = after.claim - run.claim - run.size
    shown = after.source - run.source - run.size
    return _GAP * (log2(1 + max(claimed, shown)) + log2(1 + abs(shown - claimed)))


def _gain(run: EqualRun) -> float:
    """Return what a run is worth; a single character may be equal by chance."""
    return run.size if run.size > 1 else _BY_CHANCE


def _worth(runs: Sequence[EqualRun]) -> float:
    gaps = sum(_cost(*two) for two in pairwise(runs))
    return sum(map(_gain, runs)) - gaps


def _diagonal(run: EqualRun) -> Iterator[Pair]:
    return ((run.claim + at, run.source + at) for at in range(run.size))


def _substituted(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pair what is unequal between two pairs, where it is of one length."""
    for (i, j), (k, m) in pairwise(pairs):
        if k - i == m - j:
            yield from _diagonal(EqualRun(i + 1, j + 1, k - i - 1))


def _edges(pairs: Sequence[Pair], claim: str, source: str) -> Iterator[Pair]:
    """Pair the last few unequal characters at both ends: word with word, mark with mark."""
    (i, j), (k, m) = pairs[0], pairs[-1]
    if i <= _EDGE:
        alike = _alike(claim[:i][::-1], source[:j][::-1])
        yield from _diagonal(EqualRun(i - alike, j - alike, alike))
    if len(claim) - k - 1 <= _EDGE:
        yield from _diagonal(EqualRun(k + 1, m + 1, _alike(claim[k + 1 :], source[m + 1 :])))


def _alike(claim: str, source: str) -> int:
    """How many characters from the start on are words in both texts, or marks in both."""
    both = zip(claim, source, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _is_word(pair[0]) == _is_word(pair[1]), both))


def _is_word(character: str) -> bool:
    """Whether a unit is no mark; what stands for a number or a word in letters is private."""
    return character.isalnum() or character >= "\U000f0000"
