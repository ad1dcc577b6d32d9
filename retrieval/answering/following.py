"""Questions that lean on what their asker was last told: looked up in that report, or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.analysis.normalizer import fold
from retrieval.answer import Aim, Told
from retrieval.answering.judge import ANSWERED, Judge, Judged
from retrieval.article import Article, Span
from retrieval.lexicon.files import words
from retrieval.query.answer_type import AnswerKind, AnswerType
from retrieval.query.builder import QueryBuilder
from retrieval.query.follow_up import Lean, lent_words
from retrieval.query.query import Query
from retrieval.ranking.confidence import DOUBT
from retrieval.ranking.retriever import Hits, Retriever

LEANING = (Lean.POINTS, Lean.AGAIN)
"""How a question leans that nobody would ask by itself."""
_MARKS = ",，、;；:：。!！?？"
_NUMBER = AnswerType(AnswerKind.NUMBER)


class Following:
    """Looks up questions that lean."""

    def __init__(self, retriever: Retriever, judge: Judge, builder: QueryBuilder) -> None:
        """Find passages by `retriever`, and tell by `judge` how sure they answer."""
        self._retriever, self._judge, self._builder = retriever, judge, builder

    def look_up(self, query: Query, about: Told) -> tuple[Query, Judged | None] | None:
        """Return the query as it leans on what was told, and what was found; None if it does not.

        >>> following.look_up(builder.build("灰鹅呢?", "梨树"), told)[1].confidence
        0.93
        """
        if query.follows.lean in LEANING:
            return self._asked_again(query, about)
        if query.follows.lean is Lean.MAY and self._told_of_all(query, about):
            lent = lent_words(about, self._retriever.shelf.find(about.article))
            leaning = self._builder.lend(query, lent)
            judged = self._follow(leaning, about)
            if judged and judged.confidence >= ANSWERED:
                return leaning, judged
        return None

    def _asked_again(self, query: Query, about: Told) -> tuple[Query, Judged | None]:
        """Look up a question that leans; where a number was asked for, X呢 asks for one again.

        What the report has of X without any number is told all the same: 村医呢.
        """
        if about.aim is Aim.NUMBER and self._counts(query):
            counted = replace(query, wanted=_NUMBER)
            judged = self._follow(counted, about)
            if not judged or not self._told_of_all(query, about):
                return counted, judged
            if judged.confidence >= ANSWERED and self._is_of(judged, query, about):
                return counted, judged
        return query, self._follow(query, about)

    def _counts(self, query: Query) -> bool:
        """Whether a question asks the same of something else."""
        return query.follows.lean is Lean.AGAIN and not query.asking

    def _is_of(self, judged: Judged, query: Query, about: Told) -> bool:
        """Whether the number found stands in a clause with what it is asked of.

        Of what is named, the passage must have the words that were asked of the other, too.
        """
        if query.names and not self._has_said(judged, self._said(about)):
            return False
        quote = self._retriever.quote(judged.hits, judged.best)
        text = fold(quote.text)
        clauses = [text[slice(*_clause(text, mark))] for mark in quote.highlights]
        return bool(clauses) and all(any(w in one for w in query.words) for one in clauses)

    def _told_of_all(self, query: Query, about: Told) -> bool:
        """Whether every name the question says stands in the report told of last."""
        body = self._body(self._retriever.shelf.find(about.article))
        return all(name in body for name in self._judge.names(query))

    def _follow(self, query: Query, about: Told) -> Judged | None:
        """Look up a question that leans: in the report last told of, or the same of another."""
        article = self._retriever.shelf.find(about.article)
        if not self._told_of_all(query, about):
            return self._asked_of_another(query, about)
        judged = self._judge.judge(query, self._within(query, article, about))
        if judged and self._asks_what_was_said(query, judged):
            return replace(judged, confidence=max(judged.confidence, ANSWERED))
        if query.wanted.kind is AnswerKind.PLACE and judged and judged.confidence < ANSWERED:
            # A report says once where it happens: at its beginning.
            opening = self._judge.judge(query, self._opening(query, article))
            return opening if opening and opening.confidence >= ANSWERED else judged
        return judged

    def _asked_of_another(self, query: Query, about: Told) -> Judged | None:
        """Look up the same of another name: what was asked of the first must be told of it, too."""
        judged = self._judge.judge(query, self._retriever.find(query))
        said = self._said(about)
        if judged is None or query.follows.lean is not Lean.AGAIN or self._has_said(judged, said):
            return judged
        return replace(judged, confidence=DOUBT * judged.confidence)

    def _said(self, about: Told) -> list[str]:
        """Return the words of what was asked last, but for its names."""
        asked = self._builder.build(lent_words(about, self._retriever.shelf.find(about.article)))
        return [word for word in asked.words if len(word) > 1 and word not in asked.names]

    def _has_said(self, judged: Judged, said: Sequence[str]) -> bool:
        """Whether all these words stand in the passage found."""
        body = judged.hits.read[judged.best.candidate].article
        return all(word in body for word in said)

    def _asks_what_was_said(self, query: Query, judged: Judged) -> bool:
        """Whether it is asked what somebody said, and the window has his words: 他说了什么."""
        grammar = words("function_words", "grammar")
        said = {word for word in query.words if word[0].isalnum()} - grammar
        speech = words("answer_forms", "speech")
        return bool(said) and said <= speech and "“" in judged.hits.window(judged.best)

    def _within(self, query: Query, article: Article, about: Told) -> Hits | None:
        """Rank the paragraphs of one report; only the one told, if a word of it is all there is.

        A single word that it does not have is asked of the rest of the report: 他的夫人叫什么.
        """
        store, numbers = self._retriever.shelf, range(1, len(article.texts) + 1)
        passages = [passage for n in numbers for passage in store.passages(article.id, n)]
        own = [word for word in query.words if len(word) > 1]
        if query.follows.lean is Lean.AGAIN and own:
            # 那甲呢 asks of 甲, whatever of the last question stands elsewhere.
            telling = [p for p in passages if all(word in store.folded(p) for word in own)]
            if telling:
                return self._retriever.find_within(query, telling)
        said = {t.text for t in query.own_terms if t.word} - words("function_words", "grammar")
        told = fold(article.texts[about.number - 1]) if about.number else ""
        if about.number and len(said) <= 1 and all(word in told for word in said):
            passages = list(store.passages(article.id, about.number))
        return self._retriever.find_within(query, passages)

    def _opening(self, query: Query, article: Article) -> Hits | None:
        """Rank the first paragraph of one report alone."""
        first = next(n for n, text in enumerate(article.texts, 1) if text.strip())
        return self._retriever.find_within(query, self._retriever.shelf.passages(article.id, first))

    def _body(self, article: Article) -> str:
        store = self._retriever.shelf
        first = next(n for n, text in enumerate(article.texts, 1) if text.strip())
        passage = store.passage(article.id, first)
        return store.heading(passage) + store.body(passage)


def _clause(text: str, mark: Span) -> Span:
    """Return where the clause begins and ends in which a mark stands."""
    start = max(text.rfind(one, 0, mark[0]) for one in _MARKS) + 1
    stops = [at for one in _MARKS if (at := text.find(one, mark[1])) >= 0]
    return start, min(stops, default=len(text))
