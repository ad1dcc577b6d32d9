"""Answers to questions about the reports themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from retrieval.analysis.normalizer import close_up, fold
from retrieval.answer import Aim, Answer, Found, Listing, NotFound, Reason, Told, Why
from retrieval.answering.front_matter import FrontMatterCriteria, topic_beside
from retrieval.answering.judge import ANSWERED, Judge
from retrieval.answering.report_selector import Chosen, Numbers, ReportSelector
from retrieval.article import Article, Quote
from retrieval.claims.criterion import ALL, Criterion, Mark
from retrieval.query.builder import QueryBuilder
from retrieval.query.metadata import MetadataQuestion
from retrieval.query.query import Query
from retrieval.query.selection import Selection, selection
from retrieval.query.topic import Topic, topic
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.layout import lay_out, opening
from retrieval.ranking.retriever import READ_CLOSELY
from retrieval.spans import places_of

LISTED = 30
"""How many reports a list shows at most; how many there are in all it always tells."""
_COUNTED = 500
"""In so many reports it is counted how often they name what is listed."""
_SURE = 1.0


class Listings:
    """Knows which report says what, who wrote it and how many there are."""

    def __init__(self, judge: Judge, builder: QueryBuilder) -> None:
        """Look reports up through the retriever of `judge`, which tells which one is meant."""
        self._finder, self._judge, self._builder = judge.retriever, judge, builder
        self._selector = selector = ReportSelector(judge.retriever)
        self._front_matter = FrontMatterCriteria(selector, judge.retriever.shelf.articles)

    def answer(self, query: Query, about: MetadataQuestion, told: Told | None) -> Answer | None:
        """Answer a question about reports; None when it is better read as one of what is said."""
        if about.mark:
            return self._by_mark(about, about.mark)
        asked = selection(query, about)
        if about.bare and not asked.is_of_front_matter:
            return None
        several = about.others or about.aim in {Aim.LIST, Aim.COUNT}
        if several or asked.is_of_front_matter or asked.lacking:
            return self._several(about, asked, told)
        if about.titled:
            return self._titled(about)
        if not topic(about.subject).phrases:
            return self._same(about, told)
        return self._one(query, about)

    def _several(self, about: MetadataQuestion, asked: Selection, told: Told | None) -> Answer:
        """List the reports that are asked for, or those of each phrase by itself."""
        if asked.each and len(asked.topic.phrases) > 1:
            apart = [replace(asked, topic=_only(phrase)) for phrase in asked.topic.phrases]
            lists = [self._listed(about, one, told) for one in apart]
            groups = tuple(one for one in lists if isinstance(one, Listing))
            if len(groups) == len(lists):
                return _together(groups, about.aim)
            return next(one for one in lists if isinstance(one, NotFound))
        listed = self._listed(about, asked, told)
        if isinstance(listed, Listing) and not listed.articles:
            return self._none(asked, listed.criterion, told)
        return listed

    def _listed(
        self, about: MetadataQuestion, asked: Selection, told: Told | None
    ) -> Listing | NotFound:
        """List what is asked for, by the first criterion that any report meets."""
        basis = self._front_matter.criterion(asked, written=about.written)
        if isinstance(basis, Reason):
            return NotFound(basis, told=told)
        if about.others and told is not None:
            basis = replace(basis, other_than=told.article)
        first: Criterion | None = None
        for criterion in _tries(basis, asked):
            chosen = self._selector.select(criterion)
            if chosen is None:
                why = Why.CANNOT_EXCLUDE if criterion.lacking else Why.WEAK
                return NotFound(Reason(why), told=told)
            first = first or criterion
            if len(chosen.numbers):
                return self._listing(about, criterion, chosen)
        return Listing((), _SURE, aim=about.aim, criterion=first or ALL)

    def _none(self, asked: Selection, criterion: Criterion, told: Told | None) -> NotFound:
        """Say which of the phrases no report has, or that none is such as asked for."""
        phrases = asked.topic.phrases
        absent = tuple(one for one in phrases if not self._finder.stands(one))
        if absent and criterion.is_of_words:
            return NotFound(Reason(Why.ABSENT_TERMS, absent), told=told)
        why = Why.WEAK if len(phrases) > 1 and not asked.lacking else Why.NONE_SUCH
        return NotFound(Reason(why, criterion=criterion), told=told)

    def _listing(self, about: MetadataQuestion, criterion: Criterion, chosen: Chosen) -> Listing:
        """List the reports that name the phrases most often; of very many, the foremost."""
        articles = self._finder.shelf.articles
        phrases = criterion.phrases
        counts = {
            number: sum(fold(text).count(one) for text in articles[number].texts for one in phrases)
            for number in self._foremost(phrases, chosen.numbers)
        }
        order = sorted(counts, key=lambda number: (-counts[number], number))[:LISTED]
        listed = tuple(articles[number] for number in order)
        quotes = tuple(filter(None, (_naming(article, phrases) for article in listed)))
        return Listing(
            listed,
            _SURE,
            quotes,
            aim=about.aim,
            total=len(chosen.numbers),
            at_least=not chosen.whole,
            criterion=criterion,
        )

    def _foremost(self, phrases: Sequence[str], numbers: Numbers) -> list[int]:
        """Return the reports to be listed, or among them the first of many, and the foremost."""
        if not phrases:
            return list(map(int, numbers[:LISTED]))
        if len(numbers) <= _COUNTED:
            return list(map(int, numbers))
        passages = np.array(sorted(self._finder.foremost(phrases, _COUNTED)), dtype=np.int64)
        foremost = np.intersect1d(self._finder.shelf.owners(passages), numbers)
        return sorted({*map(int, foremost), *map(int, numbers[:LISTED])})

    def _by_mark(self, about: MetadataQuestion, mark: Mark) -> Answer:
        """List the authors or newspapers of all reports, each with its reports."""
        chosen = self._selector.select(Criterion(bears=mark))
        if chosen is None or not len(chosen.numbers):
            return NotFound(Reason(Why.UNMARKED if chosen else Why.WEAK, mark=mark))
        articles = [self._finder.shelf.articles[int(number)] for number in chosen.numbers]
        names = Counter(name for article in articles for name in mark.borne(article))
        wanted = [name for name, _ in names.most_common() if name.startswith(about.surname)]
        groups = tuple(self._of(name, mark, articles) for name in wanted)
        return _together(groups, about.aim) if groups else NotFound(Reason(Why.WEAK))

    def _of(self, name: str, mark: Mark, articles: Sequence[Article]) -> Listing:
        criterion = (
            Criterion(author=fold(name)) if mark is Mark.AUTHOR else Criterion(source=fold(name))
        )
        own = tuple(article for article in articles if criterion.fits(article))
        return Listing(own, _SURE, total=len(own), criterion=criterion)

    def _same(self, about: MetadataQuestion, told: Told | None) -> Answer:
        """Name title and author of the report last told of."""
        if told is None:
            return NotFound(Reason(Why.WHICH_REPORT))
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


def _only(phrase: str) -> Topic:
    return Topic((phrase,))


def _together(groups: tuple[Listing, ...], aim: Aim) -> Listing:
    """Return a list of lists; what stands in several of them is counted once."""
    every = {article.id: article for group in groups for article in group.articles}
    quotes = tuple(quote for group in groups for quote in group.quotes)
    whole = not any(group.total > len(group.articles) for group in groups)
    return Listing(
        tuple(every.values())[:LISTED],
        _SURE,
        quotes,
        aim=aim,
        total=len(every),
        at_least=not whole or any(group.at_least for group in groups),
        groups=groups,
    )


def _tries(basis: Criterion, asked: Selection) -> Iterator[Criterion]:
    """Yield what to look for, one after the other: phrases, their words apart, one of several."""
    wanted = topic_beside(basis, asked.topic)
    yield replace(basis, phrases=wanted.phrases)
    if wanted.words and wanted.words != wanted.phrases:
        yield replace(basis, phrases=wanted.words)
    if wanted.either and wanted.phrases:
        yield replace(basis, phrases=wanted.phrases, either=True)


def _naming(article: Article, phrases: Sequence[str]) -> Quote | None:
    """Quote the words of a report that name the phrases most often, the first of equals.

    None where only what stands above it names them.
    """
    texts = [fold(text) for text in article.texts]
    named = [sum(text.count(phrase) for phrase in phrases) for text in texts]
    if not any(named):
        return None
    number = named.index(max(named))
    text = texts[number]
    page = lay_out([text])
    places = [page.span(window) for window in range(len(page.owner))]
    best = max(places, key=lambda at: sum(text.count(p, *at) for p in phrases))
    return whole_quote(article, number + 1, best, places_of(text, phrases, best))
