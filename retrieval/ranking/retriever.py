"""From a query to ranked passages and quotes, over one passage store and its index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article, Quote
from retrieval.cache import SizedCache
from retrieval.deadline import hurry
from retrieval.extraction.answer_span import AnswerExtractor
from retrieval.index.engine import Held, Index, PassageNumbers
from retrieval.index.passage_store import PassageStore
from retrieval.index.term_statistics import TermStatistics
from retrieval.meaning.meaning import Meaning
from retrieval.query.query import Query
from retrieval.ranking.features import Candidate, Reader
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.ranker import Ranked, Ranking, rank
from retrieval.ranking.snippets import choose
from retrieval.ranking.weights import LEARNED

READ_CLOSELY = 14
"""How many passages are read closely for one question."""
_WITHIN = 300
"""How many at most when it is told which."""
_TERMS, _POSTINGS = 96, 300_000
"""By so many terms candidates are always looked for; by more while all of them together stand in no
more passages than these: of a pasted text in a large archive, by those that tell most."""
_READ_THROUGH = 1000
"""How many passages are read to see whether a phrase stands in them."""
_REWORDED = 0.5
"""What another word counts, times its strength, in looking for candidates."""
_ANTECEDENT_WEIGHT = 0.5
"""What the score of the paragraph before counts for one that points back to it."""
_CACHE_SIZE = 256
"""Of how many passages it is remembered what they lean on."""
_CHARACTERS = 1_000_000
"""So many characters of passages, with their articles, are kept at hand as they are read."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Hits:
    """Passages read closely for `query`: `passages` are shelf numbers, in candidate order.

    `read` is what was read of each.
    """

    query: Query
    passages: tuple[int, ...]
    ranking: Ranking
    read: tuple[Candidate, ...]

    @property
    def best(self) -> Ranked:
        """The best passage, with its best window."""
        return self.ranking.first(1)[0]

    def passage(self, ranked: Ranked) -> int:
        """Return the shelf number of a ranked candidate."""
        return self.passages[ranked.candidate]

    def window(self, ranked: Ranked) -> str:
        """Return the words of the window of a ranked candidate, folded."""
        return self.read[ranked.candidate].text[slice(*ranked.span)]


class Retriever:
    """Finds and ranks passages, and quotes from them."""

    def __init__(
        self, shelf: PassageStore, analyzer: Analyzer, index: Index, statistics: TermStatistics
    ) -> None:
        """Search `shelf` through `index`, whose passages are numbered alike."""
        self.shelf = shelf
        self.statistics = statistics
        self.analyzer = analyzer
        self._index = index
        self._reader = Reader()
        self._lead = lru_cache(_CACHE_SIZE)(shelf.lead)
        self._candidates: SizedCache[int, Candidate] = SizedCache(_CHARACTERS)
        self.extractor = AnswerExtractor(analyzer)
        self.learned = LEARNED
        self.meaning: Meaning | None = None
        """Has a say in what comes first, where there is one."""

    def find(self, query: Query, limit: int = READ_CLOSELY) -> Hits | None:
        """Rank the passages that share most with the question; None when none shares a term."""
        return self._read(query, self._best(query, limit))

    def find_outside(self, query: Query, article: int) -> Hits | None:
        """Rank passages as if the report of that number were not there."""
        hits = self._best(query, 2 * READ_CLOSELY)
        others = [hit for hit in hits if self.shelf.place(hit[0]).article != article]
        return self._read(query, others[:READ_CLOSELY])

    def _best(self, query: Query, limit: int) -> list[tuple[int, float]]:
        counts: dict[str, float] = {}
        for term, strength in zip(query.terms, query.strengths, strict=True):
            counts[term.text] = counts.get(term.text, 0.0) + strength
        for other, _ in query.others:
            for part in self.statistics.parts(other.text):
                counts[part] = counts.get(part, 0.0) + _REWORDED * other.strength
        return self._index.best(self._bounded(counts), limit)

    def _bounded(self, counts: Mapping[str, float]) -> Mapping[str, float]:
        """Return the terms that candidates are looked for by, and what each counts, in order."""
        if len(counts) <= _TERMS:
            return counts
        terms = list(counts)
        told = np.array([*counts.values()]) * self.statistics.rarity(terms)
        order = np.argsort(-told, kind="stable")
        standing = np.array(self.statistics.frequencies(terms))[order].cumsum()
        most = max(_TERMS, int(standing.searchsorted(_POSTINGS, side="right")))
        return {terms[at]: counts[terms[at]] for at in np.sort(order[:most]).tolist()}

    def find_within(self, query: Query, passages: Iterable[int]) -> Hits | None:
        """Rank these passages only (ascending); None when there is nothing to rank.

        Of more than `_WITHIN`, those that hold most of the question.
        """
        some = np.array(list(passages), dtype=np.int64)
        if len(some) > _WITHIN:
            held = self._index.standing([term.text for term in query.terms], some)
            shares = np.array(query.weights) @ held
            some = np.sort(some[np.argsort(-shares, kind="stable")[:_WITHIN]])
        return self._read(query, [(passage, 0.0) for passage in some.tolist()])

    def quotes(self, found: Hits, limit: int) -> tuple[Quote, ...]:
        """Quote the best window of each of the first `limit` passages."""
        return tuple(self.quote(found, ranked) for ranked in found.ranking.first(limit))

    def likeliest(
        self, found: Hits, first: Ranked, limit: int, *, marked: bool = True
    ) -> tuple[Quote, ...]:
        """Quote `first` and the windows most likely to answer, several of one passage if they are.

        `limit` is how many there are in all; `marked` means that what answers is highlighted.
        """
        chosen = choose(found.ranking, limit, first.window)
        return tuple([self.quote(found, ranked, marked=marked) for ranked in chosen])

    def quote(self, found: Hits, ranked: Ranked, *, marked: bool = True) -> Quote:
        """Quote the best window of one ranked passage, with what answers highlighted."""
        report, (number, before, _) = self.shelf.folded_article(found.passage(ranked))
        start, stop = before + ranked.span[0], before + ranked.span[1]
        answer = self.extractor.highlights(found.window(ranked), found.query) if marked else ()
        spans = [(start + a, start + b) for a, b in answer]
        return whole_quote(report.article, number, (start, stop), spans)

    def article(self, found: Hits, ranked: Ranked) -> Article:
        """Return the article a ranked passage stands in."""
        return self.shelf.article(found.passage(ranked))

    def holding(self, phrase: str) -> Held:
        """Return the passages that hold `phrase` (folded) in heading or text, word for word.

        At most 1,000 passages are read for it; none for a pair of characters or a single one.
        """
        if _is_term(phrase):
            return self._index.holding([phrase])
        some, whole = self._index.holding(self._terms_of(phrase), _READ_THROUGH)
        holds = [self._holds(passage, phrase) for passage in some.tolist()]
        return Held(some[np.array(holds, dtype=bool)], whole)

    def may_hold(self, phrases: Sequence[str], limit: int = _READ_THROUGH) -> PassageNumbers:
        """Return the first passages that may hold all `phrases` (folded), unread."""
        terms = dict.fromkeys(term for phrase in phrases for term in self._terms_of(phrase))
        return self._index.holding(list(terms), limit).passages

    def stands(self, phrase: str) -> bool:
        """Whether `phrase` (folded) stands anywhere; it is read no further than to the first."""
        some = self.may_hold([phrase]).tolist()
        return bool(some) and (_is_term(phrase) or any(self._holds(one, phrase) for one in some))

    def _holds(self, passage: int, phrase: str) -> bool:
        return phrase in self.shelf.folded(passage) or phrase in self.shelf.heading(passage)

    def _terms_of(self, phrase: str) -> list[str]:
        """Return terms that every passage has which holds a phrase.

        A word may be cut otherwise in the report; a pair of its characters stands there.
        """
        if _is_term(phrase):
            return [phrase]
        terms = self.analyzer.terms(phrase)
        pairs = [t for t in terms if len(t.text) > 1 and not (t.word and _HAN.fullmatch(t.text))]
        return list(dict.fromkeys(term.text for term in pairs or terms))

    def named(self, names: Iterable[str]) -> list[PassageNumbers]:
        """Return the passages that hold each character of names in a heading; nothing for none."""
        characters = {one for name in names for one in name if _HAN.fullmatch(one)}
        return [self._index.holding(sorted(characters)).passages] if characters else []

    def foremost(self, phrases: Iterable[str], limit: int) -> set[int]:
        """Return the passages that name `phrases` most, for their length."""
        terms = {term.text: 1.0 for phrase in phrases for term in self.analyzer.terms(phrase)}
        return {passage for passage, _ in self._index.best(terms, limit)}

    def _read(self, query: Query, hits: Sequence[tuple[int, float]]) -> Hits | None:
        if not hits or not query.terms:
            return None
        passages = tuple([passage for passage, _ in hits])
        known = self._candidates.known(passages)
        candidates = [known.get(passage) or self._candidate(passage) for passage in passages]
        texts = [one.text for one in candidates]
        asked = self.meaning
        meaning = asked.nearness(query.whole, passages, texts) if asked else None
        reading = self._reader.read(query, candidates, meaning)
        ranking = rank(query, self._scores(hits), reading, self.learned)
        return Hits(query, passages, ranking, tuple(candidates))

    def _candidate(self, passage: int) -> Candidate:
        """Read a passage, and what stands around it."""
        hurry()
        (article, span), lead = self.shelf.folded_article(passage), self._lead(passage)
        led = "" if lead is None else self.shelf.folded(lead)
        read = Candidate(article.folded(span), article.heading, article.body, led)
        self._candidates.put(passage, read, len(read.title) + len(read.article))
        return read

    def _scores(self, hits: Sequence[tuple[int, float]]) -> list[float]:
        """Return the scores; what leans on the paragraph before shares that one's score."""
        scores: dict[int | None, float] = dict(hits)
        return [
            score + _ANTECEDENT_WEIGHT * scores.get(self._lead(passage), 0.0)
            for passage, score in hits
        ]


def _is_term(phrase: str) -> bool:
    """Whether a phrase is a term of the index itself: a pair of characters, or a single one."""
    return len(phrase) <= _PAIR and _HAN.fullmatch(phrase) is not None
