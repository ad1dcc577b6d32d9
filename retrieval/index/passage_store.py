"""The paragraphs of all reports in one row, numbered, in the written form used for matching."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.serialization import digest, packed

_POINTS_BACK = re.compile(
    "[^。!?;]{0,12}?(?:该[\u4e00-\u9fff]|此[次项举类]|这[一个项次些种]|上述|[他她它]们?|其(?![他中实余次]))"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: `article` counts articles from 0, `number` paragraphs from 1."""

    article: int
    number: int


class PassageStore:
    """Articles in order; their paragraphs are passages 0, 1, 2, …, empty ones left out."""

    def __init__(self, articles: Sequence[Article]) -> None:
        """Give the paragraphs of `articles` their numbers."""
        self.articles: Sequence[Article] = tuple(articles)
        self._places = tuple(
            Place(index, number)
            for index, article in enumerate(self.articles)
            for number, text in enumerate(article.texts, 1)
            if text.strip()
        )
        self._folded = tuple(fold(self.text(passage)) for passage in range(len(self)))
        self._heads = tuple(fold(heading(article)) for article in self.articles)
        self._bodies = tuple(fold("\n".join(article.texts)) for article in self.articles)
        self._numbers = {article.id: index for index, article in enumerate(self.articles)}
        self._passages = {place: passage for passage, place in enumerate(self._places)}

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        """Yield what each passage is found by: the article's heading and its own text, folded."""
        for passage in range(len(self)):
            yield f"{self.heading(passage)}\n{self.folded(passage)}"

    def place(self, passage: int) -> Place:
        """Where the passage stands."""
        return self._places[passage]

    def owners(self, passages: NDArray[np.int32]) -> NDArray[np.intp]:
        """Return which article each of `passages` (ascending) stands in, counted from 0."""
        return np.array([self._places[passage].article for passage in passages], dtype=np.intp)

    def article(self, passage: int) -> Article:
        """Return the article the passage stands in."""
        return self.articles[self._places[passage].article]

    def find(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self.articles[self._numbers[article_id]]

    def ids(self) -> Iterator[str]:
        """Yield the ids of the articles, in order."""
        yield from self._numbers

    def passage(self, article_id: str, number: int) -> int:
        """Return the passage at that paragraph; KeyError when there is none."""
        return self._passages[Place(self._numbers[article_id], number)]

    def text(self, passage: int) -> str:
        """Return the passage as published."""
        return self.article(passage).texts[self._places[passage].number - 1]

    def folded(self, passage: int) -> str:
        """Return the passage as matched: character n of it is character n of the text."""
        return self._folded[passage]

    def lead(self, passage: int) -> int | None:
        """Return the passage before it, when this one begins by pointing back to it (该项目)."""
        number = self.place(passage).number
        if number == 1 or not _POINTS_BACK.match(self.folded(passage)):
            return None
        try:
            return self.passage(self.article(passage).id, number - 1)
        except KeyError:
            return None

    def heading(self, passage: int) -> str:
        """Return title and byline above the passage, folded."""
        return self._heads[self._places[passage].article]

    def body(self, passage: int) -> str:
        """Return the whole article around the passage, folded."""
        return self._bodies[self._places[passage].article]

    def version(self) -> str:
        """Return a short name of this content: equal for equal articles, on every machine."""
        content = hashlib.sha256()
        for article in self.articles:
            content.update(digest(packed(article)))
        return content.hexdigest()[:12]


def heading(article: Article) -> str:
    """Return what stands above the text: title and byline, as published."""
    return f"{article.title.replace('_', ' ')}\n{article.byline}"
