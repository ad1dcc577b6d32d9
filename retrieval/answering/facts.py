"""Questions about what the reports say: the quote that answers, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.analysis.normalizer import fold
from retrieval.analysis.persons import is_name
from retrieval.answer import Answer, Found, NotFound, Reason, Told, Why
from retrieval.answering.absence import EVERYDAY, absent_words, unheard_of
from retrieval.answering.mismatch import RULES, Context, Rule, told_of_another
from retrieval.answering.opposites import Opposites
from retrieval.answering.refusal import (
    counterpart,
    foreign,
    is_english,
    says_nothing,
    unreadable,
    why_not,
)
from retrieval.answering.witness import Witness
from retrieval.article import Article, Quote
from retrieval.extraction.asked_kind import attribute_missing
from retrieval.extraction.brief import LENGTH, LINE, brief
from retrieval.lexicon.files import words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.builder import QueryBuilder
from retrieval.query.follow_up import Lean, lent_words
from retrieval.query.query import Query
from retrieval.ranking.confidence import DOUBT, Lacks, Signals, confidence, signals
from retrieval.ranking.highlighting import matches
from retrieval.ranking.ranker import Ranked
from retrieval.ranking.retriever import Hits, Retriever
from retrieval.verification.negation import Negators
from retrieval.verification.stretch import Stretch

_LEANING = (Lean.POINTS, Lean.AGAIN)
QUOTES = 3
"""How many quotes an answer has at most."""
ANSWERED = 0.5
"""From which confidence on a passage is given as the answer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Passages found, the `best` window of them, and how sure we are that it answers."""

    hits: Hits
    best: Ranked
    signals: Signals
    confidence: float
    missing: tuple[str, ...] = ()
    """Names asked about that the best passage's report does not have, and what no report has that
    the question takes for granted."""
    opposite: bool = False
    """Whether the best window tells the opposite of what is asked."""


class Judge:
    """Says how sure it is that passages answer a question, on these reports.

    >>> judge.judge(query, retriever.find(query)).confidence
    0.93
    """

    def __init__(
        self, retriever: Retriever, chance: Callable[[Judge], float] | float = 0.5
    ) -> None:
        """Judge what `retriever` finds.

        `chance` is the fitted probability that passages reach by chance in these reports, or finds
        it by what a judge without it says.
        """
        self._retriever, self._witness = retriever, Witness(retriever)
        self._opposites = Opposites(retriever.extractor)
        self.rules: tuple[Rule, ...] = RULES
        self.chance = 0.5
        self.chance = chance(self) if callable(chance) else chance

    def judge(self, query: Query, hits: Hits | None) -> Judged | None:
        """Say how sure it is that the best of `hits` answers `query`."""
        if hits is None:
            return None
        best, told = self._witness.best(query, hits)
        passage, store = hits.passage(best), self._retriever.shelf
        article = store.heading(passage) + store.body(passage)
        # Who wrote the report is not told of in it.
        tells = store.heading(passage).partition("\n")[0] + store.body(passage)
        missing = tuple(name for name in self.names(query) if not query.is_told(name, tells))
        missing += unheard_of(query, self._retriever.statistics)
        kind = not told or attribute_missing(query, article)
        kind = kind or told_of_another(query, Context(store.folded(passage), article), self.rules)
        found = signals(query, hits.ranking, best, Lacks(missing, kind))
        opposite = self._opposites.told(query, store.folded(passage)[slice(*best.span)])
        sure = confidence(found, self.chance)
        return Judged(hits, best, found, DOUBT * sure if opposite else sure, missing, opposite)

    def names(self, query: Query) -> list[str]:
        """Return the names asked about; what only looks like a person must stand in a report."""
        return [n for n in query.names if not is_name(n) or self._retriever.statistics.knows(n)]


class FactAnswerer:
    """Answers questions about what the reports say.

    >>> answerer.answer(builder.build("双林镇有多少名先锋骑士?")).quotes[0].text
    '…已有78名快递小哥担任先锋骑士…'
    """

    def __init__(
        self, retriever: Retriever, judge: Judge, builder: QueryBuilder, negators: Negators
    ) -> None:
        """Answer from what `retriever` finds, as far as `judge` is sure.

        Of a sentence that is quoted in part, what negates in the rest is told by `negators`.
        """
        self._retriever, self._judge, self._builder = retriever, judge, builder
        self._negators = negators

    def answer(self, query: Query, about: Told | None = None) -> Answer:
        """Answer `query`, which may lean on what its asker was last told."""
        if is_english(query):
            return NotFound(Reason(Why.ENGLISH))
        asked, judged = self.look_up(query, about)
        lean = query.follows.lean
        if lean not in _LEANING and (not asked.terms or says_nothing(asked)):
            return NotFound(Reason(Why.EMPTY_QUESTION))
        return self._answer(asked, judged, about if lean is not Lean.NONE else None)

    def look_up(self, query: Query, about: Told | None = None) -> tuple[Query, Judged | None]:
        """Return what `answer` decides by: the query as it is taken to lean, and what was found."""
        if about is not None and query.follows.lean in _LEANING:
            return query, self._follow(query, about)
        if about is not None and query.follows.lean is Lean.MAY and self._told_of_all(query, about):
            lent = lent_words(about, self._retriever.shelf.find(about.article))
            leaning = self._builder.lend(query, lent)
            judged = self._follow(leaning, about)
            if judged and judged.confidence >= ANSWERED:
                return leaning, judged
        found = self._retriever.find(query) if query.terms else None
        return query, self._judge.judge(query, found)

    def _told_of_all(self, query: Query, about: Told) -> bool:
        """Whether every name the question says stands in the report told of last."""
        body = self._body(self._retriever.shelf.find(about.article))
        return all(name in body for name in self._judge.names(query))

    def _follow(self, query: Query, about: Told) -> Judged | None:
        """Look up a question that leans: in the report last told of, or the same of another."""
        article = self._retriever.shelf.find(about.article)
        body = self._body(article)
        if any(name not in body for name in self._judge.names(query)):
            return self._asked_of_another(query, lent_words(about, article))
        judged = self._judge.judge(query, self._within(query, article, about))
        if judged and self._asks_what_was_said(query, judged):
            return replace(judged, confidence=max(judged.confidence, ANSWERED))
        if query.wanted.kind is AnswerKind.PLACE and judged and judged.confidence < ANSWERED:
            # A report says once where it happens: at its beginning.
            opening = self._judge.judge(query, self._opening(query, article))
            return opening if opening and opening.confidence >= ANSWERED else judged
        return judged

    def _asked_of_another(self, query: Query, lent: str) -> Judged | None:
        """Look up the same of another name: what was asked of the first must be told of it, too."""
        judged = self._judge.judge(query, self._retriever.find(query))
        asked = self._builder.build(lent)
        said = [word for word in asked.words if len(word) > 1 and word not in asked.names]
        if judged is None or query.follows.lean is not Lean.AGAIN or not said:
            return judged
        passage, store = judged.hits.passage(judged.best), self._retriever.shelf
        if all(word in store.body(passage) for word in said):
            return judged
        return replace(judged, confidence=DOUBT * judged.confidence)

    def _asks_what_was_said(self, query: Query, judged: Judged) -> bool:
        """Whether it is asked what somebody said, and the window has his words: 他说了什么."""
        grammar = words("function_words", "grammar")
        said = {word for word in query.words if word[0].isalnum()} - grammar
        text = self._retriever.shelf.folded(judged.hits.passage(judged.best))
        speech = words("answer_forms", "speech")
        return bool(said) and said <= speech and "“" in text[slice(*judged.best.span)]

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

    def _answer(self, query: Query, judged: Judged | None, about: Told | None) -> Answer:
        absent = absent_words(query, self._retriever.statistics, self._retriever.shelf)
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
        told = Told(best.article.id, best.number, best.start, best.stop, matches(best, query))
        negations = self._negators.beside([Stretch((best,))]) if any(best.cut) else ()
        tokens = self._retriever.extractor.analyzed(fold(best.text)).tokens
        # What is said of absent words takes a line or two.
        shown = brief(best, told.highlights, tokens, LENGTH - LINE * bool(telling))
        if len(shown.text) > LENGTH:
            shown = brief(best, told.highlights, tokens)
        found = Found(quotes, judged.confidence, told=told, absent=telling, brief=shown)
        return replace(found, negations=negations)

    def _telling(self, absent: Sequence[str], query: Query) -> tuple[str, ...]:
        """Return those of the absent words that are not everyday ones, nor said in others."""
        said = [query.content[one.start : one.stop] for one in query.alternatives]
        commonness = self._retriever.statistics.commonness
        return tuple(
            word
            for word in absent
            if commonness(word) < EVERYDAY and not any(word in one for one in said)
        )

    def _reason(
        self, query: Query, judged: Judged, quotes: Sequence[Quote], absent: Sequence[str]
    ) -> Reason:
        knows = self._retriever.statistics.knows
        if unreadable(query, known=any(map(knows, query.words))):
            return Reason(foreign(query))
        store = self._retriever.shelf
        if judged.opposite:
            return Reason(Why.OPPOSITE, tuple(absent), tuple(quotes), related=True)
        body = store.body(judged.hits.passage(judged.best)) if judged.missing else ""
        names = counterpart(judged.missing, self._retriever.extractor.analyzed(body).named_places)
        return why_not(judged.signals, quotes, absent, names)
