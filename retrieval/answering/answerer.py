"""Whatever is asked, answered: by an overview, a list of reports, who somebody is, or a fact."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answer import Aim, Answer, NotFound, Part, Question, Reason, Told, Why
from retrieval.answering.facts import FactAnswerer
from retrieval.answering.identity import Identities
from retrieval.answering.judge import Judge, Judged
from retrieval.answering.listing import Listings
from retrieval.answering.outline import points_at_report
from retrieval.answering.overview import Overviews
from retrieval.answering.report_selector import ReportSelector
from retrieval.answering.several import together
from retrieval.answering.signatures import Signatures
from retrieval.claims import answers
from retrieval.claims.stored_reports import StoredReports
from retrieval.deadline import OutOfTimeError, within
from retrieval.entities.directory import Directory
from retrieval.index.engine import UnreachableError
from retrieval.query.builder import QueryBuilder
from retrieval.query.follow_up import Lean, follow_up, lent_words, standing
from retrieval.query.metadata import MetadataQuestion, metadata_question
from retrieval.query.overview import asks_what_it_says
from retrieval.query.query import Query
from retrieval.query.several import Separate, separate

_HASTY = 3
"""So many passages are read when there is no time for more."""


class Answerer:
    """Answers questions; what it says of the reports is proved by them."""

    def __init__(
        self, judge: Judge, builder: QueryBuilder, directory: Directory, reports: StoredReports
    ) -> None:
        """Answer from what the retriever of `judge` finds, and what `directory` names."""
        self._finder, self._builder, self._reports = judge.retriever, builder, reports
        self._store = judge.retriever.shelf
        self._facts = FactAnswerer(judge, builder)
        selector = ReportSelector(judge.retriever)
        self._signatures = Signatures(judge.retriever, selector)
        self._identities = Identities(judge.retriever, self._signatures, judge.absence)
        self._listings = Listings(judge, builder)
        self._overviews = Overviews(judge.retriever, builder, directory, self._signatures)

    def prepare(self) -> None:
        """Make now what first questions would wait for."""
        self._overviews.prepare()

    def about(self, name: str) -> Answer:
        """Tell the sentences that name somebody or something (folded), in order; or none.

        Of somebody who is told of in none, the reports that they signed.
        """
        found = self._signatures.reports_of(name) or self._overviews.about(name)
        found = found or NotFound(Reason(Why.ABSENT_TERMS, (name,)))
        return answers.proved(found, self._reports)

    def query(self, question: Question) -> Query:
        """Understand a question, and how it leans on what its asker was last told."""
        told = standing(question.about, self._store.find)
        lent = None if told is None else lent_words(told, self._store.find(told.article))
        return self._builder.build(question.text, lent)

    def look_up(self, question: Question) -> tuple[Query, Judged | None]:
        """Return what decides on a question about what is said: how it leans, what was found."""
        told = standing(question.about, self._store.find)
        return self._facts.look_up(self.query(question), told)

    def leans(self, text: str) -> bool:
        """Whether the answer to `text` may depend on what its asker was last told."""
        read = self._builder.reader.read(text)
        follows = follow_up(read.tokens, read.asking).lean is not Lean.NONE
        follows = follows or points_at_report(read.text) or asks_what_it_says(read.tokens)
        return follows or metadata_question(read.tokens, Told("")) is not None

    def in_full(self, question: Question) -> str:
        """Return the words of a question, with those it borrows from what was told last."""
        if question.about is None:
            return question.text
        leaning, _ = self.look_up(question)
        if not leaning.leans:
            return question.text
        both = f"{leaning.content[: leaning.own]} {leaning.content[leaning.own :]}"
        said = [word for word in both.split() if any(map(str.isalnum, word))]
        longest = (w for w in said if not any(w != other and w in other for other in said))
        return " ".join(dict.fromkeys(longest))

    def answer(self, question: Question, seconds: float) -> Answer:
        """Answer with quotes, a list of reports, or an honest no.

        The no is said when the time is over, with the passages that a quick look finds, and when
        the machines that hold the reports cannot be asked.
        """
        try:
            with within(seconds):
                return self._answer_all(question)
        except OutOfTimeError:
            found = self._finder.find(self.query(question), _HASTY)
            nearest = self._finder.quotes(found, _HASTY) if found else ()
            told = standing(question.about, self._store.find)
            return NotFound(Reason(Why.OUT_OF_TIME, nearest=nearest), told=told)
        except UnreachableError:
            return NotFound(Reason(Why.UNREACHABLE))

    def _answer_all(self, question: Question) -> Answer:
        """Answer each question of a message, and lead with the first that has an answer."""
        if not len(self._store):
            return NotFound(Reason(Why.EMPTY_CORPUS))
        read = self._builder.reader.shortened(question.text)
        # What is too long to be read whole asks one thing: its end, or what it begins with.
        whole = read == question.text
        asked = separate(read, self._builder) if whole else Separate((read,))
        if len(asked.questions) < 2:  # noqa: PLR2004 - one question is answered as it is
            text = asked.questions[0]
            return self._answer(question if text == question.text else replace(question, text=text))
        parts: list[Part] = []
        about = question.about
        for text in asked.questions:
            answer = self._answer(Question(text, about))
            about = answer.told or about
            parts.append(Part(text, answer))
        return together(parts, asked.left)

    def _answer(self, question: Question) -> Answer:
        told = standing(question.about, self._store.find)
        query = self.query(question)
        overview = self._overviews.answer(query, told)
        about, of = (None, told) if overview else self._asked_of_reports(query, told)
        answer = overview or (about and self._listings.answer(query, about, of))
        answer = answer or self._identities.answer(query) or self._facts.answer(query, told)
        if query.corrections:
            answer = replace(answer, corrections=query.corrections)
        return answers.proved(answer, self._reports)

    def _asked_of_reports(
        self, query: Query, told: Told | None
    ) -> tuple[MetadataQuestion | None, Told | None]:
        """Return what is asked about reports, and of which one: 第三篇是谁写的 names it."""
        named = self._overviews.named(query.text, told)
        if named and named[1]:
            own = named[1].article.id
            of = told if told and told.article == own else Told(own)
            (start, stop), rest = named[0], query.tokens
            rest = tuple(t for t in rest if not start <= t.start < stop)
            asked = metadata_question(rest, of)
            if asked and asked.aim in (Aim.AUTHOR, Aim.TITLE) and not asked.subject:
                return asked, of
        return metadata_question(query.tokens, told), told
