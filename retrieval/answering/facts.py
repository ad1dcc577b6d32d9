"""Questions about what the reports say: the quote that answers, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.persons import is_name
from retrieval.answer import Answer, Found, NotFound, Reason, Told, Why
from retrieval.answering.refusal import counterpart, says_nothing, unreadable, why_not
from retrieval.article import Article, Quote
from retrieval.query.follow_up import FollowUp, Lean, following, lent_words
from retrieval.query.query import Asked, understand
from retrieval.ranking.confidence import Signals, confidence, signals
from retrieval.ranking.highlighting import matches
from retrieval.ranking.retriever import Hits, Retriever

_EVERYDAY = 1e-4
"""Of general Chinese, the share of words from which one says little by being absent."""
_LEANING = (Lean.POINTS, Lean.AGAIN)
QUOTES = 3
"""How many quotes an answer has at most."""
ANSWERED = 0.5
"""From which confidence on a passage is given as the answer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Passages found, and how sure we are that the best of them answers."""

    hits: Hits
    signals: Signals
    confidence: float
    missing: tuple[str, ...] = ()
    """Names asked about that the best passage's report does not have, and what no report has that
    the question takes for granted."""


class FactAnswerer:
    """Answers questions about what the reports say."""

    def __init__(self, finder: Retriever, analyzer: Analyzer) -> None:
        """Answer from what `finder` finds."""
        self._finder = finder
        self._analyzer = analyzer
        self.chance = 0.5

    def answer(self, text: str, about: Told | None = None) -> Answer:
        """Answer `text` (folded), which may lean on what its asker was last told."""
        step = following(text, about)
        asked, judged = self._look_up(step, about)
        if step.lean not in _LEANING and (not asked.terms or says_nothing(asked)):
            return NotFound(Reason(Why.EMPTY_QUESTION))
        return self._answer(asked, judged, about if step.lean is not Lean.NONE else None)

    def look_up(self, text: str, about: Told | None = None) -> Judged | None:
        """Return what `answer` decides by, for `text` (folded)."""
        return self._look_up(following(text, about), about)[1]

    def leans(self, text: str, about: Told) -> bool:
        """Whether `text` (folded) is taken to lean on what its asker was last told."""
        step = following(text, about)
        return step.lean in _LEANING or self._look_up(step, about)[0].leans

    def _look_up(self, step: FollowUp, about: Told | None) -> tuple[Asked, Judged | None]:
        asked = understand(step.text, self._analyzer)
        if about is not None and step.lean in _LEANING:
            return self._follow(step, asked, about)
        if about is not None and step.lean is Lean.MAY and self._told_of_all(asked, about):
            leaning, judged = self._follow(step, asked, about)
            if judged and judged.confidence >= ANSWERED:
                return leaning, judged
        return asked, self.judge(asked, self._finder.find(asked)) if asked.terms else None

    def _told_of_all(self, asked: Asked, about: Told) -> bool:
        """Whether every name the question says stands in the report told of last."""
        body = self._body(self._finder.shelf.find(about.article))
        return all(name in body for name in self._names(asked))

    def judge(self, asked: Asked, hits: Hits | None) -> Judged | None:
        """Say how sure it is that the best of `hits` answers `asked`."""
        if hits is None:
            return None
        best, shelf = hits.best, self._finder.shelf
        passage = hits.passage(best)
        window = shelf.folded(passage)[slice(*best.span)]
        article = shelf.heading(passage) + shelf.body(passage)
        missing = tuple(name for name in self._names(asked) if name not in article)
        missing += self._unheard_of(hits.asked)
        found = signals(hits.asked, hits.ranking, window, missing)
        return Judged(hits, found, confidence(found, self.chance), missing)

    def _names(self, asked: Asked) -> list[str]:
        """Return the names asked about; what only looks like a person must stand in a report."""
        return [n for n in asked.names if not is_name(n) or self._finder.knows(n)]

    def _unheard_of(self, asked: Asked) -> tuple[str, ...]:
        """Return what the question takes for granted, if no report has it in any words."""
        taken = asked.premise
        if taken is None or self._analyzer.commonness(taken.text) >= _EVERYDAY:
            return ()
        said = any(one.start < taken.stop and taken.start < one.stop for one in asked.alternatives)
        return () if said or taken.text not in self._finder.absent(asked) else (taken.text,)

    def _follow(self, step: FollowUp, asked: Asked, about: Told) -> tuple[Asked, Judged | None]:
        """Look up a question that leans: in the report last told of, or the same of another."""
        article = self._finder.shelf.find(about.article)
        leaning = understand(step.text, self._analyzer, lent_words(about, article))
        if any(name not in self._body(article) for name in self._names(asked)):
            return leaning, self.judge(leaning, self._finder.find(leaning))
        return leaning, self.judge(leaning, self._within(leaning, article, about))

    def _within(self, asked: Asked, article: Article, about: Told) -> Hits | None:
        """Rank the paragraphs of one report; with hardly a word to go by, only the one told."""
        numbers: Sequence[int] = range(1, len(article.texts) + 1)
        words = {term.text for term in asked.terms if term.word and asked.is_own(term)}
        if about.number and len(words) <= 1:
            numbers = [about.number]
        shelf = self._finder.shelf
        passages = [passage for n in numbers for passage in shelf.passages(article.id, n)]
        return self._finder.find_within(asked, passages)

    def _body(self, article: Article) -> str:
        shelf = self._finder.shelf
        first = next(n for n, text in enumerate(article.texts, 1) if text.strip())
        passage = shelf.passage(article.id, first)
        return shelf.heading(passage) + shelf.body(passage)

    def _answer(self, asked: Asked, judged: Judged | None, about: Told | None) -> Answer:
        absent = self._finder.absent(asked)
        if judged is None:
            known = unreadable(asked, known=False)
            why = Why.UNREADABLE if known else Why.ABSENT_TERMS
            return NotFound(Reason(why, () if known else absent), told=about)
        quotes = self._finder.likeliest(judged.hits, QUOTES)
        if judged.confidence < ANSWERED:
            reason = self._reason(asked, judged, quotes, absent)
            return NotFound(reason, judged.confidence, told=about)
        best = quotes[0]
        told = Told(best.article.id, best.number, best.start, best.stop, matches(best, asked))
        return Found(quotes, judged.confidence, told=told, absent=self._telling(absent, judged))

    def _telling(self, absent: Sequence[str], judged: Judged) -> tuple[str, ...]:
        """Return those of the absent words that are not everyday ones, nor said in others."""
        asked = judged.hits.asked
        said = [asked.content[one.start : one.stop] for one in asked.alternatives]
        return tuple(
            word
            for word in absent
            if self._analyzer.commonness(word) < _EVERYDAY and not any(word in one for one in said)
        )

    def _reason(
        self, asked: Asked, judged: Judged, quotes: Sequence[Quote], absent: Sequence[str]
    ) -> Reason:
        if unreadable(asked, known=any(map(self._finder.knows, asked.content.split()))):
            return Reason(Why.UNREADABLE)
        shelf = self._finder.shelf
        names = counterpart(judged.missing, shelf.body(judged.hits.passage(judged.hits.best)))
        return why_not(judged.signals, quotes, absent, names)
