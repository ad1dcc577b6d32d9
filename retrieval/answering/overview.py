"""Answers that give an overview: an outline, the names of a kind, the sentences on a subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from retrieval.analysis.normalizer import fold
from retrieval.analysis.sentences import QUOTE_LENGTH, sentences
from retrieval.answer import Aim, Answer, Found, NotFound, Reason, Told, Why
from retrieval.answering.news import News
from retrieval.answering.outline import ReportFinder, outline
from retrieval.article import Article, Quote, Span
from retrieval.citation.address import Reference
from retrieval.dates import Period, is_impossible, period
from retrieval.entities.directory import Directory, Mention, NamedEntity
from retrieval.entities.figures import figures
from retrieval.entities.name_finder import NameKind
from retrieval.extraction.named import is_title
from retrieval.lexicon.files import sections, words
from retrieval.query.builder import QueryBuilder
from retrieval.query.exclusion import kept
from retrieval.query.overview import (
    PERIOD,
    OverviewKind,
    OverviewQuestion,
    overview_question,
)
from retrieval.query.query import Query
from retrieval.query.surname import surname_asked
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
_ENDINGS = {
    "城市": ("市",),
    "乡镇": ("乡", "镇"),
    "镇街": ("镇", "街道"),
    "县市": ("县", "市"),
    **dict.fromkeys(("大学", "高校", "院校"), ("大学", "学院")),
    **{school: (school,) for school in ("学院", "中学", "小学")},
}
_FIGURES = ("figures", "percentages", "money", "days")
_COMPANIES = ("companies", "schools", "hospitals", "police")


class Overviews:
    """Answers questions for an overview."""

    def __init__(self, retriever: Retriever, builder: QueryBuilder, directory: Directory) -> None:
        """Take names from `directory`, and the rest from what `retriever` finds."""
        self._finder, self._directory = retriever, directory
        self._reports = ReportFinder(retriever, builder)
        self._news = News(retriever)

    def answer(self, query: Query, told: Told | None) -> Answer | None:
        """Answer a question for an overview; None when it is none, or nothing is known of it."""
        time = _time(query)
        if _names_no_time(query):
            return NotFound(Reason(Why.WEAK))
        if time and overview_question(query.tokens, time[0], PERIOD):
            return self._of_time(time[1], query.text[slice(*time[0])])
        asked, named = self._asked(query, told)
        if asked is None:
            return None
        if named and named[1] is None:
            return NotFound(self._no_such(query.text[slice(*named[0])]), told=told)
        return self._told(asked, named[1] if named else None, query)

    def _asked(
        self, query: Query, told: Told | None
    ) -> tuple[OverviewQuestion | None, tuple[Span, Reference | None] | None]:
        """Return what is asked for, and where a report is named and which."""
        named, tokens = self._reports.named(query.text, told), kept(query)
        surname = surname_asked(tokens)
        tokens = surname[1] if surname else tokens
        asked = overview_question(tokens, named[0] if named else None)
        if asked and surname:
            asked = replace(asked, surname=surname[0])
        if asked is None and named and told:
            asked, named = overview_question(tokens), None
        if asked and asked.kind is OverviewKind.OUTLINE and not (named or asked.subject) and told:
            # 讲了什么 by itself asks of what was told last.
            return asked, ((0, 0), Reference(self._finder.shelf.find(told.article)))
        return asked, named

    def _told(
        self, asked: OverviewQuestion, report: Reference | None, query: Query
    ) -> Answer | None:
        match asked.kind:
            case OverviewKind.OUTLINE:
                return self._outline(asked, report)
            case OverviewKind.NAMES:
                return self._names(asked, report, query.excepted)
            case OverviewKind.HOLDERS:
                return self._holders(asked, report)
            case OverviewKind.NEWS:
                return self._newest(asked)
            case OverviewKind.DATED:
                return self._of_time(_word_for_time(query), "")
            case _:
                return self._about(asked, query)

    def _no_such(self, said: str) -> Reason:
        """Say why there is no such report: the list is not so long, or none is titled so."""
        if not said.endswith("篇"):
            return Reason(Why.WEAK)
        return Reason(Why.BEYOND, total=len(self._finder.shelf.articles))

    def named(self, text: str, told: Told | None) -> tuple[Span, Reference | None] | None:
        """Return where a question (normalised) names a report, and which one."""
        return self._reports.named(text, told)

    def prepare(self) -> None:
        """Make the directory of names now."""
        self._directory.prepare()

    def about(self, name: str) -> Answer | None:
        """Tell what the reports have on a name (folded); None when it stands nowhere."""
        return _found(self._sentences([name]), Aim.ABOUT)

    def _outline(self, asked: OverviewQuestion, report: Reference | None) -> Answer | None:
        phrases = topic(asked.subject).phrases
        if report is None and not phrases:
            return NotFound(Reason(Why.WHICH_REPORT))
        meant = report or self._reports.on(phrases)
        return _found(outline(meant), Aim.OUTLINE) if meant else self._nothing_on(phrases)

    def _newest(self, asked: OverviewQuestion) -> Answer:
        phrases = topic(asked.subject).phrases
        return self._news.newest(phrases) or self._nothing_on(phrases)

    def _nothing_on(self, phrases: Sequence[str]) -> NotFound:
        """Say which of the phrases stand in no report."""
        absent = tuple(phrase for phrase in phrases if not self._finder.stands(phrase))
        return NotFound(Reason(Why.ABSENT_TERMS if absent else Why.WEAK, absent))

    def _of_time(self, time: Period | str, said: str) -> Answer:
        """Tell what there is of a time; `said` are the words for it that no report may have."""
        absent = (said,) if said else ()
        why = Why.ABSENT_TERMS if absent else Why.WEAK
        return self._news.of(time) or NotFound(Reason(why, absent))

    def _names(
        self, asked: OverviewQuestion, report: Reference | None, excepted: str = ""
    ) -> Answer | None:
        if asked.subject:
            report = self._reports.on(topic(asked.subject).phrases)
            if report is None:
                return None
        if asked.asked in _FIGURES:
            told = figures(self._finder.shelf, asked.asked)
            within = (q for q in told if report is None or q.article.id == report.article.id)
            return _found(list(islice(within, _NAMES)), Aim.NAMES) or NotFound(Reason(Why.WEAK))
        kind = _KINDS.get(asked.asked, NameKind.ORGANISATION)
        entities = self._directory.named(kind, _endings(asked))
        if asked.word in words("name_heads", "company sums"):
            entities += [
                e for e in self._directory.named(kind) if e.is_company and e not in entities
            ]
        if asked.asked == "countries":
            entities = [e for e in entities if e.name in words("place_names", "countries")]
        entities = [e for e in entities if e.name.startswith(asked.surname)]
        wanted = (
            e for e in entities if e.name not in excepted and not _is_short_for(e.name, excepted)
        )
        quotes = [q for e in wanted if (q := _first_quote(e, report))]
        return _found(quotes[:_NAMES], Aim.NAMES) or NotFound(Reason(Why.WEAK))

    def _holders(self, asked: OverviewQuestion, report: Reference | None) -> Answer | None:
        """Tell who are called by a title or trade; None where it is none, or nobody is.

        谁是馆长 asks for one, and is a question for a fact.
        """
        if asked.word in words("overview_words", "one") or not is_title(asked.subject[-1].text):
            return None
        title = "".join(token.text for token in asked.subject)
        every = self._directory.named(NameKind.PERSON)
        held = (next((m for m in e.mentions if _is_called(m, title)), None) for e in every)
        told = [m for m in held if m and (report is None or m.article.id == report.article.id)]
        return _found([_sentence(m) for m in told[:_NAMES]], Aim.NAMES)

    def _about(self, asked: OverviewQuestion, query: Query) -> Answer | None:
        """Tell the sentences on a subject; None when something is asked of it, or it is unknown."""
        first, stop = asked.subject[0].start, asked.subject[-1].stop
        wanted = topic(asked.subject)
        if not wanted.phrases or any(first <= at < stop for at, _ in query.asking):
            return None
        literal = self._sentences(wanted.phrases)
        found = _found(literal or self._sentences(wanted.words), Aim.ABOUT)
        absent = tuple(word for word in wanted.words if not self._finder.stands(word))
        return found or (NotFound(Reason(Why.ABSENT_TERMS, absent)) if absent else None)

    def _sentences(self, phrases: Sequence[str]) -> list[Quote]:
        """Return the sentences that hold all `phrases`, in order, the first so many."""
        if not phrases:
            return []
        passages = self._finder.may_hold(phrases).tolist()
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


def _time(query: Query) -> tuple[Span, Period] | None:
    """Return where a question names a year, a month or a day, and which; 第3号 is none."""
    edges = {token.stop for token in query.tokens}
    for token in query.tokens:
        if query.text[: token.start].endswith("第"):
            continue
        rest = query.text[token.start :]
        stop = token.start + len(rest) - len(found[1]) if (found := period(rest)) else 0
        if found and stop in edges:
            return (token.start, stop), found[0]
    return None


def _names_no_time(query: Query) -> bool:
    """Whether a question names a time that there never is."""
    return any(is_impossible(query.text[token.start :]) for token in query.tokens)


def _word_for_time(query: Query) -> str:
    """Return the word by which a question means a time that it does not name: 明年."""
    known = words("overview_words", "year")
    return next((token.text for token in query.tokens if token.text in known), "")


def _endings(asked: OverviewQuestion) -> tuple[str, ...]:
    """Return how the names that are asked for end: 镇, 公司 and its like; any, where it is ()."""
    if asked.word in _ENDINGS:
        return _ENDINGS[asked.word]
    if asked.asked in _COMPANIES:
        listed = sections("name_heads")[asked.asked]
        return (asked.word,) if asked.word in listed and asked.asked != "schools" else listed
    if asked.asked == "divisions":
        return (asked.word,)
    return ()


def _is_called(mention: Mention, title: str) -> bool:
    """Whether a title stands right before a name: 馆长, not 副馆长."""
    before = fold(mention.article.texts[mention.number - 1][: mention.start])
    return before.endswith(title) and not before.endswith(f"副{title}")


def _is_short_for(name: str, excepted: str) -> bool:
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
