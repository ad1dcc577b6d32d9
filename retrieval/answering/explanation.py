"""Why a passage was taken for the answer, or not: the numbers that decided, in words.

Nothing is computed anew: the shares, signals and thresholds are those the answer was made with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis.analyzer import Term
from retrieval.answering.judge import ANSWERED, Judged
from retrieval.article import Address
from retrieval.index.passage_store import PassageStore
from retrieval.ranking.confidence import Signals


@dataclass(frozen=True, slots=True)
class Contribution:
    """One term of the question: its `weight` is its share of the whole question, 0 to 1.

    `passage` and `window` say how well the best passage, and the words quoted, meet it (1: word for
    word, less: by another word for it, 0: not at all).
    """

    term: str
    weight: float
    passage: float
    window: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decided on a question: from `needed` on, `confidence` makes an answer.

    `version` is that of the corpus, `address` the best passage's; the terms come heaviest first.
    """

    version: str
    address: Address
    confidence: float
    needed: float
    signals: Signals
    missing: tuple[str, ...]
    contributions: tuple[Contribution, ...]


def explain(judged: Judged, shelf: PassageStore, version: str) -> Explanation:
    """Tell which terms matched where, and what each contributed."""
    hits, best = judged.hits, judged.best
    reading = hits.ranking.reading
    weights = reading.weights
    whole = float(weights.sum()) or 1.0
    weigh: defaultdict[str, float] = defaultdict(float)
    met: dict[str, tuple[float, float]] = {}
    for row, term in enumerate(hits.query.terms):
        word = _word_at(hits.query.terms, term)
        weigh[word] += float(weights[row]) / whole
        if word == term.text:
            in_passage = float(reading.passage_hits[best.candidate, row])
            met[word] = in_passage, float(reading.window_hits[best.window, row])
    terms = (Contribution(term, weight, *met[term]) for term, weight in weigh.items())
    passage = hits.passage(best)
    return Explanation(
        version,
        Address(shelf.article(passage).id, shelf.place(passage).number),
        judged.confidence,
        ANSWERED,
        judged.signals,
        judged.missing,
        tuple(sorted(terms, key=lambda one: -one.weight)),
    )


def _word_at(terms: Sequence[Term], term: Term) -> str:
    """Return the word that a pair of characters begins in, which readers know; else the pair."""
    within = (one for one in terms if one.word and one.start <= term.start < one.stop)
    return term.text if term.word else max(within, key=lambda one: len(one.text), default=term).text
