"""Answers to questions about the reports themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalizer import close_up, fold
from retrieval.answer import Aim, Answer, Found, Listing, NotFound, Reason, Told, Why
from retrieval.answering.facts import ANSWERED, Judge
from retrieval.article import Article, Quote
from retrieval.index.engine import PassageNumbers
from retrieval.query.builder import QueryBuilder
from retrieval.query.metadata import MetadataQuestion
from retrieval.query.query import Query
from retrieval.query.topic import Topic, topic
from retrieval.ranking.highlighting import places_of, whole_quote
from retrieval.ranking.layout import lay_out, opening
from retrieval.ranking.retriever import READ_CLOSELY, Retriever

LISTED = 30
"""How many reports a list shows at most; how many there are in all it always tells."""
_COUNTED = 500
"""In so many passages it is counted how often they name what is listed."""
_SURE = 1.0


Owners = NDArray[np.intp]
"""The articles of passages, counted from 0."""
Held = tuple[PassageNumbers, Owners, bool]
"""Passages, their articles, and whether these are all there are."""
_NOTHING: Held = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.intp), True


class Listings:
    """Knows which report says what, who wrote it and how many there are."""

    def __init__(self, retriever: Retriever, judge: Judge, builder: QueryBuilder) -> None:
        """Look reports up through `retriever`, and tell with `judge` which one is meant."""
        self._finder, self._judge, self._builder = retriever, judge, builder

    def answer(self, query: Query, about: MetadataQuestion, told: Told | None) -> Answer | None:
        """Answer a question about reports; None when it is better read as one of what is said."""
        wanted = topic(about.subject)
        if about.others or about.aim in {Aim.LIST, Aim.COUNT}:
            return self._list(about, wanted, told)
        if about.titled:
            return self._titled(about)
        if not wanted.phrases:
            return self._same(about, told)
        return self._one(query, about)

    def _list(self, about: MetadataQuestion, wanted: Topic, told: Told | None) -> Answer:
        if not wanted.phrases:
            every = self._finder.shelf.articles
            return Listing(tuple(every[:LISTED]), _SURE, aim=about.aim, total=len(every))
        phrases, (passages, owners, whole) = self._held(wanted)
        if about.others and told is not None:
            other = owners != self._number(told)
            passages, owners = passages[other], owners[other]
        if not len(passages):
            return NotFound(self._lacking(wanted.phrases), told=told)
        listing = self._listing(about, phrases, passages)
        return replace(listing, total=len(np.unique(owners)), at_least=not whole)

    def _number(self, told: Told) -> int:
        """Return which article was told of, counted from 0."""
        shelf = self._finder.shelf
        article = shelf.find(told.article)
        first = next(n for n, text in enumerate(article.texts, 1) if text.strip())
        return shelf.place(shelf.passage(article.id, first)).article

    def _held(self, wanted: Topic) -> tuple[Sequence[str], Held]:
        """Return the passages that hold what is wanted, and the phrases that they hold.

        Where no report has them all word for word, their words may stand apart, or one phrase of
        several must do, if the question puts it so.
        """
        tries = [(wanted.phrases, False), (wanted.words, False), (wanted.phrases, wanted.either)]
        found: Held = _NOTHING
        for phrases, either in tries:
            found = self._passages(phrases, either=either) if phrases else _NOTHING
            if len(found[0]):
                return phrases, found
        return wanted.phrases, found

    def _lacking(self, phrases: Sequence[str]) -> Reason:
        """Say which of the phrases no report has, or that none has all of them."""
        absent = [one for one in phrases if not len(self._finder.holding(one).passages)]
        return Reason(Why.ABSENT_TERMS if absent else Why.WEAK, tuple(absent))

    def _listing(
        self, about: MetadataQuestion, phrases: Sequence[str], passages: PassageNumbers
    ) -> Listing:
        """List the reports that name the phrases most often; of very many, the foremost."""
        shelf = self._finder.shelf
        counts: Counter[int] = Counter()
        best: dict[int, tuple[int, int]] = {}
        for passage in self._foremost(phrases, passages):
            article = shelf.place(passage).article
            named = sum(shelf.folded(passage).count(phrase) for phrase in phrases)
            counts[article] += named
            best[article] = max(best.get(article, (-1, 0)), (named, -passage))
        order = sorted(counts, key=lambda article: (-counts[article], article))[:LISTED]
        quotes = tuple(self._quote(-best[article][1], phrases) for article in order)
        listed = tuple(shelf.articles[article] for article in order)
        return Listing(listed, _SURE, quotes, aim=about.aim)

    def _foremost(self, phrases: Sequence[str], passages: PassageNumbers) -> list[int]:
        every: list[int] = passages.tolist()
        if len(every) <= _COUNTED:
            return every
        foremost = self._finder.foremost(phrases, _COUNTED)
        return sorted(foremost.intersection(every).union(every[:LISTED]))

    def _quote(self, passage: int, phrases: Sequence[str]) -> Quote:
        """Quote the window of a passage that names the phrases most often, the first of equals."""
        shelf = self._finder.shelf
        text = shelf.folded(passage)
        page = lay_out([text])
        places = [page.span(window) for window in range(len(page.owner))]
        best = max(places, key=lambda at: sum(text.count(p, *at) for p in phrases))
        place, marked = shelf.place(passage), places_of(text, phrases, best)
        in_paragraph = place.in_paragraph(best), map(place.in_paragraph, marked)
        return whole_quote(shelf.article(passage), place.number, *in_paragraph)

    def _passages(self, phrases: Sequence[str], *, either: bool = False) -> Held:
        """Return the passages that hold a phrase, of articles that hold every phrase, or `either`.

        Beside them, the article of each, and whether these are all there are.
        """
        held = [self._finder.holding(phrase) for phrase in phrases]
        every = np.unique(np.concatenate([one.passages for one in held]))
        own, whole = self._finder.shelf.owners(every), all(one.whole for one in held)
        if either:
            return every, own, whole
        owners = [self._finder.shelf.owners(one.passages) for one in held]
        kept = np.isin(own, reduce(np.intersect1d, owners))
        return every[kept], own[kept], whole

    def _same(self, about: MetadataQuestion, told: Told | None) -> Answer:
        """Name title and author of the report last told of."""
        if told is None:
            return NotFound(Reason(Why.EMPTY_QUESTION))
        article = self._finder.shelf.find(told.article)
        return _named(about.aim, article, _SURE, _first_quote(article, told))

    def _one(self, query: Query, about: MetadataQuestion) -> Answer | None:
        """Name title and author of the one report meant."""
        asked = self._builder.about(query, about.subject)
        judged = self._judge.judge(asked, self._finder.find(asked)) if asked.terms else None
        if judged is None or judged.confidence < ANSWERED:
            return None
        best = self._finder.quote(judged.hits, judged.best)
        return _named(about.aim, best.article, judged.confidence, best)

    def _titled(self, about: MetadataQuestion) -> Answer | None:
        """Name the author of the report of that very title; None when it must be a book."""
        asked = self._builder.build(about.titled)
        found = self._finder.find(asked) if asked.terms else None
        if found is None:
            return None
        quotes = self._finder.quotes(found, READ_CLOSELY)
        named = (one for one in quotes if close_up(fold(one.article.title)) == about.titled)
        best = next(named, None)
        return _named(about.aim, best.article, _SURE, best) if best else None


def _named(aim: Aim, article: Article, sure: float, quoted: Quote) -> Found:
    return Found((quoted,), sure, aim=aim, told=Told(article.id, quoted.number, aim=aim))


def _first_quote(article: Article, told: Told) -> Quote:
    """Quote the place told of, or how its paragraph begins; the first one if none was told of."""
    if told.stop > told.start:
        return Quote(article, told.number, told.start, told.stop)
    number = told.number or next(n for n, text in enumerate(article.texts, 1) if text.strip())
    text = article.texts[number - 1]
    return whole_quote(article, number, opening(text))
