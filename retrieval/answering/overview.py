"""Answers that give an overview: an outline, the names of a kind, the sentences on a subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer import Aim, Answer, NotFound, Reason, Told, Why
from retrieval.answering.name_lists import NameLists
from retrieval.answering.news import News
from retrieval.answering.outline import ReportFinder, outline
from retrieval.answering.signatures import Signatures
from retrieval.answering.subject import Subjects, found_all
from retrieval.article import Span
from retrieval.citation.address import Reference
from retrieval.dates import Period
from retrieval.entities.directory import Directory
from retrieval.lexicon.files import words
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
from retrieval.query.time_asked import names_no_time, time_asked, word_for_time
from retrieval.query.topic import topic
from retrieval.ranking.retriever import Retriever

_LISTING = ("have", "mention", "list", "all", "tell")
"""The words that ask for all there are: 有哪些鸟, 提到了哪些鸟, 列出所有的鸟."""


class Overviews:
    """Answers questions for an overview."""

    def __init__(
        self,
        retriever: Retriever,
        builder: QueryBuilder,
        directory: Directory,
        signatures: Signatures,
    ) -> None:
        """Take names from `directory` and `signatures`, the rest from what `retriever` finds."""
        self._finder, self._directory = retriever, directory
        self._reports = ReportFinder(retriever, builder)
        self._news = News(retriever)
        self._names = NameLists(retriever, directory)
        self._subjects = Subjects(retriever, signatures)

    def answer(self, query: Query, told: Told | None) -> Answer | None:
        """Answer a question for an overview; None when it is none, or nothing is known of it."""
        time = time_asked(query)
        if names_no_time(query):
            return NotFound(Reason(Why.WEAK))
        if time and overview_question(query.tokens, time[0], PERIOD):
            return self._of_time(time[1], query.text[slice(*time[0])])
        asked, named = self._asked(query, told)
        if asked is None:
            return None
        if named and named[1] is None:
            return NotFound(self._no_such(query.text[slice(*named[0])]), told=told)
        report = named[1] if named else None
        if asked.kind is OverviewKind.HOLDERS:
            return self._holders(asked, report, query, told)
        return self._told(asked, report, query)

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
                return self._listed(asked, report, query.excepted)
            case OverviewKind.NEWS:
                return self._newest(asked)
            case OverviewKind.DATED:
                return self._of_time(word_for_time(query), "")
            case _:
                return self._subjects.about(asked, query)

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
        return found_all(self._subjects.sentences([name]), Aim.ABOUT)

    def _listed(
        self, asked: OverviewQuestion, report: Reference | None, excepted: str
    ) -> Answer | None:
        if asked.subject and (report := self._reports.on(topic(asked.subject).phrases)) is None:
            return None
        return self._names.of_kind(asked, report, excepted)

    def _holders(
        self, asked: OverviewQuestion, report: Reference | None, query: Query, told: Told | None
    ) -> Answer | None:
        """Tell who has a title, or which things there are; None where one is asked for."""
        if asked.word in words("overview_words", "one"):
            return None
        said = {token.text for token in query.tokens}
        listing = _LISTING if query.wanted.lists else ("list", "all")
        things = any(said & words("overview_words", one) for one in listing)
        held = self._names.holders(asked, report)
        return held or (self._subjects.things(asked, report, told) if things else None)

    def _outline(self, asked: OverviewQuestion, report: Reference | None) -> Answer | None:
        phrases = topic(asked.subject).phrases
        if report is None and not phrases:
            return NotFound(Reason(Why.WHICH_REPORT))
        meant = report or self._reports.on(phrases)
        return found_all(outline(meant), Aim.OUTLINE) if meant else self._nothing_on(phrases)

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
