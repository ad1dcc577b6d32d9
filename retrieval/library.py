"""Library: the whole of retrieval in a dozen lines."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from retrieval.analysis import Analyzer, Term
from retrieval.answer import Found, Listing, NotFound, Passage, Question, Reason, Why
from retrieval.article import Article, Quote
from retrieval.confidence import confidence, signals
from retrieval.corpus import Corpus, Problem, read
from retrieval.index import PostingsBM25
from retrieval.question import Asked, understand
from retrieval.quoting import quote
from retrieval.ranking import Ranking, rank
from retrieval.reading import Candidate, Floats
from retrieval.shelf import Shelf

READ_CLOSELY = 30
"""How many passages are read closely for one question."""
QUOTES = 3
"""How many quotes an answer has at most."""
ANSWERED = 0.5
"""From which confidence on a passage is given as the answer."""
SINGLE = 0.4
"""What a single character counts beside a word or a pair."""
PRIOR = 200.0
"""General Chinese counts for as much as this many passages in telling how rare a term is."""
PASSAGE_LENGTH = 100.0
"""Words in a passage of general Chinese."""


class Library:
    """Reports that answer questions with their own words."""

    def __init__(self, corpus: Corpus) -> None:
        """Index `corpus`; its broken files are kept as `problems`."""
        self.problems: tuple[Problem, ...] = corpus.problems
        self._shelf = Shelf(corpus.articles)
        self._analyzer = Analyzer()
        self._index = PostingsBM25(map(self._analyzer.index_terms, self._shelf))
        self.version = self._shelf.version()

    @classmethod
    def open(cls, path: Path) -> Library:
        """Read and index the reports at `path`: a folder of article files, or a JSONL file."""
        return cls(read(path))

    @property
    def articles(self) -> tuple[Article, ...]:
        """The reports, in order."""
        return self._shelf.articles

    def article(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self._shelf.find(article_id)

    def search(self, words: str, limit: int = 10) -> tuple[Passage, ...]:
        """Return up to `limit` passages that hold any of the words, best first."""
        asked = understand(words, self._analyzer)
        ranking = self._rank(asked, max(limit, READ_CLOSELY))
        if ranking is None:
            return ()
        return tuple(
            Passage(found, ranked.score)
            for found, ranked in zip(
                self._quotes(asked, ranking, limit), ranking[1].ranked, strict=False
            )
        )

    def answer(self, question: Question) -> Found | Listing | NotFound:
        """Answer with quotes, a list of reports, or an honest no."""
        asked = understand(question.text, self._analyzer)
        if not self.articles:
            return NotFound(Reason(Why.EMPTY_CORPUS))
        if not asked.terms:
            return NotFound(Reason(Why.EMPTY_QUESTION))
        ranking = self._rank(asked, READ_CLOSELY)
        if ranking is None:
            return NotFound(Reason(Why.ABSENT_TERMS, self._absent(asked)))
        quotes = self._quotes(asked, ranking, QUOTES)
        best = ranking[1].ranked[0]
        passage = ranking[0][best.candidate]
        found = signals(
            asked,
            ranking[1],
            self._shelf.folded(passage)[slice(*best.span)],
            self._shelf.body(passage) + self._shelf.heading(passage),
        )
        sure = confidence(found)
        if sure >= ANSWERED:
            return Found(quotes, sure)
        return NotFound(Reason(Why.WEAK, self._absent(asked), quotes), sure)

    def _absent(self, asked: Asked) -> tuple[str, ...]:
        """Return the words of the question that stand in no report."""
        words = dict.fromkeys(term.text for term in asked.terms if term.word)
        return tuple(word for word in words if not self._index.frequency(word))

    def _rank(self, asked: Asked, limit: int) -> tuple[list[int], Ranking] | None:
        hits = self._index.best(self._query(asked), limit)
        if not hits:
            return None
        candidates = [
            Candidate(
                self._shelf.folded(passage),
                self._shelf.heading(passage),
                self._shelf.body(passage),
                score,
            )
            for passage, score in hits
        ]
        return [passage for passage, _ in hits], rank(asked, self._weights(asked), candidates)

    def _quotes(
        self, asked: Asked, ranking: tuple[list[int], Ranking], limit: int
    ) -> tuple[Quote, ...]:
        passages, ranked = ranking
        return tuple(
            quote(
                self._shelf.article(passages[r.candidate]),
                self._shelf.place(passages[r.candidate]).number,
                r.span,
                self._shelf.folded(passages[r.candidate]),
                asked,
            )
            for r in ranked.ranked[:limit]
        )

    def _query(self, asked: Asked) -> Mapping[str, float]:
        query: dict[str, float] = {}
        for term in asked.terms:
            query[term.text] = query.get(term.text, 0.0) + _strength(term)
        return query

    def _weights(self, asked: Asked) -> Floats:
        return np.array([_strength(term) * self._rarity(term.text) for term in asked.terms])

    def _rarity(self, term: str) -> float:
        """Tell how rare a term is here, leaning on general Chinese where the reports are few."""
        general = min(1.0, self._analyzer.commonness(term) * PASSAGE_LENGTH)
        here = max(self._index.frequency(term), 0.5)
        return math.log((len(self._shelf) + 1 + PRIOR) / (here + PRIOR * general))


def _strength(term: Term) -> float:
    return 1.0 if term.word or len(term.text) > 1 else SINGLE
