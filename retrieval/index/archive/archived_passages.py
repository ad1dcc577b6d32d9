"""The shelf of an archive: articles are read from their segments when they are asked for."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.deadline import hurry
from retrieval.index.archive.segment_view import SegmentView
from retrieval.index.passage_store import PassageStore, Place, heading
from retrieval.serialization import DIGEST

_KEPT = 256
"""How many articles are kept at hand."""


@dataclass(frozen=True, slots=True)
class _Page:
    """An article, and its heading and body in the written form used for matching."""

    article: Article
    heading: str
    body: str


class Articles(Sequence[Article]):
    """The living articles of some parts, in order, each read when it is asked for."""

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
        """Return the place among all of an article of one part."""
        # A number of the same type: for another one numpy would copy the whole array.
        return int(self._starts[which] + self._living[which].searchsorted(np.int32(local)))

    def numbers(self, which: int, local: NDArray[np.int32]) -> NDArray[np.intp]:
        """Return the places among all of articles of one part."""
        return self._living[which].searchsorted(local) + np.intp(self._starts[which])

    def digests(self) -> Iterator[bytes]:
        """Yield the digests of the articles, many at a time."""
        for part, living in zip(self._parts, self._living, strict=True):
            yield part.segment.digests(living)

    def each_digest(self) -> Iterator[bytes]:
        """Yield the digest of each article."""
        for some in self.digests():
            yield from (some[at : at + DIGEST] for at in range(0, len(some), DIGEST))


class ArchivedPassages(PassageStore):
    """A shelf whose articles stand in the segments of an archive."""

    def __init__(self, parts: Sequence[SegmentView]) -> None:
        """Show the living articles of `parts`; nothing is read yet."""
        self._parts = parts
        self._bases = [part.base for part in parts]
        self._size = sum(part.living_passages() for part in parts)
        self.articles: Articles = Articles(parts)
        self._page = lru_cache(_KEPT)(self._read)

    def __len__(self) -> int:
        """How many passages there are."""
        return self._size

    def __iter__(self) -> Iterator[str]:
        """Yield what each passage is found by: the article's heading and its own text, folded."""
        for part in self._parts:
            for article in part.living_articles().tolist():
                for passage in part.segment.passages(article):
                    at = part.base + passage
                    yield f"{self.heading(at)}\n{self.folded(at)}"

    def place(self, passage: int) -> Place:
        """Where the passage stands."""
        which, article, number = self._locate(passage)
        return Place(self.articles.number(which, article), number)

    def owners(self, passages: NDArray[np.int32]) -> NDArray[np.intp]:
        """Return which article each of `passages` (ascending) stands in, counted from 0."""
        edges = passages.searchsorted(np.array(self._bases, dtype=np.int32)).tolist()
        spans = zip(self._parts, edges, [*edges[1:], len(passages)], strict=True)
        found = [
            self.articles.numbers(which, part.segment.owners(passages[start:stop] - part.base))
            for which, (part, start, stop) in enumerate(spans)
        ]
        return np.concatenate([np.zeros(0, dtype=np.intp), *found])

    def article(self, passage: int) -> Article:
        """Return the article the passage stands in."""
        return self._page(*self._locate(passage)[:2]).article

    def find(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self._page(*self._find(article_id)).article

    def ids(self) -> Iterator[str]:
        """Yield the ids of the articles, in order; nothing else of them is read."""
        for part in self._parts:
            yield from map(part.segment.id, part.living_articles().tolist())

    def passage(self, article_id: str, number: int) -> int:
        """Return the passage at that paragraph; KeyError when there is none."""
        which, article = self._find(article_id)
        part = self._parts[which]
        for passage in part.segment.passages(article):
            if part.segment.place(passage)[1] == number:
                return part.base + passage
        raise KeyError(number)

    def text(self, passage: int) -> str:
        """Return the passage as published."""
        which, article, number = self._locate(passage)
        return self._page(which, article).article.texts[number - 1]

    def folded(self, passage: int) -> str:
        """Return the passage as matched: character n of it is character n of the text."""
        which, article, number = self._locate(passage)
        page = self._page(which, article)
        if len(page.article.texts) == 1:
            return page.body
        before = sum(len(text) + 1 for text in page.article.texts[: number - 1])
        return page.body[before : before + len(page.article.texts[number - 1])]

    def heading(self, passage: int) -> str:
        """Return title and byline above the passage, folded."""
        return self._page(*self._locate(passage)[:2]).heading

    def body(self, passage: int) -> str:
        """Return the whole article around the passage, folded."""
        return self._page(*self._locate(passage)[:2]).body

    def version(self) -> str:
        """Return a short name of this content: equal for equal articles, on every machine."""
        content = hashlib.sha256()
        for some in self.articles.digests():
            content.update(some)
        return content.hexdigest()[:12]

    def _locate(self, passage: int) -> tuple[int, int, int]:
        """Return part, article in its segment, and paragraph."""
        which = bisect_right(self._bases, passage) - 1
        part = self._parts[which]
        return which, *part.segment.place(passage - part.base)

    def _find(self, article_id: str) -> tuple[int, int]:
        for which, part in enumerate(self._parts):
            for article in part.segment.find(article_id):
                if part.lives(article):
                    return which, article
        raise KeyError(article_id)

    def _read(self, which: int, article: int) -> _Page:
        hurry()
        found = self._parts[which].segment.article(article)
        return _Page(found, fold(heading(found)), fold("\n".join(found.texts)))
