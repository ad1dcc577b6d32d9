"""From a question understood to ranked passages and quotes, over one shelf and its index."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

import numpy as np

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article, Quote, Span
from retrieval.cache import SizedCache, remembered
from retrieval.deadline import hurry
from retrieval.expansion.alternatives import reword
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.engine import Index, PassageNumbers, held_by_all
from retrieval.index.passage_store import PassageStore
from retrieval.query.query import Asked
from retrieval.ranking.features import Candidate, Reader
from retrieval.ranking.highlighting import quote
from retrieval.ranking.layout import Floats
from retrieval.ranking.ranker import Ranked, Ranking, rank
from retrieval.ranking.snippets import choose
from retrieval.ranking.weights import LEARNED

READ_CLOSELY = 20
"""How many passages are read closely for one question."""
_WITHIN = 300
"""How many at most when it is told which."""
_READ_THROUGH = 1000
"""How many passages are read to see whether a phrase stands in them."""
_REWORDED = 0.5
"""What another word counts, times its strength, in looking for candidates."""
_LED = 0.5
"""What the score of the paragraph before counts for one that points back to it."""
_KEPT = 1 << 13
"""Of so many terms it is remembered how rare they are, and of other words, how to find them."""
_AT_HAND = 256
"""Of how many passages it is remembered what they lean on."""
_CHARACTERS = 1_000_000
"""So many characters of passages, with their articles, are kept at hand as they are read."""
_PRIOR = 200.0
"""General Chinese counts for as much as this many passages in telling how rare a term is."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PASSAGE_WORDS = 100.0
"""Words in a passage of general Chinese."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Passages read closely for `asked`: `passages` are shelf numbers, in candidate order."""

    asked: Asked
    passages: tuple[int, ...]
    ranking: Ranking

    @property
    def best(self) -> Ranked:
        """The best passage, with its best window."""
        return self.ranking.first(1)[0]

    def passage(self, ranked: Ranked) -> int:
        """Return the shelf number of a ranked candidate."""
        return self.passages[ranked.candidate]


@dataclass(frozen=True, slots=True)
class Held:
    """Passages that hold a phrase, ascending; or of very many candidates (not `whole`), a part."""

    passages: PassageNumbers
    whole: bool = True


class Retriever:
    """Finds and ranks passages, and quotes from them."""

    def __init__(
        self, shelf: PassageStore, analyzer: Analyzer, index: Index, thesaurus: Thesaurus
    ) -> None:
        """Search `shelf` through `index`, whose passages are numbered alike."""
        self.shelf = shelf
        self._analyzer = analyzer
        self._index = index
        self._thesaurus = thesaurus
        self._reader = Reader()
        self._rarity = remembered(self._rarity_of, _KEPT)
        self._parts = remembered(self._parts_of, _KEPT)
        self._lead = lru_cache(_AT_HAND)(shelf.lead)
        self._candidates: SizedCache[int, Candidate] = SizedCache(_CHARACTERS)
        self.learned = LEARNED

    def find(self, asked: Asked, limit: int = READ_CLOSELY) -> Hits | None:
        """Rank the passages that share most with the question; None when none shares a term."""
        asked = self._reworded(asked)
        return self._read(asked, self._best(asked, limit))

    def find_outside(self, asked: Asked, article: int) -> Hits | None:
        """Rank passages as if the report of that number were not there."""
        asked = self._reworded(asked)
        hits = self._best(asked, 2 * READ_CLOSELY)
        others = [hit for hit in hits if self.shelf.place(hit[0]).article != article]
        return self._read(asked, others[:READ_CLOSELY])

    def _best(self, asked: Asked, limit: int) -> list[tuple[int, float]]:
        query: dict[str, float] = {}
        for term in asked.terms:
            query[term.text] = query.get(term.text, 0.0) + asked.share(term)
        for other in asked.alternatives:
            for part in self._parts(other.text):
                query[part] = query.get(part, 0.0) + _REWORDED * other.strength
        return self._index.best(query, limit)

    def find_within(self, asked: Asked, passages: Iterable[int]) -> Hits | None:
        """Rank these passages only (ascending); None when there is nothing to rank.

        Of more than `_WITHIN`, those that hold most of the question.
        """
        asked, some = self._reworded(asked), np.array(list(passages), dtype=np.int32)
        if len(some) > _WITHIN:
            shares = np.zeros(len(some))
            for term, weight in zip(asked.terms, self._weights(asked), strict=True):
                shares += weight * np.isin(some, self._index.passages(term.text))
            some = np.sort(some[np.argsort(-shares, kind="stable")[:_WITHIN]])
        return self._read(asked, [(passage, 0.0) for passage in some.tolist()])

    def quotes(self, found: Hits, limit: int) -> tuple[Quote, ...]:
        """Quote the best window of each of the first `limit` passages."""
        return tuple(self.quote(found, ranked) for ranked in found.ranking.first(limit))

    def likeliest(self, found: Hits, limit: int) -> tuple[Quote, ...]:
        """Quote the `limit` windows most likely to answer, several of one passage if they are."""
        return tuple(self.quote(found, ranked) for ranked in choose(found.ranking, limit))

    def quote(self, found: Hits, ranked: Ranked) -> Quote:
        """Quote the best window of one ranked passage."""
        passage = found.passage(ranked)
        return self.quote_span(passage, ranked.span, found.asked)

    def quote_span(self, passage: int, span: Span, asked: Asked) -> Quote:
        """Quote `span` of a passage, with what answers `asked` marked."""
        shelf, place = self.shelf, self.shelf.place(passage)
        folded, in_paragraph = shelf.folded(passage)[slice(*span)], place.in_paragraph(span)
        return quote(shelf.article(passage), place.number, in_paragraph, folded, asked)

    def article(self, found: Hits, ranked: Ranked) -> Article:
        """Return the article a ranked passage stands in."""
        return self.shelf.article(found.passage(ranked))

    def holding(self, phrase: str) -> Held:
        """Return the passages that hold `phrase` (folded) in heading or text, word for word.

        At most 1,000 passages are read for it; none for a pair of characters or a single one.
        """
        if len(phrase) <= 2 and _HAN.fullmatch(phrase):  # noqa: PLR2004 - it is a term itself
            return Held(self._index.passages(phrase))
        terms = [term.text for term in self._analyzer.terms(phrase)]
        long = [term for term in terms if len(term) > 1] or terms
        some = held_by_all([self._index.passages(term) for term in dict.fromkeys(long)])
        holds = [
            phrase in self.shelf.folded(passage) or phrase in self.shelf.heading(passage)
            for passage in some[:_READ_THROUGH].tolist()
        ]
        return Held(some[: len(holds)][np.array(holds, dtype=bool)], len(some) == len(holds))

    def named(self, names: Iterable[str]) -> list[PassageNumbers]:
        """Return, for each character of names in a heading, the passages under such headings."""
        characters = {one for name in names for one in name if _HAN.fullmatch(one)}
        return [self._index.passages(one) for one in sorted(characters)]

    def foremost(self, phrases: Iterable[str], limit: int) -> set[int]:
        """Return the passages that name `phrases` most, for their length."""
        terms = {term.text: 1.0 for phrase in phrases for term in self._analyzer.terms(phrase)}
        return {passage for passage, _ in self._index.best(terms, limit)}

    def knows(self, term: str) -> bool:
        """Whether a word, pair or character (folded) stands in any report."""
        return self._index.frequency(term) > 0

    def absent(self, asked: Asked) -> tuple[str, ...]:
        """Return the words of the question that stand in no report, its measure word left out."""
        words = [*asked.names, *self._analyzer.words(asked.content[: asked.own])]
        telling = (word for word in words if len(word) > 1 and word != asked.wanted.measure)
        unknown = [word for word in telling if not self._stands(word)]
        return tuple(
            word
            for word in dict.fromkeys(unknown)
            if not any(word != other and word in other for other in unknown)
        )

    def _stands(self, word: str) -> bool:
        """Whether a word may stand in a report: it is known, or each pair of its characters is."""
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        return self.knows(word) or (word.isalpha() and all(map(self.knows, pairs)))

    def _reworded(self, asked: Asked) -> Asked:
        """Add other words for the asker's own, as far as they stand in the reports."""
        content = asked.content[: asked.own]
        others = reword(content, asked.own_terms, self._thesaurus, self._parts)
        return replace(asked, alternatives=others)

    def _parts_of(self, text: str) -> tuple[str, ...]:
        """Return by which terms to look `text` up; none when it stands in no report."""
        if self.knows(text):
            return (text,)
        if _HAN.fullmatch(text) and not self._stands(text):
            return ()
        parts = tuple(t.text for t in self._analyzer.terms(text) if t.word or len(t.text) > 1)
        return parts if all(map(self.knows, parts)) else ()

    def _read(self, asked: Asked, hits: Sequence[tuple[int, float]]) -> Hits | None:
        asked = self._telling(asked)
        if not hits or not asked.terms:
            return None
        passages = tuple(passage for passage, _ in hits)
        candidates = list(map(self._candidate, passages))
        reading = self._reader.read(asked, self._weights(asked), candidates)
        ranking = rank(asked, self._scores(hits), reading, self.learned)
        return Hits(asked, passages, ranking)

    def _candidate(self, passage: int) -> Candidate:
        """Return a passage to be read, and what stands around it."""
        found = self._candidates.get(passage)
        if found is None:
            hurry()
            (article, span), lead = self.shelf.folded_article(passage), self._lead(passage)
            led = "" if lead is None else self.shelf.folded(lead)
            found = Candidate(article.folded(span), article.heading, article.body, led)
            self._candidates.put(passage, found, len(found.title) + len(found.article))
        return found

    def _scores(self, hits: Sequence[tuple[int, float]]) -> list[float]:
        """Return the scores; what leans on the paragraph before shares that one's score."""
        scores: dict[int | None, float] = dict(hits)
        return [score + _LED * scores.get(self._lead(passage), 0.0) for passage, score in hits]

    def _telling(self, asked: Asked) -> Asked:
        """Leave out pairs across two words that stand in no report: they tell nothing."""
        reach = [0] * len(asked.content)
        for term in asked.terms:
            if term.word:
                reach[term.start] = max(reach[term.start], term.stop)
        # How far, from each place on, the words go that begin there or before.
        reach = list(accumulate(reach, max))
        terms = tuple(t for t in asked.terms if t.stop <= reach[t.start] or self.knows(t.text))
        return replace(asked, terms=terms)

    def _weights(self, asked: Asked) -> Floats:
        return np.array([asked.share(term) * self._rarity(term.text) for term in asked.terms])

    def _rarity_of(self, term: str) -> float:
        """Tell how rare a term is here, leaning on general Chinese where the reports are few."""
        general = min(1.0, self._analyzer.commonness(term) * _PASSAGE_WORDS)
        here = max(self._index.frequency(term), 0.5)
        return math.log((len(self.shelf) + 1 + _PRIOR) / (here + _PRIOR * general))
