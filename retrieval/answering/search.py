"""Searching: passages that hold words or phrases, within the articles that pass the filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from retrieval.analysis.normalizer import fold
from retrieval.answer import Passage
from retrieval.article import Article, Quote
from retrieval.index.engine import NO_PASSAGES, held_by_all
from retrieval.query.builder import QueryBuilder
from retrieval.query.query import Query
from retrieval.query.search_syntax import SearchQuery
from retrieval.ranking.highlighting import joined, places_of
from retrieval.ranking.layout import lay_out, opening
from retrieval.ranking.retriever import Retriever

_RANKED = 300
"""Of so many passages that fit, the best are told; of more, the first so many are looked at."""


_LOOKED_AT = 1500
"""So many articles are looked at to see whether they pass the filters."""


class Searcher:
    """Searches the passages of a finder's shelf."""

    def __init__(self, retriever: Retriever, builder: QueryBuilder) -> None:
        """Search what `retriever` finds."""
        self._finder, self._builder = retriever, builder

    def search(self, typed: str, limit: int) -> tuple[Passage, ...]:
        """Return up to `limit` passages that fit what was typed, best first."""
        query = SearchQuery.parse(typed)
        asked = self._builder.words(query.text)
        if not query.phrases and not query.has_filters:
            return self._ranked(asked, query, None, limit)
        if not asked.terms and not query.phrases:
            return tuple(islice(self._openings(query), limit))
        fitting = list(islice(self._fitting(query, asked), _RANKED))
        return self._ranked(asked, query, fitting, limit)

    def headed(self, words: str) -> Iterator[Article]:
        """Yield articles that hold the characters of `words` (folded), the first so many."""
        named = self._finder.named([words])
        shelf = self._finder.shelf
        owners = (
            np.unique(shelf.owners(held_by_all(named))) if named else range(len(shelf.articles))
        )
        yield from (shelf.articles[int(number)] for number in owners[:_LOOKED_AT])

    def _ranked(
        self, asked: Query, query: SearchQuery, passages: list[int] | None, limit: int
    ) -> tuple[Passage, ...]:
        finder = self._finder
        if passages is None:
            found = finder.find(asked, max(limit, 1))
        else:
            found = finder.find_within(asked, passages)
        if found is None:
            return tuple(self._plain(query, passages or ())[:limit])
        hits = (
            (found.passage(one), finder.quote(found, one), one.score)
            for one in found.ranking.first(limit)
        )
        return tuple(Passage(self._phrased(query, *hit[:2]), hit[2]) for hit in hits)

    def _plain(self, query: SearchQuery, passages: Iterable[int]) -> list[Passage]:
        """Quote the phrases where nothing can be ranked by, such as 《 or a letter."""
        return [Passage(self._phrase(query, passage), 0.0) for passage in passages]

    def _phrased(self, query: SearchQuery, passage: int, best: Quote) -> Quote:
        """Return the best quote of a passage, or one that holds the phrases it does not."""
        folded = fold(best.text)
        lacking = any(phrase not in folded for phrase in query.phrases)
        return self._phrase(query, passage) if lacking else best

    def _phrase(self, query: SearchQuery, passage: int) -> Quote:
        """Quote the window that holds most of the phrases, or the first phrase by itself."""
        shelf = self._finder.shelf
        text, article = shelf.folded(passage), shelf.article(passage)
        page = lay_out([text])
        windows = [page.span(window) for window in range(len(page.owner))]
        held = [sum(phrase in text[a:b] for phrase in query.phrases) for a, b in windows]
        at = text.index(query.phrases[0])
        alone = at, at + len(query.phrases[0])
        start, stop = windows[held.index(max(held))] if any(held) else alone
        marks = joined(places_of(text[start:stop], query.phrases))
        place = shelf.place(passage)
        return Quote(article, place.number, *place.in_paragraph((start, stop)), marks)

    def _fitting(self, query: SearchQuery, asked: Query) -> Iterator[int]:
        """Yield the passages that hold every phrase, or any word, of articles that pass."""
        shelf = self._finder.shelf
        held = [self._finder.holding(phrase).passages for phrase in query.phrases]
        if not held:
            words = {term.text for term in asked.terms if len(term.text) > 1 or term.word}
            some = [self._finder.holding(word).passages for word in words]
            held = [np.unique(np.concatenate([NO_PASSAGES, *some]))]
        passages = held_by_all([*held, *self._finder.named(query.names)])
        admitted: dict[int, bool] = {}
        for passage in passages.tolist():
            article = shelf.place(passage).article
            if article not in admitted:
                if len(admitted) == _LOOKED_AT:
                    return
                admitted[article] = query.admits(shelf.articles[article])
            text = shelf.folded(passage) if admitted[article] else ""
            if admitted[article] and all(phrase in text for phrase in query.phrases):
                yield passage

    def _openings(self, query: SearchQuery) -> Iterator[Passage]:
        """Yield how each article that passes the filters begins."""
        for article in filter(query.admits, self._maybe(query)):
            number = next((n for n, text in enumerate(article.texts, 1) if text.strip()), 0)
            if number:
                start, stop = opening(article.texts[number - 1])
                yield Passage(Quote(article, number, start, stop), 0.0)

    def _maybe(self, query: SearchQuery) -> Iterator[Article]:
        """Yield articles that may pass the filters."""
        yield from self.headed("".join(query.names))
