"""The directory of names: every person, place and organisation that reports name, and where.

Made once, in memory, of the first reports: of very many, not all are read for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.article import Article, Span
from retrieval.deadline import within
from retrieval.entities.organisations import OrganisationFinder, is_body, is_district
from retrieval.entities.people import people
from retrieval.entities.places import PlaceFinder
from retrieval.index.passage_store import PassageStore
from retrieval.lexicon.files import words

_READ = 1000
"""So many passages are read for the directory."""
_PIECES = re.compile(r"\s+|\S+")
_KNOWN = words("place_names")


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    AUTHOR = "author"
    PLACE = "place"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands: characters `start` to `stop` of a paragraph (from 1) of an article."""

    article: Article
    number: int
    start: int
    stop: int


@dataclass(slots=True)
class NamedEntity:
    """A name (as the reports print it first), its kind, and where it stands, in order."""

    name: str
    kind: NameKind
    mentions: list[Mention] = field(default_factory=list)
    is_company: bool = False
    """Whether a report calls it a company, whatever it ends with."""


Passage = tuple[Article, int, Span, str]
"""What is read: an article, a paragraph's number, where the passage stands in it, folded text."""


class Directory:
    """The names in the passages of a store."""

    def __init__(self, store: PassageStore, analyzer: Analyzer) -> None:
        """Nothing is read before the first name is asked for."""
        self._store, self._analyzer = store, analyzer
        self._companies: set[str] = set()

    @property
    def is_whole(self) -> bool:
        """Whether every report has been read for it."""
        return len(self._store) <= _READ

    def prepare(self) -> None:
        """Read the reports now, which the first question for names would wait for."""
        self._entities  # noqa: B018 - it is kept

    def named(self, kind: NameKind, endings: Sequence[str] = ()) -> list[NamedEntity]:
        """Return the names of a kind, those that end so, in the order they first stand in."""
        listed = self._entities.values()
        fits = tuple(endings)
        return [e for e in listed if e.kind is kind and (not fits or e.name.endswith(fits))]

    @cached_property
    def _entities(self) -> Mapping[str, NamedEntity]:
        with within(math.inf):  # It is read once, for all the questions to come.
            texts = list(self._texts())
        kinds = self._kinds(texts)
        found = {name: NamedEntity(name, kind) for name, kind in kinds.items()}
        for name in self._companies & found.keys():
            found[name].is_company = True
        self._place(found, texts)
        stands = {name: entity for name, entity in found.items() if entity.mentions}
        return {**stands, **{f"/{e.name}": e for e in self._authors(texts)}}

    def _authors(self, texts: Iterable[Passage]) -> Iterator[NamedEntity]:
        """Yield the names of bylines: where they sign in the text, else where that begins."""
        found: dict[str, NamedEntity] = {}
        for article, group in groupby(texts, key=lambda passage: passage[0]):
            own = list(group)
            for name in map(fold, article.authors):
                author = found.setdefault(name, NamedEntity(name, NameKind.AUTHOR))
                author.mentions.append(_signature(article, name, own))
        yield from found.values()

    def _texts(self) -> Iterator[Passage]:
        for passage in range(min(len(self._store), _READ)):
            place = self._store.place(passage)
            span = place.start, place.stop
            yield self._store.article(passage), place.number, span, self._store.folded(passage)

    def _kinds(self, texts: Iterable[Passage]) -> dict[str, NameKind]:
        """Return every name (folded) with its kind; of what may be two, a person comes first."""
        finder = _Finder(self._analyzer)
        kinds: dict[str, NameKind] = {}
        for article, _ in groupby(texts, key=lambda passage: passage[0]):
            finder.learn(article)
        for *_, text in texts:
            self._companies.update(finder.companies(text))
            for name, kind in finder.names(text):
                if kinds.setdefault(name, kind) is not kind and kind is NameKind.PERSON:
                    kinds[name] = kind
        return finder.settled(kinds)

    def _place(
        self,
        found: Mapping[str, NamedEntity],
        texts: Iterable[Passage],
    ) -> None:
        """Note where each name stands; where one is part of another, only the longer is meant."""
        for kind in NameKind:
            longest = sorted((n for n in found if found[n].kind is kind), key=len, reverse=True)
            pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")
            for article, number, (start, _), text in texts:
                for match in pattern.finditer(text):
                    at = Mention(article, number, start + match.start(), start + match.end())
                    found[match.group()].mentions.append(at)


class _Finder:
    """Finds the names of all kinds in folded texts."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._places = PlaceFinder(analyzer.commonness)
        self._from_fields: dict[str, NameKind] = {}
        self._stems: set[str] = set()
        self._organisations = OrganisationFinder(analyzer.commonness, self._is_place)

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

    def _is_place(self, word: str) -> bool:
        return word in self._stems or word in _KNOWN or bool(self._places.stem(word))

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


def _signature(article: Article, name: str, passages: Iterable[Passage]) -> Mention:
    """Return where an author signs last; a place without extent where the text begins, if not."""
    first, *_ = passages = list(passages)
    for _, number, (start, _), text in reversed(passages):
        if (at := text.rfind(name)) >= 0:
            return Mention(article, number, start + at, start + at + len(name))
    return Mention(article, first[1], first[2][0], first[2][0])


def _outer(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that stand in no other one, in order."""
    every = sorted(set(spans))
    return [s for s in every if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in every)]


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)
