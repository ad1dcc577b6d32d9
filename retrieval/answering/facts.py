"""Questions about what the reports say: the quote that answers, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from retrieval.answer import Aim, Answer, Found, NotFound, Reason, Told, Why
from retrieval.answering.absence import EVERYDAY
from retrieval.answering.following import LEANING, Following
from retrieval.answering.judge import ANSWERED, Judge, Judged
from retrieval.answering.refusal import (
    counterpart,
    foreign,
    is_english,
    says_nothing,
    unreadable,
    why_not,
)
from retrieval.article import Quote
from retrieval.expansion.alternatives import Alternative
from retrieval.extraction.brief import LENGTH, LINE, brief
from retrieval.query.answer_type import AnswerKind
from retrieval.query.builder import QueryBuilder
from retrieval.query.follow_up import Lean
from retrieval.query.query import Query
from retrieval.ranking.highlighting import matches
from retrieval.verification.negation import Negators
from retrieval.verification.stretch import Stretch

QUOTES = 3
"""How many quotes an answer has at most."""
_BESIDE, _BETWEEN = 10, 3
"""So many characters of absent words fit on a line, with those that stand about each."""


class FactAnswerer:
    """Answers questions about what the reports say.

    >>> answerer.answer(builder.build("双林镇有多少名先锋骑士?")).quotes[0].text
    '…已有78名快递小哥担任先锋骑士…'
    """

    def __init__(self, judge: Judge, builder: QueryBuilder) -> None:
        """Answer from what the retriever of `judge` finds, as far as that is sure."""
        self._retriever, self._judge = judge.retriever, judge
        self._negators = Negators(judge.retriever.analyzer)
        self._following = Following(judge.retriever, judge, builder)

    def answer(self, query: Query, about: Told | None = None) -> Answer:
        """Answer `query`, which may lean on what its asker was last told."""
        if is_english(query):
            return NotFound(Reason(Why.ENGLISH))
        asked, judged = self.look_up(query, about)
        lean = query.follows.lean
        if lean not in LEANING and (not asked.terms or says_nothing(asked)):
            return NotFound(Reason(Why.EMPTY_QUESTION))
        return self._answer(asked, judged, about if lean is not Lean.NONE else None)

    def look_up(self, query: Query, about: Told | None = None) -> tuple[Query, Judged | None]:
        """Return what `answer` decides by: the query as it is taken to lean, and what was found."""
        leaning = self._following.look_up(query, about) if about else None
        if leaning is not None:
            return leaning
        found = self._retriever.find(query) if query.terms else None
        return query, self._judge.judge(query, found)

    def _answer(self, query: Query, judged: Judged | None, about: Told | None) -> Answer:
        absent = self._judge.absence.words(query)
        if judged is None:
            if unreadable(query, known=False):
                return NotFound(Reason(foreign(query)), told=about)
            why = Why.ABSENT_TERMS if absent else Why.WEAK
            return NotFound(Reason(why, absent), told=about)
        # What is marked in the nearest passages would be read as the answer.
        answers = judged.confidence >= ANSWERED
        quotes = self._retriever.likeliest(judged.hits, judged.best, QUOTES, marked=answers)
        if not answers:
            reason = self._reason(query, judged, quotes, absent)
            return NotFound(reason, judged.confidence, told=about)
        telling = self._telling(absent, query)
        if query.polar and telling:
            # Whether something is so, of which no report has a word, no passage can tell.
            reason = Reason(Why.ABSENT_TERMS, telling, quotes[:1], related=True)
            return NotFound(reason, judged.confidence)
        best = quotes[0]
        aim = Aim.NUMBER if query.wanted.kind is AnswerKind.NUMBER else Aim.FACT
        met = matches(best, query)
        told = Told(best.article.id, best.number, best.start, best.stop, met, aim)
        negations = self._negators.beside([Stretch((best,))]) if any(best.cut) else ()
        length = LENGTH - LINE * max(0, _lines(telling) + bool(negations) - 1)
        shown = brief(best, told.highlights, self._retriever.extractor.tokens, length)
        sure = judged.confidence
        return Found(quotes, sure, told=told, absent=telling, negations=negations, brief=shown)

    def _telling(self, absent: Sequence[str], query: Query) -> tuple[str, ...]:
        """Return those of the absent words that are not everyday ones, nor said in others."""
        commonness = self._retriever.statistics.commonness
        everyday = [word for word in absent if commonness(word) >= EVERYDAY]
        return _unsaid([word for word in absent if word not in everyday], query, query.alternatives)

    def _reason(
        self, query: Query, judged: Judged, quotes: Sequence[Quote], absent: Sequence[str]
    ) -> Reason:
        knows = self._retriever.statistics.knows
        if unreadable(query, known=any(map(knows, query.words))):
            return Reason(foreign(query))
        read = judged.hits.read[judged.best.candidate]
        absent = _unsaid(absent, query, [o for o in query.alternatives if o.stands_in(read.text)])
        if judged.opposite:
            return Reason(Why.OPPOSITE, tuple(absent), tuple(quotes), related=True)
        body = self._retriever.extractor.analyzed(read.article)
        names = partial(counterpart, judged.missing, lambda: body.named_places)
        return why_not(judged.signals, quotes, absent, names)


def _lines(absent: Sequence[str]) -> int:
    """Return about how many lines it takes to say that these words are in no report."""
    return bool(absent) + (sum(len(word) + _BETWEEN for word in absent) > _BESIDE)


def _unsaid(absent: Sequence[str], query: Query, others: Iterable[Alternative]) -> tuple[str, ...]:
    """Return those of the absent words for which none of `others` stands."""
    said = [query.content[one.start : one.stop] for one in others]
    return tuple(word for word in absent if not any(word in one for one in said))
