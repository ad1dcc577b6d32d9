"""A plain keyword engine: jieba's words, somebody's ranking, and the sentence that shares most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from retrieval.answer import Found, NotFound, Passage, Question, Reason, Why
from retrieval.article import Article, Paragraph, Quote, Span
from retrieval.evaluation.scoring import LONGEST_QUOTE
from retrieval.evaluation.words import plain_words

Ranker = Callable[[Sequence[str], int], Iterable[tuple[int, float]]]
"""The words of a question and a limit -> the places and scores of documents, best first."""

_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)]*|[^。！？!?；;]+$")


class KeywordEngine:
    """Quotes the best sentence of each of the three best paragraphs, and never refuses.

    Its confidence is the raw score of the best paragraph, which has no upper bound.
    """

    def __init__(
        self, articles: Iterable[Article], ranker: Callable[[Sequence[Sequence[str]]], Ranker]
    ) -> None:
        self._words = plain_words()
        self._passages = [(a, paragraph) for a in articles for paragraph in a.paragraphs]
        self._sentences = [self._cut(paragraph) for _, paragraph in self._passages]
        documents = [[word for _, words in each for word in words] for each in self._sentences]
        self._count = Counter(word for document in documents for word in set(document))
        self._rank: Ranker = ranker(documents) if documents else lambda _words, _limit: ()

    def answer(self, question: Question) -> Found | NotFound:
        """Return the three best; NotFound only when there are none."""
        passages = self.search(question.text, 3)
        if not passages:
            return NotFound(Reason(Why.WEAK))
        return Found(tuple(passage.quote for passage in passages), passages[0].score)

    def search(self, words: str, limit: int = 10) -> tuple[Passage, ...]:
        """Return the best paragraphs, each with its best sentence."""
        asked = self._words(words)
        return tuple(
            Passage(self._quote(place, frozenset(asked)), score)
            for place, score in self._rank(asked, limit)
        )

    def _cut(self, paragraph: Paragraph) -> list[tuple[Span, list[str]]]:
        text = paragraph.text
        spans = [match.span() for match in _SENTENCE.finditer(text)] or [(0, len(text))]
        return [(span, self._words(text[slice(*span)])) for span in spans]

    def _quote(self, place: int, asked: frozenset[str]) -> Quote:
        def shared(sentence: tuple[Span, list[str]]) -> float:
            return sum(map(self._idf, asked.intersection(sentence[1])))

        article, paragraph = self._passages[place]
        (start, stop), _ = max(self._sentences[place], key=shared)
        return Quote(article, paragraph.address.number, start, min(stop, start + LONGEST_QUOTE))

    def _idf(self, word: str) -> float:
        count = self._count[word]
        return math.log(1 + (len(self._passages) - count + 0.5) / (count + 0.5))
