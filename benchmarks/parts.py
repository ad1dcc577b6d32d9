"""Our library without one part of what it knows of meaning, to see what the part is worth."""

from __future__ import annotations

from retrieval.corpus import Corpus
from retrieval.expansion.synonyms import Thesaurus
from retrieval.expansion.word_likeness import Near
from retrieval.library import Library

SYNONYMS, LIKE_WORDS, RULES = "synonyms", "like words", "rules of fit"
PARTS = (SYNONYMS, LIKE_WORDS, RULES)
WITHOUT = "without "
"""Stands before a part in the name of an engine."""


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
