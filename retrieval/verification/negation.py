"""Words that negate beside a quotation: 发生过一起事故, of 没有发生过一起事故, says the opposite.

Told by the words that the analyser cuts, never by characters: 不断 and 未来 negate nothing. The
words are in the lexicon's list `negators`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from retrieval.analysis.analyzer import Analyzer, Term
from retrieval.article import Quote, Span
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.phrases import Word
from retrieval.verification.stretch import Stretch, sentence_around
from retrieval.verification.verdict import Negation

Cut = TypeVar("Cut", bound=Word)

_LONGEST_BEGUN = 3
"""A longer word that begins with 不 is an idiom, or another word altogether."""
_READ = 600
"""So many characters of what is left out are looked at, and of a sentence."""
_MOST = 5
"""So many negations are told."""


class Negators:
    """Finds the words that negate around places in the reports."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Cut sentences into words by `analyzer`."""
        self._analyzer = analyzer

    def stand_in(self, text: str) -> Iterator[Span]:
        """Yield where words that negate stand in `text`."""
        if not may_negate().search(text):
            return
        for term in negating(self._analyzer.placed_words(text)):
            if not _is_asked(term, text):
                yield term.start, term.stop

    def beside(self, places: Sequence[Stretch]) -> tuple[Negation, ...]:
        """Return what negates in the sentences of `places`, outside of their words."""
        quotes = [quote for place in places for quote in place.quotes]
        found: dict[tuple[str, int, int], Negation] = {}
        for place in places:
            for quote in dict.fromkeys((place.quotes[0], place.quotes[-1])):
                for one in self._outside(quote, quotes):
                    found.setdefault((one.word.article.id, one.word.number, one.word.start), one)
        return tuple(found.values())[:_MOST]

    def within(self, place: Stretch) -> tuple[Negation, ...]:
        """Return what negates in words that are left out."""
        return tuple(
            Negation(quote, Quote(quote.article, quote.number, quote.start + a, quote.start + b))
            for quote in place.quotes
            for a, b in self.stand_in(quote.text[:_READ])
        )[:_MOST]

    def _outside(self, quote: Quote, quoted: Sequence[Quote]) -> Iterator[Negation]:
        article, number, text = quote.article, quote.number, quote.paragraph.text
        start, stop = sentence_around(text, quote.start, quote.stop)
        for a, b in _but((start, stop), (quote.start, quote.stop)):
            for first, last in self.stand_in(text[a:b]):
                word = Quote(article, number, a + first, a + last)
                if not any(_is_in(word, other) for other in quoted):
                    yield Negation(Quote(article, number, start, stop), word)


def negating(tokens: Iterable[Cut]) -> list[Cut]:
    """Return those of the words of a text (folded) that negate."""
    first = _first_characters()
    return [token for token in tokens if token.text[0] in first and is_negator(token.text)]


def is_negator(word: str) -> bool:
    """Whether a word (folded) negates."""
    if word in words("negators", "affirming"):
        return False
    if word in words("negators", "negators"):
        return True
    return len(word) <= _LONGEST_BEGUN and word.startswith(sections("negators")["beginnings"])


def _but(sentence: Span, quoted: Span) -> list[Span]:
    """Return the sentence; in two parts, without its middle, where its words are very long."""
    if quoted[1] - quoted[0] <= _READ:
        return [sentence]
    return [(sentence[0], quoted[0] + 1), (quoted[1] - 1, sentence[1])]


def _is_in(word: Quote, quote: Quote) -> bool:
    same = word.article.id == quote.article.id and word.number == quote.number
    return same and quote.start <= word.start and word.stop <= quote.stop


def _is_asked(term: Term, text: str) -> bool:
    """Whether a word asks rather than negates: 合不合理, 好不好."""
    before, after = text[term.start - 1 : term.start], text[term.stop : term.stop + 1]
    return term.text == "不" and bool(before) and before == after


@cache
def may_negate() -> re.Pattern[str]:
    """Match the first characters of all words that negate: most sentences have none of them."""
    return re.compile("[" + "".join(sorted(_first_characters())) + "]")


@cache
def _first_characters() -> frozenset[str]:
    listed = words("negators", "negators") | words("negators", "beginnings")
    return frozenset(word[0] for word in listed)
