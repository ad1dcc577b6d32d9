"""Searching: passages that hold all that is looked for, those that hold a part, and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from retrieval.analysis.normalizer import fold
from retrieval.answer import Passage, SearchResults
from retrieval.article import Article, Quote
from retrieval.claims.criterion import Criterion
from retrieval.claims.statements import Selected
from retrieval.index.engine import MOST_HELD, PassageNumbers, held_by_all
from retrieval.index.passage_store import heading
from retrieval.query.builder import QueryBuilder
from retrieval.query.query import Query
from retrieval.query.reading import LONGEST
from retrieval.query.search_syntax import SearchQuery
from retrieval.query.sought_words import SoughtWord, holds_all, sought_words
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.layout import lay_out, opening
from retrieval.ranking.retriever import Hits, Retriever
from retrieval.spans import joined

_RANKED = 300
"""Of so many passages that fit, the best are told; of more, the first so many are looked at."""
_READ_THROUGH = 2000
"""So many passages are read one by one; in more, the index tells where words may stand."""
_LOOKED_AT = 1500
"""So many articles are looked at to see whether they pass the conditions."""
_HEADINGS = 500
"""So many articles are looked at for words in their titles and bylines."""
MOST_WORDS = 40
"""So many words of a search are looked for; who types more is told so."""
_FEW_WORDS = 8
"""Of a search in so many words, what holds them all is looked for in an archive, and in titles."""


class _Admission:
    """Tells whether the article of a passage passes the conditions; of very many, of the first."""

    def __init__(self, query: SearchQuery, finder: Retriever) -> None:
        self._query, self._finder = query, finder
        self._known: dict[int, bool] = {}

    def __call__(self, passage: int) -> bool:
        if not self._query.has_filters:
            return True
        shelf = self._finder.shelf
        number = shelf.place(passage).article
        if number not in self._known:
            few = len(self._known) < _LOOKED_AT
            self._known[number] = few and self._query.admits(shelf.articles[number])
        return self._known[number]


class Searcher:
    """Searches the passages of a finder's shelf."""

    def __init__(self, retriever: Retriever, builder: QueryBuilder) -> None:
        """Search what `retriever` finds."""
        self._finder, self._builder = retriever, builder

    def search(self, typed: str, limit: int) -> SearchResults:
        """Return up to `limit` passages that fit what was typed, those with all of it first."""
        query = SearchQuery.parse(typed[:LONGEST])
        words, left = self._first(query.words)
        query = replace(query, words=words)
        sought = self._sought(query)
        if not sought:
            openings = self._openings(query) if query.has_filters else iter(())
            return SearchResults(tuple(islice(openings, limit)), misread=query.misread)
        asked = self._builder.words(self._first(query.text)[0])
        fitting = list(islice(self._fitting(query, sought), _RANKED))
        whole = self._ranked(asked, fitting, sought, limit)
        others = self._others(asked, query, set(fitting), limit) if len(whole) < limit else ()
        part = tuple(islice((o for o in others if o.quote.highlights), limit - len(whole)))
        reports = tuple(islice(self._headed(query, sought), limit))
        held, more = tuple(word.text for word in sought), left or len(typed) > LONGEST
        first = MOST_WORDS if more else 0
        return SearchResults(tuple(whole), part, reports, query.misread, held, first)

    def _first(self, text: str) -> tuple[str, bool]:
        """Return a text up to as many words as are looked for, and whether it has more."""
        said = [token for token in self._builder.cut(text).tokens if token.text[0].isalnum()]
        if len(said) <= MOST_WORDS:
            return text, False
        return self._builder.cut(text).text[: said[MOST_WORDS].start].rstrip(), True

    def holding(self, typed: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` places that fit what was typed and hold all of it, in order."""
        query = SearchQuery.parse(typed)
        sought = self._sought(query)
        if not sought:
            return ()
        fitting = islice(self._fitting(query, sought), limit)
        return tuple(self._quote(passage, sought) for passage in fitting)

    def spread(self, typed: str) -> Selected | None:
        """Tell in how many reports all words that are looked for stand; None when there are none.

        In very many passages the index tells that, unread.
        """
        query, shelf = SearchQuery.parse(typed), self._finder.shelf
        sought = self._sought(query)
        if not sought:
            return None
        few = len(shelf) <= _READ_THROUGH
        found = self._fitting(query, sought) if few else self._candidates(query, sought)
        numbers = np.unique(shelf.owners(np.array(list(found), dtype=np.int64)))
        first = tuple(shelf.articles[int(number)] for number in numbers[:1])
        criterion = Criterion(tuple(word.text for word in sought))
        return Selected(criterion, first, len(numbers), at_least=True)

    def headed(self, words: str) -> Iterator[Article]:
        """Yield articles that hold the characters of `words` (folded), the first so many."""
        yield from self._reports(self._finder.named([words]))

    def _reports(self, held: Sequence[PassageNumbers]) -> Iterator[Article]:
        """Yield the articles of passages, or all where none are told; the first so many."""
        shelf = self._finder.shelf
        owners = np.unique(shelf.owners(held[0])) if held else range(len(shelf.articles))
        yield from (shelf.articles[int(number)] for number in owners[:_LOOKED_AT])

    def _sought(self, query: SearchQuery) -> tuple[SoughtWord, ...]:
        """Return the words and phrases that a passage must hold, each once."""
        parts = [*query.words.split(), *query.phrases]
        if len(parts) == 1 and len(parts[0]) == 1:
            return (SoughtWord(parts[0]),)
        typed = dict.fromkeys(query.words.split())
        words = (sought_words(self._builder.cut(part)) for part in typed)
        phrases = (SoughtWord(phrase) for phrase in query.phrases)
        return tuple(dict.fromkeys((*phrases, *(word for group in words for word in group))))

    def _fitting(self, query: SearchQuery, sought: Sequence[SoughtWord]) -> Iterator[int]:
        """Yield the passages that hold all that is sought, of articles that pass."""
        if len(sought) > _FEW_WORDS and len(self._finder.shelf) > _READ_THROUGH:
            return
        shelf, admitted = self._finder.shelf, _Admission(query, self._finder)
        for passage in self._candidates(query, sought):
            text = shelf.folded(passage)
            if holds_all(text, sought) and _is_clear(text, query) and admitted(passage):
                yield passage

    def _candidates(self, query: SearchQuery, sought: Sequence[SoughtWord]) -> Iterable[int]:
        """Return passages that may hold all that is sought: every one of few."""
        if len(self._finder.shelf) <= _READ_THROUGH:
            return self._finder.shelf.numbers()
        held = [self._finder.holding(word.text).passages for word in sought]
        return map(int, held_by_all([*held, *self._finder.named(query.names)]))

    def _others(
        self, asked: Query, query: SearchQuery, fitting: set[int], limit: int
    ) -> Iterator[Passage]:
        """Yield passages that hold a part of what is sought, or another word for it, best first.

        A phrase is to stand there as it is.
        """
        if query.phrases and query.words:
            phrases = [SoughtWord(phrase) for phrase in query.phrases]
            found = self._finder.find_within(asked, list(self._fitting(query, phrases)))
        elif query.phrases:
            return
        else:
            found = self._finder.find(asked, _RANKED if query.has_filters else limit + len(fitting))
        if found is None:
            return
        shelf, admitted = self._finder.shelf, _Admission(query, self._finder)
        for some in filter(None, (found, self._in_other_dress(asked, found))):
            for one in some.ranking.first(len(some.passages)):
                passage = some.passage(one)
                clear = passage not in fitting and _is_clear(shelf.folded(passage), query)
                if clear and admitted(passage):
                    yield Passage(self._finder.quote(some, one), one.score)

    def _in_other_dress(self, asked: Query, found: Hits) -> Hits | None:
        """Rank the passages with a number that was typed, in other dress, that were not found."""
        written = [one.text for one in asked.alternatives if one.strength == 1]
        numbers = [text for text in written if text[:1].isdigit()]
        held = {int(one) for text in numbers for one in self._finder.holding(text).passages}
        return self._finder.find_within(asked, sorted(held - {*found.passages})[:_RANKED])

    def _ranked(
        self, asked: Query, passages: Sequence[int], sought: Sequence[SoughtWord], limit: int
    ) -> list[Passage]:
        """Return the best `limit` of the passages, each quoted by the words that are sought."""
        found = self._finder.find_within(asked, passages)
        if found is None:
            return [Passage(self._quote(passage, sought), 0.0) for passage in passages[:limit]]
        ranked = found.ranking.first(limit)
        return [Passage(self._quote(found.passage(one), sought), one.score) for one in ranked]

    def _quote(self, passage: int, sought: Sequence[SoughtWord]) -> Quote:
        """Quote the window that holds most of what is sought, the first of equals."""
        shelf = self._finder.shelf
        text, place = shelf.folded(passage), shelf.place(passage)
        marks = joined(span for word in sought for span in word.places(text))
        page = lay_out([text])
        windows = [page.span(window) for window in range(len(page.owner))]
        held = [_holding(text[start:stop], sought) for start, stop in windows]
        best = windows[held.index(max(held))] if any(held) else marks[0]
        in_paragraph = place.in_paragraph(best), map(place.in_paragraph, marks)
        return whole_quote(shelf.article(passage), place.number, *in_paragraph)

    def _headed(self, query: SearchQuery, sought: Sequence[SoughtWord]) -> Iterator[Article]:
        """Yield the reports whose title or byline holds all that is sought."""
        if len(sought) > _FEW_WORDS:
            return
        # A title is indexed with each passage, by the pairs of its characters too.
        words = [word.text for word in sought if word.is_chinese]
        held = [self._finder.may_hold(words, MOST_HELD)] if words else []
        for article in islice(self._reports(held), _HEADINGS):
            if holds_all(fold(heading(article)), sought) and query.admits(article):
                yield article

    def _openings(self, query: SearchQuery) -> Iterator[Passage]:
        """Yield how each article that passes the conditions begins."""
        for article in filter(query.admits, self.headed("".join(query.names))):
            number = next((n for n, text in enumerate(article.texts, 1) if text.strip()), 0)
            text = article.texts[number - 1] if number else ""
            if number and _is_clear(fold("\n".join(article.texts)), query):
                yield Passage(whole_quote(article, number, opening(text)), 0.0)


def _is_clear(text: str, query: SearchQuery) -> bool:
    """Whether a text (folded) holds nothing that is excluded."""
    return not any(SoughtWord(word).stands(text) for word in query.excluded)


def _holding(text: str, sought: Sequence[SoughtWord]) -> int:
    return sum(word.stands(text) for word in sought)
