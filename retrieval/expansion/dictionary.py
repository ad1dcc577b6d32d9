"""What the dictionary tells of words: references, likeness of gloss, and Chinese for English."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np

from retrieval.expansion import cedict
from retrieval.expansion.likeness import Likeness, tabulated
from retrieval.index.archive.table_cache import Arrays, Tables

_FORM = 2
"""Raised when tables are made another way, so that those that were kept are made again."""
_LONGEST = 4
"""What is longer is a phrase or a term of art, and has no synonym."""


class Dictionary:
    """CC-CEDICT, through tables that are made, or opened, when they are first needed."""

    def __init__(self, tables: Tables) -> None:
        """Take tables from `tables`, or make them: a second each."""
        self._tables = tables

    def prepare(self) -> None:
        """Open or make both tables now."""
        self._table("synonyms"), self._table("glosses")

    @cached_property
    def likeness(self) -> Likeness:
        """How like the glosses of words are."""
        return Likeness(self._table("synonyms"))

    @cached_property
    def glosses(self) -> cedict.Glosses:
        """The words by their English glosses."""
        return cedict.Glosses(self._table("glosses"))

    def references(self, word: str) -> tuple[str, ...]:
        """Return the words that `word` refers to, or that refer to it."""
        table = self._table("synonyms")
        ones, others = table["referring"], table["referred"]
        if len(word) * 4 > ones.itemsize:
            return ()
        first, last = (ones.searchsorted(word, side) for side in ("left", "right"))
        return tuple(others[first:last].tolist())

    def _table(self, name: str) -> Arrays:
        make = {"synonyms": _synonyms, "glosses": _glosses}[name]
        return self._tables.get(name, f"{_FORM}-{cedict.version()}", make)


@cache
def _glosses() -> Arrays:
    return cedict.tabulated_glosses()


@cache
def _synonyms() -> Arrays:
    """Make the table of likeness, and of the pairs of words that refer to each other, sorted."""
    words = [entry for entry in cedict.entries() if len(entry.word) > 1]
    pairs = {(entry.word, other) for entry in words for other in entry.references()}
    both = sorted(pairs | {(other, word) for word, other in pairs})
    # Proper nouns are glossed by what they are: a river is no synonym of another.
    common = (
        (entry.word, entry.glosses())
        for entry in words
        if not entry.proper and len(entry.word) <= _LONGEST
    )
    return {
        **tabulated(common),
        "referring": np.array([one for one, _ in both], dtype=np.str_),
        "referred": np.array([other for _, other in both], dtype=np.str_),
    }
