"""From a question as it is read to a `Query`: its words told apart, weighed and reworded."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from retrieval.analysis.analyzer import Analyzer, Term
from retrieval.analysis.normalizer import fold, normalize
from retrieval.cache import remembered
from retrieval.correction.corrector import Corrector
from retrieval.expansion.alternatives import Alternative, reword
from retrieval.expansion.synonyms import Thesaurus
from retrieval.expansion.word_likeness import LikeWord, like_words
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.answer_type import AnswerKind, AnswerType
from retrieval.query.content import blanked, runs
from retrieval.query.follow_up import FollowUp, Lean, follow_up, without_rival
from retrieval.query.names import names
from retrieval.query.polarity import polarity
from retrieval.query.query import Query
from retrieval.query.reading import LONGEST, QuestionReader, ReadQuestion
from retrieval.query.tokens import QuestionTokenizer, Token

_SINGLE = 0.8
"""What a single character counts beside a word or a pair."""
_LENT = 0.25
"""What a word lent by the conversation counts beside one of the question."""
_NOTHING = AnswerType(AnswerKind.NONE)
"""What is wanted of words that are only looked up."""
_LEANING = (Lean.POINTS, Lean.AGAIN)
_AT_HAND = 32
"""So many questions are at hand: several parts of an answer ask for the same."""


class QueryBuilder:
    """Builds queries for the reports that `statistics` tells of."""

    def __init__(
        self,
        analyzer: Analyzer,
        statistics: TermStatistics,
        thesaurus: Thesaurus,
        corrector: Corrector | None = None,
    ) -> None:
        """Cut by `analyzer`, and correct by `corrector` if there is one."""
        self._analyzer, self._statistics = analyzer, statistics
        self._thesaurus = thesaurus
        self._tokenizer = QuestionTokenizer(analyzer)
        self.reader = QuestionReader(self._tokenizer, statistics, corrector)
        """Reads questions, without looking their words up."""
        self._built = remembered(self._build, _AT_HAND)

    def build(self, typed: str, lent: str | None = None) -> Query:
        """Understand a question as typed; `lent` are words of what its asker was last told.

        Where nothing was told it is None, and nothing of the question is taken to point back.
        """
        read = self.reader.read(typed)
        follows = None if lent is None else follow_up(read.tokens, read.asking)
        leans = follows is not None and follows.lean in _LEANING
        return self._built(read, follows, lent if leans else None)

    def _build(self, read: ReadQuestion, follows: FollowUp | None, lent: str | None) -> Query:
        follows = follows or FollowUp()
        content = read.content(follows.words)
        kept = runs([t for t in read.tokens if content.startswith(t.text, t.start)])
        query = Query(
            read.typed,
            read.text,
            read.places,
            read.tokens,
            wanted=read.wanted,
            asking=read.asking,
            content=content,
            names=names(kept, self._analyzer.commonness),
            polarity=polarity(read.tokens),
            follows=follows,
            corrections=read.corrections,
            polar=read.doubts and not read.asking,
        )
        if lent and follows.lean is Lean.AGAIN:
            borrowed = (token.text for token in self._tokenizer.tokens(fold(lent)))
            own = [word for word in query.words if word[0].isalnum()]
            lent = " ".join(without_rival(list(borrowed), own))
        return self._weighed(query, lent)

    def words(self, typed: str) -> Query:
        """Take what is typed as words to look up; none only asks: 怎么 is searched like any."""
        return self._weighed(self.cut(typed), None)

    def cut(self, typed: str) -> Query:
        """Cut what is typed into words; none of them is looked up."""
        text, places = normalize(typed)
        text, places = text[:LONGEST], places[:LONGEST]
        tokens = self._tokenizer.tokens(text)
        return Query(typed, text, places, tokens, text, wanted=_NOTHING)

    def lend(self, query: Query, lent: str) -> Query:
        """Return a query that may lean, leaning on the words `lent` by what was told last."""
        return self._weighed(query, lent)

    def _weighed(self, query: Query, lent: str | None) -> Query:
        """Add terms with their weights, and other words for them."""
        content = query.content
        indexed = self._tokenizer.as_indexed(query.tokens, content)
        terms = self._analyzer.terms_of(content, indexed)
        own = sys.maxsize
        if lent is not None:
            own = len(content) + 1
            borrowed = fold(lent)
            content = f"{content} {borrowed}" if borrowed else content
            terms += [_moved_term(term, own) for term in self._analyzer.terms(borrowed)]
        known = self._statistics.known(terms)
        telling = _telling(content, terms, known)
        counted = [1.0 if t.word or len(t.text) > 1 else _SINGLE for t in telling]
        strengths = [
            c if t.start < own else c * _LENT for c, t in zip(counted, telling, strict=True)
        ]
        rarity = self._statistics.rarity([term.text for term in telling])
        own_terms = telling if lent is None else tuple([t for t in telling if t.start < own])
        absent = [term for term in own_terms if term.text not in known]
        alternatives = reword(query.content, own_terms, self._thesaurus, self._statistics.standing)
        return replace(
            query,
            content=content,
            terms=telling,
            strengths=tuple(strengths),
            weights=tuple([s * rare for s, rare in zip(strengths, rarity, strict=True)]),
            own=own,
            own_terms=own_terms,
            alternatives=alternatives,
            like_words=self._like_words(absent, alternatives),
        )

    def _like_words(
        self, absent: Sequence[Term], alternatives: Sequence[Alternative]
    ) -> tuple[LikeWord, ...]:
        """Return words like those of the `absent` terms that no report has in other words."""
        said = {at for one in alternatives for at in range(one.start, one.stop)} if absent else ()
        unsaid = [term for term in absent if term.start not in said]
        return like_words(unsaid, self._thesaurus.near, self._statistics.standing)

    def about(self, query: Query, tokens: Iterable[Token]) -> Query:
        """Return what `query` asks of these tokens of it only, as words to look up."""
        kept = set(tokens)
        others = [(token.start, token.stop) for token in query.tokens if token not in kept]
        content = blanked(query.text, others)
        looked_up = Query(
            query.typed, query.text, query.places, query.tokens, content, wanted=_NOTHING
        )
        return self._weighed(looked_up, None)


def _telling(content: str, terms: Sequence[Term], known: Collection[str]) -> tuple[Term, ...]:
    """Leave out pairs across two words that stand in no report: they tell nothing."""
    reach = [0] * len(content)
    for term in terms:
        if term.word:
            reach[term.start] = max(reach[term.start], term.stop)
    # How far, from each place on, the words go that begin there or before.
    reach = list(accumulate(reach, max))
    return tuple([t for t in terms if t.stop <= reach[t.start] or t.text in known])


def _moved_term(term: Term, by: int) -> Term:
    return Term(term.text, term.start + by, term.stop + by, term.word)
