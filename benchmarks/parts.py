"""Our library with and without parts of what it knows of meaning, to see what each is worth."""

from __future__ import annotations

from functools import cache

from retrieval.corpus import Corpus
from retrieval.expansion.synonyms import Thesaurus
from retrieval.expansion.word_likeness import Near
from retrieval.index.open_index import OpenIndex, in_memory, with_vectors
from retrieval.library import Library
from retrieval.meaning.encoder import encoder, installed
from retrieval.meaning.vector_folder import VectorFolder

SYNONYMS, LIKE_WORDS, RULES = "synonyms", "like words", "rules of fit"
PARTS = (SYNONYMS, LIKE_WORDS, RULES)
WITHOUT = "without "
"""Stands before a part in the name of an engine."""
VECTORS = "with vectors of sentences"
"""The name of the engine that has them, where they are installed."""


def variants() -> list[str]:
    """Return the names of the engines to be compared with ours."""
    return [*(WITHOUT + part for part in PARTS), *([VECTORS] if installed() else [])]


def library_with_vectors(corpus: Corpus) -> Library:
    """Return a library that lets vectors of sentences have a say."""
    return Library(opened_with_vectors(corpus))


def opened_with_vectors(corpus: Corpus) -> OpenIndex:
    """Index reports in memory, with the vectors of their sentences."""
    return with_vectors(in_memory(corpus), _kept())


@cache
def _kept() -> VectorFolder:
    """Return where this process keeps vectors: the same reports are indexed many times."""
    return VectorFolder(encoder())


class Without(Library):
    """A library without one of `PARTS`."""

    def __init__(self, corpus: Corpus, part: str) -> None:
        """Index `corpus`, and switch `part` off."""
        super().__init__(corpus, _Forgetful(part))
        if part == RULES:
            self._judge.rules = ()


class _Forgetful(Thesaurus):
    """A thesaurus without a part."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part

    def alternatives(self, word: str) -> tuple[Near, ...]:
        return () if self._part == SYNONYMS else super().alternatives(word)

    def near(self, word: str) -> tuple[Near, ...]:
        return () if self._part == LIKE_WORDS else super().near(word)
