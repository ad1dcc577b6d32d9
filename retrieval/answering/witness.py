"""Which window testifies: the best one, or where it lacks what is asked, another of its report.

A name and what is asked of it may stand in two paragraphs: a hotel's in the first of a report,
and how many rooms it has in the fifth.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from retrieval.expansion.word_likeness import listed_near
from retrieval.extraction.answer_span import Telling
from retrieval.extraction.asked_kind import plain_kind
from retrieval.lexicon.files import words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query
from retrieval.query.tokens import Token
from retrieval.ranking.ranker import Ranked, share
from retrieval.ranking.retriever import Hits, Retriever

_FEW = 2
"""A question of so few words names nothing, and is looked for in other reports, too."""
_CLOSE = 6.0
"""By so much less another passage may score, and be looked at all the same."""
_MET = 0.5
"""It has a word from so much of its weight on."""
_MORE = 0.05
"""So much more of the question it must have, with what the report's opening names."""
_LIKE = 0.5
"""The least cosine of a word that may stand for what happened: 下滑 for 下降."""
_AS_MUCH = 0.7
"""So much another window must have of what the best one has of the question."""
_OTHERS = 4
"""So many passages of any report are looked at where the question names nothing."""


class Witness:
    """Looks through windows for what is asked."""

    def __init__(self, retriever: Retriever) -> None:
        """Read the passages that `retriever` found."""
        self._retriever = retriever

    def best(self, query: Query, hits: Hits) -> tuple[Ranked, bool]:
        """Return the window that answers best, and whether it tells something of the kind asked."""
        best = self._with_nearest(query, hits)
        if query.wanted.kind is AnswerKind.REASON:
            return self._giving_cause(query, hits, best), True
        if not plain_kind(query):
            return best, True
        told = self._tells(query, hits, best)
        if told is Telling.BESIDE or (told is Telling.SOMETHING and not query.names):
            return best, True
        others = list(self._of_same_report(hits, best))
        said = [word for word in query.words if word[0].isalnum()]
        if told is Telling.NOTHING and len(said) <= _FEW:
            others += hits.ranking.first(_OTHERS)[1:]
        least = _AS_MUCH * _had(hits, best)
        as_much = (one for one in others if _had(hits, one) >= least)
        beside = (one for one in as_much if self._tells(query, hits, one) is Telling.BESIDE)
        other = next(beside, None)
        if other is None:
            return best, told is Telling.SOMETHING
        return other, True

    def _with_nearest(self, query: Query, hits: Hits) -> Ranked:
        """Return the best window, or another of its report that has what is asked of the subject.

        What stands next to the question word is asked of what the rest names. Where the best window
        has nothing of that, as it names the subject only, one is nearer to an answer that has it,
        and with what the report's opening names has more of the question.
        """
        best, ranking = hits.best, hits.ranking
        weights, hits_of = ranking.reading.weights, ranking.reading.window_hits
        asked = query.nearest_rows
        if not asked or any(hits_of[best.window, rows].any() for rows in asked):
            return best
        about, hits_of = ranking.passages["about"], hits_of[ranking.best]
        met = np.max([share(weights[rows], hits_of[:, rows]) for rows in asked], axis=0)
        report = self._report(hits, best)
        for one in ranking.first(len(hits.passages)):
            close = best.score - one.score <= _CLOSE
            more = about[one.candidate] >= about[best.candidate] + _MORE
            has_it = met[one.candidate] >= _MET
            if close and more and has_it and self._report(hits, one) == report:
                return one
        return best

    def _report(self, hits: Hits, ranked: Ranked) -> int:
        return self._retriever.shelf.place(hits.passage(ranked)).article

    def _giving_cause(self, query: Query, hits: Hits, best: Ranked) -> Ranked:
        """Return the best window, or where its paragraph has no cause, one that has what happened.

        A report tells first what happened, and then why: 召回了电热水壶。召回的原因是….
        """
        causes = words("answer_forms", "causes")
        passage = hits.read[best.candidate].text
        if any(cause in passage for cause in causes):
            return best
        happened = [_ways(query, taken) for taken in query.premises]
        for other in self._of_same_report(hits, best):
            text = hits.window(other)
            said = {token.text for token in self._retriever.extractor.tokens(text)}
            told = happened and all(ways & said for ways in happened)
            if told and any(cause in text for cause in causes):
                return other
        return best

    def _tells(self, query: Query, hits: Hits, ranked: Ranked) -> Telling:
        return self._retriever.extractor.tells(hits.window(ranked), query)

    def _of_same_report(self, hits: Hits, best: Ranked) -> Iterator[Ranked]:
        """Yield the other windows of the report, those of the best passages first."""
        place = self._retriever.shelf.place
        report = place(hits.passage(best)).article
        page, fit = hits.ranking.reading.page, hits.ranking.fit
        for candidate in hits.ranking.order:
            if place(hits.passages[candidate]).article == report:
                first = int(page.opening[candidate])
                windows = [w for w in range(first, len(page.owner)) if page.owner[w] == candidate]
                likely = sorted(windows, key=lambda window: -fit[window])
                yield from (one for one in hits.ranking.placed(likely) if one.window != best.window)


def _ways(query: Query, token: Token) -> set[str]:
    """Return a word of the question, and other words for it, and such as are much like it."""
    others = {one.text for one in query.alternatives if one.start <= token.start < one.stop}
    like = {word for word, cosine in listed_near(token.text) if cosine >= _LIKE}
    return {token.text} | others | like


def _had(hits: Hits, ranked: Ranked) -> float:
    """Return what share of the question a window has, with what its report's opening names."""
    reading = hits.ranking.reading
    window, opening = reading.window_hits[ranked.window], reading.opening_hits[ranked.candidate]
    return float(share(reading.weights, np.maximum(window, opening)))
