"""The directory of names: every person, place and organisation that reports name, and where.

Made once, in memory, of the first reports: of very many, not all are read for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.article import Article, Span
from retrieval.deadline import within
from retrieval.entities.name_finder import KnownNames, NameFinder, NameKind
from retrieval.index.passage_store import PassageStore

_READ = 1000
"""So many passages are read for the directory."""


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

    def __init__(
        self, store: PassageStore, analyzer: Analyzer, known: KnownNames | None = None
    ) -> None:
        """Nothing is read before the first name is asked for; what is `known`, not again."""
        self._store, self._analyzer, self._known = store, analyzer, known or KnownNames()
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
        finder = NameFinder(self._analyzer)
        kinds: dict[str, NameKind] = {}
        for article, _ in groupby(texts, key=lambda passage: passage[0]):
            finder.learn(article)
        for found in self._known.found((text for *_, text in texts), finder):
            self._companies.update(found.companies)
            for name, kind in found.names:
                if kinds.setdefault(name, kind) is not kind and kind is NameKind.PERSON:
                    kinds[name] = kind
        return finder.settled(kinds)

    def _place(
        self,
        found: Mapping[str, NamedEntity],
        texts: Iterable[Passage],
    ) -> None:
        """Note where each name stands; where one is part of another, only the longer is meant.

        But a body that another one's name begins with is its owner: 清华大学 of 清华大学图书馆.
        """
        for kind in NameKind:
            longest = sorted((n for n in found if found[n].kind is kind), key=len, reverse=True)
            pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")
            owners = _owners(longest) if kind is NameKind.ORGANISATION else {}
            for article, number, (start, _), text in texts:
                for match in pattern.finditer(text):
                    at, name = start + match.start(), match.group()
                    for one in (name, *owners.get(name, ())):
                        found[one].mentions.append(Mention(article, number, at, at + len(one)))


def _signature(article: Article, name: str, passages: Iterable[Passage]) -> Mention:
    """Return where an author signs last; a place without extent where the text begins, if not."""
    first, *_ = passages = list(passages)
    for _, number, (start, _), text in reversed(passages):
        if (at := text.rfind(name)) >= 0:
            return Mention(article, number, start + at, start + at + len(name))
    return Mention(article, first[1], first[2][0], first[2][0])


def _owners(names: Sequence[str]) -> dict[str, list[str]]:
    """Return which of the names each one begins with."""
    known = frozenset(names)
    return {
        name: [name[:stop] for stop in range(1, len(name)) if name[:stop] in known]
        for name in names
    }
