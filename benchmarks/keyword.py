"""A plain keyword engine: jieba's words, somebody's ranking, and the sentences that share most."""

from __future__ import annotations

import logging
import math
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import jieba

from benchmarks.scoring import LONGEST_QUOTE
from retrieval.answer import Found, NotFound, Passage, Question, Reason, Why
from retrieval.article import Article, Quote, Span

Ranker = Callable[[Sequence[str], int], Iterable[tuple[int, float]]]
"""The words of a question and a limit -> the places and scores of documents, best first."""


class Peer(Protocol):
    """A module of `benchmarks.peers`."""

    def build(self, documents: Iterable[Sequence[str]], folder: Path) -> None:
        """Index the words of `documents` in an empty folder."""

    def opened(self, folder: Path) -> Ranker:
        """Open that index."""


Sentence = tuple[Span, list[str]]
"""Where a sentence stands in its paragraph, and its words."""

_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)]*|[^。！？!?；;]+$")


class KeywordEngine:
    """Quotes the best of each of the three best paragraphs, and never refuses what shares a word.

    A passage is a paragraph under its title. The quote is the run of whole sentences, at most 120
    characters, that shares the most IDF with the question, and the longest of those. Confidence is
    the raw score of the best passage, which has no upper bound.
    """

    def __init__(self, articles: Iterable[Article], peer: Peer, folder: Path) -> None:
        """Index the paragraphs of `articles` in an empty `folder`."""
        self._words = plain_words()
        self._passages = [(a, p.address.number) for a in articles for p in a.paragraphs]
        self._sentences = [self._cut(a.paragraph(number).text) for a, number in self._passages]
        documents = [
            [*self._words(article.title), *(word for _, words in sentences for word in words)]
            for (article, _), sentences in zip(self._passages, self._sentences, strict=True)
        ]
        self._count = Counter(word for document in documents for word in set(document))
        self._rank: Ranker = lambda _words, _limit: ()
        if documents:
            peer.build(documents, folder)
            self._rank = peer.opened(folder)

    def answer(self, question: Question) -> Found | NotFound:
        """Return the three best; NotFound only when there are none."""
        passages = self.search(question.text, 3)
        if not passages:
            return NotFound(Reason(Why.WEAK))
        return Found(tuple(passage.quote for passage in passages), passages[0].score)

    def search(self, words: str, limit: int = 10) -> tuple[Passage, ...]:
        """Return the best paragraphs, each with its best sentences."""
        asked = self._words(words)
        weights = {word: self._idf(word) for word in asked}
        return tuple(
            Passage(self._quote(place, weights), score) for place, score in self._rank(asked, limit)
        )

    def _quote(self, place: int, weights: dict[str, float]) -> Quote:
        article, number = self._passages[place]
        _, length, start = max(_windows(self._sentences[place], weights))
        return Quote(article, number, -start, -start + min(length, LONGEST_QUOTE))

    def _cut(self, text: str) -> list[Sentence]:
        spans = [match.span() for match in _SENTENCE.finditer(text)] or [(0, len(text))]
        return [(span, self._words(text[slice(*span)])) for span in spans]

    def _idf(self, word: str) -> float:
        count = self._count[word]
        return math.log(1 + (len(self._passages) - count + 0.5) / (count + 0.5))


@cache
def plain_words() -> Callable[[str], list[str]]:
    """Load jieba's dictionary (about a second) and return what cuts text as `jieba.lcut` does."""
    jieba.default_logger.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba reads its cache with marshal: never from a folder that others may write to.
    with tempfile.TemporaryDirectory(prefix="wenbao-") as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    return lambda text: [str(word) for word in tokenizer.cut(text)]


def _windows(
    sentences: Sequence[Sentence], weights: dict[str, float]
) -> Iterator[tuple[float, int, int]]:
    """Yield shared weight, length and minus the start of each run of sentences that fits."""
    shared = [weights.keys() & set(words) for _, words in sentences]
    for first, ((start, _), _) in enumerate(sentences):
        for last, ((_, stop), _) in enumerate(sentences[first:], first):
            if last > first and stop - start > LONGEST_QUOTE:
                break
            covered = set().union(*shared[first : last + 1])
            yield math.fsum(weights[word] for word in covered), stop - start, -start
