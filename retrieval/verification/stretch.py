"""A stretch of an article: words that may run over several paragraphs, as places."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from retrieval.article import Article, Quote

BREAK = "\n"
"""What stands between two paragraphs in the text of a stretch."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quote, or quotes from neighbouring paragraphs of one article that follow on directly.

    Paragraphs without words are passed over.
    """

    quotes: tuple[Quote, ...]

    @property
    def article(self) -> Article:
        """The article."""
        return self.quotes[0].article

    @property
    def text(self) -> str:
        """The words, a paragraph a line."""
        return BREAK.join(quote.text for quote in self.quotes)


class Body:
    """Neighbouring paragraphs of an article as one text."""

    def __init__(self, article: Article, first: int, last: int) -> None:
        """Take paragraphs `first` to `last`, counted from 1; those without words are left out."""
        self.article = article
        self._numbers = [n for n in range(first, last + 1) if article.texts[n - 1].strip()]
        texts = [article.texts[number - 1] for number in self._numbers]
        self.text = BREAK.join(texts)
        self._starts = [0]
        for text in texts:
            self._starts.append(self._starts[-1] + len(text) + len(BREAK))

    def __contains__(self, number: int) -> bool:
        return number in self._numbers

    def stretch(self, start: int, stop: int) -> Stretch:
        """Return the place of `text[start:stop]`, whose ends are visible characters."""
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, stop - 1))
        quotes = []
        for at in range(first, last + 1):
            base = self._starts[at]
            end = self._starts[at + 1] - len(BREAK)
            span = max(start, base) - base, min(stop, end) - base
            quotes.append(Quote(self.article, self._numbers[at], *span))
        return Stretch(tuple(quotes))


def around(article: Article, number: int, reach: int) -> Body:
    """Return paragraph `number` and so many beside it that `reach` characters stand each side."""
    first, before = number, 0
    while first > 1 and before < reach:
        first -= 1
        before += len(article.texts[first - 1])
    last, after = number, 0
    while last < len(article.texts) and after < reach:
        after += len(article.texts[last])
        last += 1
    return Body(article, first, last)
