"""Finds names of all kinds in folded texts, and keeps what was found for the next version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.article import Article, Span
from retrieval.entities.organisations import OrganisationFinder, is_body, is_district
from retrieval.entities.people import people
from retrieval.entities.places import PlaceFinder
from retrieval.lexicon.files import words
from retrieval.serialization import digest

_PIECES = re.compile(r"\s+|\S+")
_KNOWN = words("place_names")


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    AUTHOR = "author"
    PLACE = "place"
    ORGANISATION = "organisation"


class NamesFound(NamedTuple):
    """The names in a passage, with their kinds, and those that it calls companies."""

    names: tuple[tuple[str, NameKind], ...]
    companies: tuple[str, ...]


class KnownNames:
    """Names as they were found in the passages of one version, kept for the next one.

    Only passages are looked through that are new, or in which a word stands that names are told by
    and that came or went.
    """

    def __init__(self) -> None:
        self._before: tuple[frozenset[str], dict[bytes, NamesFound]] = frozenset(), {}

    def found(self, texts: Iterable[str], finder: NameFinder) -> Iterator[NamesFound]:
        """Yield what `finder` finds in `texts` (folded), which are all of a version."""
        (words_before, known), now = self._before, dict[bytes, NamesFound]()
        altered = words_before ^ finder.words
        for text in texts:
            key = digest(text.encode("utf-8", "surrogatepass"))
            found = known.get(key)
            if found is None or any(word in text for word in altered):
                found = NamesFound(tuple(finder.names(text)), tuple(finder.companies(text)))
            now[key] = found
            yield found
        self._before = finder.words, now


class NameFinder:
    """Finds the names of all kinds in folded texts."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._places = PlaceFinder(analyzer.commonness)
        self._from_fields: dict[str, NameKind] = {}
        self._stems: set[str] = set()
        # Not a method of this one, which would hold itself, and the analyser's 20 MB with it.
        is_place = partial(_is_place, self._stems, self._places)
        self._organisations = OrganisationFinder(analyzer.commonness, is_place)

    def learn(self, article: Article) -> None:
        """Learn the names of a report's own place."""
        field_ = fold(article.place)
        parts = [field_[a:b] for a, b in self._places.chain(field_)]
        if not parts and field_:
            kind = NameKind.ORGANISATION if is_body(field_) else NameKind.PLACE
            self._from_fields[field_] = kind
        for name in parts:
            self._from_fields[name] = NameKind.PLACE
            self._stems.add(name)
            if stem := self._places.stem(name):
                self._stems.add(stem)

    @property
    def words(self) -> frozenset[str]:
        """The words it has learned, by which alone it tells names otherwise than another one."""
        return self._analyzer.names.union(self._stems)

    def names(self, text: str) -> Iterator[tuple[str, NameKind]]:
        """Yield the names in `text`, with their kinds."""
        cut = self._cut(text)
        common = self._analyzer.commonness
        persons = [*people(text, common)]
        bodies = _outer(self._organisations.find(text, cut))
        places = _outer([*self._places.find(text, cut), *self._aliases(cut)])
        for start, stop in persons:
            yield text[start:stop], NameKind.PERSON
        for start, stop in bodies:
            name = text[start:stop]
            yield name, NameKind.PLACE if is_district(name) else NameKind.ORGANISATION
        for start, stop in places:
            if not _inside((start, stop), persons):
                yield text[start:stop], NameKind.PLACE

    def companies(self, text: str) -> Iterator[str]:
        """Yield the names in `text` that it calls those of companies."""
        for start, stop in self._organisations.companies(text, self._cut(text)):
            yield text[start:stop]

    def settled(self, kinds: Mapping[str, NameKind]) -> dict[str, NameKind]:
        """Add the places of the reports; leave out 徐超和 where 徐超 is known as well."""
        every = {**kinds, **self._from_fields}
        people_ = {n for n, k in every.items() if k is NameKind.PERSON}
        return {n: k for n, k in every.items() if not (n in people_ and n[:-1] in people_)}

    def _aliases(self, cut: Sequence[str]) -> Iterator[Span]:
        """Yield where a report's own place is called for short: 沈荡."""
        at = 0
        for word in cut:
            if word in self._stems:
                yield at, at + len(word)
            at += len(word)

    def _cut(self, text: str) -> list[str]:
        """Cut a text into words that together are the text."""
        return [
            word
            for piece in _PIECES.findall(text)
            for word in ([piece] if piece.isspace() else self._analyzer.words(piece))
        ]


def _is_place(stems: AbstractSet[str], places: PlaceFinder, word: str) -> bool:
    return word in stems or word in _KNOWN or bool(places.stem(word))


def _outer(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that stand in no other one, in order."""
    every = sorted(set(spans))
    return [s for s in every if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in every)]


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)
