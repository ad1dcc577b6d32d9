"""Passages: what is indexed, found and read closely; numbered from 0 through all articles.

A passage is a paragraph, or, of a paragraph longer than `LONGEST`, a part of it that ends with a
sentence: so whatever is done for a passage takes a bounded time and memory.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalizer import fold
from retrieval.analysis.sentences import sentences
from retrieval.article import Article, Span
from retrieval.index.engine import PassageNumbers
from retrieval.serialization import digest, fingerprint, packed

LONGEST = 2_000
"""Characters of a passage at most; an archive must be built again when it is another number."""
_POINTS_BACK = re.compile(
    "[^。!?;]{0,12}?(?:该[\u4e00-\u9fff]|此[次项举类]|这[一个项次些种]|上述|[他她它]们?|其(?![他中实余次]))"
)

ArticleKey = tuple[int, int]
"""How a store finds an article: the segment it stands in (0 in memory), its number there."""


class ParagraphSpan(NamedTuple):
    """Characters `start` to `stop` of the paragraph `number` (from 1) of an article."""

    number: int
    start: int
    stop: int


class PassagePlace(NamedTuple):
    """Where a passage stands: `article` counts articles from 0; the rest is a `ParagraphSpan`."""

    article: int
    number: int
    start: int
    stop: int

    def in_paragraph(self, span: Span) -> Span:
        """Return a span of the passage as characters of its paragraph."""
        return self.start + span[0], self.start + span[1]


@dataclass(frozen=True, slots=True)
class FoldedArticle:
    """An article, and its heading (title and byline) and body in the form used for matching.

    `offsets` tell where each paragraph begins in the body.
    """

    article: Article
    heading: str
    body: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, article: Article) -> FoldedArticle:
        """Fold an article."""
        sizes = accumulate((len(text) + 1 for text in article.texts), initial=0)
        return cls(article, fold(heading(article)), fold("\n".join(article.texts)), [*sizes])

    def folded(self, span: ParagraphSpan) -> str:
        """Return some of a paragraph as matched: character n of it is character n of the text."""
        before = self.offsets[span.number - 1]
        return self.body[before + span.start : before + span.stop]


class PassageStore:
    """Articles in memory, in order, and their passages."""

    articles: Sequence[Article]

    def __init__(self, articles: Sequence[Article]) -> None:
        """Fold `articles` and number their passages."""
        self.articles = tuple(articles)
        self._folded_articles = tuple(map(FoldedArticle.of, self.articles))
        spans = [spans_of(article) for article in self.articles]
        self._owners = [index for index, own in enumerate(spans) for _ in own]
        self._spans = [span for own in spans for span in own]
        self._firsts = np.cumsum([0, *map(len, spans)]).tolist()
        self._digests_read = [digest(packed(article)) for article in self.articles]
        self._keys = {article.id: (0, index) for index, article in enumerate(self.articles)}

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._spans)

    def __iter__(self) -> Iterator[str]:
        """Yield the indexed text of each passage."""
        yield from map(self.indexed_text, range(len(self)))

    def numbers(self, step: int = 1) -> Iterable[int]:
        """Return every `step`-th passage, from the first one on."""
        return range(0, len(self), step)

    def folded_article(self, passage: int) -> tuple[FoldedArticle, ParagraphSpan]:
        """Return the article the passage stands in, folded, and where in it."""
        key, span = self._locate(passage)
        return self._read(key), span

    def indexed_text(self, passage: int) -> str:
        """Return what it is found by: the article's heading and the text, folded."""
        article, span = self.folded_article(passage)
        return f"{article.heading}\n{article.folded(span)}"

    def place(self, passage: int) -> PassagePlace:
        """Where the passage stands."""
        (_, article), span = self._locate(passage)
        return PassagePlace(article, *span)

    def owners(self, passages: PassageNumbers) -> NDArray[np.intp]:
        """Return which article each of `passages` (ascending) stands in, counted from 0."""
        return np.array([self._owners[passage] for passage in passages], dtype=np.intp)

    def find(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self._read(self._key(article_id)).article

    def digest(self, article_id: str) -> bytes:
        """Return the digest of the article of that id as it was read; KeyError for none."""
        return self._digests_read[self._key(article_id)[1]]

    def digests(self) -> Iterator[bytes]:
        """Yield the digests of the articles, in order."""
        yield from self._digests_read

    def id_of(self, fingerprint: int) -> str:
        """Return the id that has that fingerprint; KeyError when none has."""
        return self._fingerprints[fingerprint]

    def ids(self) -> Iterator[str]:
        """Yield the ids of the articles, in order."""
        yield from self._keys

    def passages(self, article_id: str, number: int) -> range:
        """Return the passages of that paragraph, none if it is blank; KeyError for no article."""
        every = self._passages_of(self._key(article_id))

        def paragraph(passage: int) -> int:
            return self._locate(passage)[1].number

        first = bisect_left(every, number, key=paragraph)
        return every[first : bisect_right(every, number, first, key=paragraph)]

    def passage(self, article_id: str, number: int) -> int:
        """Return the first passage of that paragraph; KeyError when there is none."""
        for passage in self.passages(article_id, number):
            return passage
        raise KeyError(number)

    def article(self, passage: int) -> Article:
        """Return the article the passage stands in."""
        return self.folded_article(passage)[0].article

    def text(self, passage: int) -> str:
        """Return the passage as published."""
        article, (number, start, stop) = self.folded_article(passage)
        return article.article.texts[number - 1][start:stop]

    def folded(self, passage: int) -> str:
        """Return the passage as matched: character n of it is character n of the text."""
        article, span = self.folded_article(passage)
        return article.folded(span)

    def heading(self, passage: int) -> str:
        """Return title and byline above the passage, folded."""
        return self.folded_article(passage)[0].heading

    def body(self, passage: int) -> str:
        """Return the whole article around the passage, folded."""
        return self.folded_article(passage)[0].body

    def lead(self, passage: int) -> int | None:
        """Return the passage before it, when this one begins by pointing back to it (该项目)."""
        key, span = self._locate(passage)
        if span[:2] == (1, 0) or not _POINTS_BACK.match(self._read(key).folded(span)):
            return None
        if passage == self._passages_of(key).start:
            return None
        before = self._locate(passage - 1)[1]
        return passage - 1 if span.number - before.number <= 1 else None

    def version(self) -> str:
        """Return a short name of this content: equal for equal articles, on every machine."""
        content = hashlib.sha256()
        for some in self.digests():
            content.update(some)
        return content.hexdigest()[:12]

    @cached_property
    def _fingerprints(self) -> dict[int, str]:
        return {fingerprint(article_id): article_id for article_id in self._keys}

    # What an archive does otherwise: an article is found by its id or a passage, and read.

    def _key(self, article_id: str) -> ArticleKey:
        return self._keys[article_id]

    def _locate(self, passage: int) -> tuple[ArticleKey, ParagraphSpan]:
        return (0, self._owners[passage]), self._spans[passage]

    def _passages_of(self, key: ArticleKey) -> range:
        return range(self._firsts[key[1]], self._firsts[key[1] + 1])

    def _read(self, key: ArticleKey) -> FoldedArticle:
        return self._folded_articles[key[1]]


def heading(article: Article) -> str:
    """Return what stands above the text: title and byline, as published."""
    return f"{article.title.replace('_', ' ')}\n{article.byline}"


def spans_of(article: Article) -> list[ParagraphSpan]:
    """Return where the passages of an article stand, in order; what is blank is none of them."""
    return [
        ParagraphSpan(number, start, stop)
        for number, text in enumerate(article.texts, 1)
        for start, stop in _parts(text)
        if not text[start:stop].isspace()
    ]


def _parts(text: str) -> Iterator[Span]:
    """Part a paragraph (with no characters: into nothing) at ends of sentences."""
    if len(text) <= LONGEST:
        yield from [(0, len(text))] if text else []
        return
    start = 0
    for first, last in sentences(text):
        if start < first and last - start > LONGEST:
            yield start, first
            start = first
    yield start, len(text)
