"""Where a page holds the question's characters, its terms, and other words for them.

Every character of the question is laid along the whole page at once; the length of the common run
that ends at each place tells which terms stand where. The cost is (characters of the question) x
(characters of the page), whatever the archive holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.deadline import hurry
from retrieval.query.query import Query
from retrieval.ranking.layout import Codes, Floats, Ints, Layout, code_points

_AT_ONCE = 1 << 22
"""So many characters are compared at a time: some 40 MB of memory at most."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of characters that question and page share, one for each place where one may end.

    `row` is the question's character it ends with, `at` the page's; `lengths` count characters.
    """

    row: Ints
    at: Ints
    lengths: Ints


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a word of `length` characters stands on the page: by `strength`, for terms `rows`."""

    places: list[int]
    length: int
    rows: list[int]
    strength: float


@dataclass(frozen=True, slots=True)
class Matches:
    """What of a question stands on a page of T stretches: sentences, and the texts beside.

    `stops` and `sizes` (U) are those of its terms. `hits` (T x U) tell how well a stretch meets a
    term, 0 to 1: fully when it holds it, and by another word for it as much as that is worth.
    `longest` (T) are the longest runs.
    """

    stops: Ints
    sizes: Ints
    runs: Runs
    others: tuple[Stand, ...]
    hits: Floats
    longest: Floats


def match(asked: Query, page: Layout) -> Matches:
    """Find the terms of `asked` (at least one), and other words for them, on the page."""
    runs, others = common_runs(asked.content, page), tuple(_stands(asked, page.text))
    rows = len(asked.content)
    longest = np.zeros((int(page.stretch[-1]) + 1, rows), dtype=np.int64)
    np.maximum.at(longest.reshape(-1), page.stretch[runs.at] * rows + runs.row, runs.lengths)
    stops = np.array([term.stop for term in asked.terms])
    sizes = np.array([len(term.text) for term in asked.terms])
    # A run as long as the term ends with its last character.
    hits = (longest[:, stops - 1] >= sizes).astype(np.float64)
    for other in others:
        _raise(hits, page.stretch[other.places], other.rows, other.strength)
    return Matches(stops, sizes, runs, others, hits, longest.max(axis=1).astype(np.float64))


def common_runs(content: str, page: Layout) -> Runs:
    """Return the runs that `content` shares with the page; white space is shared by none."""
    asked = np.flatnonzero([not character.isspace() for character in content])
    row, at = _common_characters(code_points(content)[asked], page.codes)
    row = asked[row]
    # A run is a stretch of a diagonal, along which both places go on by one.
    diagonal = (at - row) * (len(content) + 1) + row
    order = diagonal.argsort()
    diagonal, start = diagonal[order], np.arange(len(order))
    lengths = start + 1
    start[1:][diagonal[1:] - diagonal[:-1] == 1] = 0
    lengths -= np.maximum.accumulate(start)
    return Runs(row[order], at[order], lengths)


def held(asked: Query, texts: Sequence[str]) -> Floats:
    """Tell how well each text meets each term of `asked` (texts x U), 0 to 1, as `hits` do."""
    terms = [term.text for term in asked.terms]
    found = b"".join([bytes(map(text.__contains__, terms)) for text in texts])
    hits = np.frombuffer(found, dtype=np.bool_).reshape(-1, len(terms)).astype(np.float64)
    for other, rows in asked.others:
        word = other.text
        some = [at for at, text in enumerate(texts) if word in text and other.stands_in(text)]
        if some:
            _raise(hits, np.array(some), rows, other.strength)
    return hits


def _raise(hits: Floats, at: Ints, rows: Sequence[int], least: float) -> None:
    """Let the terms `rows` be met by the stretches `at` as well as `least`, if they are not."""
    place = at[:, None], rows
    hits[place] = np.maximum(hits[place], least)


def _common_characters(asked: Codes, page: Codes) -> tuple[Ints, Ints]:
    """Return each pair of places, in the question and on the page, of the same character."""
    step = max(1, _AT_ONCE // max(1, len(asked)))
    rows, places = [], []
    for start in range(0, len(page), step):
        hurry()
        same = (asked[:, None] == page[start : start + step]).ravel().nonzero()[0]
        row, at = np.divmod(same, min(step, len(page) - start))
        rows.append(row)
        places.append(at + start)
    return np.concatenate(rows), np.concatenate(places)


def _stands(asked: Query, text: str) -> Iterator[Stand]:
    """Yield which of the other words stand in `text`, and where."""
    for other, rows in asked.others:
        if places := list(other.places(text)):
            yield Stand(places, len(other.text), rows, other.strength)
