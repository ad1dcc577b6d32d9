"""The passages of an archive: articles are read from their segments when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from retrieval.article import Article
from retrieval.cache import SizedCache
from retrieval.deadline import hurry
from retrieval.index.archive.segment_view import SegmentView
from retrieval.index.engine import PassageNumbers
from retrieval.index.passage_store import (
    ArticleKey,
    FoldedArticle,
    ParagraphSpan,
    PassagePlace,
    PassageStore,
)
from retrieval.serialization import DIGEST

_CHARACTERS = 4_000_000
"""So many characters of articles are kept at hand: some 16 MB, with their folded form."""


class ArchivedArticles(Sequence[Article]):
    """The living articles of some segments, in order, each read when it is asked for."""

    def __init__(self, parts: Sequence[SegmentView]) -> None:
        self._parts = parts
        self._living = [part.living_articles() for part in parts]
        self._starts = np.cumsum([0, *map(len, self._living)]).tolist()

    def __len__(self) -> int:
        return int(self._starts[-1])

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | Sequence[Article]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError(at)
        which = bisect_right(self._starts, number) - 1
        local = self._living[which][number - self._starts[which]]
        return self._parts[which].segment.article(int(local))

    def number(self, which: int, local: int) -> int:
        """Return the place among all of an article of one segment."""
        # A number of the same type: for another one numpy would copy the whole array.
        return int(self._starts[which] + self._living[which].searchsorted(np.int32(local)))

    def numbers(self, which: int, local: NDArray[np.int32]) -> NDArray[np.intp]:
        """Return the places among all of articles of one segment."""
        return self._living[which].searchsorted(local) + np.intp(self._starts[which])

    def digests(self) -> Iterator[bytes]:
        """Yield the digests of the articles, those of a segment at a time."""
        for part, living in zip(self._parts, self._living, strict=True):
            yield part.segment.digests(living)

    def each_digest(self) -> Iterator[bytes]:
        """Yield the digest of each article."""
        for some in self.digests():
            yield from (some[at : at + DIGEST] for at in range(0, len(some), DIGEST))


class ArchivedPassages(PassageStore):
    """A store whose articles stand in the segments of an archive."""

    articles: ArchivedArticles

    def __init__(self, parts: Sequence[SegmentView]) -> None:
        """Show the living articles of `parts`; nothing is read yet."""
        self._parts = parts
        self._bases = [part.base for part in parts]
        self._size = sum(part.living_passages() for part in parts)
        self.articles = ArchivedArticles(parts)
        self._at_hand: SizedCache[ArticleKey, FoldedArticle] = SizedCache(_CHARACTERS)

    def __len__(self) -> int:
        """How many passages there are."""
        return self._size

    def __iter__(self) -> Iterator[str]:
        """Yield the indexed text of each passage."""
        for which, part in enumerate(self._parts):
            for article in part.living_articles().tolist():
                yield from map(self.indexed_text, self._passages_of((which, article)))

    def numbers(self, step: int = 1) -> Iterable[int]:
        """Return every `step`-th living passage, from the first one on."""
        living = [part.living_numbers() for part in self._parts]
        return map(int, np.concatenate(living or [np.zeros(0, dtype=np.intp)])[::step])

    def place(self, passage: int) -> PassagePlace:
        """Where the passage stands."""
        key, span = self._locate(passage)
        return PassagePlace(self.articles.number(*key), *span)

    def owners(self, passages: PassageNumbers) -> NDArray[np.intp]:
        """Return which article each of `passages` (ascending) stands in, counted from 0."""
        edges = passages.searchsorted(np.array(self._bases, dtype=np.int32)).tolist()
        spans = zip(self._parts, edges, [*edges[1:], len(passages)], strict=True)
        found = [
            self.articles.numbers(which, part.segment.owners(passages[start:stop] - part.base))
            for which, (part, start, stop) in enumerate(spans)
        ]
        return np.concatenate([np.zeros(0, dtype=np.intp), *found])

    def digest(self, article_id: str) -> bytes:
        """Return the digest of the article of that id as it was written; KeyError for none."""
        which, article = self._key(article_id)
        return self._parts[which].segment.digest(article)

    def digests(self) -> Iterator[bytes]:
        """Yield the digests of the articles, in order; nothing else of them is read."""
        yield from self.articles.each_digest()

    def ids(self) -> Iterator[str]:
        """Yield the ids of the articles, in order; nothing else of them is read."""
        for part in self._parts:
            yield from map(part.segment.id, part.living_articles().tolist())

    def id_of(self, fingerprint: int) -> str:
        """Return the id that has that fingerprint; KeyError for none."""
        for part in self._parts:
            for article in part.segment.named(fingerprint):
                if part.lives(article):
                    return part.segment.id(article)
        raise KeyError(fingerprint)

    def _key(self, article_id: str) -> ArticleKey:
        for which, part in enumerate(self._parts):
            for article in part.segment.find(article_id):
                if part.lives(article):
                    return which, article
        raise KeyError(article_id)

    def _locate(self, passage: int) -> tuple[ArticleKey, ParagraphSpan]:
        which = bisect_right(self._bases, passage) - 1
        part = self._parts[which]
        article, span = part.segment.place(passage - part.base)
        return (which, article), span

    def _passages_of(self, key: ArticleKey) -> range:
        which, article = key
        own, base = self._parts[which].segment.passages(article), self._bases[which]
        return range(own.start + base, own.stop + base)

    def _read(self, key: ArticleKey) -> FoldedArticle:
        found = self._at_hand.get(key)
        if found is None:
            hurry()
            which, article = key
            found = FoldedArticle.of(self._parts[which].segment.article(article))
            self._at_hand.put(key, found, len(found.heading) + len(found.body))
        return found
