"""Library: the whole of retrieval in a dozen lines."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from retrieval.analysis import Analyzer
from retrieval.answer import Found, Listing, NotFound, Passage, Question, Reason, Why
from retrieval.article import Article, Quote
from retrieval.corpus import Corpus, Problem, read
from retrieval.index import PostingsBM25


class Library:
    """Reports that answer questions with their own words."""

    def __init__(self, corpus: Corpus) -> None:
        """Index `corpus`; its broken files are kept as `problems`."""
        self.articles: tuple[Article, ...] = corpus.articles
        self.problems: tuple[Problem, ...] = corpus.problems
        self._by_id = {article.id: article for article in self.articles}
        self._analyzer = Analyzer()
        self._passages = [p for article in self.articles for p in article.paragraphs]
        self._index = PostingsBM25(
            self._analyzer.index_terms(
                f"{self._by_id[p.address.article].title}\n{self._by_id[p.address.article].byline}\n"
                f"{p.text}"
            )
            for p in self._passages
        )
        digest = hashlib.sha256()
        for article in self.articles:
            digest.update(repr(article).encode())
        self.version = digest.hexdigest()[:12]

    @classmethod
    def open(cls, path: Path) -> Library:
        """Read and index the reports at `path`: a folder of article files, or a JSONL file."""
        return cls(read(path))

    def article(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self._by_id[article_id]

    def search(self, words: str, limit: int = 10) -> tuple[Passage, ...]:
        """Return up to `limit` passages that hold any of the words, best first."""
        weights: dict[str, float] = defaultdict(float)
        for term in self._analyzer.terms(words):
            weights[term.text] += 1 if len(term.text) > 1 else 0.3
        hits = self._index.best(weights, limit)
        return tuple(Passage(self._quote(number), score) for number, score in hits)

    def _quote(self, number: int) -> Quote:
        paragraph = self._passages[number]
        article = self._by_id[paragraph.address.article]
        return Quote(article, paragraph.address.number, 0, min(120, len(paragraph.text)))

    def answer(self, question: Question) -> Found | Listing | NotFound:
        """Answer with quotes, a list of reports, or an honest no."""
        hits = self.search(question.text, 3)
        if not hits:
            return NotFound(Reason(Why.ABSENT_TERMS, (question.text,)))
        return Found(tuple(hit.quote for hit in hits), 0.5)
