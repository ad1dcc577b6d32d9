"""Terms as 64-bit numbers: an array of them is a dictionary that needs no loading.

A term of up to three characters is its code points, 21 bits each, so nearly all terms are told
apart exactly. A longer one is 63 bits of BLAKE2 under a leading 1: among ten million long terms,
a question's word is taken for another one once in 10^12 words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.analyzer import Analyzer
from retrieval.index.archive.array_file import Int32s
from retrieval.serialization import fingerprint

TermIds = NDArray[np.uint64]

_BITS = 21
_EXACT = 3
_BREAK = "\x00"


def key(term: str) -> int:
    """Return the number of `term` (not empty)."""
    if len(term) > _EXACT:
        return fingerprint(term)
    number = 0
    for character in term:
        number = number << _BITS | ord(character)
    return number << _BITS * (_EXACT - len(term))


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every occurrence of a term in some texts: its key, and the text, counted from 0."""

    keys: TermIds
    texts: Int32s


def occurrences(texts: Iterable[str], analyzer: Analyzer) -> Occurrences:
    """Return the terms of `texts`, each as many times as `Analyzer.index_terms` has it."""
    words: list[str] = []
    runs: list[str] = []
    counts: list[tuple[int, int, int]] = []
    for text in texts:
        cut = analyzer.cut(text)
        words += cut.words
        runs += cut.runs
        # Each run is followed by a break.
        counts.append((len(cut.words), sum(map(len, cut.runs)), len(cut.runs)))
    words_of, characters_of, runs_of = np.array(counts, dtype=np.int64).reshape(-1, 3).T
    numbers = np.arange(len(counts), dtype=np.int32)
    singles, pairs, first = _characters(runs)
    at = np.repeat(numbers, characters_of + runs_of)
    return Occurrences(
        np.concatenate([_words(words), singles[singles > 0], pairs[first]]),
        np.concatenate([np.repeat(numbers, words_of), at[singles > 0], at[first]]),
    )


def _characters(runs: Sequence[str]) -> tuple[TermIds, TermIds, NDArray[np.bool_]]:
    """Return, for each character of `runs` and the breaks between, the keys that begin there.

    Those of single characters (0 for a break) and of pairs, and whether there is a pair.
    """
    codes = _codes([*runs, ""])
    singles = codes << np.uint64(2 * _BITS)
    following = np.append(codes[1:], np.uint64(0))
    return singles, singles | following << np.uint64(_BITS), (codes > 0) & (following > 0)


def _words(words: Sequence[str]) -> TermIds:
    codes = _codes([*words, "", ""])
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    starts = np.cumsum(lengths + 1) - lengths - 1
    third = np.where(lengths >= _EXACT, codes[starts + 2], np.uint64(0))
    keys: TermIds = (codes[starts] << np.uint64(_BITS) | codes[starts + 1]) << np.uint64(
        _BITS
    ) | third
    for place in np.flatnonzero(lengths > _EXACT).tolist():
        keys[place] = fingerprint(words[place])
    return keys


def _codes(texts: Sequence[str]) -> TermIds:
    """Return the code points of `texts`, 0 between them."""
    data = _BREAK.join(texts).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(data, dtype=np.uint32).astype(np.uint64)
