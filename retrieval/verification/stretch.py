"""A stretch of an article: words that may run over several paragraphs, as places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from retrieval.analysis.units import cut_before, cut_behind
from retrieval.article import Article, Quote, Span

BREAK = "\n"
"""What stands between two paragraphs in the text of a stretch."""

Point = tuple[int, int]
"""A paragraph's number, counted from 1, and a character of it, counted from 0."""

_SENTENCE = 400
"""A sentence is looked for in so many characters before and behind a place."""
_ENDING = 6
"""The most characters that a sentence's closing marks have."""
_CLOSING = "”’」』)）】》〉\"'〕］"
_END = re.compile(rf"[。！？!?\n]+[{_CLOSING}]*\s*")


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

    @property
    def begins(self) -> Point:
        """Where it begins: the paragraph's number, and the character."""
        return self.quotes[0].number, self.quotes[0].start

    @property
    def ends(self) -> Point:
        """Where it ends."""
        return self.quotes[-1].number, self.quotes[-1].stop

    def in_sentences(self) -> Stretch:
        """Return the whole sentences around it, with the words themselves highlighted."""
        return Stretch(tuple(_in_sentence(quote) for quote in self.quotes))


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


def sentence_around(text: str, start: int, stop: int) -> Span:
    """Return the whole sentence or sentences that `text[start:stop]` is a part of.

    A sentence that is longer than some hundred characters beyond is cut there, behind a mark if
    there is one, and in no number and no word in letters.
    """
    base, limit = cut_behind(text, start - _SENTENCE), cut_before(text, stop + _SENTENCE)
    first = base
    for end in _END.finditer(text, base, start):
        first = end.end()
    ends = (end.end() for end in _END.finditer(text, max(start, stop - _ENDING), limit))
    last = next((end for end in ends if end >= stop), limit)
    while last > stop and text[last - 1].isspace():
        last -= 1
    return min(first, start), max(last, stop)


def _in_sentence(quote: Quote) -> Quote:
    text = quote.paragraph.text
    start, stop = sentence_around(text, quote.start, quote.stop)
    words = quote.start - start, quote.stop - start
    return Quote(quote.article, quote.number, start, stop, (words,))
