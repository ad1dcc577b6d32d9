"""Answers that give an overview: an outline, the names of a kind, the sentences on a subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from retrieval.analysis.sentences import QUOTE_LENGTH, sentences
from retrieval.answer import Aim, Answer, Found, NotFound, Reason, Told, Why
from retrieval.answering.outline import ReportFinder, outline
from retrieval.article import Article, Quote, Span
from retrieval.citation.address import Reference
from retrieval.entities.directory import Directory, Mention, NamedEntity, NameKind
from retrieval.lexicon.files import sections, words
from retrieval.query.builder import QueryBuilder
from retrieval.query.exclusion import kept
from retrieval.query.overview import OverviewKind, OverviewQuestion, overview_question
from retrieval.query.query import Query
from retrieval.query.topic import topic
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.layout import opening
from retrieval.ranking.retriever import Retriever
from retrieval.spans import places_of

_SURE = 1.0
_NAMES = 60
"""How many names are told at most."""
_SENTENCES = 12
"""How many sentences on a subject are told at most."""
_KINDS = {
    "who": NameKind.PERSON,
    "persons": NameKind.PERSON,
    "authors": NameKind.AUTHOR,
    "where": NameKind.PLACE,
    "places": NameKind.PLACE,
    "divisions": NameKind.PLACE,
    "countries": NameKind.PLACE,
}
_ENDINGS = {"城市": ("市",), "乡镇": ("乡", "镇"), "镇街": ("镇", "街道"), "县市": ("县", "市")}
_COMPANIES = ("companies", "schools", "hospitals", "police")


class Overviews:
    """Answers questions for an overview."""

    def __init__(self, retriever: Retriever, builder: QueryBuilder, directory: Directory) -> None:
        """Take names from `directory`, and the rest from what `retriever` finds."""
        self._finder, self._directory = retriever, directory
        self._reports = ReportFinder(retriever, builder)

    def answer(self, query: Query, told: Told | None) -> Answer | None:
        """Answer a question for an overview; None when it is none, or nothing is known of it."""
        named = self._reports.named(query.text, told)
        tokens = kept(query)
        asked = overview_question(tokens, named[0] if named else None)
        if asked is None and named and told:
            named, asked = None, overview_question(tokens)
        if asked is None:
            return None
        if named and named[1] is None:
            return NotFound(Reason(Why.WEAK), told=told)
        report = named[1] if named else None
        match asked.kind:
            case OverviewKind.OUTLINE:
                return self._outline(asked, report)
            case OverviewKind.NAMES:
                return self._names(asked, report, query.excepted)
            case _:
                return self._about(asked, query)

    def prepare(self) -> None:
        """Make the directory of names now."""
        self._directory.prepare()

    def about(self, name: str) -> Answer | None:
        """Tell what the reports have on a name (folded); None when it stands nowhere."""
        return _found(self._sentences([name]), Aim.ABOUT)

    def _outline(self, asked: OverviewQuestion, report: Reference | None) -> Answer | None:
        phrases = topic(asked.subject).phrases
        meant = report or self._reports.on(phrases)
        if meant is None:
            absent = tuple(p for p in phrases if not len(self._finder.holding(p).passages))
            return NotFound(Reason(Why.ABSENT_TERMS if absent else Why.WEAK, absent))
        return _found(outline(meant), Aim.OUTLINE)

    def _names(
        self, asked: OverviewQuestion, report: Reference | None, excepted: str = ""
    ) -> Answer:
        kind = _KINDS.get(asked.asked, NameKind.ORGANISATION)
        entities = self._directory.named(kind, _endings(asked))
        if asked.word in words("name_heads", "company sums"):
            entities += [
                e for e in self._directory.named(kind) if e.is_company and e not in entities
            ]
        if asked.asked == "countries":
            entities = [e for e in entities if e.name in words("place_names", "countries")]
        wanted = (
            e for e in entities if e.name not in excepted and not _is_called(e.name, excepted)
        )
        quotes = [q for e in wanted if (q := _first_quote(e, report))]
        return _found(quotes[:_NAMES], Aim.NAMES) or NotFound(Reason(Why.WEAK))

    def _about(self, asked: OverviewQuestion, query: Query) -> Answer | None:
        """Tell the sentences on a subject; None when something is asked of it, or it is unknown."""
        first, stop = asked.subject[0].start, asked.subject[-1].stop
        wanted = topic(asked.subject)
        if not wanted.phrases or any(first <= at < stop for at, _ in query.asking):
            return None
        literal = self._sentences(wanted.phrases)
        found = _found(literal or self._sentences(wanted.words), Aim.ABOUT)
        absent = tuple(one for one in wanted.words if not len(self._finder.holding(one).passages))
        return found or (NotFound(Reason(Why.ABSENT_TERMS, absent)) if absent else None)

    def _sentences(self, phrases: Sequence[str]) -> list[Quote]:
        """Return the sentences that hold all `phrases`, in order, the first so many."""
        if not phrases:
            return []
        passages = self._finder.holding(max(phrases, key=len)).passages.tolist()
        every = (quote for one in passages for quote in self._holding(one, phrases))
        return list(islice(every, _SENTENCES))

    def _holding(self, passage: int, phrases: Sequence[str]) -> Iterator[Quote]:
        shelf = self._finder.shelf
        text, place = shelf.folded(passage), shelf.place(passage)
        if not all(phrase in text for phrase in phrases):
            return
        spans = sentences(text)
        for at, span in enumerate(spans):
            if all(phrase in text[slice(*span)] for phrase in phrases):
                marks = map(place.in_paragraph, places_of(text, phrases, span))
                where = place.in_paragraph(_with_speech(text, spans, at))
                yield whole_quote(shelf.article(passage), place.number, where, marks)


def _with_speech(text: str, spans: Sequence[Span], at: int) -> Span:
    """Return a sentence with what it says was said before it: “…。”陈德兵表示."""
    start, stop = spans[at]
    for first, last in reversed(spans[:at]):
        if text[last - 1] != "”" or last != start or stop - first > QUOTE_LENGTH:
            break
        start = first
    return start, stop


def _endings(asked: OverviewQuestion) -> tuple[str, ...]:
    """Return how the names that are asked for end: 镇, 公司 and its like; any, where it is ()."""
    if asked.asked in _COMPANIES:
        listed = sections("name_heads")[asked.asked]
        return (asked.word,) if asked.word in listed and asked.asked != "schools" else listed
    if asked.asked == "divisions":
        return _ENDINGS.get(asked.word, (asked.word,))
    return ()


def _is_called(name: str, excepted: str) -> bool:
    """Whether a place is called for short by what is excepted: 湖州市 by 湖州."""
    return name[:-1] in excepted and name.endswith(tuple(words("endings", "administrative")))


def _first_quote(entity: NamedEntity, report: Reference | None) -> Quote | None:
    """Quote the sentence a name first stands in, in one report or in any."""
    mentions = (m for m in entity.mentions if report is None or m.article.id == report.article.id)
    first = next(mentions, None)
    return _sentence(first) if first else None


def _sentence(mention: Mention) -> Quote:
    """Quote the sentence around a mention; of one without extent, how the report begins."""
    text = mention.article.texts[mention.number - 1]
    if mention.start == mention.stop:
        return whole_quote(mention.article, mention.number, opening(text))
    at = mention.start
    span = next((s for s in sentences(text) if s[0] <= at < s[1]), (at, mention.stop))
    span = span[0], max(span[1], mention.stop)
    return whole_quote(mention.article, mention.number, span, [(at, mention.stop)])


def _found(quotes: Sequence[Quote], aim: Aim) -> Found | None:
    """Return an answer of these quotes; None when there are none."""
    if not quotes:
        return None
    articles: dict[str, Article] = {quote.article.id: quote.article for quote in quotes}
    told = Told(next(iter(articles))) if len(articles) == 1 else None
    return Found(tuple(quotes), _SURE, aim=aim, told=told)
