"""Whether a sentence of the reports says what somebody claims, in other words or another number.

A claim is held against clauses, so that what is said of one thing is not taken for another's: all
its words must be there, names nowhere but in the clause or before it, and its number must stand
beside the same thing.

>>> paraphrases.judge("双林镇有87名先锋骑士")
OtherFigure(quote=…, claimed='87名', printed='78名')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis.persons import is_name
from retrieval.analysis.quantities import Quantity, quantities
from retrieval.analysis.sentences import sentences
from retrieval.answering.claim_rules import (
    has_figure_elsewhere,
    has_other_bound,
    is_another,
    is_turned_round,
    is_unsettled,
    names_by_number,
)
from retrieval.answering.claimed import Claimed, read_claim
from retrieval.article import Quote, Span
from retrieval.claims.statements import Agrees, OtherFigure
from retrieval.dates import Period, periods
from retrieval.entities.directory import Directory
from retrieval.entities.name_finder import NameKind
from retrieval.lexicon.files import words
from retrieval.query.builder import QueryBuilder
from retrieval.query.tokens import Token
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.retriever import Retriever

_CLAUSE = re.compile("[^,，;；。!?！？]+")
_PASSAGES = 4
"""So many of the best passages are held against a claim."""
_NAMED = (NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION)
_LEAST = 2
"""A claim without a number has so many words at least."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a passage: its text, where it stands, and the sentence that it is part of."""

    passage: int
    text: str
    span: Span
    sentence: Span


class Paraphrases:
    """Holds claims against what the reports say."""

    def __init__(self, retriever: Retriever, builder: QueryBuilder, directory: Directory) -> None:
        """Take the passages that `retriever` finds, and names from `directory`."""
        self._finder, self._builder, self._directory = retriever, builder, directory

    def judge(self, claim: str) -> Agrees | OtherFigure | None:
        """Return how a sentence agrees with a claim, or which other figure it has.

        None where no sentence tells: then the claim is neither proved nor refuted.
        """
        claimed = read_claim(self._builder.build(claim))
        found = self._finder.find(claimed.query) if claimed.query.terms else None
        if found is None or len(claimed.figures) > 1 or not claimed.said:
            return None
        if not (claimed.figures or claimed.times or len(claimed.said) >= _LEAST):
            return None
        passages = [found.passage(one) for one in found.ranking.first(_PASSAGES)]
        judged = [self._against(claimed, one) for p in passages for one in self._clauses(p)]
        told = [one for one in judged if one is not None]
        return next((one for one in told if isinstance(one, Agrees)), next(iter(told), None))

    def _clauses(self, passage: int) -> Iterator[_Clause]:
        text = self._finder.shelf.folded(passage)
        for start, stop in sentences(text):
            for found in _CLAUSE.finditer(text, start, stop):
                yield _Clause(passage, found.group(), found.span(), (start, stop))

    def _against(self, claimed: Claimed, clause: _Clause) -> Agrees | OtherFigure | None:
        """Hold a claim against one clause."""
        claim = claimed.query.text
        if self._denies(clause.text, claim) != self._denies(claim, clause.text):
            return None
        figure = _beside(claimed, clause.text) if claimed.figures else None
        if claimed.figures and figure is None:
            return None
        missing = [
            token
            for token in claimed.said
            if not claimed.stands(token, clause.text)
            and not (token in claimed.thing and _counted(token, figure, clause.text))
        ]
        if any(token in claimed.thing for token in missing):
            return None
        if not self._is_of(claimed, clause, missing):
            return None
        return self._told(claimed, clause, figure)

    def _told(
        self, claimed: Claimed, clause: _Clause, figure: Quantity | None
    ) -> Agrees | OtherFigure | None:
        """Return what a clause with the words of a claim tells of it, with which figure."""
        sentence = self._finder.shelf.folded(clause.passage)[slice(*clause.sentence)]
        if self._tells_otherwise(claimed, clause.text):
            return None
        if figure is None or figure == claimed.figures[0]:
            is_other = figure is not None and has_other_bound(claimed, figure, clause.text)
            cut = self._finder.analyzer.words(clause.text)
            is_open = is_unsettled(claimed, list(cut), sentence)
            return None if is_open or is_other else self._agreeing(claimed, clause, figure)
        if names_by_number(claimed) or has_figure_elsewhere(claimed, sentence):
            return None
        return self._differing(claimed, clause, figure)

    def _tells_otherwise(self, claimed: Claimed, clause: str) -> bool:
        """Whether a clause has the words of a claim and says them of others."""
        said = [token.text for token in claimed.said]
        names = {e.name for kind in _NAMED for e in self._directory.named(kind) if e.name in said}
        return is_turned_round(claimed, names, clause) or is_another(claimed, names, clause)

    def _is_of(self, claimed: Claimed, clause: _Clause, missing: Sequence[Token]) -> bool:
        """Whether what the clause does not say itself was said before, and of nothing else."""
        shelf, query = self._finder.shelf, claimed.query
        text = shelf.folded(clause.passage)
        before, sentence = text[: clause.span[1]], text[slice(*clause.sentence)]
        if not _is_then(claimed.times, before):
            return False
        if not missing:
            return True
        if not claimed.figures:
            return all(claimed.stands(token, sentence) for token in missing)
        people = (one.name for one in self._directory.named(NameKind.PERSON))
        if any(name in query.text and name not in sentence for name in people):
            return False
        heading, body = shelf.heading(clause.passage), shelf.body(clause.passage)
        earlier = heading + body[: body.find(text)] + before
        told = (claimed.stands(t, earlier if _names(t) else heading + body) for t in missing)
        return all(told) and not self._tells_of_another(clause.text, query.text)

    def _tells_of_another(self, text: str, claim: str) -> bool:
        """Whether a clause names somebody or some place that the claim does not."""
        named = (e.name for kind in _NAMED for e in self._directory.named(kind))
        return any(name in text and name not in claim for name in named)

    def _denies(self, text: str, other: str) -> bool:
        """Whether a text denies; what is part of a word of another one does not: 无废工厂."""
        negators, cut = words("function_words", "negators"), self._finder.analyzer.words
        for word in cut(other):
            if len(word) > 1 and word not in negators:
                text = text.replace(word, " ")
        return not negators.isdisjoint(cut(text))

    def _agreeing(self, claimed: Claimed, clause: _Clause, figure: Quantity | None) -> Agrees:
        marks = [(figure.start, figure.stop)] if figure else []
        said = tuple(token.text for token in claimed.said)
        printed = tuple(clause.text[a:b] for a, b in marks)
        return Agrees(self._quoted(clause, marks), said, printed)

    def _differing(self, claimed: Claimed, clause: _Clause, figure: Quantity) -> OtherFigure | None:
        own = claimed.figures[0]
        if own.unit == figure.unit and figure.stop - figure.start:
            quote = self._quoted(clause, [(figure.start, figure.stop)])
            return OtherFigure(
                quote,
                claimed.query.text[own.start : own.stop],
                clause.text[figure.start : figure.stop],
            )
        return None

    def _quoted(self, clause: _Clause, marks: Sequence[Span]) -> Quote:
        shelf = self._finder.shelf
        place = shelf.place(clause.passage)
        at = clause.span[0]
        spans = [place.in_paragraph((at + a, at + b)) for a, b in marks]
        article = shelf.article(clause.passage)
        return whole_quote(article, place.number, place.in_paragraph(clause.sentence), spans)


def _beside(claimed: Claimed, text: str) -> Quantity | None:
    """Return the figure of a clause that stands nearest to what the claimed one counts.

    A figure that something came from (从9.1%降到3.4%) is none that it is, and 一只 counts nothing.
    """
    own = claimed.figures[0]
    same = [q for q in quantities(text) if q.unit == own.unit and text[q.start] != "一"]
    if any(origin in text[: same[0].start] for origin in words("claim_words", "origins") if same):
        same = same[-1:]
    places = [
        (at, at + len(form))
        for token in claimed.thing
        for form in claimed.forms(token)
        if (at := text.find(form)) >= 0
    ]
    if not places:
        last = claimed.thing[-1].text[-1]
        return next((q for q in same if text[: q.start].endswith(last)), None)
    return min(same, key=lambda q: min(_distance(q, one) for one in places), default=None)


def _counted(token: Token, figure: Quantity | None, text: str) -> bool:
    """Whether a figure stands right after the last character of a word: 站24座 for 车站."""
    return figure is not None and text[: figure.start].endswith(token.text[-1])


def _names(token: Token) -> bool:
    """Whether a word is a person's name, or that of a place by its ending."""
    return is_name(token.text) or token.text.endswith(tuple(words("endings", "administrative")))


def _is_then(times: Sequence[Period], before: str) -> bool:
    """Whether what is claimed of a time is told of it: by the last date before it."""
    told = [found for _, found in periods(before)]
    return not times or bool(told and times[0].holds(_day(told[-1])))


def _distance(figure: Quantity, place: Span) -> int:
    return max(place[0] - figure.stop, figure.start - place[1], 0)


def _day(found: Period) -> tuple[int, int, int]:
    return found.year, found.month, found.day
